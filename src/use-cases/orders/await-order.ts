import type { Order } from '../../domain/order.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderFeed } from '../ports/order-feed.ts';
import type { OrderReads } from '../ports/order-reads.ts';

/**
 * Waits until `isReached` holds for the order, woken by the feed, for at most `maxMs`; returns the order after that.
 * For callers that can soon give a better answer than "not known yet".
 */
export function makeAwaitOrder({
  store,
  feed,
  clock,
}: {
  store: Pick<OrderReads, 'find'>;
  feed: OrderFeed;
  clock: Clock;
}) {
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
