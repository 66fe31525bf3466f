import { asGatewayError, GatewayError, readAnswer } from './gateway-error.ts';
import type { OrderStatusSubscription } from './generated/graphql.ts';
import { endOf, type OrderStream, onceLive, type StreamEnd, type StreamRequest } from './order-stream.ts';

/**
 * Watches one order over server-sent events, for networks that block WebSockets. It reads them from the
 * answer to a POST, because an EventSource could send its credential only in the URL.
 */
export function openSseOrderStream(fetch: typeof globalThis.fetch, request: StreamRequest): OrderStream {
  const { timing } = request;
  const abort = new AbortController();
  const live = onceLive(request);
  const close = () => abort.abort();
  let heardAtMs = Date.now();
  let alarm = setTimeout(close, timing.openTimeoutMs);

  function hear(): void {
    heardAtMs = Date.now();
    clearTimeout(alarm);
    alarm = setTimeout(close, timing.silenceMaxMs);
  }

  async function read(): Promise<StreamEnd> {
    const response = await fetch(request.url, {
      method: 'POST',
      headers: {
        accept: 'text/event-stream',
        'content-type': 'application/json',
        authorization: `Bearer ${request.token}`,
      },
      body: JSON.stringify({ query: request.query, variables: request.variables }),
      signal: abort.signal,
    });
    if (!response.headers.get('content-type')?.startsWith('text/event-stream') || response.body === null) {
      readAnswer(await response.json());
      throw new GatewayError('NETWORK', `HTTP ${response.status}, and no stream of events.`);
    }
    live.reportAfterDelay();
    for await (const { type, data } of readEvents(response.body, hear)) {
      if (type === 'complete') return { kind: 'completed' };
      if (type !== 'next') continue;
      const { orderStatus } = readAnswer(
        JSON.parse(data),
        'INTERNAL_SERVER_ERROR',
      ) as OrderStatusSubscription;
      live.report();
      request.onOrder(orderStatus);
    }
    return { kind: 'lost', retryAfterMs: 0 };
  }

  const ended = read()
    .catch((thrown: unknown) => endOf(asGatewayError(thrown)))
    .finally(() => {
      clearTimeout(alarm);
      live.cancel();
      close();
    });

  return {
    ended,
    close,
    probe() {
      // The stream cannot be pinged, but after a pause of the device its silence becomes visible now.
      if (Date.now() - heardAtMs > timing.pingAfterMs) close();
    },
  };
}

interface ServerSentEvent {
  readonly type: string;
  readonly data: string;
}

/**
 * Yields the events of a stream (WHATWG HTML, 9.2.6, without ids and retry times). Calls `onBytes` for every
 * chunk.
 */
async function* readEvents(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void,
): AsyncGenerator<ServerSentEvent, void, undefined> {
  // Some browsers cannot iterate over a stream.
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    onBytes();
    text += decoder.decode(value, { stream: true });
    const blocks = text.split(/\r?\n\r?\n/);
    text = blocks.pop() ?? '';
    for (const block of blocks) yield readEvent(block);
  }
}

function readEvent(block: string): ServerSentEvent {
  const fields = (name: string) =>
    block
      .split(/\r?\n/)
      .filter((line) => line.startsWith(`${name}:`))
      .map((line) => line.slice(name.length + 1).replace(/^ /, ''));
  return { type: fields('event').at(-1) ?? 'message', data: fields('data').join('\n') };
}
