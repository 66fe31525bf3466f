import type { IncomingMessage, ServerResponse } from 'node:http';
import { type EventReceiver, eventBytesMax } from './event-receiver.ts';

/** The body in bytes; null if it is longer than any event. */
async function readBody(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > eventBytesMax) return null;
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

/**
 * A handler for Express, and for Node's own `http`: `app.post('/gapura-events', expressEvents(receiver))`. Put it before
 * `express.json()`: a signature covers the bytes as they came. After a JSON parser it answers 500 and says so, because
 * no event could ever be verified.
 */
export function expressEvents(receiver: EventReceiver) {
  return async (request: IncomingMessage & { body?: unknown }, response: ServerResponse): Promise<void> => {
    const { body: parsed } = request;
    const isRaw = parsed instanceof Uint8Array;
    if (!isRaw && request.readableEnded) {
      console.error('A body parser came before expressEvents: put this route above express.json().');
      response.writeHead(500).end();
      return;
    }
    const body = isRaw ? parsed : await readBody(request).catch(() => undefined);
    if (body === undefined) return;
    const { status } =
      body === null ? { status: 413 } : await receiver.receive({ body, headers: request.headers });
    response.writeHead(status).end();
  };
}

/** The used part of a Fastify instance. */
interface FastifyLike {
  removeAllContentTypeParsers(): void;
  addContentTypeParser(
    type: string,
    options: { parseAs: 'buffer'; bodyLimit: number },
    parse: (request: unknown, body: Buffer, done: (error: null, body: Buffer) => void) => void,
  ): unknown;
  post(
    path: string,
    handle: (
      request: { readonly body: unknown; readonly headers: IncomingMessage['headers'] },
      reply: { code(status: number): { send(): unknown } },
    ) => Promise<unknown>,
  ): unknown;
}

/**
 * A plugin for Fastify: `app.register(fastifyEvents(receiver, '/gapura-events'))`. The raw body is inside this plugin
 * only; the parsers of the other routes stay as they are.
 */
export function fastifyEvents(receiver: EventReceiver, path: string) {
  return async (app: FastifyLike): Promise<void> => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: eventBytesMax }, (_request, body, done) =>
      done(null, body),
    );
    app.post(path, async ({ body, headers }, reply) => {
      const { status } = await receiver.receive({ body: body as Buffer, headers });
      return reply.code(status).send();
    });
  };
}

/**
 * A route handler for Next, and for every server that speaks `Request` and `Response`:
 * `export const POST = nextEvents(receiver)` in `app/gapura-events/route.ts`.
 */
export function nextEvents(receiver: EventReceiver) {
  return async (request: Request): Promise<Response> => {
    const body = request.body === null ? new Uint8Array() : await readBody(chunksOf(request.body));
    if (body === null) return new Response(null, { status: 413 });
    const headers = Object.fromEntries(request.headers);
    const { status } = await receiver.receive({ body, headers });
    return new Response(null, { status });
  };
}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
