import { chooseTransport, type Transport } from './choose-transport.ts';
import { asGatewayError, type GatewayError } from './gateway-error.ts';
import { type OrderFieldsFragment, OrderStatusDocument } from './generated/graphql.ts';
import type { OrderStream, StreamEnd, StreamRequest } from './order-stream.ts';
import { openSseOrderStream } from './sse-order-stream.ts';
import { makeBackOff, type Timing } from './timing.ts';
import { openWebSocketOrderStream, type SocketConstructor } from './websocket-order-stream.ts';

/** How the watcher hears of its order now, to be shown to people honestly. */
export type Connection =
  /** Not heard yet. */
  | 'connecting'
  /** What is shown is what the gateway knows. */
  | 'live'
  /** The connection was lost, and is being made again; what is shown may be old. */
  | 'reconnecting'
  /** Nothing more will come. */
  | 'closed';

/** What is known of a watched order. */
export interface OrderView {
  /** Null until the first state arrived. Its version never goes back. */
  readonly order: OrderFieldsFragment | null;
  readonly connection: Connection;
}

/** A watched order: loop over it with `for await`; leaving the loop ends the watch. One loop at a time. */
export interface OrderWatch {
  /**
   * The view as it is, then whenever it changes; who takes his time gets the latest and not each. Ends when the order
   * came to rest and the gateway completed the stream (a minute later), or `close` was called. Throws GatewayError
   * where trying again is pointless: UNAUTHENTICATED (token wrong or expired), NOT_FOUND.
   */
  [Symbol.asyncIterator](): AsyncGenerator<OrderView, void, undefined>;
  /**
   * The network may be back, or may have gone unnoticed: a wait for the next try ends now, and a connection that looks
   * alive is asked for a sign of life. For a browser's `online` and `visibilitychange`.
   */
  hurry(): void;
  close(): void;
}

export interface WatchSetting {
  readonly url: string;
  readonly token: string;
  readonly orderId: string;
  /** Versions up to this one have been seen and are not repeated. */
  readonly afterVersion: number | null;
  readonly webSocket: SocketConstructor | null;
  readonly fetch: typeof globalThis.fetch;
  readonly random: () => number;
  readonly timing: Timing;
}

const neverOpened: OrderStream = {
  ended: Promise.resolve({ kind: 'lost', retryAfterMs: 0 }),
  probe() {},
  close() {},
};

/** Watches one order until it has come to rest, over as many connections as that takes. Starts with the first loop. */
export function watchOrder(setting: WatchSetting): OrderWatch {
  const { timing } = setting;
  const transports = chooseTransport(setting.webSocket !== null, timing);
  let view: OrderView = { order: null, connection: 'connecting' };
  let seenVersion = setting.afterVersion;
  let stream: OrderStream | null = null;
  let isClosed = false;
  let failure: GatewayError | null = null;
  let endWait = () => {};
  let tell = () => {};

  function show(change: Partial<OrderView>): void {
    view = { ...view, ...change };
    tell();
  }

  function close(): void {
    if (isClosed) return;
    isClosed = true;
    stream?.close();
    endWait();
    show({ connection: 'closed' });
  }

  function openStream(transport: Transport, onLive: () => void): OrderStream {
    const request: StreamRequest = {
      ...setting,
      query: OrderStatusDocument.toString(),
      variables: { orderId: setting.orderId, afterVersion: seenVersion },
      onLive,
      onOrder(order) {
        if (isClosed || (seenVersion !== null && order.version <= seenVersion)) return;
        seenVersion = order.version;
        show({ order });
      },
    };
    if (transport === 'serverSentEvents' || setting.webSocket === null) {
      return openSseOrderStream(setting.fetch, request);
    }
    try {
      return openWebSocketOrderStream(setting.webSocket, request);
    } catch {
      // A browser that lets no page talk to this address; server-sent events may have another opinion.
      return neverOpened;
    }
  }

  /** One connection from its opening to its end, and how long it was live. */
  async function connect(): Promise<{ end: StreamEnd; liveMs: number | null }> {
    const begunAtMs = Date.now();
    const transport = transports.next(begunAtMs);
    let liveAtMs: number | null = null;
    stream = openStream(transport, () => {
      liveAtMs = Date.now();
      if (!isClosed) show({ connection: 'live' });
    });
    const end = await stream.ended;
    stream = null;
    transports.note(transport, liveAtMs !== null, begunAtMs);
    return { end, liveMs: liveAtMs === null ? null : Date.now() - liveAtMs };
  }

  async function run(): Promise<void> {
    const waitAfter = makeBackOff(timing, setting.random);
    while (!isClosed) {
      const { end, liveMs } = await connect();
      if (isClosed) return;
      if (end.kind !== 'lost') {
        failure = end.kind === 'refused' ? end.error : null;
        return close();
      }
      if (liveMs !== null) show({ connection: 'reconnecting' });
      await wait(waitAfter(liveMs, end.retryAfterMs));
    }
  }

  function wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      endWait = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function* views(): AsyncGenerator<OrderView, void, undefined> {
    run().catch((thrown: unknown) => {
      failure = asGatewayError(thrown);
      close();
    });
    try {
      let shown: OrderView | null = null;
      while (shown !== view || !isClosed) {
        if (shown !== view) {
          shown = view;
          yield shown;
          continue;
        }
        await new Promise<void>((resolve) => {
          tell = resolve;
        });
      }
      if (failure !== null) throw failure;
    } finally {
      close();
    }
  }

  return {
    [Symbol.asyncIterator]: views,
    hurry() {
      endWait();
      stream?.probe();
    },
    close,
  };
}
