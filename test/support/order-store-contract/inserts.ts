import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { type OrderDetail, orderDetails } from '../../../src/use-cases/ports/order-reads.ts';
import { viewOf } from '../order-view.ts';
import { birth, minute, openNewOrder } from '../orders.ts';
import { accepted, claimDue, insertOrder, learn, paid } from './steps.ts';
import type { StoreUnderTest } from './store-under-test.ts';

const goods = {
  merchantGoodsId: 'G-1',
  name: 'Ticket "front row"',
  description: 'Baris \\ depan',
  category: 'events',
  price: rupiah(3_750_000n),
  unit: null,
  quantity: '2',
  merchantShippingId: null,
  snapshotUrl: 'https://shop.example/t',
};

export function describeInserts(subject: () => StoreUnderTest): void {
  describe('an order that is inserted', () => {
    test('is found by its id and its reference exactly as it was given', async () => {
      const { store } = subject();
      const order = await insertOrder(store, {
        title: 'Dua tiket 🎟️ — "VIP"',
        createdAt: new Date('2026-01-15T03:00:00.123Z'),
        amount: rupiah(999_999_999_999_999_900n),
        externalStoreId: 'store-1',
        subMerchantId: 'sub-1',
        payMethod: 'VIRTUAL_ACCOUNT',
        payOption: 'VIRTUAL_ACCOUNT_BRI',
        goods: [goods],
        metadata: [{ key: 'seat', value: "O'Neil {12}" }],
      });
      expect(await store.find({ id: order.id })).toEqual(order);
      expect(await store.find({ partnerReferenceNo: order.partnerReferenceNo })).toEqual(order);
    });

    test('begins its timeline with the event it came with', async () => {
      const { store } = subject();
      const { order, event } = openNewOrder({ id: randomUUID() });
      await store.insert({ order, event, request: '{}', leasedUntil: birth });
      const page = await store.pageTimeline(order.id, { first: 10 });
      expect(page.items.map(({ item }) => item)).toEqual([event]);
    });

    test('keeps the request for DANA byte for byte', async () => {
      const { store } = subject();
      const { order, event } = openNewOrder({ id: randomUUID() });
      const request = '{ "title":"\\u00e9\\/ é 🎟️",\r\n\t"amount": {"value":"75000.00"} }';
      await store.insert({ order, event, request, leasedUntil: birth });
      expect(await store.createRequest(order.id)).toBe(request);
    });

    test('is leased to the process that inserted it, and due when that lease ends', async () => {
      const { store } = subject();
      const { id } = await insertOrder(store, {}, minute(1));
      expect(await store.lease(id, birth, minute(9))).toBeNull();
      expect(await claimDue(store, birth, minute(9), 10)).toEqual([]);
      expect(await store.nextDueAt()).toEqual(minute(1));
      const claimed = await claimDue(store, minute(1), minute(9), 10);
      expect(claimed.map(({ order, attemptCount }) => [order.id, attemptCount])).toEqual([[id, 0]]);
    });

    test('is found by DANA’s number once that is known', async () => {
      const { store } = subject();
      const order = await insertOrder(store);
      expect(await store.find({ referenceNo: 'DANA-1' })).toBeNull();
      await store.change(order.id, learn(accepted));
      expect((await store.find({ referenceNo: 'DANA-1' }))?.id).toBe(order.id);
    });

    test('leaves the first order as it is if its reference is taken', async () => {
      const { store } = subject();
      const first = await insertOrder(store, { title: 'First' });
      const { order, event } = openNewOrder({
        id: randomUUID(),
        partnerReferenceNo: first.partnerReferenceNo,
        title: 'Second',
      });
      const outcome = await store.insert({ order, event, request: 'second', leasedUntil: minute(9) });
      expect(outcome).toEqual({ kind: 'existing', order: first });
      expect(await store.find({ id: order.id })).toBeNull();
      expect(await store.createRequest(first.id)).toBe(`{"order":"${first.id}"}`);
      expect((await store.pageTimeline(order.id, { first: 1 })).items).toEqual([]);
    });

    test('is inserted once, however many competing inserts come at once', async () => {
      const { store } = subject();
      const competitors = Array.from({ length: 20 }, () => openNewOrder({ id: randomUUID() }));
      const outcomes = await Promise.all(
        competitors.map(({ order, event }) =>
          store.insert({ order, event, request: order.id, leasedUntil: birth }),
        ),
      );
      expect(outcomes.filter(({ kind }) => kind === 'inserted')).toHaveLength(1);
      const known = outcomes.flatMap((end) => ('order' in end ? end.order.id : []));
      expect(new Set(known).size).toBe(1);
      expect(outcomes.filter(({ kind }) => kind === 'existing')).toHaveLength(19);
    });
  });

  describe('a key that nothing has', () => {
    test.each(['no-uuid', '', '00000000-0000-4000-8000-000000000000', "x'; --", 'a\0b', '\ud800'])(
      'is found by no method: %j',
      async (key) => {
        const { store } = subject();
        await insertOrder(store);
        expect(await store.find({ id: key })).toBeNull();
        expect(await store.find({ partnerReferenceNo: key })).toBeNull();
        expect(await store.find({ referenceNo: key })).toBeNull();
        expect(await store.findMany([key])).toEqual([]);
        expect(await store.findRefund({ id: key })).toBeNull();
        expect(await store.findRefund({ partnerRefundNo: key })).toBeNull();
        expect(await store.createRequest(key)).toBeNull();
        expect(await store.refundRequest(key)).toBeNull();
        expect(await store.refundsOf(key)).toEqual([]);
        expect(await store.lease(key, birth, minute(1))).toBeNull();
        expect(await store.mayQueryNow(key, birth, 1)).toBe(false);
        expect(await store.change(key, () => null)).toEqual({ kind: 'missing' });
        expect(await store.listEarlyNotifications(key)).toEqual([]);
      },
    );
  });

  test('a view has the details that its reader asks for, and nothing that only the gateway needs', async () => {
    const { store } = subject();
    const metadata = [{ key: 'cart', value: 'c-1' }];
    const { id, partnerReferenceNo } = await insertOrder(store, { goods: [goods], metadata });
    await store.change(id, learn(accepted));
    await store.change(id, learn({ type: 'CANCELLATION_REQUESTED', reason: 'sold out' }));
    await store.change(id, learn(paid));
    const order = await store.find({ id });
    if (order === null) throw new Error('the order is gone');
    const sets: (readonly OrderDetail[])[] = [
      [],
      ...orderDetails.map((detail) => [detail]),
      ['metadata', 'goods'],
      orderDetails,
    ];
    const keys = [{ id }, { partnerReferenceNo }, { referenceNo: order.referenceNo ?? '' }];
    for (const details of sets) {
      const view = viewOf(order, details);
      for (const key of keys) {
        expect(await store.findView(key, details)).toEqual({ order: view, askedAt: null });
      }
      const page = await store.pageOrders({}, {}, details);
      expect(page.items.map(({ item }) => item)).toEqual([view]);
    }
    expect(await store.findView({ id: 'unknown' }, [])).toBeNull();
  });

  test('a read of many orders returns those that exist', async () => {
    const { store } = subject();
    const [one, two] = [await insertOrder(store), await insertOrder(store)];
    const found = await store.findMany([two.id, 'unknown', one.id, one.id]);
    expect(new Set(found.map(({ id }) => id))).toEqual(new Set([one.id, two.id]));
    expect(found).toHaveLength(2);
    expect(await store.findMany([])).toEqual([]);
    const numbers = [two.partnerReferenceNo, 'unknown', one.partnerReferenceNo, one.partnerReferenceNo];
    expect(new Set(await store.findByNumbers(numbers))).toEqual(new Set(found));
    expect(await store.findByNumbers([])).toEqual([]);
  });
}
