import { chooseTransport, type Transport } from './choose-transport.ts';
import { asGatewayError, type GatewayError } from './gateway-error.ts';
import { type OrderFieldsFragment, OrderStatusDocument } from './generated/graphql.ts';
import type { OrderStream, StreamEnd, StreamRequest } from './order-stream.ts';
import { openSseOrderStream } from './sse-order-stream.ts';
import { makeBackOff, type Timing } from './timing.ts';
import { openWebSocketOrderStream, type SocketConstructor } from './websocket-order-stream.ts';

/** The state of the connection, so that a page can show it honestly. */
export type Connection =
  /** No state has arrived yet. */
  | 'connecting'
  /** The shown state is the gateway's current state. */
  | 'live'
  /** The connection was lost and the client reconnects; the shown state may be old. */
  | 'reconnecting'
  /** No more states will arrive. */
  | 'closed';

/** The current knowledge about a watched order. */
export interface OrderView {
  /** Null until the first state arrives. Its version decreases only if the gateway's database was restored. */
  readonly order: OrderFieldsFragment | null;
  readonly connection: Connection;
}

/** A watched order: loop over it with `for await`; leaving the loop ends the watch. One loop at a time. */
export interface OrderWatch {
  /**
   * Yields the current view, then every change; a slow loop may skip views but always gets the latest. Ends
   * when the gateway completes the stream, one minute after the order is final, or after `close`. Throws
   * GatewayError if a reconnect cannot succeed: UNAUTHENTICATED (the token is wrong or expired), NOT_FOUND.
   */
  [Symbol.asyncIterator](): AsyncGenerator<OrderView, void, undefined>;
  /**
   * Ends the wait for the next attempt and checks a connection that looks alive. Call it when the network may
   * be back or may have failed unnoticed, for example on a browser's `online` and `visibilitychange`.
   */
  hurry(): void;
  /** Ends the watch. */
  close(): void;
}

export interface WatchSetting {
  readonly url: string;
  readonly token: string;
  readonly orderId: string;
  /** The client has seen the versions up to this one; the gateway does not repeat them. */
  readonly afterVersion: number | null;
  readonly webSocket: SocketConstructor | null;
  readonly fetch: typeof globalThis.fetch;
  readonly random: () => number;
  readonly timing: Timing;
}

const isHanging = (end: StreamEnd) => end.kind === 'lost' && end.isHanging === true;

const neverOpened: OrderStream = {
  ended: Promise.resolve({ kind: 'lost', retryAfterMs: 0 }),
  probe() {},
  close() {},
};

/**
 * Watches one order until it is final, over as many connections as necessary. The watch starts with the first
 * loop.
 */
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
    let isFirst = true;
    const request: StreamRequest = {
      ...setting,
      query: OrderStatusDocument.toString(),
      variables: { orderId: setting.orderId, afterVersion: seenVersion },
      onLive,
      onOrder(order) {
        // Where a connection begins with an earlier version, the gateway's database was set back to a backup.
        const isNews = seenVersion === null || order.version > seenVersion;
        const isRestored = isFirst && order.version !== seenVersion;
        isFirst = false;
        if (isClosed || !(isNews || isRestored)) return;
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
    transports.note(transport, liveAtMs !== null, begunAtMs, isHanging(end));
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
      if (!isHanging(end)) await wait(waitAfter(liveMs, end.retryAfterMs));
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
