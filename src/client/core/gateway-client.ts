import { asGatewayError, GatewayError, readAnswer } from './gateway-error.ts';
import { defaultTiming, type Timing } from './timing.ts';
import type { TypedDocument } from './typed-document.ts';
import { type OrderWatch, watchOrder } from './watch-order.ts';
import type { SocketConstructor } from './websocket-order-stream.ts';

export interface GatewayClientOptions {
  /** The gateway's GraphQL endpoint, absolute: https://pay.shop.example/graphql */
  readonly url: string;
  /** Sent with everything: a server key (never in a browser), or a checkout or client token. Left out: anonymous. */
  readonly token?: string;
  /**
   * Left out: the platform's own. Node 20 has none: pass `WebSocket` of the `ws` package. Null, or where there is none:
   * server-sent events only.
   */
  readonly webSocket?: SocketConstructor | null;
  /** Left out: the platform's own. */
  readonly fetch?: typeof globalThis.fetch;
  /** Uniform in [0, 1), for the jitter of reconnects. */
  readonly random?: () => number;
  readonly timing?: Partial<Timing>;
}

export interface GatewayClient {
  /**
   * One query or mutation. Gives its data, in which Problems are data too. Throws GatewayError: where it `isRetryable`
   * the very same request may be sent again, a mutation too. Nothing is repeated here.
   */
  request<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    variables: Variables,
    options?: { readonly signal?: AbortSignal },
  ): Promise<Data>;
  /** Watches one order until it has come to rest. `token`: this order's own, else the client's. */
  watchOrder(order: {
    readonly orderId: string;
    readonly token?: string;
    readonly afterVersion?: number;
  }): OrderWatch;
}

/** How a frontend, or a merchant's server, talks to the gateway; nothing in it is of a browser or of Node alone. */
export function createGatewayClient(options: GatewayClientOptions): GatewayClient {
  const { url } = options;
  const timing = { ...defaultTiming, ...options.timing };
  // Called as a function of its own: a browser's fetch works on nothing but its window.
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
