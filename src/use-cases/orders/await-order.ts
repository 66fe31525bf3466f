import type { Order } from '../../domain/order.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderFeed } from '../ports/order-feed.ts';
import type { OrderStore } from '../ports/order-store.ts';

/**
 * Waits until `isReached` says so about the order, woken by the feed, for `maxMs` at the most; the order as it is
 * then. For a caller who may be answered with something better than "not known yet" in a moment.
 */
export function makeAwaitOrder({ store, feed, clock }: { store: OrderStore; feed: OrderFeed; clock: Clock }) {
  return async function awaitOrder(
    order: Order,
    isReached: (current: Order) => boolean | Promise<boolean>,
    maxMs: number,
  ): Promise<Order> {
    if (maxMs <= 0) return order;
    const watch = feed.watch(order.id);
    const deadline = new AbortController();
    const cancel = clock.at(new Date(clock.now().getTime() + maxMs), () => deadline.abort());
    try {
      let current = (await store.find({ id: order.id })) ?? order;
      while (!(await isReached(current)) && (await watch.next(deadline.signal))) {
        current = (await store.find({ id: order.id })) ?? current;
      }
      return current;
    } finally {
      cancel();
      watch.close();
    }
  };
}
export type AwaitOrder = ReturnType<typeof makeAwaitOrder>;
