import { formatJakartaTime } from '../../domain/jakarta-time.ts';
import type { Clock } from '../../use-cases/ports/clock.ts';
import type { Log } from '../../use-cases/ports/log.ts';
import type { UseCases } from '../../use-cases/use-cases.ts';
import type { RefusalPacer } from '../admission/refusal-pacer.ts';
import { answerJson } from '../wire/answers.ts';
import { withinDeadline } from '../wire/deadline.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { readBody } from '../wire/read-body.ts';
import { type SnapAnswer, snapAnswers } from './snap-answers.ts';

/** The path of the NOTIFICATION URL, as DANA documents it. */
export const finishNotifyPath = '/v1.0/debit/notify';

/**
 * Resolves to the fingerprint of DANA's key that signed these very bytes, null if none did; the room `dana/` implements
 * it. Linear in the size of the body.
 */
export type VerifyFinishNotify = (
  body: Uint8Array,
  headers: { readonly signature: string; readonly timestamp: string },
) => Promise<string | null>;

interface FinishNotifyNeeds {
  readonly verifyFinishNotify: VerifyFinishNotify;
  readonly useCases: Pick<UseCases, 'receiveFinishNotify'>;
  readonly refusalPacer: RefusalPacer;
  readonly clock: Clock;
  readonly log: Log;
}

/** A notification that DANA has signed. */
interface Verified {
  readonly bytes: Buffer;
  readonly timestamp: string;
  readonly keyFingerprint: string;
}

/**
 * Answers POST /v1.0/debit/notify in SNAP's form. The order of the checks is a defence: nothing is verified before
 * its size is known, and nothing is parsed before the signature over the raw bytes was verified. 2005600 means
 * that the notification is on disk; any other answer makes DANA repeat it, for up to 7 days.
 */
export function createFinishNotifyHandler(needs: FinishNotifyNeeds): (http: HttpContext) => Promise<void> {
  const { clock, log } = needs;

  return async (http) => {
    const { requestId, limits } = http;
    const answer = ({ status, ...body }: SnapAnswer) =>
      answerJson(http, status, body, { 'x-timestamp': formatJakartaTime(clock.now()) });

    const received = await receive(http, needs.verifyFinishNotify);
    if (received === null || 'responseCode' in received) {
      const timing = await needs.refusalPacer.awaitTurn();
      // A flood is logged once in a while, and not by a line for each request.
      if (timing === 'now') {
        if (received === null) log.warn('finish_notify.aborted', { requestId });
        else log.warn('finish_notify.refused', { requestId, responseCode: received.responseCode });
      }
      if (timing === 'cutOff') http.request.socket.destroy();
      else if (received !== null) answer(received);
      return;
    }
    const { bytes: body, ...signed } = received;
    const verified = { id: requestId, receivedAt: clock.now(), body, ...signed };
    const recorded = needs.useCases.receiveFinishNotify(verified).then(
      () => snapAnswers.successful,
      (error: unknown) => {
        log.error('finish_notify.failed', { requestId, error });
        return snapAnswers.internalServerError;
      },
    );
    // A failure in time, which DANA repeats, is better than silence: the work goes on, and the repeat finds it done.
    const snapAnswer = await withinDeadline<SnapAnswer>(recorded, limits.notifyDeadlineMs, () => {
      log.error('finish_notify.timed_out', { requestId, deadlineMs: limits.notifyDeadlineMs });
      return snapAnswers.internalServerError;
    });
    answer(snapAnswer);
  };
}

/** Checks method, size, headers and signature. Null if the sender broke off. */
async function receive(
  { request, limits }: HttpContext,
  verify: VerifyFinishNotify,
): Promise<Verified | SnapAnswer | null> {
  if (request.method !== 'POST') return snapAnswers.methodNotAllowed;
  const body = await readBody(request, limits.notifyBodyBytesMax);
  if (body.kind === 'aborted') return null;
  if (body.kind === 'tooLarge') return snapAnswers.tooLarge;
  // Node has made the names lower-case, and joined a header that came twice: no signature matches that.
  const signature = String(request.headers['x-signature'] ?? '');
  const timestamp = String(request.headers['x-timestamp'] ?? '');
  if (signature === '') return snapAnswers.signatureMissing;
  if (timestamp === '') return snapAnswers.timestampMissing;
  const keyFingerprint = await verify(body.bytes, { signature, timestamp });
  if (keyFingerprint === null) return snapAnswers.invalidSignature;
  return { bytes: body.bytes, timestamp, keyFingerprint };
}
