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
    const watcher = new FlaggedWatcher((closed) => {
      const watchers = watched.get(key)?.watchers;
      watchers?.delete(closed);
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

/**
 * A caller that waits for the next wake-up, and for its signal. A class, like the watcher's, because each waiting payer has
 * one: as objects of functions the two took 1 KB more.
 */
class Waiter {
  readonly promise: Promise<boolean>;
  readonly signal: AbortSignal | undefined;
  readonly #watcher: FlaggedWatcher;
  #resolve: (isWoken: boolean) => void = () => {};

  constructor(watcher: FlaggedWatcher, signal: AbortSignal | undefined) {
    this.#watcher = watcher;
    this.signal = signal;
    this.promise = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    signal?.addEventListener('abort', this, { once: true });
  }

  end(isWoken: boolean): void {
    this.signal?.removeEventListener('abort', this);
    this.#resolve(isWoken);
  }

  /** The signal was aborted. */
  handleEvent(): void {
    this.#watcher.drop(this);
    this.end(false);
  }
}

const nobody: readonly Waiter[] = [];

class FlaggedWatcher implements Watcher {
  readonly #onClose: (watcher: Watcher) => void;
  /** One at most of each signal. Nearly always one in all, so an array of its very length. */
  #waiting = nobody;
  #isRaised = false;
  #isClosed = false;
  #handedOver: Order | null = null;

  constructor(onClose: (watcher: Watcher) => void) {
    this.#onClose = onClose;
  }

  wake(committed?: Order): void {
    if (this.#waiting.length === 0) {
      this.#isRaised = true;
      return;
    }
    this.#handedOver = committed ?? null;
    this.#endAll(true);
  }

  takeCommitted(): Order | null {
    const taken = this.#handedOver;
    this.#handedOver = null;
    return taken;
  }

  next(signal?: AbortSignal): Promise<boolean> {
    this.#handedOver = null;
    if (this.#isClosed || signal?.aborted) return Promise.resolve(false);
    if (this.#isRaised) {
      this.#isRaised = false;
      return Promise.resolve(true);
    }
    // A caller that drops a promise and calls again with the same signal gets the same promise, so that
    // repeated waiting leaves nothing behind.
    let waiter = this.#waiting.find((one) => one.signal === signal);
    if (waiter === undefined) {
      waiter = new Waiter(this, signal);
      this.#waiting = [...this.#waiting, waiter];
    }
    return waiter.promise;
  }

  /** This caller waits no longer. */
  drop(waiter: Waiter): void {
    this.#waiting = this.#waiting.filter((one) => one !== waiter);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#endAll(false);
    this.#onClose(this);
  }

  #endAll(isWoken: boolean): void {
    const ended = this.#waiting;
    this.#waiting = nobody;
    for (const waiter of ended) waiter.end(isWoken);
  }
}
