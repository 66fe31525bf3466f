import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { EventSender, ReceiverAnswer } from '../use-cases/ports/event-sender.ts';
import { type Resolve, shareLookups } from './name-lookups.ts';
import { writePayload } from './payload.ts';
import { type AddressRules, createGuardedLookup, isHostAllowed } from './receiver-address.ts';
import { createSignPayload, type WebhookHeaders } from './signature.ts';

/** A receiver should answer first and work afterwards; the specification recommends 15 to 30 s. */
const answerTimeoutMs = 15_000;
/** Only the status counts. This much of an answer's body is read, so that the receiver can finish; none is kept. */
const answerBytesMax = 16 * 1024;

export interface EventSenderOptions {
  /** `whsec_…`, newest first. */
  readonly secrets: readonly string[];
  /** Whether receivers may have addresses of the merchant's own network or machine. */
  readonly arePrivateAllowed: boolean;
  readonly answerTimeoutMs?: number;
  /** The system's resolver by default; tests pass their own. */
  readonly resolve?: Resolve;
}

/**
 * The EventSender port over HTTP. Each attempt opens its own connection, so the address is checked every time, and no
 * attempt fails because the receiver has closed a connection that was kept.
 */
export function createEventSender(options: EventSenderOptions): EventSender {
  const sign = createSignPayload(options.secrets);
  const deadlineMs = options.answerTimeoutMs ?? answerTimeoutMs;
  const resolve = shareLookups(options.resolve ?? dns.lookup);

  return {
    async send(endpointUrl, event, signal) {
      const url = new URL(endpointUrl);
      const rules: AddressRules = {
        arePrivateAllowed: options.arePrivateAllowed,
        arePublicAllowed: url.protocol === 'https:',
      };
      if (!isHostAllowed(url, rules)) return failed('ADDRESS_REFUSED');
      const payload = writePayload(event);
      // The receiver compares this with its own machine's time, so it comes from the machine and not from the Clock,
      // which embedded mode may have moved.
      const headers = sign(event.event.id, payload, new Date());
      const lookup = createGuardedLookup(rules, resolve);
      return post({ url, headers, payload, lookup, deadlineMs, signal });
    },
  };
}

interface Post {
  readonly url: URL;
  readonly headers: WebhookHeaders;
  readonly payload: string;
  readonly lookup: LookupFunction;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

function post({ url, headers, payload, lookup, deadlineMs, signal }: Post): Promise<ReceiverAnswer> {
  return new Promise((resolve) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: 'POST',
      agent: false,
      lookup,
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(payload),
        'user-agent': 'Gapura-GraphQL',
      },
    });
    const cut = () => request.destroy(new AttemptEnded('CUT'));
    const deadline = setTimeout(() => request.destroy(new AttemptEnded('TIMEOUT')), deadlineMs);
    signal.addEventListener('abort', cut, { once: true });
    let answer: ReceiverAnswer | null = null;
    request.on('response', (response) => {
      answer = answerOf(response.statusCode ?? 0);
      readToEnd(response);
    });
    // In the same turn as the request: its first error comes in a later one, also if no socket can be opened.
    request.on('error', (error: NodeJS.ErrnoException) => {
      answer ??= failed(error.code ?? error.name);
    });
    // The attempt ends with its connection, not with the status. Otherwise a receiver that never finishes its answers
    // would hold a connection for every event, and not only for those that are sent at the same time.
    request.once('close', () => {
      clearTimeout(deadline);
      signal.removeEventListener('abort', cut);
      resolve(answer ?? failed('CLOSED'));
    });
    if (signal.aborted) cut();
    else request.end(payload);
  });
}

class AttemptEnded extends Error {
  readonly code: 'TIMEOUT' | 'CUT';
  constructor(code: 'TIMEOUT' | 'CUT') {
    super(`the attempt has ended: ${code}`);
    this.code = code;
  }
}

function readToEnd(response: http.IncomingMessage): void {
  let bytesCount = 0;
  response.on('data', (chunk: Buffer) => {
    bytesCount += chunk.length;
    if (bytesCount > answerBytesMax) response.destroy();
  });
  // The status has been read; the rest of the answer does not matter.
  response.on('error', () => undefined);
}

/** 2xx: accepted. 410: gone. Anything else is sent again. Redirects are not followed: the target may be anybody's. */
function answerOf(status: number): ReceiverAnswer {
  if (status >= 200 && status < 300) return { kind: 'accepted' };
  return status === 410 ? { kind: 'gone' } : failed(`HTTP ${status}`);
}

function failed(failure: string): ReceiverAnswer {
  return { kind: 'failed', failure };
}
