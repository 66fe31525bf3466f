import { expect, test } from 'vitest';
import type { Order } from '../../../src/domain/order.ts';
import { makeReadInBatches } from '../../../src/use-cases/orders/read-in-batches.ts';
import { StoreUnavailable } from '../../../src/use-cases/ports/store-unavailable.ts';
import { anOrder } from '../../support/orders.ts';

/** A store whose queries answer when the test says so. */
function aSlowStore() {
  const queries: {
    ids: readonly string[];
    answer(orders: readonly Order[]): void;
    fail(error: Error): void;
  }[] = [];
  return {
    queries,
    findMany: (ids: readonly string[]) =>
      new Promise<readonly Order[]>((answer, fail) => queries.push({ ids, answer, fail })),
  };
}

const turn = () => new Promise<void>((next) => setImmediate(next));
const ids = (count: number) => Array.from({ length: count }, (_, index) => `order-${index}`);
const ordersOf = (wanted: readonly string[] | undefined) => (wanted ?? []).map((id) => anOrder({ id }));

test('those who ask together are answered by one query, each with its own order', async () => {
  const store = aSlowStore();
  const read = makeReadInBatches(store);
  const answers = Promise.all(ids(3).map(read));
  await turn();
  expect(store.queries.map(({ ids }) => ids)).toEqual([ids(3)]);
  store.queries[0]?.answer(ordersOf(ids(3)).reverse());
  expect((await answers).map((order) => order?.id)).toEqual(ids(3));
});

test('an order that is not there is null, and its neighbours are read', async () => {
  const store = aSlowStore();
  const read = makeReadInBatches(store);
  const answers = Promise.all(['gone', 'here'].map(read));
  await turn();
  store.queries[0]?.answer(ordersOf(['here']));
  expect((await answers).map((order) => order?.id ?? null)).toEqual([null, 'here']);
});

test('a thousand readers make bounded queries, a bounded number at once', async () => {
  const store = aSlowStore();
  const read = makeReadInBatches(store, { keysMax: 100, queriesMax: 2 });
  const answers = Promise.all(ids(1_000).map(read));
  const sizes: number[] = [];
  for (let answered = 0; answered < 10; answered += 1) {
    await turn();
    await turn();
    expect(store.queries.length - answered).toBeLessThanOrEqual(2);
    const query = store.queries[answered];
    sizes.push(query?.ids.length ?? 0);
    query?.answer(ordersOf(query.ids));
    await turn();
  }
  expect((await answers).map((order) => order?.id)).toEqual(ids(1_000));
  expect(sizes).toEqual(Array.from({ length: 10 }, () => 100));
});

test('who asks while a query for the same order is under way gets a later one', async () => {
  const store = aSlowStore();
  const read = makeReadInBatches(store);
  const before = read('a');
  await turn();
  const after = read('a');
  await turn();
  store.queries[0]?.answer([anOrder({ id: 'a', version: 2 })]);
  store.queries[1]?.answer([anOrder({ id: 'a', version: 3 })]);
  expect((await before)?.version).toBe(2);
  expect((await after)?.version).toBe(3);
});

test('two who watch the same order are one line of the query', async () => {
  const store = aSlowStore();
  const read = makeReadInBatches(store);
  const answers = Promise.all([read('a'), read('a')]);
  await turn();
  expect(store.queries[0]?.ids).toEqual(['a']);
  store.queries[0]?.answer(ordersOf(['a']));
  expect((await answers).map((order) => order?.id)).toEqual(['a', 'a']);
});

test('an order whose row cannot be read fails its own reader, and the others are answered', async () => {
  const read = makeReadInBatches({
    async findMany(wanted) {
      if (wanted.includes('order-1')) throw new RangeError('not a price');
      return ordersOf(wanted);
    },
  });
  const answers = await Promise.allSettled(ids(3).map(read));
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('a database that is away is not queried for each order', async () => {
  const store = aSlowStore();
  const read = makeReadInBatches(store);
  const answers = Promise.allSettled(ids(3).map(read));
  await turn();
  store.queries[0]?.fail(new StoreUnavailable('gone', { isCertain: true }));
  expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(store.queries).toHaveLength(1);
});

test('a failed query fails its readers and nobody later', async () => {
  const store = aSlowStore();
  const read = makeReadInBatches(store);
  const first = read('a');
  await turn();
  store.queries[0]?.fail(new Error('the database is away'));
  await expect(first).rejects.toThrow('the database is away');
  const second = read('a');
  await turn();
  store.queries[1]?.answer(ordersOf(['a']));
  expect((await second)?.id).toBe('a');
});
