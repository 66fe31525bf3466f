import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCheckoutStore } from '../../../src/store/checkouts/checkout-store.ts';
import type { ListeningOrderFeed } from '../../../src/store/feed/order-feed.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { announceChanges } from '../../../src/use-cases/orders/announce-changes.ts';
import type { CheckoutStore } from '../../../src/use-cases/ports/checkout-store.ts';
import type { OrderFeed, WakeUps } from '../../../src/use-cases/ports/order-feed.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import { approver } from '../../support/actors.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { createInMemoryCheckoutStore } from '../../support/in-memory-checkout-store.ts';
import { createInMemoryOrderStore } from '../../support/in-memory-order-store.ts';
import { openOrderFeed } from '../../support/open-order-feed.ts';
import { aCheckout, minute, openNewOrder } from '../../support/orders.ts';

/** Enough rounds for each sequence of arrival; every round takes a few statements. */
const racesCount = 10;

let fresh: FreshDatabase;
let database: Database;
let feed: ListeningOrderFeed;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = connectDatabase({ url: fresh.url, connectionsMax: 10 });
  feed = await openOrderFeed({ url: fresh.url, database });
});
afterAll(async () => {
  await feed.close();
  await closeDatabase(database);
  await fresh.drop();
});

const memoryOrders = createInMemoryOrderStore();
const memoryCheckouts = createInMemoryCheckoutStore(memoryOrders.tables);

