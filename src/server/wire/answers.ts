import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Log } from '../../use-cases/ports/log.ts';
import { type HttpContext, writeHead } from './http-context.ts';

/**
 * Answers with JSON, unless the client has left or already has an answer. If the request's body was not read to its
 * end, discards the rest for up to `lingerMs` and then closes the connection: closing at once would reset it, and the
 * sender would never see the answer.
 */
export function answerJson(
  http: HttpContext,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const { request, response, limits } = http;
  if (response.headersSent || response.destroyed) return;
  const text = JSON.stringify(value);
  const isUnread = mayHaveBody(request) && !request.readableEnded;
  writeHead(http, status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...(isUnread ? { connection: 'close' } : {}),
    ...headers,
  });
  if (!isUnread) {
    response.end(text);
    return;
  }
  response.write(text);
  const end = () => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(end, limits.lingerMs);
  request.on('end', end).on('close', end).resume();
}

function mayHaveBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Answers 429 in GraphQL's form, with the milliseconds after which the client may repeat the request. */
export function answerRateLimited(http: HttpContext, waitMs: number): void {
  const message = 'Too many requests. Repeat the same request later.';
  const extensions = {
    code: 'RATE_LIMITED',
    requestId: http.requestId,
    retryable: true,
    retryAfterMs: waitMs,
  };
  answerJson(
    http,
    429,
    { errors: [{ message, extensions }] },
    {
      'retry-after': String(Math.ceil(waitMs / 1000)),
    },
  );
}

/**
 * Answers an error that happened before GraphQL, in GraphQL's form, so that clients parse one form only. `more`: extensions
 * beside the code and the request's id.
 */
export function answerError(
  http: HttpContext,
  status: number,
  code: string,
  message: string,
  headers?: Readonly<Record<string, string>>,
  more: Readonly<Record<string, unknown>> = {},
): void {
  const extensions = {
    ...more,
    code,
    requestId: http.requestId,
    ...(code === 'SERVICE_UNAVAILABLE' ? { retryable: true } : {}),
  };
  answerJson(http, status, { errors: [{ message, extensions }] }, headers);
}

/** Answers 500 for an unexpected error: the log has the error, the client gets the request id to find it by. */
export function answerUnexpected(http: HttpContext, log: Log, error: unknown): void {
  log.error('http.fault_masked', { requestId: http.requestId, error });
  if (http.response.headersSent) http.response.destroy();
  answerError(http, 500, 'INTERNAL_SERVER_ERROR', 'Unexpected error.');
}

/** Answers if there is no ServerResponse (an upgrade, or bytes that are no request), then closes the connection. */
export function answerRaw(connection: Duplex, status: number, headerLines: readonly string[]): void {
  if (!connection.writable) {
    connection.destroy();
    return;
  }
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...headerLines];
  const text = [...lines, 'Content-Length: 0', 'Connection: close', '\r\n'].join('\r\n');
  connection.end(text, () => connection.destroy());
}
