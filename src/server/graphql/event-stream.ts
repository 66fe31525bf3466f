import type { ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import type { SessionEnding } from '../admission/caller-sessions.ts';
import type { JsonResult } from '../execution/planned-execution.ts';
import { endOnAbort } from '../wire/end-on-abort.ts';
import { type HttpContext, writeHead } from '../wire/http-context.ts';

/** The last event of a stream that the server ends: without it a client would believe that its order is final. */
const lastErrors = {
  credentialEnded: new GraphQLError('The credential has expired.', {
    extensions: { code: 'UNAUTHENTICATED' },
  }),
  serverDraining: new GraphQLError('The gateway restarts. Subscribe again.', {
    extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true },
  }),
} as const satisfies Record<SessionEnding, GraphQLError>;

/**
 * Answers with server-sent events: `next` for each result, then `complete`, as in graphql-sse's distinct connections
 * mode. Requests the next result only after the network has accepted the previous one, so a client that does not read
 * costs the memory of one result; after `slowReaderTimeoutMs` it is cut off. `jsonOf` writes a result and hides
 * unexpected errors in it.
 */
export async function writeEvents(
  http: HttpContext,
  results: AsyncIterable<JsonResult>,
  stream: {
    readonly controller: AbortController;
    readonly ending: () => SessionEnding | null;
    readonly jsonOf: (result: JsonResult) => string;
  },
): Promise<void> {
  const { response, limits } = http;
  if (response.destroyed) return;
  // The stream waits for changes, so nothing moves for long; writeFlushed cuts off a client that does not read.
  response.socket?.setTimeout(0);
  writeHead(http, 200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
  const write = (text: string) => writeFlushed(response, text, limits.slowReaderTimeoutMs);
  const writeNext = (result: JsonResult) => write(`event: next\ndata: ${stream.jsonOf(result)}\n\n`);

  // Proxies cut connections that look idle, and only writing shows that a client has left.
  const heartbeat = setInterval(() => {
    if (response.writableLength === 0) void write(':\n\n');
  }, limits.pingIntervalMs);
  try {
    await write(':\n\n');
    for await (const result of endOnAbort(results, stream.controller)) {
      await writeNext(result);
    }
    const ending = stream.ending();
    if (ending !== null) await writeNext({ errors: [lastErrors[ending]] });
    await write('event: complete\ndata:\n\n');
  } finally {
    clearInterval(heartbeat);
    response.end();
  }
}

/** Resolves when the network has accepted the text, or the client has left. */
function writeFlushed(response: ServerResponse, text: string, timeoutMs: number): Promise<void> {
  if (response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => response.destroy(), timeoutMs);
    const finish = () => {
      clearTimeout(giveUp);
      response.off('close', finish);
      resolve();
    };
    response.once('close', finish);
    response.write(text, finish);
  });
}
