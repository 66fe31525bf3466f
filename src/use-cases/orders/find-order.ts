import { isAtRest, type Order } from '../../domain/order.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderKey } from '../ports/order-reads.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { RecoverOrder } from '../recovery/recover-order.ts';

/** DANA is asked out of turn at most this often about one order, over all processes. */
const askAgainMs = 5_000;
/** An order whose answer is owed, and that nobody has asked about for this long, is asked about when it is read. */
const staleAfterMs = 10_000;
/** How long one question to DANA holds an order. */
const askLeaseMs = 9_000;

export interface FindOrderDeps {
  readonly store: OrderStore;
  readonly clock: Clock;
  readonly recoverOrder: RecoverOrder;
  readonly wakeRecovery: (dueAt: Date) => void;
}

/** One order. `isFresh` asks DANA first; a stale unfinished one is asked about in the background. */
export function makeFindOrder({ store, clock, recoverOrder, wakeRecovery }: FindOrderDeps) {
  return async function findOrder(key: OrderKey, { isFresh }: { isFresh: boolean }): Promise<Order | null> {
    const order = await store.find(key);
    if (order === null) return null;
    if (isFresh) return (await mayAsk(order)) ? askNow(order) : order;
    if (isStale(order) && (await mayAsk(order))) {
      await store.hasten(order.id, clock.now());
      wakeRecovery(clock.now());
    }
    return order;
  };

  function mayAsk(order: Order): Promise<boolean> {
    return store.mayAskNow(order.id, clock.now(), askAgainMs);
  }

  async function askNow(order: Order): Promise<Order> {
    const now = clock.now();
    const lease = await store.lease(order.id, now, new Date(now.getTime() + askLeaseMs));
    return lease === null ? order : recoverOrder(lease);
  }

  function isStale(order: Order): boolean {
    return !isAtRest(order) && clock.now().getTime() - order.updatedAt.getTime() >= staleAfterMs;
  }
}
