import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { ReceiverAnswer } from '../use-cases/ports/event-sender.ts';
import { type Resolve, shareLookups } from './name-lookups.ts';
import { type AddressRules, createGuardedLookup, isHostAllowed } from './receiver-address.ts';

/** The receiver should answer first and work afterwards; the specification recommends 15 to 30 s. */
const answerTimeoutMs = 15_000;
/** Only the status counts. This much of an answer's body is read, so that the receiver can finish; none is kept. */
const answerBytesMax = 16 * 1024;

export interface PostOptions {
  /** Whether receivers may have addresses of the merchant's own network or machine. */
  readonly arePrivateAllowed: boolean;
  readonly answerTimeoutMs?: number;
  /** The system's resolver by default; tests pass their own. */
  readonly resolve?: Resolve;
}

/** Posts JSON to a server outside, once. Never rejects; fails when `signal` aborts, or after the deadline. */
export type Post = (
  url: string,
  message: {
    readonly headers: Readonly<Record<string, string>>;
    readonly payload: string;
    readonly signal: AbortSignal;
  },
) => Promise<ReceiverAnswer>;

/** Makes the function that posts to servers outside: it connects to allowed addresses only. */
export function makePost(options: PostOptions): Post {
  const deadlineMs = options.answerTimeoutMs ?? answerTimeoutMs;
  const resolve = shareLookups(options.resolve ?? dns.lookup);
  return async (address, message) => {
    const url = new URL(address);
    const rules: AddressRules = {
      arePrivateAllowed: options.arePrivateAllowed,
      arePublicAllowed: url.protocol === 'https:',
    };
    if (!isHostAllowed(url, rules)) return failed('ADDRESS_REFUSED');
    return attempt({ url, ...message, lookup: createGuardedLookup(rules, resolve), deadlineMs });
  };
}

interface Attempt {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string;
  readonly lookup: LookupFunction;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

function attempt({ url, headers, payload, lookup, deadlineMs, signal }: Attempt): Promise<ReceiverAnswer> {
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
