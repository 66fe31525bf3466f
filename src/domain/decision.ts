import type { Order } from './order.ts';
import type { DecidedEvent } from './order-event.ts';

/** What a fact does to an order. `changed` and `contradicted` carry the next order and its event. */
export type Decision =
  | {
      readonly kind: 'changed';
      readonly order: Order;
      readonly event: DecidedEvent;
      /** True if DANA contradicts its earlier answer, such as a payment of a final order (money wins). */
      readonly isReversal: boolean;
    }
  | { readonly kind: 'unchanged'; readonly order: Order }
  | { readonly kind: 'contradicted'; readonly order: Order; readonly event: DecidedEvent };
