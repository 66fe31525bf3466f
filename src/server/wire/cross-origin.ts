import type { IncomingMessage } from 'node:http';
import type { HttpContext } from './http-context.ts';

/** How long a browser may cache a preflight answer. Browsers apply lower caps of their own. */
const preflightMaxAgeSeconds = 600;

/**
 * What browsers ask for on behalf of the usual clients, beside our own: Apollo Client, and the tracing of Sentry, Datadog
 * and OpenTelemetry. The gateway ignores these headers; a preflight that did not name one would stop the whole request.
 */
const allowedHeaders = [
  'authorization',
  'content-type',
  'accept',
  'cache-control',
  'x-request-id',
  'apollo-require-preflight',
  'apollographql-client-name',
  'apollographql-client-version',
  'x-apollo-operation-id',
  'x-apollo-operation-name',
  'x-apollo-operation-type',
  'x-graphql-client-name',
  'x-graphql-client-version',
  'graphql-preflight',
  'sentry-trace',
  'baggage',
  'traceparent',
  'tracestate',
  'b3',
  'x-b3-traceid',
  'x-b3-spanid',
  'x-b3-parentspanid',
  'x-b3-sampled',
  'x-datadog-origin',
  'x-datadog-parent-id',
  'x-datadog-sampling-priority',
  'x-datadog-trace-id',
].join(', ');

/**
 * Whether the page behind this request may use the gateway. Servers and most apps send no Origin, our own pages are
 * same-origin, and all others must be listed. Our own origin is that of PUBLIC_URL: a proxy need not pass the Host header
 * on, and React Native sends the origin of the address it calls. Under another name (a direct call behind the proxy), it
 * is the Host. This protects payers' browsers and is no authentication: anybody can omit the header.
 */
export function isAllowedOrigin(
  request: IncomingMessage,
  { corsOrigins, publicOrigin }: { corsOrigins: readonly string[]; publicOrigin: string | null },
): boolean {
  const { origin } = request.headers;
  return origin === undefined || corsOrigins.includes(origin) || isOwnOrigin(request, publicOrigin);
}

/**
 * Whether a page of our own sent this. Browsers name the origin of every POST and of every WebSocket, so for what only the
 * console may do, a request that names none is refused too.
 */
export function isOwnOrigin({ headers }: IncomingMessage, publicOrigin: string | null): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return false;
  return origin === publicOrigin || origin === `http://${host}` || origin === `https://${host}`;
}

/** Lets pages of listed origins read the answer. Without credentials: the only cookie is the console's, at its own path. */
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
    response.setHeader('access-control-allow-headers', allowedHeaders);
    response.setHeader('access-control-max-age', String(preflightMaxAgeSeconds));
  }
  response.writeHead(204).end();
}
