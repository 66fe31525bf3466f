import { describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import type { OrderFact } from '../../../src/domain/order-event.ts';
import type { Refund } from '../../../src/domain/refund.ts';
import { anOrder, minute } from '../orders.ts';
import { aRefund, insertPaidOrder, learn, requestRefund } from './steps.ts';
import type { StoreUnderTest } from './store-under-test.ts';

export function describeRefunds(subject: () => StoreUnderTest): void {
  describe('a refund', () => {
    test('is recorded with its change, and found by its id and its number', async () => {
      const { store } = subject();
      const { id } = await insertPaidOrder(store);
      const refund = aRefund(id, { reason: 'broken "glass"', createdAt: new Date(minute(7).getTime() + 1) });
      await store.change(id, requestRefund(refund));
      expect(await store.findRefund({ id: refund.id })).toEqual(refund);
      expect(await store.findRefund({ partnerRefundNo: refund.partnerRefundNo })).toEqual(refund);
      expect(await store.refundRequest(refund.id)).toBe(`{"refund":"${refund.id}"}`);
      expect((await store.find({ id }))?.refundPending).toBe(refund.amount);
    });

    test('that changes keeps its request', async () => {
      const { store } = subject();
      const { id } = await insertPaidOrder(store);
      const refund = aRefund(id);
      await store.change(id, requestRefund(refund));
      const done: Refund = { ...refund, status: 'SUCCEEDED', refundNo: 'R-1', updatedAt: minute(9) };
      const { id: refundId, amount } = refund;
      const fact: OrderFact = { type: 'REFUNDED', refundId, refundNo: 'R-1', amount, from: 'PENDING' };
      await store.change(id, learn(fact, { refund: { refund: done } }));
      expect(await store.findRefund({ id: refundId })).toEqual(done);
      expect(await store.refundRequest(refundId)).toBe(`{"refund":"${refundId}"}`);
      expect(await store.find({ id })).toMatchObject({ refunded: amount, refundPending: 0n });
    });

    test('that came back says how much and since when, and its order too', async () => {
      const { store } = subject();
      const { id } = await insertPaidOrder(store);
      const refund = aRefund(id);
      await store.change(id, requestRefund(refund));
      const done: Refund = { ...refund, status: 'SUCCEEDED', refundNo: 'R-1', updatedAt: minute(9) };
      const { id: refundId, amount } = refund;
      const fact: OrderFact = { type: 'REFUNDED', refundId, refundNo: 'R-1', amount, from: 'PENDING' };
      await store.change(id, learn(fact, { refund: { refund: done } }));
      const back: Refund = { ...done, returned: amount, returnedAt: minute(10) };
      const returned: OrderFact = { type: 'REFUND_RETURNED', refundId, amount, returned: amount };
      await store.change(id, learn(returned, { refund: { refund: back } }));
      expect(await store.findRefund({ id: refundId })).toEqual(back);
      expect(await store.find({ id })).toMatchObject({ refunded: amount, returned: amount, status: 'PAID' });
    });

    test('is seen by the next decision, the oldest first', async () => {
      const { store } = subject();
      const { id } = await insertPaidOrder(store);
      const other = await insertPaidOrder(store);
      const younger = aRefund(id, { createdAt: minute(8) });
      const older = aRefund(id, { createdAt: minute(7) });
      await store.change(id, requestRefund(younger));
      await store.change(other.id, requestRefund(aRefund(other.id)));
      await store.change(id, requestRefund(older));
      let seen: readonly Refund[] = [];
      await store.change(id, (_order, refunds) => {
        seen = refunds;
        return null;
      });
      expect(seen).toEqual([older, younger]);
      expect(await store.refundsOf(id)).toEqual([older, younger]);
    });

    test('whose number another order has is refused, and nothing of the change is recorded', async () => {
      const { store } = subject();
      const first = await insertPaidOrder(store);
      const second = await insertPaidOrder(store);
      const taken = aRefund(first.id);
      await store.change(first.id, requestRefund(taken));
      const refund = aRefund(second.id, { partnerRefundNo: taken.partnerRefundNo });
      expect(await store.change(second.id, requestRefund(refund))).toEqual({ kind: 'refundNoTaken' });
      expect(await store.find({ id: second.id })).toEqual(second);
      expect(await store.findRefund({ id: refund.id })).toBeNull();
    });

    test('exists once for each number, however many orders request it at once', async () => {
      const { store } = subject();
      const orders = await Promise.all(Array.from({ length: 10 }, () => insertPaidOrder(store)));
      const outcomes = await Promise.all(
        orders.map(({ id }) => store.change(id, requestRefund(aRefund(id, { partnerRefundNo: 'same' })))),
      );
      expect(outcomes.filter(({ kind }) => kind === 'changed')).toHaveLength(1);
      expect(outcomes.filter(({ kind }) => kind === 'refundNoTaken')).toHaveLength(9);
    });

    test('of 60 % is accepted once out of a hundred that come together', async () => {
      const { store } = subject();
      const { id, paid } = await insertPaidOrder(store);
      const amount = rupiah((paid * 60n) / 100n);
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, () => store.change(id, requestRefund(aRefund(id, { amount })))),
      );
      expect(outcomes.filter(({ kind }) => kind === 'changed')).toHaveLength(1);
      expect(await store.find({ id })).toMatchObject({ refundPending: amount, version: 4 });
    });

    test('of half goes through twice', async () => {
      const { store } = subject();
      const { id } = await insertPaidOrder(store);
      const half = rupiah(anOrder().amount / 2n);
      await Promise.all([1, 2, 3].map(() => store.change(id, requestRefund(aRefund(id, { amount: half })))));
      expect(await store.refundsOf(id)).toHaveLength(2);
      expect((await store.find({ id }))?.refundPending).toBe(anOrder().amount);
    });
  });
}
