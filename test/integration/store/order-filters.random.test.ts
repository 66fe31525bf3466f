import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Order, orderStatuses } from '../../../src/domain/order.ts';
import { makePages } from '../../../src/store/orders/order-pages.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { FilterTooBroad, type OrderFilter } from '../../../src/use-cases/ports/order-pages.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import type { PageRequest } from '../../../src/use-cases/ports/pages.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { createInMemoryOrderStore } from '../../support/in-memory-order-store.ts';
import { force, insertOrder } from '../../support/order-store-contract/steps.ts';
import { minute } from '../../support/orders.ts';
import { fuzzMs, fuzzRuns, testSeed } from '../../support/sample.ts';

const ordersCount = 90;
/** Some orders share the minute of their creation; some were changed at once, some after hours or months. */
const createdOf = (place: number) => minute(Math.floor(place / 2) * 3);
const minutesUntilChange = [0, 1, 5, 45, 600, 50_000, 300_000];
const methods = ['BALANCE', 'OTC', 'CREDIT_CARD'];
const payMethods = [...methods, null];

let fresh: FreshDatabase;
let database: Database;
let postgres: OrderStore;
let memory: OrderStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = connectDatabase({ url: fresh.url, connectionsMax: 4 });
  postgres = createOrderStore(database);
  memory = createInMemoryOrderStore();
  const places = Array.from({ length: ordersCount }, (_, place) => place);
  await Promise.all(places.map(insertOne));
});
afterAll(async () => {
  await closeDatabase(database);
  await fresh.drop();
});

async function insertOne(place: number): Promise<void> {
  const isPaid = place % 3 > 0;
  const used = [methods[place % 3], ...(place % 7 === 0 ? [methods[(place + 1) % 3]] : [])];
  const terms: Partial<Order> = {
    id: `00000000-0000-4000-8000-${String((place * 37) % 997).padStart(12, '0')}`,
    partnerReferenceNo: `${place % 5 === 0 ? 'a' : 'ab'}-${place}`,
    createdAt: createdOf(place),
    updatedAt: createdOf(place),
    payMethod: payMethods[place % 4] ?? null,
  };
  for (const store of [postgres, memory]) {
    const order = await insertOrder(store, terms);
    const minutes = minutesUntilChange[place % minutesUntilChange.length] ?? 0;
    if (minutes === 0) continue;
    const changed: Partial<Order> = {
      status: orderStatuses[place % orderStatuses.length] ?? 'PENDING',
      updatedAt: new Date(order.createdAt.getTime() + minutes * 60_000),
      paid: isPaid ? order.amount : order.paid,
      paidWith: isPaid
        ? used.flatMap((payMethod) => (payMethod ? [{ payMethod, payOption: null, amount: null }] : []))
        : [],
    };
    await store.change(order.id, force(changed));
  }
}

const time = fc.integer({ min: -10, max: 900 }).map(minute);
const someOf = (values: readonly string[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 });
const filters = fc
  .record(
    {
      status: someOf(orderStatuses),
      payMethod: someOf(methods),
      paidWith: someOf(methods),
      partnerReferenceNoPrefix: fc.constantFrom('', 'a', 'ab', 'ab-1', 'b'),
      createdFrom: time,
      createdTo: time,
      updatedAfter: time,
    },
    { requiredKeys: [] },
  )
  .map((filter) => filter as OrderFilter);

/** The ids of every page, and what each says about its neighbours. */
async function allPages(
  store: Pick<OrderStore, 'pageOrders'>,
  filter: OrderFilter,
  size: number,
  way: 'forward' | 'backward',
) {
  const pages: unknown[] = [];
  for (let cursor: string | undefined; ; ) {
    const request: PageRequest =
      way === 'forward'
        ? { first: size, ...(cursor !== undefined && { after: cursor }) }
        : { last: size, ...(cursor !== undefined && { before: cursor }) };
    const { items, hasNextPage, hasPreviousPage } = await store.pageOrders(filter, request);
    pages.push([items.map(({ item }) => item.id), hasNextPage, hasPreviousPage]);
    cursor = items.at(way === 'forward' ? -1 : 0)?.cursor;
    if (!(way === 'forward' ? hasNextPage : hasPreviousPage) || cursor === undefined) return pages;
  }
}

test(
  'every filter, in every combination and direction, pages as the same list in memory does',
  async () => {
    // The first walk ends before all orders, so that pages come from each of its lengths.
    const pages = makePages(database, [30, 1_000]);
    await fc.assert(
      fc.asyncProperty(
        filters,
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom('forward' as const, 'backward' as const),
        async (filter, size, way) => {
          const expected = await allPages(memory, filter, size, way);
          expect(await allPages(pages, filter, size, way)).toEqual(expected);
        },
      ),
      { numRuns: fuzzRuns(60), seed: testSeed },
    );
  },
  fuzzMs,
);

test('a filter is refused rather than answered in part if finding its page would read too many orders', async () => {
  // Each condition has more than 21 orders, all of them together a few.
  const filter: OrderFilter = { partnerReferenceNoPrefix: 'ab', payMethod: ['BALANCE'], paidWith: ['OTC'] };
  const pages = (walks: number[]) => makePages(database, walks).pageOrders(filter, { first: 20 });
  await expect(pages([])).rejects.toThrow(FilterTooBroad);
  const { items, hasNextPage } = await pages([60]);
  expect([items.length > 0, hasNextPage]).toEqual([true, false]);
});
