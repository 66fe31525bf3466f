import { isAtRest, type Order } from '../../domain/order.ts';
import { firstCallMs } from '../changes/schedule.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderQueue } from '../ports/order-queue.ts';
import type { OrderKey, OrderReads } from '../ports/order-reads.ts';
import type { RecoverOrder } from '../recovery/recover-order.ts';

/** How often reads may query DANA about one order, over all processes. */
const queryIntervalMs = 5_000;
/** A read makes an order due that is not final and has not changed for this long. */
const staleAfterMs = 10_000;

export interface FindOrderDeps {
  readonly store: OrderReads & OrderQueue;
  readonly clock: Clock;
  readonly recoverOrder: RecoverOrder;
  readonly wakeRecovery: (dueAt: Date) => void;
}

export interface FindOrderOptions {
  /** True: DANA is queried first, at most once per 5 s and order over all processes. */
  readonly isFresh: boolean;
  /** Whether the caller may see this order; without it, every order. An order that it may not see causes no work. */
  readonly isVisible?: (order: Order) => boolean;
}

/** Finds one order. `isFresh` queries DANA first; an order that is not final and stale becomes due in the background. */
export function makeFindOrder({ store, clock, recoverOrder, wakeRecovery }: FindOrderDeps) {
  return async function findOrder(
    key: OrderKey,
    { isFresh, isVisible = () => true }: FindOrderOptions,
  ): Promise<Order | null> {
    const order = await store.find(key);
    // Before anything else happens: the time of the answer must not show a caller that an order exists.
    if (order === null || !isVisible(order)) return null;
    if (isFresh) return (await mayQuery(order)) ? queryNow(order) : order;
    if (isStale(order) && (await mayQuery(order))) {
      await store.hasten(order.id, clock.now());
      wakeRecovery(clock.now());
    }
    return order;
  };

  function mayQuery(order: Order): Promise<boolean> {
    return store.mayQueryNow(order.id, clock.now(), queryIntervalMs);
  }

  async function queryNow(order: Order): Promise<Order> {
    const now = clock.now();
    const lease = await store.lease(order.id, now, new Date(now.getTime() + firstCallMs));
    return lease === null ? order : recoverOrder(lease);
  }

  function isStale(order: Order): boolean {
    return !isAtRest(order) && clock.now().getTime() - order.updatedAt.getTime() >= staleAfterMs;
  }
}
