import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Limits } from '../limits.ts';

/** One HTTP request with its answer, and the name under which the log knows it. */
export interface HttpContext {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly limits: Limits;
}

/** What every answer carries, whatever it is; a page that needs more rights overrules it. */
export function standardHeaders(mode: 'embedded' | 'configured'): Readonly<Record<string, string>> {
  return {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    // So that nobody takes simulated money for real.
    ...(mode === 'embedded' ? { 'x-gapura-mode': 'embedded' } : {}),
  };
}

/** Made for each request, before anything is decided about it. */
export function openHttpContext(
  request: IncomingMessage,
  response: ServerResponse,
  options: {
    readonly requestId: string;
    readonly limits: Limits;
    readonly headers: Readonly<Record<string, string>>;
  },
): HttpContext {
  // Without listeners, a peer that breaks off at the wrong moment would end the process.
  request.on('error', () => response.destroy());
  response.on('error', () => response.destroy());
  for (const [name, value] of Object.entries(options.headers)) response.setHeader(name, value);
  response.setHeader('x-request-id', options.requestId);
  return { request, response, requestId: options.requestId, limits: options.limits };
}
