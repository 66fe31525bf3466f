import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { createWorkLists } from '../../../src/store/people/work-lists.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import type { PendingOperationKind, WorkLists } from '../../../src/use-cases/ports/people/work-lists.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import {
  accepted,
  aRefund,
  insertOrder,
  insertPaidOrder,
  learn,
  requestRefund,
} from '../../support/order-store-contract/steps.ts';
import { minute } from '../../support/orders.ts';

let fresh: FreshDatabase;
let database: Database;
let store: OrderStore;
let work: WorkLists;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = connectDatabase({ url: fresh.url, connectionsMax: 4 });
  store = createOrderStore(database);
  work = createWorkLists(database);
});
afterAll(async () => {
  await closeDatabase(database);
  await fresh.drop();
});
beforeEach(() =>
  database.$client.unsafe(
    'truncate orders, create_requests, partner_references, refunds, settlement_imports cascade',
  ),
);

describe('what is pending', () => {
  const list = async (operation: PendingOperationKind, before: Date | null = null, page = {}) => {
    const { items } = await work.pagePending(operation, before, { first: 10, ...page });
    return items.map(({ item }) => [item.orderId, item.since, item.amount, item.partnerRefundNo]);
  };

  test('is listed by its kind, the longest first, page by page, and what ended is not', async () => {
    const old = await insertOrder(store, { createdAt: minute(1) });
    const young = await insertOrder(store, { createdAt: minute(3) });
    const [sold, other] = [await insertPaidOrder(store), await insertPaidOrder(store)];
    const refund = aRefund(sold.id, { createdAt: minute(8), amount: rupiah(2_000_000n) });
    const done = aRefund(sold.id, { createdAt: minute(7) });
    for (const one of [refund, done]) await store.change(sold.id, requestRefund(one));
    await store.change(
      sold.id,
      learn(
        { type: 'REFUNDED', refundId: done.id, refundNo: null, amount: done.amount, from: 'PENDING' },
        { refund: { refund: { ...done, status: 'SUCCEEDED' } } },
      ),
    );
    await store.change(other.id, learn({ type: 'CANCELLATION_REQUESTED', reason: null }, {}, minute(9)));

    expect(await list('CREATE')).toEqual([
      [old.id, minute(1), old.amount, null],
      [young.id, minute(3), young.amount, null],
    ]);
    expect(await list('CREATE', minute(2))).toHaveLength(1);
    const { items, hasNextPage } = await work.pagePending('CREATE', null, { first: 1 });
    expect(hasNextPage).toBe(true);
    expect(await list('CREATE', null, { after: items[0]?.cursor })).toEqual([
      [young.id, minute(3), young.amount, null],
    ]);
    expect(await list('REFUND')).toEqual([[sold.id, minute(8), refund.amount, refund.partnerRefundNo]]);
    expect(await list('CANCEL')).toEqual([[other.id, minute(9), other.amount, null]]);
    const { unknown, refunds, cancellations, awaitingPayment } = await work.openTotals();
    expect(unknown).toEqual({ count: 2, sum: old.amount + young.amount });
    expect(refunds).toEqual({ count: 1, sum: refund.amount });
    expect([cancellations.count, awaitingPayment.count]).toEqual([1, 0]);
  });
});

describe('the totals of a day', () => {
  test('have what was paid, given back, charged back and settled in it, and nothing of the day before', async () => {
    const sold = await insertPaidOrder(store);
    const voided = await insertPaidOrder(store);
    const unpaid = await insertOrder(store);
    await store.change(unpaid.id, learn(accepted));
    const refund = aRefund(sold.id);
    await store.change(sold.id, requestRefund(refund));
    const { id: refundId, amount } = refund;
    await store.change(
      sold.id,
      learn({ type: 'REFUNDED', refundId, refundNo: null, amount, from: 'PENDING' }, {}, minute(10)),
    );
    await store.change(sold.id, learn({ type: 'CHARGED_BACK', amount: rupiah(500n) }, {}, minute(11)));
    const cancelled = (voidedAmount: bigint) =>
      ({ type: 'CANCELLED', voided: rupiah(voidedAmount), paidAt: null }) as const;
    await store.change(voided.id, learn(cancelled(voided.amount), {}, minute(12)));
    await store.change(unpaid.id, learn(cancelled(0n), {}, minute(12)));

    expect(await work.dayTotals(minute(0), minute(60))).toEqual({
      paid: { count: 2, sum: sold.amount + voided.amount },
      givenBack: { count: 2, sum: amount + voided.amount },
      chargedBack: { count: 1, sum: 500n },
      settled: { count: 0, sum: 0n },
    });
    const nothing = { count: 0, sum: 0n };
    expect(await work.dayTotals(minute(-60), minute(0))).toEqual({
      paid: nothing,
      givenBack: nothing,
      chargedBack: nothing,
      settled: nothing,
    });
  });
});
