import type { IncomingMessage } from 'node:http';
import { type HttpContext, writeHead } from './http-context.ts';

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

/** Which pages of other origins may call the gateway. */
export interface CrossOriginRules {
  /** Web origins, such as https://shop.example. */
  readonly corsOrigins: readonly string[];
  /** Every page that a server of this very machine serves: for the embedded gateway, beside which a shop is built. */
  readonly areLoopbackOriginsAllowed: boolean;
}

/** Whether this is the origin of a page that a server of the browser's own machine serves, at any port. */
function isLoopbackOrigin(origin: string): boolean {
  return /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/.test(origin);
}

/**
 * Makes the rule of the embedded gateway for pages that another server of this machine serves, such as a shop under
 * development: they may send GraphQL to `path` by POST, its preflight, and WebSockets. For all of these they need a token. A
 * GET is not among them, because GraphiQL's page contains the server key.
 */
export function makeMayThisMachineCall(path: string) {
  return (origin: string, { method, url, headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>) => {
    const isCall =
      method === 'POST' || method === 'OPTIONS' || headers.upgrade?.toLowerCase() === 'websocket';
    return isCall && url?.split('?', 1)[0] === path && isLoopbackOrigin(origin);
  };
}

function isAllowed(origin: string, { corsOrigins, areLoopbackOriginsAllowed }: CrossOriginRules): boolean {
  return corsOrigins.includes(origin) || (areLoopbackOriginsAllowed && isLoopbackOrigin(origin));
}

/**
 * Whether the page behind this request may use the gateway. Servers and most apps send no Origin, our own pages are
 * same-origin, and all others must be allowed by `rules`. Our own origin is that of PUBLIC_URL: a proxy need not pass the
 * Host header on, and React Native sends the origin of the address it calls. Under another name (a direct call behind the
 * proxy), it is the Host. This protects payers' browsers and is no authentication: anybody can omit the header.
 */
export function isAllowedOrigin(
  request: IncomingMessage,
  rules: CrossOriginRules,
  publicOrigin: string | null,
): boolean {
  const { origin } = request.headers;
  return origin === undefined || isAllowed(origin, rules) || isOwnOrigin(request, publicOrigin);
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

/** Lets pages of allowed origins read the answer. Without credentials: no path but the console's reads a cookie. */
export function allowCrossOrigin({ request, response }: HttpContext, rules: CrossOriginRules): void {
  if (rules.corsOrigins.length === 0 && !rules.areLoopbackOriginsAllowed) return;
  response.setHeader('vary', 'Origin');
  const { origin } = request.headers;
  if (origin === undefined || !isAllowed(origin, rules)) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', 'x-request-id');
}

/** Answers a browser's preflight request. An origin that is not allowed gets no permission and no error. */
export function answerPreflight(http: HttpContext): void {
  const { response } = http;
  if (response.hasHeader('access-control-allow-origin')) {
    response.setHeader('access-control-allow-methods', 'POST');
    response.setHeader('access-control-allow-headers', allowedHeaders);
    response.setHeader('access-control-max-age', String(preflightMaxAgeSeconds));
  }
  writeHead(http, 204).end();
}
