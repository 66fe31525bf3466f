import type { Order } from '../../domain/order.ts';
import type { OrderStore } from '../ports/order-store.ts';

/** How much is asked of the store at once, however many watchers are woken. */
export interface BatchBounds {
  /** Orders in one query. */
  readonly ordersMax: number;
  /** Queries under way at the same time. */
  readonly queriesMax: number;
}

/** Two of the pool's connections at the most: the others are for payments, also while ten thousand watchers wake. */
const gatewayBounds: BatchBounds = { ordersMax: 500, queriesMax: 2 };

interface Reader {
  readonly promise: Promise<Order | null>;
  readonly resolve: (order: Order | null) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Made once; gives the reader that all watchers share. Whoever asks in one turn of the event loop, or while
 * `queriesMax` queries are under way, is answered by one query: alone as fast as a single read, in a crowd a
 * five-hundredth of the queries. Nobody is ever answered by a query that was sent before he asked, because it may
 * have missed the change that woke him. Rejects with what the store threw, for every reader of that query.
 */
export function makeReadInBatches(
  { findMany }: Pick<OrderStore, 'findMany'>,
  { ordersMax, queriesMax }: BatchBounds = gatewayBounds,
): (id: string) => Promise<Order | null> {
  const waiting = new Map<string, Reader>();
  let queriesCount = 0;
  let isPlanned = false;

  function plan(): void {
    if (isPlanned || waiting.size === 0 || queriesCount >= queriesMax) return;
    isPlanned = true;
    // After everything that came in together has been heard: one packet from Postgres may wake many.
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
      for (const reader of readers.values()) reader.reject(error);
    } finally {
      queriesCount -= 1;
      plan();
    }
  }

  return (id) => {
    const reader = waiting.get(id) ?? openReader();
    waiting.set(id, reader);
    plan();
    return reader.promise;
  };
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
