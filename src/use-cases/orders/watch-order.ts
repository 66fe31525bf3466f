import { isAtRest, type Order } from '../../domain/order.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderFeed, OrderWatch } from '../ports/order-feed.ts';
import { StoreUnavailable } from '../ports/store-unavailable.ts';

/** A subscription outlives the end of its order by this much: long enough to reconnect and see it. */
export const streamGraceMs = 60_000;
/** A watcher looks at its order at least this often, whatever became of the wake-ups. */
export const safetyLookMs = 30_000;
/** Safety looks fall on multiples of this, so that those of ten thousand watchers are some hundred reads and not each one. */
const safetyGridMs = 50;
/** While the store is away a watcher attempts this often; the reads of all watchers are joined. */
export const lookAgainMs = 1_000;
/** A store that is away for longer ends the sequence: its client may find a process that can read. */
export const outageMaxMs = 30_000;

export interface WatchOptions {
  /** Versions up to this one have been seen and are not repeated. */
  readonly afterVersion: number | null;
  /** Ends the sequence: the client left, its credential ended, the process drains. */
  readonly signal: AbortSignal;
}

export interface WatchOrderDeps {
  /** Reads one order; reads of many watchers woken at once may be joined. */
  readonly readOrder: (id: string) => Promise<Order | null>;
  readonly feed: OrderFeed;
  readonly clock: Clock;
}

/**
 * The order as it is, then as it is after every change. The watch is open before the first read, so nothing falls
 * between; a wake-up carries nothing and the row is read again, so a lost, doubled or late one does no harm. A
 * restart of the database costs nobody his stream; throws StoreUnavailable where it is away for `outageMaxMs`.
 */
export function makeWatchOrder({ readOrder, feed, clock }: WatchOrderDeps) {
  return async function* watchOrder(
    orderId: string,
    { afterVersion, signal }: WatchOptions,
  ): AsyncGenerator<Order, void, undefined> {
    const watch = feed.watch(orderId);
    let seenVersion = afterVersion ?? 0;
    let givesUpAtMs: number | null = null;
    try {
      while (!signal.aborted) {
        let order = await readOrder(orderId).catch(unlessUnavailable);
        if (order === null) return;
        const nowMs = clock.now().getTime();
        if (order instanceof StoreUnavailable) {
          givesUpAtMs ??= nowMs + outageMaxMs;
          if (nowMs >= givesUpAtMs) throw order;
          if (!(await wakeUp(watch, nowMs + lookAgainMs, signal))) return;
          continue;
        }
        givesUpAtMs = null;
        if (order.version > seenVersion) {
          seenVersion = order.version;
          yield order;
        }
        const endsAtMs = isAtRest(order)
          ? order.updatedAt.getTime() + streamGraceMs
          : Number.POSITIVE_INFINITY;
        // A generator that waits keeps its variables, and this one waits for as long as a payer takes to pay.
        order = null;
        if (clock.now().getTime() >= endsAtMs) return;
        const lastLookMs = clock.now().getTime() + safetyLookMs;
        const looksAtMs = lastLookMs - (lastLookMs % safetyGridMs);
        if (!(await wakeUp(watch, Math.min(endsAtMs, looksAtMs), signal))) return;
      }
    } finally {
      watch.close();
    }
  };

  /** True at a wake-up, and at `untilMs` at the latest; false where the watch is over. */
  async function wakeUp(watch: OrderWatch, untilMs: number, signal: AbortSignal): Promise<boolean> {
    const cancel = clock.at(new Date(untilMs), watch.wake);
    try {
      return await watch.next(signal);
    } finally {
      cancel();
    }
  }
}

function unlessUnavailable(error: unknown): StoreUnavailable {
  if (error instanceof StoreUnavailable) return error;
  throw error;
}
