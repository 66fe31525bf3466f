import { describe, expect, test, vi } from 'vitest';
import { makeFindOrder } from '../../../src/use-cases/orders/find-order.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { viewOf } from '../../support/order-view.ts';
import { found } from './assembled.ts';
import { createOrder, createPaidOrder, openShop } from './shop.ts';

describe('findOrder', () => {
  test('finds an order by each of its three numbers', async () => {
    const shop = openShop();
    const order = await createOrder(shop);
    const keys = [{ id: order.id }, { partnerReferenceNo: 'ord-1' }, { referenceNo: 'DANA-1' }];
    for (const key of keys) {
      expect(await shop.useCases.findOrder(key, { isFresh: false })).toEqual(viewOf(order));
    }
    expect(await shop.useCases.findOrder({ partnerReferenceNo: 'ord-2' }, { isFresh: true })).toBeNull();
  });

  test('without `fresh` it answers from what is on record', async () => {
    const shop = openShop();
    const { id } = await createOrder(shop);
    shop.dana.query = () => found();
    expect(await shop.useCases.findOrder({ id }, { isFresh: false })).toMatchObject({ status: 'PENDING' });
    expect(shop.calls).toEqual(['create ord-1']);
  });

  test('with `fresh` it queries DANA first, at most once in five seconds', async () => {
    const shop = openShop();
    const { id } = await createOrder(shop);
    const read = () => shop.useCases.findOrder({ id }, { isFresh: true });
    await read();
    await read();
    expect(shop.calls.filter((call) => call === 'query ord-1')).toHaveLength(1);
    shop.pass(5_000);
    shop.dana.query = () => found();
    expect(await read()).toMatchObject({ status: 'PAID' });
  });

  test('a stale unfinished order becomes due for recovery, and its reader does not wait', async () => {
    const shop = openShop();
    const { id } = await createOrder(shop);
    shop.pass(10_000);
    shop.dana.query = () => found();
    expect(await shop.useCases.findOrder({ id }, { isFresh: false })).toMatchObject({ status: 'PENDING' });
    expect(await shop.store.nextDueAt()).toEqual(shop.now());
  });

  test('a payer who polls a pending order makes the gateway write and query DANA once in five seconds', async () => {
    const shop = openShop();
    const { id } = await createOrder(shop);
    shop.pass(10_000);
    const hasten = vi.fn(shop.store.hasten);
    const mayQueryNow = vi.fn(shop.store.mayQueryNow);
    const wakeRecovery = vi.fn();
    const findOrder = makeFindOrder({
      store: { ...shop.store, hasten, mayQueryNow },
      clock: { ...manualClock(), now: shop.now },
      recoverOrder: async ({ order }) => ({ order, isReported: false }),
      wakeRecovery,
    });
    const writes = () => [hasten, mayQueryNow, wakeRecovery].map(({ mock }) => mock.calls.length);
    for (let poll = 0; poll < 5; poll += 1) {
      await findOrder({ id }, { isFresh: false });
      shop.pass(1_000);
    }
    expect(writes()).toEqual([1, 0, 1]);
    await findOrder({ id }, { isFresh: false });
    expect(writes()).toEqual([2, 0, 2]);
  });

  test('an order that its reader may not see is neither queried nor made due', async () => {
    const shop = openShop();
    const { id } = await createOrder(shop);
    const dueAt = await shop.store.nextDueAt();
    shop.pass(10_000);
    for (const isFresh of [true, false]) {
      expect(await shop.useCases.findOrder({ id }, { isFresh, isVisible: () => false })).toBeNull();
    }
    expect(shop.calls).toEqual(['create ord-1']);
    expect(await shop.store.nextDueAt()).toEqual(dueAt);
  });

  test('an order at rest is not made due by reading it', async () => {
    const shop = openShop();
    const { id } = await createPaidOrder(shop);
    shop.pass(60_000);
    await shop.useCases.findOrder({ id }, { isFresh: false });
    expect(await shop.store.nextDueAt()).toBeNull();
  });
});
