import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Limits } from '../limits.ts';

/** One HTTP request with its response, the id that the log knows it by, and the bounds that apply. */
export interface HttpContext {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly limits: Limits;
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
export function standardHeaders(mode: GatewayMode): Readonly<Record<string, string>> {
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

/** Sets up one request: error listeners, standard headers, request id. Called before any decision about it. */
export function openHttpContext(
  request: IncomingMessage,
  response: ServerResponse,
  options: {
    readonly requestId: string;
    readonly limits: Limits;
    readonly headers: Readonly<Record<string, string>>;
  },
): HttpContext {
  // Without listeners, a client that disconnects at the wrong moment would end the process.
  request.on('error', () => response.destroy());
  response.on('error', () => response.destroy());
  for (const [name, value] of Object.entries(options.headers)) response.setHeader(name, value);
  response.setHeader('x-request-id', options.requestId);
  return { request, response, requestId: options.requestId, limits: options.limits };
}
