import type { IncomingMessage } from 'node:http';
import type { HttpContext } from './http-context.ts';

/** How long a browser may remember what it was allowed. Browsers cap it lower by themselves. */
const preflightMaxAgeSeconds = 600;

/**
 * Whether the page that asks may be answered: apps and servers send no Origin, pages of our own are same-origin,
 * others stand on the list. It protects payers' browsers and is no authentication: anybody can leave it out.
 */
export function isAllowedOrigin(request: IncomingMessage, corsOrigins: readonly string[]): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined || corsOrigins.includes(origin)) return true;
  return origin === `http://${host}` || origin === `https://${host}`;
}

/** Lets pages of listed origins read the answer. No credentials: cookies play no part here. */
export function allowCrossOrigin({ request, response }: HttpContext, corsOrigins: readonly string[]): void {
  if (corsOrigins.length === 0) return;
  response.setHeader('vary', 'Origin');
  const { origin } = request.headers;
  if (origin === undefined || !corsOrigins.includes(origin)) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', 'x-request-id');
}

/** Answers a browser that asks whether it may ask. What is not on the list gets no permission, and no error. */
export function answerPreflight({ response }: HttpContext): void {
  if (response.hasHeader('access-control-allow-origin')) {
    response.setHeader('access-control-allow-methods', 'POST');
    response.setHeader('access-control-allow-headers', 'authorization, content-type, accept');
    response.setHeader('access-control-max-age', String(preflightMaxAgeSeconds));
  }
  response.writeHead(204).end();
}
