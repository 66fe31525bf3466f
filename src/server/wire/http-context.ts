import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Limits } from '../limits.ts';

/** One HTTP request with its response, the id that the log knows it by, and the bounds that apply. */
export interface HttpContext {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly limits: Limits;
  /** The headers of every response; `writeHead` adds them. */
  readonly standardHeaders: Readonly<Record<string, string>>;
}

/**
 * Why a request must not be answered, in a sentence for its sender; null for a request that is in order. The embedded
 * mode judges Host and Origin with it, because its pages hold keys and its answers are for this machine only.
 */
export type RequestGuard = (request: IncomingMessage) => string | null;

/**
 * What stands behind the gateway: a simulator of its own (`embedded`), the DANA of its variables (`configured`), or the
 * settings of production with a simulator in DANA's place (`rehearsal`).
 */
export type GatewayMode = 'embedded' | 'configured' | 'rehearsal';

/** The headers of every response; a page that needs a wider policy overwrites them. */
export function makeStandardHeaders(mode: GatewayMode): Readonly<Record<string, string>> {
  return {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    // Nobody shall mistake simulated money for real money.
    ...(mode === 'configured' ? {} : { 'x-gapura-mode': mode }),
  };
}

/**
 * Writes the status and all headers at once, those of every response included: Node needs half of the time that it needs
 * for headers that were set before. A header of `more` takes the place of the standard one.
 */
export function writeHead(
  { response, requestId, standardHeaders }: HttpContext,
  status: number,
  more: OutgoingHttpHeaders = {},
): ServerResponse {
  const headers: OutgoingHttpHeader[] = ['x-request-id', requestId];
  for (const name in standardHeaders) {
    const value = standardHeaders[name];
    if (value !== undefined && !(name in more)) headers.push(name, value);
  }
  for (const name in more) {
    const value = more[name];
    if (value !== undefined) headers.push(name, value);
  }
  return response.writeHead(status, headers);
}

/** Sets up one request: error listeners and request id. Called before any decision about it. */
export function openHttpContext(
  request: IncomingMessage,
  response: ServerResponse,
  options: {
    readonly requestId: string;
    readonly limits: Limits;
    readonly standardHeaders: Readonly<Record<string, string>>;
  },
): HttpContext {
  // Without listeners, a client that disconnects at the wrong moment would end the process.
  const giveUp = () => void response.destroy();
  request.on('error', giveUp);
  response.on('error', giveUp);
  const { requestId, limits, standardHeaders } = options;
  return { request, response, requestId, limits, standardHeaders };
}
