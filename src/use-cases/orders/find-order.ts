import { isAtRest, type Order } from '../../domain/order.ts';
import { firstCallMs } from '../changes/schedule.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderQueue } from '../ports/order-queue.ts';
import {
  type OrderDetail,
  type OrderKey,
  type OrderReads,
  type OrderView,
  orderDetails,
  type ReadOrder,
} from '../ports/order-reads.ts';
import type { RecoverOrder } from '../recovery/recover-order.ts';
import { makeBatchedRead } from './read-in-batches.ts';

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
  readonly isVisible?: (order: OrderView) => boolean;
  /** What the caller needs beyond what every view has. Default: every detail. */
  readonly details?: readonly OrderDetail[];
}

/** Finds one order. `isFresh` queries DANA first; an order that is not final and stale becomes due in the background. */
export function makeFindOrder({ store, clock, recoverOrder, wakeRecovery }: FindOrderDeps) {
  return async function findOrder(
    key: OrderKey,
    { isFresh, isVisible = () => true, details = orderDetails }: FindOrderOptions,
  ): Promise<OrderView | null> {
    const found = await store.findView(key, details);
    // Before anything else happens: the time of the answer must not show a caller that an order exists.
    if (found === null || !isVisible(found.order)) return null;
    const { order } = found;
    // The row says it too, but only to a writer: most reads of a payer who polls end here.
    if (wasJustAsked(found)) return order;
    const now = clock.now();
    if (isFresh) {
      return (await store.mayQueryNow(order.id, now, queryIntervalMs)) ? queryNow(order) : order;
    }
    if (isStale(order, now) && (await store.hasten([order.id], now, queryIntervalMs))) wakeRecovery(now);
    return order;
  };

  function wasJustAsked({ askedAt }: ReadOrder): boolean {
    return askedAt !== null && Math.abs(clock.now().getTime() - askedAt.getTime()) < queryIntervalMs;
  }

  async function queryNow(order: OrderView): Promise<OrderView> {
    const now = clock.now();
    const lease = await store.lease(order.id, now, new Date(now.getTime() + firstCallMs));
    return lease === null ? order : (await recoverOrder(lease)).order;
  }
}

/**
 * Makes what happens to an order that a reader begins to watch: if it is stale, it becomes due in the background. Readers
 * that come together share a statement.
 */
export function makeNoteReader({
  store,
  clock,
  wakeRecovery,
}: Pick<FindOrderDeps, 'store' | 'clock' | 'wakeRecovery'>): (order: Order) => Promise<void> {
  const hasten = makeBatchedRead<string>({
    async readMany(ids) {
      const now = clock.now();
      if (await store.hasten(ids, now, queryIntervalMs)) wakeRecovery(now);
      return [];
    },
    keyOf: (id) => id,
  });
  return async (order) => {
    if (isStale(order, clock.now())) await hasten(order.id);
  };
}

function isStale(order: OrderView, now: Date): boolean {
  return !isAtRest(order) && now.getTime() - order.updatedAt.getTime() >= staleAfterMs;
}
