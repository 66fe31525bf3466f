import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { BrowserGuard } from './browser-guard.ts';

/** A request, with its body read completely. */
export interface HttpRequest {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  /** The body's bytes exactly as received; signatures are checked over them. */
  rawBody: Buffer;
}

/** A handler's result: a whole reply, or a takeover of the connection (for faults and live streams). */
export type HttpReply =
  | { kind: 'reply'; httpStatus: number; headers: Record<string, string>; body: string }
  | { kind: 'takeover'; run: (response: ServerResponse) => void };

/** Answers the requests it knows; returns null to pass a request to the next handler. */
export type HttpHandler = (request: HttpRequest) => Promise<HttpReply | null> | HttpReply | null;

/** DANA's largest documented fields add up to far less; control bodies are smaller still. */
const bodyBytesMax = 256 * 1024;
/**
 * Longer than a client with kept-alive connections pauses between calls, so that the server does not hang up
 * first.
 */
const keepAliveTimeoutMs = 75_000;

/**
 * Creates a server that tries the handlers in turn; `guard` judges each request before them. It sends nothing before `durable` has resolved, so that
 * no answer reports what a crash could undo. A handler's bug becomes a 500 and a line on stderr, never the
 * end of the process.
 */
export function createHttpServer(options: {
  handlers: readonly HttpHandler[];
  durable: () => Promise<void>;
  guard: BrowserGuard;
}): Server {
  const { handlers, durable, guard } = options;
  const answerRequest = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = readUrl(incoming);
    const refusal = guard(incoming);
    if (refusal !== null) return send(response, jsonReply(403, { error: refusal }, { connection: 'close' }));
    const rawBody = await readBody(incoming);
    if (url === null) return send(response, jsonReply(400, { error: 'The address cannot be read.' }));
    if (rawBody === null)
      return send(
        response,
        jsonReply(413, { error: `The body is over ${bodyBytesMax} bytes.` }, { connection: 'close' }),
      );
    const request = { method: incoming.method ?? '', url, headers: incoming.headers, rawBody };
    for (const handler of handlers) {
      const reply = await handler(request);
      if (reply === null) continue;
      await durable();
      return send(response, reply);
    }
    send(response, jsonReply(404, { error: `There is nothing at ${request.method} ${url.pathname}.` }));
  };

  const server = createServer((incoming, response) => {
    answerRequest(incoming, response).catch((error: unknown) => {
      if (incoming.errored !== null || response.headersSent) return response.destroy();
      console.error('simulator.request_failed', error);
      send(response, jsonReply(500, { error: 'The simulator failed; its log says why.' }));
    });
  });
  server.keepAliveTimeout = keepAliveTimeoutMs;
  return server;
}

export function jsonReply(
  httpStatus: number,
  value: unknown,
  headers: Record<string, string> = {},
): HttpReply {
  const body = JSON.stringify(value);
  return { kind: 'reply', httpStatus, headers: { 'content-type': 'application/json', ...headers }, body };
}

function send(response: ServerResponse, reply: HttpReply): void {
  if (reply.kind === 'takeover') {
    reply.run(response);
    return;
  }
  response.writeHead(reply.httpStatus, {
    ...reply.headers,
    'content-length': String(Buffer.byteLength(reply.body)),
  });
  response.end(reply.body);
}

function readUrl(incoming: IncomingMessage): URL | null {
  const address = `http://simulator${incoming.url ?? '/'}`;
  return URL.canParse(address) ? new URL(address) : null;
}

/** The whole body, or null if it is too large; the rest stays unread and the connection is closed. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    byteCount += chunk.length;
    if (byteCount > bodyBytesMax) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
