import type { GatewayClient } from '../../client/core/gateway-client.ts';
import { asGatewayError, type GatewayError } from '../../client/core/gateway-error.ts';
import type { OrderView, OrderWatch } from '../../client/core/watch-order.ts';

/** What a component knows about its order. */
export interface OrderStatus extends OrderView {
  /** Why the order cannot be watched, for example UNAUTHENTICATED for an expired token; null while it can. */
  readonly error: GatewayError | null;
}

/** Before anything is known, and on the server. */
export const unknownOrder: OrderStatus = { order: null, connection: 'connecting', error: null };

/** An order for `useSyncExternalStore`: watched while anybody listens, over one connection. */
export interface WatchedOrder {
  status(): OrderStatus;
  subscribe(listener: () => void): () => void;
}

/**
 * Makes the watch of one order. Nothing happens before the first listener comes. When the last one leaves, the
 * connection is closed; a new listener (Strict Mode mounts everything twice) continues after the version seen last.
 */
export function makeWatchedOrder(
  client: Pick<GatewayClient, 'watchOrder'>,
  order: { readonly orderId: string; readonly token?: string },
): WatchedOrder {
  const listeners = new Set<() => void>();
  let status = unknownOrder;
  let watch: OrderWatch | null = null;

  function show(change: Partial<OrderStatus>): void {
    status = { ...status, ...change };
    for (const listener of listeners) listener();
  }

  async function follow(mine: OrderWatch): Promise<void> {
    try {
      for await (const { order, connection } of mine) {
        if (watch !== mine) return;
        show(order === null ? { connection } : { order, connection });
      }
    } catch (thrown) {
      if (watch === mine) show({ error: asGatewayError(thrown) });
    }
  }

  const hurry = () => watch?.hurry();

  return {
    status: () => status,
    subscribe(listener) {
      listeners.add(listener);
      if (watch === null) {
        const version = status.order?.version;
        watch = client.watchOrder(version === undefined ? order : { ...order, afterVersion: version });
        void follow(watch);
        addEventListener('online', hurry);
        document.addEventListener('visibilitychange', hurry);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        const left = watch;
        watch = null;
        left?.close();
        removeEventListener('online', hurry);
        document.removeEventListener('visibilitychange', hurry);
      };
    },
  };
}
