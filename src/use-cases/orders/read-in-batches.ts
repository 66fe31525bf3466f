import type { Order } from '../../domain/order.ts';
import type { OrderReads } from '../ports/order-reads.ts';
import { StoreUnavailable } from '../ports/store-unavailable.ts';

/** How much is read from the store at once, however many ask. */
export interface BatchBounds {
  /** Keys in one query. */
  readonly keysMax: number;
  /** Queries under way at the same time. */
  readonly queriesMax: number;
}

/** At most two of the pool's connections: the others stay free for payments, even when ten thousand watchers wake. */
const gatewayBounds: BatchBounds = { keysMax: 500, queriesMax: 2 };

interface Reader<Value> {
  readonly promise: Promise<Value | null>;
  readonly resolve: (value: Value | null) => void;
  readonly reject: (error: unknown) => void;
}

/** Makes the reader of orders that all watchers share. */
export function makeReadInBatches(
  { findMany }: Pick<OrderReads, 'findMany'>,
  bounds?: BatchBounds,
): (id: string) => Promise<Order | null> {
  return makeBatchedRead({ readMany: findMany, keyOf: ({ id }) => id }, bounds);
}

/**
 * Makes a reader by key of a read of many keys. All reads within one turn of the event loop, or while `queriesMax` queries
 * are under way, share one query: a single read is as fast as before, and a crowd needs a five-hundredth of the
 * queries. A read is never answered by a query that was sent before it, which may have missed the change that woke a
 * watcher. What was not found is null. If the database fails a query, each of its reads rejects with the store's error. Any
 * other failure is a row that cannot be read: each key is then read alone, and only the readers of that row fail.
 */
export function makeBatchedRead<Value>(
  {
    readMany,
    keyOf,
  }: {
    readonly readMany: (keys: readonly string[]) => Promise<readonly Value[]>;
    readonly keyOf: (value: Value) => string;
  },
  { keysMax, queriesMax }: BatchBounds = gatewayBounds,
): (key: string) => Promise<Value | null> {
  const waiting = new Map<string, Reader<Value>>();
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
    const readers = new Map([...waiting].slice(0, keysMax));
    for (const key of readers.keys()) waiting.delete(key);
    queriesCount += 1;
    try {
      for (const value of await readMany([...readers.keys()])) {
        const key = keyOf(value);
        readers.get(key)?.resolve(value);
        readers.delete(key);
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

  async function answerEach(readers: ReadonlyMap<string, Reader<Value>>): Promise<void> {
    for (const [key, reader] of readers) {
      try {
        const [value = null] = await readMany([key]);
        reader.resolve(value);
      } catch (error) {
        reader.reject(error);
      }
    }
  }

  return (key) => {
    const reader = waiting.get(key) ?? openReader<Value>();
    waiting.set(key, reader);
    plan();
    return reader.promise;
  };
}

function rejectAll<Value>(readers: ReadonlyMap<string, Reader<Value>>, error: unknown): void {
  for (const reader of readers.values()) reader.reject(error);
}

function openReader<Value>(): Reader<Value> {
  let resolve: Reader<Value>['resolve'] = () => {};
  let reject: Reader<Value>['reject'] = () => {};
  const promise = new Promise<Value | null>((settle, fail) => {
    resolve = settle;
    reject = fail;
  });
  return { promise, resolve, reject };
}
