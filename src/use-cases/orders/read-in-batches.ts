import type { Order } from '../../domain/order.ts';
import type { OrderReads } from '../ports/order-reads.ts';
import { StoreUnavailable } from '../ports/store-unavailable.ts';

/** How much is read from the store at once, however many watchers wake. */
export interface BatchBounds {
  /** Orders in one query. */
  readonly ordersMax: number;
  /** Queries under way at the same time. */
  readonly queriesMax: number;
}

/** At most two of the pool's connections: the others stay free for payments, even when ten thousand watchers wake. */
const gatewayBounds: BatchBounds = { ordersMax: 500, queriesMax: 2 };

interface Reader {
  readonly promise: Promise<Order | null>;
  readonly resolve: (order: Order | null) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes the reader that all watchers share. All reads within one turn of the event loop, or while `queriesMax` queries
 * are under way, share one query: a single read is as fast as before, and a crowd needs a five-hundredth of the
 * queries. A read is never answered by a query that was sent before it, which may have missed the change that woke the
 * watcher. If the database fails a query, each of its reads rejects with the store's error. Any other failure is a row
 * that cannot be read: each order is then read alone, and only the watchers of that row fail.
 */
export function makeReadInBatches(
  { findMany }: Pick<OrderReads, 'findMany'>,
  { ordersMax, queriesMax }: BatchBounds = gatewayBounds,
): (id: string) => Promise<Order | null> {
  const waiting = new Map<string, Reader>();
  let queriesCount = 0;
  let isPlanned = false;

  function plan(): void {
    if (isPlanned || waiting.size === 0 || queriesCount >= queriesMax) return;
    isPlanned = true;
    // After all wake-ups of this turn: one packet from Postgres may wake many watchers.
    setImmediate(() => {
      isPlanned = false;
      void answerNext();
      plan();
    });
  }

  async function answerNext(): Promise<void> {
    const readers = new Map([...waiting].slice(0, ordersMax));
    for (const id of readers.keys()) waiting.delete(id);
    queriesCount += 1;
    try {
      const orders = await findMany([...readers.keys()]);
      for (const order of orders) {
        readers.get(order.id)?.resolve(order);
        readers.delete(order.id);
      }
      for (const reader of readers.values()) reader.resolve(null);
    } catch (error) {
      if (error instanceof StoreUnavailable || readers.size === 1) rejectAll(readers, error);
      else await answerEach(readers);
    } finally {
      queriesCount -= 1;
      plan();
    }
  }

  async function answerEach(readers: ReadonlyMap<string, Reader>): Promise<void> {
    for (const [id, reader] of readers) {
      try {
        const [order = null] = await findMany([id]);
        reader.resolve(order);
      } catch (error) {
        reader.reject(error);
      }
    }
  }

  return (id) => {
    const reader = waiting.get(id) ?? openReader();
    waiting.set(id, reader);
    plan();
    return reader.promise;
  };
}

function rejectAll(readers: ReadonlyMap<string, Reader>, error: unknown): void {
  for (const reader of readers.values()) reader.reject(error);
}

function openReader(): Reader {
  let resolve: Reader['resolve'] = () => {};
  let reject: Reader['reject'] = () => {};
  const promise = new Promise<Order | null>((settle, fail) => {
    resolve = settle;
    reject = fail;
  });
  return { promise, resolve, reject };
}
