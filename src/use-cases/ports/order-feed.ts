/**
 * Wake-ups about one order. A wake-up is a flag without content: the watcher reads the order again. It may come too
 * often, and a reconnect of the feed wakes every watcher.
 */
export interface OrderFeed {
  watch(orderId: string): OrderWatch;
}

/** Wake-ups about all orders. */
export interface ChangeFeed {
  /** Wakes when any order may have changed, except by its first event: DANA's answer follows that one soon. */
  watchAll(): OrderWatch;
}

/** One watcher's place in a feed; `close` it when done. */
export interface OrderWatch {
  /**
   * Resolves true at the next wake-up (at once if one came since the last call), and false when the feed or this
   * watch is closed or `signal` aborts.
   */
  next(signal?: AbortSignal): Promise<boolean>;
  /** Wakes this watch alone, as if its order had changed: for the watcher's own periodic reads. */
  wake(): void;
  close(): void;
}
