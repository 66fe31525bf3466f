import type { Order } from '../../domain/order.ts';

/**
 * Wake-ups about one order. A wake-up is a flag: the watcher reads the order again. It may come too often, and a
 * reconnect of the feed wakes every watcher.
 */
export interface OrderFeed {
  watch(orderId: string): OrderWatch;
}

/** Wake-ups about all orders. */
export interface ChangeFeed {
  /** Wakes when any order may have changed, except by its first event: DANA's answer follows that one soon. */
  watchAll(): OrderWatch;
}

/** Where a change is announced once it is committed. */
export interface WakeUps {
  /**
   * Wakes everyone who watches this order, or this checkout: in this process at once, in all others soon. Never waits and
   * never throws; a wake-up that is lost on its way is made up for by whoever follows the recorded changes. `version`: the
   * version that the order has at least; without it nobody can tell later whether its watchers know of the change.
   * `committed`: the order as the commit left it, which the watchers of this process then need not read.
   */
  announce(id: string, version?: number, committed?: Order): void;
}

/** The way of changes that were found among the recorded ones. It leads to the watchers of this process only. */
export interface FoundChanges {
  /** Wakes the order's watchers, unless a wake-up has announced this version or a later one to them. */
  wakeUnlessAnnounced(orderId: string, version: number): void;
  /** Any order may have changed. */
  wakeAll(): void;
}

/** One watcher's place in a feed; `close` it when done. */
export interface OrderWatch {
  /**
   * Resolves true at the next wake-up (at once if one came since the last call), and false when the feed or this
   * watch is closed or `signal` aborts.
   */
  next(signal?: AbortSignal): Promise<boolean>;
  /**
   * The order as this process committed it, if that commit ended the last `next`; null if only a read can tell how the
   * order is. Somebody else may have changed it since. A watch that was not waiting is handed nothing.
   */
  takeCommitted(): Order | null;
  /** Wakes this watch alone, as if its order had changed: for the watcher's own periodic reads. */
  wake(): void;
  close(): void;
}

/** A recorded change, as whoever follows all of them needs it. */
export interface FollowedChange {
  readonly orderId: string;
  /** The version that the change made. */
  readonly version: number;
  readonly position: number;
}

/** Every recorded change in the sequence of the events' positions, in which no reader can miss one. */
export interface ChangeLog {
  /**
   * The changes after this position, `limit` of them at most, and the last position of all: smaller than `position` if the
   * database was set back to a backup.
   */
  changesAfter(
    position: number,
    limit: number,
  ): Promise<{ readonly changes: readonly FollowedChange[]; readonly lastPosition: number }>;
}
