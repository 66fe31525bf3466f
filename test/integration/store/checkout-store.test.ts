import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCheckoutStore } from '../../../src/store/checkout-store.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/database.ts';
import { createOrderFeed, type ListeningOrderFeed } from '../../../src/store/order-feed.ts';
import { createOrderWatchers } from '../../../src/store/order-watchers.ts';
import type { CheckoutStore } from '../../../src/use-cases/checkout-ports.ts';
import type { OrderFeed } from '../../../src/use-cases/ports.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { createInMemoryCheckoutStore } from '../../support/in-memory-checkout-store.ts';
import { aCheckout, minute } from '../../support/orders.ts';
import { silentLog } from '../../support/silent-log.ts';

let fresh: FreshDatabase;
let database: Database;
let feed: ListeningOrderFeed;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = connectDatabase({ url: fresh.url, connectionsMax: 10 });
  feed = await createOrderFeed({ url: fresh.url, log: silentLog });
});
afterAll(async () => {
  await feed.close();
  await closeDatabase(database);
  await fresh.drop();
});

const memoryFeed = createOrderWatchers();
const memoryStore = createInMemoryCheckoutStore((id) => memoryFeed.wake(id));

/** The same promises of the port, kept by both. */
describe.each<[string, () => { checkouts: CheckoutStore; watchers: OrderFeed }]>([
  ['Postgres', () => ({ checkouts: createCheckoutStore(database), watchers: feed })],
  ['memory', () => ({ checkouts: memoryStore, watchers: memoryFeed })],
])('checkouts in %s', (_, open) => {
  const lease = (leaseId: string, from: number, until: number) => ({
    leaseId,
    now: minute(from),
    leasedUntil: minute(until),
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
    const winner = ends.find(({ kind }) => kind === 'inserted')?.checkout;
    expect(new Set(ends.map(({ checkout }) => checkout.id)).size).toBe(1);
    expect(await checkouts.find({ partnerReferenceNo: 'once' })).toEqual(winner);
    expect(await checkouts.find({ id: 'nobody' })).toBeNull();
  });

  test('are leased to one at a time, until the lease has run out', async () => {
    const { checkouts } = open();
    await checkouts.insert(aCheckout({ id: 'leased', partnerReferenceNo: 'leased' }));
    const takers = await Promise.all(['x', 'y', 'z'].map((id) => checkouts.lease('leased', lease(id, 0, 1))));
    expect(takers.filter((taken) => taken !== null)).toHaveLength(1);
    expect(await checkouts.lease('leased', lease('later', 1, 2))).toMatchObject({ id: 'leased' });
    expect(await checkouts.lease('nobody', lease('x', 0, 1))).toBeNull();
  });

  test('take a try from nobody but their lease, and each once', async () => {
    const { checkouts } = open();
    await checkouts.insert(aCheckout({ id: 'tried', partnerReferenceNo: 'tried' }));
    await checkouts.lease('tried', lease('slow', 0, 1));
    expect(await checkouts.recordTry('tried', 'slow', 'hash-1')).toBe(true);
    await checkouts.lease('tried', lease('next', 2, 3));
    expect(await checkouts.recordTry('tried', 'slow', 'hash-2')).toBe(false);
    expect(await checkouts.recordTry('tried', 'next', 'hash-1')).toBe(true);
    expect(await checkouts.recordTry('tried', 'next', 'hash-3')).toBe(true);
    expect(await checkouts.find({ id: 'tried' })).toMatchObject({ tryHashes: ['hash-1', 'hash-3'] });
  });

  test('wake whoever waits for their turn, and only when it has come', async () => {
    const { checkouts, watchers } = open();
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
