import type { ChangeFeed, OrderFeed, OrderWatch } from '../../use-cases/ports/order-feed.ts';

/** The watchers of this process, by order, which it wakes when the feed says so. */
export interface OrderWatchers extends OrderFeed, ChangeFeed {
  /** This order changed. */
  wake(orderId: string): void;
  /** Any order may have changed. */
  wakeAll(): void;
  /** Ends every watch; a watch opened later has ended from the start. */
  close(): void;
  /** How many watches are open. */
  count(): number;
}

/** The key of watchers of every order. No order has this id: ids are UUIDs. */
const everyOrder = '*';

/**
 * One flag for each watcher, not a queue: however often an order changes while its watcher is busy, the watcher is
 * woken once and reads the latest state. So a slow watcher costs no memory, and no wake-up reaches another order.
 */
export function createOrderWatchers(): OrderWatchers {
  const watchersOf = new Map<string, Set<OrderWatch>>();
  let isClosed = false;

  function forEach(act: (watcher: OrderWatch) => void): void {
    // A copy, because a watcher that ends removes itself.
    for (const watchers of [...watchersOf.values()]) for (const watcher of [...watchers]) act(watcher);
  }

  function watch(key: string): OrderWatch {
    const watcher = createWatcher(() => {
      const watchers = watchersOf.get(key);
      watchers?.delete(watcher);
      if (watchers?.size === 0) watchersOf.delete(key);
    });
    if (isClosed) {
      watcher.close();
      return watcher;
    }
    const watchers = watchersOf.get(key) ?? new Set();
    watchersOf.set(key, watchers.add(watcher));
    return watcher;
  }

  return {
    watch,
    watchAll: () => watch(everyOrder),
    wake(orderId) {
      for (const key of [orderId, everyOrder]) {
        for (const watcher of watchersOf.get(key) ?? []) watcher.wake();
      }
    },
    wakeAll: () => forEach((watcher) => watcher.wake()),
    close() {
      isClosed = true;
      forEach((watcher) => watcher.close());
    },
    count: () => [...watchersOf.values()].reduce((sum, { size }) => sum + size, 0),
  };
}

/** A caller that waits for the next wake-up. */
interface Waiter {
  readonly promise: Promise<boolean>;
  readonly end: (isWoken: boolean) => void;
}

function createWatcher(onClose: () => void): OrderWatch {
  // A caller that drops a promise and calls again with the same signal gets the same promise, so that
  // repeated waiting leaves nothing behind.
  const waiting = new Map<AbortSignal | undefined, Waiter>();
  let isRaised = false;
  let isClosed = false;

  function endAll(isWoken: boolean): void {
    for (const waiter of [...waiting.values()]) waiter.end(isWoken);
  }

  function wait(signal: AbortSignal | undefined): Promise<boolean> {
    const { promise, resolve } = withResolvers();
    const giveUp = () => end(false);
    function end(isWoken: boolean): void {
      waiting.delete(signal);
      signal?.removeEventListener('abort', giveUp);
      resolve(isWoken);
    }
    signal?.addEventListener('abort', giveUp, { once: true });
    waiting.set(signal, { promise, end });
    return promise;
  }

  return {
    wake() {
      if (waiting.size === 0) isRaised = true;
      else endAll(true);
    },
    async next(signal) {
      if (isClosed || signal?.aborted) return false;
      if (isRaised) {
        isRaised = false;
        return true;
      }
      return waiting.get(signal)?.promise ?? wait(signal);
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      endAll(false);
      onClose();
    },
  };
}

function withResolvers(): { promise: Promise<boolean>; resolve: (value: boolean) => void } {
  let resolve: (value: boolean) => void = () => {};
  const promise = new Promise<boolean>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
