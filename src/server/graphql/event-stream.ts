import type { ServerResponse } from 'node:http';
import { type ExecutionResult, type FormattedExecutionResult, GraphQLError } from 'graphql';
import type { SessionEnding } from '../admission/caller-sessions.ts';
import { endOnAbort } from '../wire/end-on-abort.ts';
import type { HttpContext } from '../wire/http-context.ts';

/** The last event of a stream that the server ends: without it a client would take the end for the order's end. */
const lastErrors = {
  credentialEnded: new GraphQLError('The credential has expired.', {
    extensions: { code: 'UNAUTHENTICATED' },
  }),
  serverDraining: new GraphQLError('The gateway restarts. Subscribe again.', {
    extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true },
  }),
} as const satisfies Record<SessionEnding, GraphQLError>;

/**
 * Answers with server-sent events: `next` for each result, then `complete`, as graphql-sse's distinct connections
 * mode has them. The next result is asked for only when the last one was taken by the network, so that a reader
 * that does not read holds one result and no more; where it takes nothing for `slowReaderTimeoutMs` it is cut off.
 * `publish` hides the faults in a result.
 */
export async function writeEvents(
  { response, limits }: HttpContext,
  results: AsyncIterable<ExecutionResult>,
  stream: {
    readonly life: AbortController;
    readonly ending: () => SessionEnding | null;
    readonly publish: (result: ExecutionResult) => FormattedExecutionResult;
  },
): Promise<void> {
  if (response.destroyed) return;
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
  const write = (text: string) => writeFlushed(response, text, limits.slowReaderTimeoutMs);
  const writeNext = (result: ExecutionResult) =>
    write(`event: next\ndata: ${JSON.stringify(stream.publish(result))}\n\n`);

  // Proxies cut connections that look idle; and a client that is gone is noticed by writing to it.
  const heartbeat = setInterval(() => {
    if (response.writableLength === 0) void write(':\n\n');
  }, limits.pingIntervalMs);
  try {
    await write(':\n\n');
    for await (const result of endOnAbort(results, stream.life)) {
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

/** Resolves when the text has left for the network, or nobody is there to take it. */
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
