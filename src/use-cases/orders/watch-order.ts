import { isAtRest, type Order } from '../../domain/order.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderFeed } from '../ports/order-feed.ts';
import { StoreUnavailable } from '../ports/store-unavailable.ts';

/** A subscription stays open this long after its order became final, so that a client can reconnect and see it. */
export const streamGraceMs = 60_000;
/** A watcher reads its order at least this often, in case wake-ups are lost. */
export const safetyReadMs = 30_000;
/** Safety reads happen at multiples of this, so that ten thousand watchers share a few hundred queries. */
const safetyGridMs = 50;
/** While the store is unavailable a watcher reads this often; all watchers share their queries. */
export const readAgainMs = 1_000;
/** If the store is unavailable for longer, the sequence ends: the client may find a process that can read. */
export const outageMaxMs = 30_000;

export interface WatchOptions {
  /**
   * The client has seen the versions up to this one; they are not repeated. If the order has an earlier version, the
   * database was set back to a backup, and the client gets the order as it is.
   */
  readonly afterVersion: number | null;
  /** Whether the caller may see this order; without it, every order. If not, the sequence is empty. */
  readonly isVisible?: (order: Order) => boolean;
  /** Ends the sequence: the client disconnected, its credential expired, or the process is stopping. */
  readonly signal: AbortSignal;
}

export interface WatchOrderDeps {
  /** Reads one order; reads of many watchers woken at once may be joined. */
  readonly readOrder: (id: string) => Promise<Order | null>;
  readonly feed: OrderFeed;
  readonly clock: Clock;
  /** A reader sees this order: it becomes due if nothing has been heard of it for a while. */
  readonly noteReader: (order: Order) => Promise<void>;
}

/**
 * Yields the order as it is now, then after every change. The watch opens before the first read, so no change is missed
 * in between. What this process committed is sent as it was committed, if it is later than what the client has. In any
 * other case the row is read, so a lost, doubled or late wake-up does no harm. Empty if there is no such order.
 * Throws StoreUnavailable if the first read fails; later a stream survives a restart of the database, and throws if it is
 * unavailable for `outageMaxMs`.
 */
export function makeWatchOrder({ readOrder, feed, clock, noteReader }: WatchOrderDeps) {
  return async function* watchOrder(
    orderId: string,
    { afterVersion, isVisible = () => true, signal }: WatchOptions,
  ): AsyncGenerator<Order, void, undefined> {
    const watch = feed.watch(orderId);
    let seenVersion = afterVersion ?? 0;
    let givesUpAtMs: number | null = null;
    let endsAtMs = Number.POSITIVE_INFINITY;
    let isFirst = true;
    try {
      while (!signal.aborted) {
        let order = later(watch.takeCommitted(), seenVersion) ?? (await read(orderId));
        if (order === null && isFirst) return;
        // An end would tell the client that its order is final. Whatever answered, it was not the database of before.
        order ??= new StoreUnavailable('an order that was read before is not there', { isCertain: true });
        const elapsedMs = clock.elapsedMs();
        let waitMs = readAgainMs;
        if (order instanceof StoreUnavailable) {
          if (isFirst) throw order;
          givesUpAtMs ??= elapsedMs + outageMaxMs;
          if (elapsedMs >= givesUpAtMs) throw order;
        } else {
          givesUpAtMs = null;
          if (isFirst) {
            // Before anything else happens: the time of the answer must not show a caller that an order exists.
            if (!isVisible(order)) return;
            isFirst = false;
            await noteReader(order);
          }
          // An earlier version is no late read: reads come in order. The database was set back to a backup.
          if (order.version !== seenVersion) {
            seenVersion = order.version;
            endsAtMs = Number.POSITIVE_INFINITY;
            yield order;
          }
          // Once found, this end stays: after the clock was set back, the order's time lies in the future.
          if (isAtRest(order)) endsAtMs = Math.min(endsAtMs, elapsedMs + graceLeftMs(order));
          const nowMs = clock.elapsedMs();
          if (nowMs >= endsAtMs) return;
          const readInMs = safetyReadMs - ((nowMs + safetyReadMs) % safetyGridMs);
          waitMs = Math.min(endsAtMs - nowMs, readInMs);
        }
        // A waiting generator keeps its variables, and this one waits as long as the payer takes to pay. It waits here and
        // in no function of its own, which would be kept too.
        order = null;
        const cancel = clock.at(new Date(clock.now().getTime() + waitMs), () => watch.wake());
        try {
          // A wake-up, after `waitMs` at the latest; false if the watch is over.
          if (!(await watch.next(signal))) return;
        } finally {
          cancel();
        }
      }
    } finally {
      watch.close();
    }
  };

  async function read(orderId: string): Promise<Order | StoreUnavailable | null> {
    return readOrder(orderId).catch(unlessUnavailable);
  }

  /** How long the stream of a final order stays open from now: at most the whole grace. */
  function graceLeftMs(order: Order): number {
    return Math.min(order.updatedAt.getTime() + streamGraceMs - clock.now().getTime(), streamGraceMs);
  }
}

/**
 * A committed order with a later version than the one that was seen. Only a read can tell what an earlier one means: the
 * commit was heard late, or the database was set back to a backup.
 */
function later(committed: Order | null, seenVersion: number): Order | null {
  return committed !== null && committed.version > seenVersion ? committed : null;
}

function unlessUnavailable(error: unknown): StoreUnavailable {
  if (error instanceof StoreUnavailable) return error;
  throw error;
}
