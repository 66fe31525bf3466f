import { useMemo, useSyncExternalStore } from 'react';
import { createGatewayClient } from '../../client/core/gateway-client.ts';
import { makeWatchedOrder, type OrderStatus, unknownOrder } from './watched-order.ts';

/** Which order to watch, and where. */
export interface OrderStatusOptions {
  /** The gateway's GraphQL endpoint, absolute: https://pay.shop.example/graphql */
  readonly gateway: string;
  /** The order's `clientToken`, or the token of its checkout. Never a server key. */
  readonly token: string;
  readonly orderId: string;
}

/**
 * Watches one order and renders again with each change, until the order is final. Reconnects by itself: `connection`
 * says whether what is shown may be old. On the server it returns an order that is not known yet.
 */
export function useOrderStatus({ gateway, token, orderId }: OrderStatusOptions): OrderStatus {
  const watched = useMemo(
    () => makeWatchedOrder(createGatewayClient({ url: gateway, token }), { orderId }),
    [gateway, token, orderId],
  );
  return useSyncExternalStore(watched.subscribe, watched.status, () => unknownOrder);
}