/** The same promises of the port, tested on both implementations. */
describe.each<[string, () => { checkouts: CheckoutStore; orders: OrderStore; feed: OrderFeed & WakeUps }]>([
  [
    'Postgres',
    () => ({
      checkouts: createCheckoutStore(database),
      orders: createOrderStore(database),
      feed,
    }),
  ],
  ['memory', () => ({ checkouts: memoryCheckouts, orders: memoryOrders, feed: memoryOrders.feed })],
])('checkouts in %s', (_, open) => {
  const lease = (leaseId: string, from: number, until: number) => ({
    leaseId,
    now: minute(from),
    leasedUntil: minute(until),
  });

  test('are ended once: the first end stays, and leases show it', async () => {
    const { checkouts } = open();
    const id = randomUUID();
    await checkouts.insert(aCheckout({ id, partnerReferenceNo: id.slice(0, 20) }));
    const end = { by: approver, at: minute(1), reason: 'Sold out' };
    const ended = { endedAt: minute(1), endedBy: approver, endReason: 'Sold out' };
    expect(await checkouts.end(id, end)).toMatchObject(ended);
    expect(await checkouts.end(id, { ...end, at: minute(2), reason: 'again' })).toMatchObject(ended);
    expect(await checkouts.lease(id, lease(randomUUID(), 3, 4))).toMatchObject(ended);
    expect(await checkouts.end('unknown', end)).toBeNull();
  });

  test('are inserted once for each number, and found as they were', async () => {
    const { checkouts } = open();
    const goods = [
      {
        merchantGoodsId: 'g-1',
        name: 'Ticket',
        description: 'One seat',
        category: 'event',
        price: aCheckout().amount,
        unit: null,
        quantity: '2',
        merchantShippingId: null,
        snapshotUrl: null,
      },
    ];
    const first = aCheckout({ id: 'once', partnerReferenceNo: 'once', goods });
    const rivals = ['a', 'b', 'c'].map((id) => ({ ...first, id }));
    const ends = await Promise.all([first, ...rivals].map((checkout) => checkouts.insert(checkout)));
    expect(ends.filter(({ kind }) => kind === 'inserted')).toHaveLength(1);
    const known = ends.flatMap((end) => ('checkout' in end ? end.checkout : []));
    expect(known).toHaveLength(4);
    const winner = known[ends.findIndex(({ kind }) => kind === 'inserted')];
    expect(new Set(known.map(({ id }) => id)).size).toBe(1);
    expect(await checkouts.find({ partnerReferenceNo: 'once' })).toEqual(winner);
    expect(await checkouts.find({ id: 'nobody' })).toBeNull();
  });

  test('are leased to one caller at a time, until the lease has run out', async () => {
    const { checkouts } = open();
    await checkouts.insert(aCheckout({ id: 'leased', partnerReferenceNo: 'leased' }));
    const takers = await Promise.all(['x', 'y', 'z'].map((id) => checkouts.lease('leased', lease(id, 0, 1))));
    expect(takers.filter((taken) => taken !== null)).toHaveLength(1);
    expect(await checkouts.lease('leased', lease('later', 1, 2))).toMatchObject({ id: 'leased' });
    expect(await checkouts.lease('nobody', lease('x', 0, 1))).toBeNull();
  });

  describe('share their numbers with orders', () => {
    const anAttempt = (partnerReferenceNo: string, checkoutId: string | null) => {
      const { order, event } = openNewOrder({ id: randomUUID(), partnerReferenceNo, checkoutId });
      return { order, event, request: '{}', leasedUntil: minute(1) };
    };

    test('the later insert finds the number taken', async () => {
      const { checkouts, orders } = open();
      await checkouts.insert(aCheckout({ id: 'first', partnerReferenceNo: 'of-checkout' }));
      expect(await orders.insert(anAttempt('of-checkout', null))).toEqual({ kind: 'referenceTaken' });
      expect(await orders.insert(anAttempt('of-checkout', 'another'))).toEqual({ kind: 'referenceTaken' });
      expect(await orders.find({ partnerReferenceNo: 'of-checkout' })).toBeNull();

      await orders.insert(anAttempt('of-order', null));
      const late = aCheckout({ id: 'late', partnerReferenceNo: 'of-order' });
      expect(await checkouts.insert(late)).toEqual({ kind: 'referenceTaken' });
      expect(await checkouts.find({ id: 'late' })).toBeNull();
    });

    test('but with their own attempts', async () => {
      const { checkouts, orders } = open();
      await checkouts.insert(aCheckout({ id: 'mine', partnerReferenceNo: 'mine' }));
      expect(await orders.insert(anAttempt('mine', 'mine'))).toMatchObject({
        kind: 'inserted',
        order: { checkoutId: 'mine' },
      });
      expect(await orders.insert(anAttempt('mine', 'mine'))).toMatchObject({ kind: 'existing' });
      expect(await orders.insert(anAttempt('mine-2', 'mine'))).toMatchObject({ kind: 'inserted' });
      const other = aCheckout({ id: 'other', partnerReferenceNo: 'mine-2' });
      expect(await checkouts.insert(other)).toEqual({ kind: 'referenceTaken' });
    });

    test('of many concurrent inserts with one number, one order or one checkout gets it', async () => {
      const { checkouts, orders } = open();
      for (let round = 0; round < racesCount; round++) {
        const reference = `race-${round}`;
        const ends = await Promise.all([
          orders.insert(anAttempt(reference, null)),
          checkouts.insert(aCheckout({ id: randomUUID(), partnerReferenceNo: reference })),
          orders.insert(anAttempt(reference, null)),
          checkouts.insert(aCheckout({ id: randomUUID(), partnerReferenceNo: reference })),
        ]);
        expect(ends.filter(({ kind }) => kind === 'inserted')).toHaveLength(1);
        const order = await orders.find({ partnerReferenceNo: reference });
        const checkout = await checkouts.find({ partnerReferenceNo: reference });
        expect([order, checkout].filter((found) => found !== null)).toHaveLength(1);
      }
    });
  });

  test('wake a caller that waits for the lease, and only when the lease is free', async () => {
    const { feed: watchers, orders, ...stores } = open();
    const { checkouts } = announceChanges({ ...stores, store: orders }, watchers);
    await checkouts.insert(aCheckout({ id: 'awaited', partnerReferenceNo: 'awaited' }));
    await checkouts.lease('awaited', lease('holder', 0, 1));
    const watch = watchers.watch('awaited');
    await checkouts.release('awaited', 'somebody else');
    expect(await checkouts.lease('awaited', lease('other', 0, 1))).toBeNull();
    const woken = watch.next();
    await checkouts.release('awaited', 'holder');
    expect(await woken).toBe(true);
    expect(await checkouts.lease('awaited', lease('other', 0, 1))).not.toBeNull();
    watch.close();
  });
});
