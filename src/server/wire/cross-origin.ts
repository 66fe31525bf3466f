import type { IncomingMessage } from 'node:http';
import type { HttpContext } from './http-context.ts';

/** How long a browser may cache a preflight answer. Browsers apply lower caps of their own. */
const preflightMaxAgeSeconds = 600;

/**
 * Whether the page behind this request may use the gateway. Apps and servers send no Origin, our own pages are
 * same-origin, and all others must be listed. This protects payers' browsers and is no authentication: anybody can
 * omit the header.
 */
export function isAllowedOrigin(request: IncomingMessage, corsOrigins: readonly string[]): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined || corsOrigins.includes(origin)) return true;
  return origin === `http://${host}` || origin === `https://${host}`;
}

/** Lets pages of listed origins read the answer. Without credentials: the gateway uses no cookies. */
export function allowCrossOrigin({ request, response }: HttpContext, corsOrigins: readonly string[]): void {
  if (corsOrigins.length === 0) return;
  response.setHeader('vary', 'Origin');
  const { origin } = request.headers;
  if (origin === undefined || !corsOrigins.includes(origin)) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', 'x-request-id');
}

/** Answers a browser's preflight request. An origin that is not listed gets no permission and no error. */
export function answerPreflight({ response }: HttpContext): void {
  if (response.hasHeader('access-control-allow-origin')) {
    response.setHeader('access-control-allow-methods', 'POST');
    response.setHeader('access-control-allow-headers', 'authorization, content-type, accept');
    response.setHeader('access-control-max-age', String(preflightMaxAgeSeconds));
  }
  response.writeHead(204).end();
}
