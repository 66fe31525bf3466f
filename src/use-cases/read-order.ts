import { isAtRest, type Order } from '../domain/order.ts';
import { nextDueAt } from './due.ts';
import type { Chance, Clock, OrderFeed, OrderKey, OrderStore } from './ports.ts';
import type { SettleOrder } from './settle-order.ts';
import type { WatchOptions } from './use-cases.ts';

/** DANA is asked out of turn at most this often about one order, over all processes. */
const askAgainMs = 5_000;
/** An order whose answer is owed, and that nobody has asked about for this long, is asked about when it is read. */
const staleAfterMs = 10_000;
/** How long one question to DANA holds an order. */
const askLeaseMs = 9_000;
/** A subscription outlives the end of its order by this much: long enough to reconnect and see it. */
export const streamGraceMs = 60_000;
/** A watcher looks at its order at least this often, whatever became of the wake-ups. */
const safetyLookMs = 30_000;

export interface FindOrderDeps {
  readonly store: OrderStore;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly settleOrder: SettleOrder;
  readonly wakeReconciler: (dueAt: Date) => void;
}

/** One order. `isFresh` asks DANA first; a stale unfinished one is asked about in the background. */
export function makeFindOrder({ store, clock, chance, settleOrder, wakeReconciler }: FindOrderDeps) {
  return async function findOrder(key: OrderKey, { isFresh }: { isFresh: boolean }): Promise<Order | null> {
    const order = await store.find(key);
    if (order === null) return null;
    if (isFresh) return (await mayAsk(order)) ? askNow(order) : order;
    if (isStale(order) && (await mayAsk(order))) {
      await store.owe(order.id, clock.now());
      wakeReconciler(clock.now());
    }
    return order;
  };

  function mayAsk(order: Order): Promise<boolean> {
    return store.mayAskNow(order.id, clock.now(), askAgainMs);
  }

  async function askNow(order: Order): Promise<Order> {
    const now = clock.now();
    const lease = await store.lease(order.id, now, new Date(now.getTime() + askLeaseMs));
    if (lease === null) return order;
    const settled = await settleOrder(lease.order);
    const dueAt = nextDueAt(settled, clock.now(), lease.attemptCount + 1, chance.fraction());
    await store.release(order.id, { version: lease.order.version, dueAt });
    return settled;
  }

  function isStale(order: Order): boolean {
    return !isAtRest(order) && clock.now().getTime() - order.updatedAt.getTime() >= staleAfterMs;
  }
}

export interface WatchOrderDeps {
  /** Reads one order; reads of many watchers woken at once may be joined. */
  readonly readOrder: (id: string) => Promise<Order | null>;
  readonly feed: OrderFeed;
  readonly clock: Clock;
}

/**
 * The order as it is, then as it is after every change. The watch is open before the first read, so nothing falls
 * between; a wake-up carries nothing and the row is read again, so a lost, doubled or late one does no harm.
 */
export function makeWatchOrder({ readOrder, feed, clock }: WatchOrderDeps) {
  return async function* watchOrder(
    orderId: string,
    { afterVersion, signal }: WatchOptions,
  ): AsyncGenerator<Order, void, undefined> {
    const watch = feed.watch(orderId);
    let seenVersion = afterVersion ?? 0;
    try {
      while (!signal.aborted) {
        const order = await readOrder(orderId);
        if (order === null) return;
        if (order.version > seenVersion) {
          seenVersion = order.version;
          yield order;
        }
        const endsAt = isAtRest(order) ? order.updatedAt.getTime() + streamGraceMs : Number.POSITIVE_INFINITY;
        if (clock.now().getTime() >= endsAt) return;
        if (!(await wakeUp(watch, Math.min(endsAt, clock.now().getTime() + safetyLookMs), signal))) return;
      }
    } finally {
      watch.close();
    }
  };

  /** True at a wake-up or at `untilMs`; false where the watch is over. */
  async function wakeUp(
    watch: ReturnType<OrderFeed['watch']>,
    untilMs: number,
    signal: AbortSignal,
  ): Promise<boolean> {
    const pause = new AbortController();
    const end = () => pause.abort();
    const cancel = clock.at(new Date(untilMs), end);
    signal.addEventListener('abort', end, { once: true });
    try {
      const isWoken = await watch.next(pause.signal);
      return isWoken || (pause.signal.aborted && !signal.aborted);
    } finally {
      cancel();
      signal.removeEventListener('abort', end);
    }
  }
}
