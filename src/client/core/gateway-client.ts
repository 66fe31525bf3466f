import { asGatewayError, GatewayError, readAnswer } from './gateway-error.ts';
import { defaultTiming, type Timing } from './timing.ts';
import type { TypedDocument } from './typed-document.ts';
import { type OrderWatch, watchOrder } from './watch-order.ts';
import type { SocketConstructor } from './websocket-order-stream.ts';

export interface GatewayClientOptions {
  /** The gateway's GraphQL endpoint, absolute: https://pay.shop.example/graphql */
  readonly url: string;
  /**
   * The credential of every request: a server key (never in a browser), a checkout token or a client token.
   * Optional.
   */
  readonly token?: string;
  /**
   * The WebSocket implementation; the default is the platform's own. Node 20 has none: pass `WebSocket` of
   * the `ws` package. With null, or without an implementation, the client uses only server-sent events.
   */
  readonly webSocket?: SocketConstructor | null;
  /** The default is the platform's own. */
  readonly fetch?: typeof globalThis.fetch;
  /** Returns a uniform number in [0, 1) for the jitter of reconnects. The default is Math.random. */
  readonly random?: () => number;
  readonly timing?: Partial<Timing>;
}

/** A client of one gateway with one credential. */
export interface GatewayClient {
  /**
   * Sends one query or mutation and returns its data, which may be a Problem. Throws GatewayError; if it
   * `isRetryable`, the caller may send the same request again, also a mutation. The client itself repeats
   * nothing.
   */
  request<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    variables: Variables,
    options?: { readonly signal?: AbortSignal },
  ): Promise<Data>;
  /** Watches one order until it is final. `token` is the order's own; the default is the client's. */
  watchOrder(order: {
    readonly orderId: string;
    readonly token?: string;
    readonly afterVersion?: number;
  }): OrderWatch;
}

/** Creates a client for a frontend or a merchant's server; it runs in browsers and in Node. */
export function createGatewayClient(options: GatewayClientOptions): GatewayClient {
  const { url } = options;
  const timing = { ...defaultTiming, ...options.timing };
  // The wrapper keeps `this`: a browser's fetch must be called on its window.
  const fetch: typeof globalThis.fetch = options.fetch ?? ((...args) => globalThis.fetch(...args));
  const platformSocket = (globalThis as { WebSocket?: SocketConstructor }).WebSocket ?? null;

  async function request<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    variables: Variables,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<Data> {
    const late = new AbortController();
    const end = () => late.abort();
    const timer = setTimeout(end, timing.requestTimeoutMs);
    signal?.addEventListener('abort', end);
    if (signal?.aborted) end();
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          accept: 'application/graphql-response+json, application/json',
          'content-type': 'application/json',
          ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
        },
        body: JSON.stringify({ query: document.toString(), variables }),
        signal: late.signal,
      });
      return readAnswer(await response.json()) as Data;
    } catch (thrown) {
      throw signal?.aborted ? (signal.reason ?? thrown) : asGatewayError(thrown);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
    }
  }

  return {
    request,
    watchOrder({ orderId, token = options.token, afterVersion }) {
      if (token === undefined) throw new GatewayError('UNAUTHENTICATED', 'Watching an order needs a token.');
      return watchOrder({
        url,
        token,
        orderId,
        afterVersion: afterVersion ?? null,
        webSocket: options.webSocket === undefined ? platformSocket : options.webSocket,
        fetch,
        random: options.random ?? Math.random,
        timing,
      });
    },
  };
}
