import { describe, expect, test } from 'vitest';
import { zeroRupiah } from '../../../src/domain/money.ts';
import { aServerKey } from '../../support/actors.ts';
import { found, silence } from './assembled.ts';
import { createOrder, createPaidOrder, decline, openShop, orderInput, type Shop } from './shop.ts';

const cancelledReport = found({ state: 'CANCELLED', paidAt: null, refunded: null });
const cancel = (shop: Shop, orderId: string) =>
  shop.useCases.cancelOrder({ orderId, reason: 'sold out' }, aServerKey);

describe('cancelOrder', () => {
  test('cancels an unpaid order at DANA, with the reason on record', async () => {
    const shop = openShop({ query: () => cancelledReport });
    const { id } = await createOrder(shop);
    expect(await cancel(shop, id)).toMatchObject({
      kind: 'CancelOrderSuccess',
      order: {
        status: 'CANCELLED',
        voided: zeroRupiah,
        cancellation: { status: 'SUCCEEDED', reason: 'sold out' },
      },
    });
  });

  test('of a paid order gives the payment back', async () => {
    const shop = openShop();
    const { id, amount } = await createPaidOrder(shop);
    shop.dana.query = () => found({ state: 'CANCELLED', voided: amount });
    expect(await cancel(shop, id)).toMatchObject({
      kind: 'CancelOrderSuccess',
      order: { status: 'CANCELLED', voided: amount },
    });
  });

  test('a repeat returns the cancelled order without calling DANA', async () => {
    const shop = openShop({ query: () => cancelledReport });
    const { id } = await createOrder(shop);
    await cancel(shop, id);
    const count = shop.calls.length;
    expect((await cancel(shop, id)).kind).toBe('CancelOrderSuccess');
    expect(shop.calls).toHaveLength(count);
  });

  test('an unknown order is not found', async () => {
    const shop = openShop();
    expect(await cancel(shop, '00000000-0000-4000-8000-00000000dead')).toEqual({ kind: 'OrderNotFound' });
  });

  test('a reason that DANA would not take is refused before anything is recorded', async () => {
    const shop = openShop();
    const { id } = await createOrder(shop);
    const outcome = await shop.useCases.cancelOrder({ orderId: id, reason: 'x'.repeat(257) }, aServerKey);
    expect(outcome).toMatchObject({ kind: 'InvalidInput', issues: [{ path: ['reason'], rule: 'TOO_LONG' }] });
    expect((await shop.order(id)).cancellation).toBeNull();
  });

  test('without a clear answer the wish stays on record as pending', async () => {
    const shop = openShop({ cancel: () => silence });
    const { id } = await createOrder(shop);
    expect(await cancel(shop, id)).toMatchObject({
      kind: 'CancelOrderPending',
      order: { status: 'PENDING', cancellation: { status: 'PENDING' } },
    });
  });

  test('a cancellation and a refund exclude each other', async () => {
    const shop = openShop({ refund: () => silence });
    const { id } = await createPaidOrder(shop);
    const refund = { orderId: id, partnerRefundNo: 'refund-1', amount: null, reason: null };
    expect((await shop.useCases.refundOrder(refund, aServerKey)).kind).toBe('RefundOrderPending');
    expect((await cancel(shop, id)).kind).toBe('OrderNotCancellable');
  });

  test('of an order that DANA has not confirmed waits until DANA has', async () => {
    const shop = openShop({ create: () => silence });
    const creating = shop.useCases.createOrder(orderInput(), aServerKey);
    await shop.settle();
    shop.pass(2_000);
    const created = await creating;
    if (created.kind !== 'CreateOrderSuccess') throw new Error(created.kind);
    expect((await cancel(shop, created.order.id)).kind).toBe('CancelOrderPending');
    expect(shop.calls.filter((call) => call.startsWith('cancel'))).toEqual([]);
  });

  test.each([
    ['INSUFFICIENT_MERCHANT_BALANCE', 'InsufficientMerchantBalance'],
    ['TOO_LATE', 'OrderNotCancellable'],
    ['INVALID_STATUS', 'OrderNotCancellable'],
    ['OTHER', 'ProviderDeclined'],
  ] as const)('declined by DANA as %s it answers %s', async (reason, kind) => {
    const shop = openShop({ cancel: () => decline(reason) });
    const { id } = await createPaidOrder(shop);
    shop.dana.query = () => found();
    expect(await cancel(shop, id)).toMatchObject({ kind, order: { cancellation: { status: 'FAILED' } } });
    expect((await shop.order(id)).status).toBe('PAID');
  });

  test('while DANA cannot be called nothing is recorded', async () => {
    const shop = openShop();
    const { id } = await createOrder(shop);
    shop.dana.unavailableForMs = 1_000;
    expect(await cancel(shop, id)).toMatchObject({
      kind: 'TemporarilyUnavailable',
      reason: 'DANA_UNREACHABLE',
    });
    expect((await shop.order(id)).cancellation).toBeNull();
  });
});
