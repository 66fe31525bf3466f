import { describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import type { SearchTerms } from '../../../src/use-cases/ports/people/order-search.ts';
import { birth, minute, openNewOrder } from '../orders.ts';
import { aRefund, changed, insertOrder, insertPaidOrder, learn, paid, requestRefund } from './steps.ts';
import type { StoreUnderTest } from './store-under-test.ts';

const none: SearchTerms = { number: null, lastDigits: null, amount: null, phoneDigits: null };
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
      expect(await search({ number: partnerReferenceNo }, past)).toEqual([
        [partnerReferenceNo, 'PARTNER_REFERENCE_NO', 'REFUND_NO'],
      ]);
      expect(await search({ number: 'DANA-1' }, past)).toEqual([[partnerReferenceNo, 'REFERENCE_NO']]);
      expect(await search({ number: 'another' })).toEqual([]);
    });

    test('finds by the last digits of an account number or payment code, and not by others', async () => {
      const { store } = subject();
      const [account, code] = await Promise.all([insertOrder(store), insertOrder(store)]);
      const accepted = { type: 'ACCEPTED', referenceNo: null } as const;
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
      expect(await store.proofOf(order.id)).toEqual({ paid: null, back: null, nextQueryAt: minute(9) });
      const { updatedAt } = changed(await store.change(order.id, learn(paid)));
      expect(await store.proofOf(order.id)).toEqual({
        paid: { source: 'QUERY', at: updatedAt },
        back: null,
        nextQueryAt: null,
      });
      const refunded = changed(
        await store.change(order.id, learn({ type: 'REFUNDED_ELSEWHERE', amount: rupiah(100n) })),
      );
      expect(await store.proofOf(order.id)).toMatchObject({
        paid: { source: 'QUERY', at: updatedAt },
        back: { source: 'QUERY', at: refunded.updatedAt },
      });
    });
  });
}
