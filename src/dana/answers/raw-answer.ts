import type { Unavailability } from '../../use-cases/ports/payment-provider.ts';
import { parseSnapAnswer, type SnapAnswer } from './snap-answer.ts';

/** An answer has at most a few KB (a query with its goods and payment views); this is far beyond. */
export const danaAnswerBytesMax = 256 * 1024;

/** How one call to DANA ended, before its meaning is read. */
export type RawAnswer =
  | {
      readonly kind: 'answered';
      /** DANA's own status, whatever the SDK made of it. */
      readonly httpStatus: number;
      /** The whole body as text, at most `danaAnswerBytesMax` of it; never logged, it may hold a payment code. */
      readonly body: string;
      /** The body in SNAP form: a JSON object with a responseCode. Null for a proxy's page, `null`, or nothing. */
      readonly snap: SnapAnswer | null;
    }
  | {
      readonly kind: 'unanswered';
      /** For logs and incidents. */
      readonly reason: string;
      /** False if no byte can have reached DANA. */
      readonly mayHaveArrived: boolean;
      /** True if our own request or configuration kept it from being sent. */
      readonly isOurFault: boolean;
      /** Why the call guard held the call back. */
      readonly unavailability?: Unavailability;
    };

/** Nothing left this process. */
export function notSent(reason: string, { isOurFault }: { isOurFault: boolean }): RawAnswer {
  return { kind: 'unanswered', reason, mayHaveArrived: false, isOurFault };
}

/** The call guard held the call back: nothing left this process. */
export function heldBack(reason: string, unavailability: Unavailability): RawAnswer {
  return { kind: 'unanswered', reason, mayHaveArrived: false, isOurFault: false, unavailability };
}

/** DANA may have received the call, but no whole answer came back. */
export function answerLost(reason: string): RawAnswer {
  return { kind: 'unanswered', reason, mayHaveArrived: true, isOurFault: false };
}

/**
 * Reads an answer to its end, or to the bound. Throws if the connection breaks in the middle or `signal`
 * aborts; the connection is closed in both cases, and if the answer passes the bound.
 */
export async function readRawAnswer(response: Response, signal: AbortSignal): Promise<RawAnswer> {
  const httpStatus = response.status;
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // The deadline covers the body too: in some cases fetch itself stops watching the signal.
  const giveUp = () => void reader?.cancel(signal.reason).catch(() => undefined);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    for (;;) {
      const next = await reader?.read();
      signal.throwIfAborted();
      if (next === undefined || next.done) break;
      bytes += next.value.byteLength;
      if (bytes > danaAnswerBytesMax) {
        giveUp();
        return answerLost(`HTTP ${httpStatus} with more than ${danaAnswerBytesMax} bytes`);
      }
      chunks.push(next.value);
    }
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
  const body = Buffer.concat(chunks).toString('utf8');
  return { kind: 'answered', httpStatus, body, snap: parseSnapAnswer(body) };
}
