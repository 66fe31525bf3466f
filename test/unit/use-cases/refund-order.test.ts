import { describe, expect, test } from 'vitest';
import { type Rupiah, rupiah } from '../../../src/domain/money.ts';
import { aServerKey } from '../../support/actors.ts';
import { silence } from './assembled.ts';
import { createOrder, createPaidOrder, decline, openShop, type Shop } from './shop.ts';

const refund = (shop: Shop, orderId: string, amount: Rupiah | null = null, partnerRefundNo = 'refund-1') =>
  shop.useCases.refundOrder({ orderId, partnerRefundNo, amount, reason: 'broken' }, aServerKey);

describe('refundOrder', () => {
  test('without an amount gives everything back', async () => {
    const shop = openShop();
    const { id, amount } = await createPaidOrder(shop);
    expect(await refund(shop, id)).toMatchObject({
      kind: 'RefundOrderSuccess',
      refund: { status: 'SUCCEEDED', refundNo: 'REFUND-1', amount, reason: 'broken' },
      order: { status: 'REFUNDED', refunded: amount, refundPending: 0n },
    });
  });

  test('gives a part back, and then no more than what is left', async () => {
    const shop = openShop();
    const { id, amount } = await createPaidOrder(shop);
    const part = rupiah(2_500_000n);
    expect(await refund(shop, id, part)).toMatchObject({
      order: { status: 'PARTIALLY_REFUNDED', refunded: part },
    });
    expect((await refund(shop, id, amount, 'refund-2')).kind).toBe('RefundExceedsBalance');
    expect(await refund(shop, id, null, 'refund-2')).toMatchObject({ order: { status: 'REFUNDED' } });
    expect((await refund(shop, id, null, 'refund-3')).kind).toBe('OrderNotRefundable');
  });

  test('a repeat returns the refund as it is, without calling DANA', async () => {
    const shop = openShop();
    const { id } = await createPaidOrder(shop);
    const first = await refund(shop, id);
    const count = shop.calls.length;
    expect(await refund(shop, id)).toEqual(first);
    expect(shop.calls).toHaveLength(count);
  });

  test('other content under the same number is a conflict', async () => {
    const shop = openShop();
    const { id } = await createPaidOrder(shop);
    await refund(shop, id, rupiah(100n));
    expect(await refund(shop, id, rupiah(200n))).toEqual({ kind: 'PartnerRefundNoConflict' });
  });

  test('parallel refunds never give back more than was paid', async () => {
    const shop = openShop();
    const { id, amount } = await createPaidOrder(shop);
    const most = rupiah((amount * 6n) / 10n);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => refund(shop, id, most, `refund-${index}`)),
    );
    expect(outcomes.filter(({ kind }) => kind === 'RefundOrderSuccess')).toHaveLength(1);
    expect((await shop.order(id)).refunded).toBe(most);
  });

  test('without a clear answer the amount stays reserved', async () => {
    const shop = openShop({ refund: () => silence });
    const { id, amount } = await createPaidOrder(shop);
    expect(await refund(shop, id)).toMatchObject({
      kind: 'RefundOrderPending',
      refund: { status: 'PENDING' },
      order: { status: 'PAID', refundPending: amount },
    });
  });

  test.each([
    ['INSUFFICIENT_MERCHANT_BALANCE', 'InsufficientMerchantBalance'],
    ['INVALID_STATUS', 'OrderNotRefundable'],
    ['TOO_LATE', 'OrderNotRefundable'],
    ['OTHER', 'ProviderDeclined'],
  ] as const)('declined by DANA as %s it answers %s and releases the amount', async (reason, kind) => {
    const shop = openShop({ refund: () => decline(reason) });
    const { id } = await createPaidOrder(shop);
    expect((await refund(shop, id)).kind).toBe(kind);
    expect(await shop.order(id)).toMatchObject({ refundPending: 0n, refunded: 0n, status: 'PAID' });
    expect((await refund(shop, id)).kind).toBe(kind);
  });

  test('an unpaid order cannot be refunded, and an unknown one is not found', async () => {
    const shop = openShop();
    const { id } = await createOrder(shop);
    expect((await refund(shop, id)).kind).toBe('OrderNotRefundable');
    expect(await refund(shop, '00000000-0000-4000-8000-00000000dead')).toEqual({ kind: 'OrderNotFound' });
  });

  test('an input that DANA would not take names its fields', async () => {
    const shop = openShop();
    const { id } = await createPaidOrder(shop);
    const input = { orderId: id, partnerRefundNo: 'a b', amount: null, reason: 'x'.repeat(257) };
    expect(await shop.useCases.refundOrder(input, aServerKey)).toMatchObject({
      kind: 'InvalidInput',
      issues: [{ path: ['partnerRefundNo'] }, { path: ['reason'] }],
    });
  });

  test('while DANA cannot be called nothing is reserved', async () => {
    const shop = openShop();
    const { id } = await createPaidOrder(shop);
    shop.dana.unavailableForMs = 1_000;
    expect(await refund(shop, id)).toMatchObject({
      kind: 'TemporarilyUnavailable',
      reason: 'DANA_UNREACHABLE',
    });
    expect((await shop.order(id)).refundPending).toBe(0n);
  });
});
