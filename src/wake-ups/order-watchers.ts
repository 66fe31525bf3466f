import type { Order } from '../domain/order.ts';
import type { ChangeFeed, FoundChanges, OrderFeed, OrderWatch } from '../use-cases/ports/order-feed.ts';

/** The watchers of this process, by order, which it wakes when the feed says so. */
export interface OrderWatchers extends OrderFeed, ChangeFeed, FoundChanges {
  /**
   * This order, or checkout, changed. `version`: the version that it has at least, if that is known. `committed`: the order,
   * if this process changed it.
   */
  wake(id: string, version?: number, committed?: Order): void;
  /** Ends every watch; a watch opened later has ended from the start. */
  close(): void;
  /** How many watches are open. */
  count(): number;
}

/** The key of watchers of every order. No order has this id: ids are UUIDs. */
const everyOrder = '*';

/** The watchers of one order. */
interface Watched {
  readonly watchers: Set<Watcher>;
  /** The latest version that a wake-up has announced to them. */
  announcedVersion: number;
}

/** A watch, and how the feed wakes it. */
interface Watcher extends OrderWatch {
  /** `committed`: the order as this process has just committed it. */
  wake(committed?: Order): void;
}

/**
 * One flag for each watcher, not a queue: however often an order changes while its watcher is busy, the watcher is
 * woken once and reads the latest state. So a slow watcher costs no memory, and no wake-up reaches another order. Only a
 * watcher that is waiting is handed what was committed: it takes it in the same turn.
 */
export function createOrderWatchers(): OrderWatchers {
  const watched = new Map<string, Watched>();
  let isClosed = false;

  function forEach(act: (watcher: Watcher) => void): void {
    // A copy, because a watcher that ends removes itself.
    for (const { watchers } of [...watched.values()]) for (const watcher of [...watchers]) act(watcher);
  }

  function watch(key: string): OrderWatch {
    const watcher = createWatcher(() => {
      const watchers = watched.get(key)?.watchers;
      watchers?.delete(watcher);
      if (watchers?.size === 0) watched.delete(key);
    });
    if (isClosed) {
      watcher.close();
      return watcher;
    }
    const { watchers } = watched.get(key) ?? open(key);
    watchers.add(watcher);
    return watcher;
  }

  function open(key: string): Watched {
    const opened = { watchers: new Set<Watcher>(), announcedVersion: 0 };
    watched.set(key, opened);
    return opened;
  }

  function wakeWatched(key: string, version: number, committed?: Order): void {
    const found = watched.get(key);
    if (found === undefined) return;
    if (version > found.announcedVersion) found.announcedVersion = version;
    for (const watcher of found.watchers) watcher.wake(committed);
  }

  return {
    watch,
    watchAll: () => watch(everyOrder),
    wake(id, version = 0, committed) {
      wakeWatched(id, version, committed);
      wakeWatched(everyOrder, 0);
    },
    wakeUnlessAnnounced(orderId, version) {
      // Watchers of every order are left out: they have given this change its place, or know who has.
      if ((watched.get(orderId)?.announcedVersion ?? version) < version) wakeWatched(orderId, version);
    },
    wakeAll() {
      forEach((watcher) => watcher.wake());
      // The database may have been set back to a backup: then its versions begin anew.
      for (const one of watched.values()) one.announcedVersion = 0;
    },
    close() {
      isClosed = true;
      forEach((watcher) => watcher.close());
    },
    count: () => [...watched.values()].reduce((sum, { watchers }) => sum + watchers.size, 0),
  };
}

/** A caller that waits for the next wake-up. */
interface Waiter {
  readonly promise: Promise<boolean>;
  readonly end: (isWoken: boolean) => void;
}

function createWatcher(onClose: () => void): Watcher {
  // A caller that drops a promise and calls again with the same signal gets the same promise, so that
  // repeated waiting leaves nothing behind.
  const waiting = new Map<AbortSignal | undefined, Waiter>();
  let isRaised = false;
  let isClosed = false;
  let handedOver: Order | null = null;

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
    wake(committed) {
      if (waiting.size === 0) {
        isRaised = true;
        return;
      }
      handedOver = committed ?? null;
      endAll(true);
    },
    takeCommitted() {
      const taken = handedOver;
      handedOver = null;
      return taken;
    },
    async next(signal) {
      handedOver = null;
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
