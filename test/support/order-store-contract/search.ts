import { describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { type LastQuery, noProof } from '../../../src/domain/verdict.ts';
import type { SearchTerms } from '../../../src/use-cases/ports/people/order-search.ts';
import { birth, minute, openNewOrder } from '../orders.ts';
import {
  aRefund,
  changed,
  insertOrder,
  insertPaidOrder,
  inVain,
  learn,
  paid,
  requestRefund,
} from './steps.ts';
import type { StoreUnderTest } from './store-under-test.ts';

const none: SearchTerms = { numbers: [], lastDigits: null, amount: null, phoneDigits: null };
const accepted = { type: 'ACCEPTED', referenceNo: null, instruction: null } as const;
const window = { from: birth, to: minute(60) };

export function describeSearch(subject: () => StoreUnderTest): void {
  describe('a search', () => {
    const search = async (terms: Partial<SearchTerms>, times = window) => {
      const hits = await subject().store.searchOrders({ ...none, ...terms }, times, 20, []);
      return hits.map(({ order, matchedBy }) => [order.partnerReferenceNo, ...matchedBy]);
    };

    test('finds by whole numbers of the order and its refunds, once, whatever the window says', async () => {
      const { store } = subject();
      const { id, partnerReferenceNo } = await insertPaidOrder(store);
      const refund = aRefund(id, { partnerRefundNo: partnerReferenceNo });
      await store.change(id, requestRefund(refund));
      const past = { from: minute(-60), to: minute(-50) };
      expect(await search({ numbers: ['none', partnerReferenceNo] }, past)).toEqual([
        [partnerReferenceNo, 'PARTNER_REFERENCE_NO', 'REFUND_NO'],
      ]);
      expect(await search({ numbers: ['DANA-1'] }, past)).toEqual([[partnerReferenceNo, 'REFERENCE_NO']]);
      expect(await search({ numbers: ['another'] })).toEqual([]);
    });

    test('finds by the last digits of an account number or payment code, and not by others', async () => {
      const { store } = subject();
      const [account, code] = await Promise.all([insertOrder(store), insertOrder(store)]);
      const number = '8059000123';
      await store.change(
        account.id,
        learn({ ...accepted, instruction: { kind: 'VIRTUAL_ACCOUNT', bank: 'BRI', number } }),
      );
      const outlet = { kind: 'PAYMENT_CODE', outlet: 'ALFAMART', code: '99990123' } as const;
      await store.change(code.id, learn({ ...accepted, instruction: outlet }));
      const all = [account, code].map((one) => [one.partnerReferenceNo, 'PAYMENT_NUMBER']);
      expect((await search({ lastDigits: '0123' })).sort()).toEqual(all.sort());
      expect(await search({ lastDigits: number })).toEqual([[account.partnerReferenceNo, 'PAYMENT_NUMBER']]);
      expect(await search({ lastDigits: '8059' })).toEqual([]);
      expect(await search({ lastDigits: '0123' }, { from: minute(1), to: minute(60) })).toEqual([]);
    });

    test('finds by the amount and the phone’s digits within the window, the newest first', async () => {
      const { store } = subject();
      const amount = rupiah(1_230_000n);
      for (const [reference, createdAt] of [
        ['older', minute(1)],
        ['younger', minute(2)],
      ] as const) {
        const { order, event } = openNewOrder({
          id: reference,
          partnerReferenceNo: reference,
          amount,
          createdAt,
        });
        await store.insert({ order, event, request: '{}', leasedUntil: minute(3), phoneDigits: '4321' });
      }
      expect(await search({ amount, phoneDigits: '4321' })).toEqual([
        ['younger', 'AMOUNT', 'PHONE'],
        ['older', 'AMOUNT', 'PHONE'],
      ]);
      expect(await search({ amount }, { from: birth, to: minute(2) })).toEqual([['older', 'AMOUNT']]);
      expect(await search({ phoneDigits: '4321' }, { from: birth, to: minute(2) })).toEqual([
        ['older', 'PHONE'],
      ]);
      expect(await search({ phoneDigits: '4321' }, { from: minute(2), to: minute(60) })).toEqual([
        ['younger', 'PHONE'],
      ]);
      expect(await store.find({ id: 'older' })).not.toHaveProperty('phoneDigits');
    });

    test('knows how a payment is proven, and when DANA is queried next', async () => {
      const { store } = subject();
      const order = await insertOrder(store, {}, minute(9));
      expect(await store.proofOf(order.id)).toEqual({ ...noProof, nextQueryAt: minute(9) });
      const { updatedAt } = changed(await store.change(order.id, learn(paid)));
      expect(await store.proofOf(order.id)).toEqual({
        ...noProof,
        paid: { source: 'QUERY', at: updatedAt },
      });
      const refunded = changed(
        await store.change(order.id, learn({ type: 'REFUNDED_ELSEWHERE', amount: rupiah(100n) })),
      );
      expect(await store.proofOf(order.id)).toMatchObject({
        paid: { source: 'QUERY', at: updatedAt },
        back: { source: 'QUERY', at: refunded.updatedAt },
      });
    });

    test('knows when DANA last answered about an order and what, and whether it answered the query after that', async () => {
      const { store } = subject();
      const { id } = await insertOrder(store, {}, minute(1));
      const end = async (lastQuery: LastQuery | null) => {
        const leasedUntil = minute(5);
        expect(await store.lease(id, minute(2), leasedUntil)).not.toBeNull();
        await store.release(id, leasedUntil, inVain(minute(9), { lastQuery }));
        const { lastReport, unansweredAt } = await store.proofOf(id);
        return { lastReport, unansweredAt };
      };
      expect(await end({ at: minute(2), state: null })).toEqual({
        lastReport: null,
        unansweredAt: minute(2),
      });
      const lastReport = { at: minute(3), state: 'NOT_FOUND' } as const;
      expect(await end(lastReport)).toEqual({ lastReport, unansweredAt: null });
      expect(await end({ at: minute(4), state: null })).toEqual({ lastReport, unansweredAt: minute(4) });
      expect(await end(null)).toEqual({ lastReport, unansweredAt: minute(4) });
      const { updatedAt } = changed(await store.change(id, learn(accepted)));
      expect((await store.proofOf(id)).lastReport).toEqual({ at: updatedAt, state: 'NOT_PAID' });
    });

    test('knows the number that the payer was given, how an unpaid order ended, and the numbers of its refunds', async () => {
      const { store } = subject();
      const unpaid = await insertOrder(store);
      const instruction = { kind: 'VIRTUAL_ACCOUNT', bank: 'BRI', number: '8059009754' } as const;
      await store.change(unpaid.id, learn({ ...accepted, instruction }));
      const { updatedAt } = changed(await store.change(unpaid.id, learn({ type: 'EXPIRED' })));
      expect(await store.proofOf(unpaid.id)).toMatchObject({
        payTo: { kind: 'VIRTUAL_ACCOUNT', lastDigits: '9754' },
        ended: { source: 'QUERY', at: updatedAt },
        refundNos: [],
      });
      const { id } = await insertPaidOrder(store);
      await store.change(id, requestRefund(aRefund(id, { partnerRefundNo: 'rf-7' })));
      expect((await store.proofOf(id)).refundNos).toEqual([{ partnerRefundNo: 'rf-7', status: 'PENDING' }]);
    });
  });
}
