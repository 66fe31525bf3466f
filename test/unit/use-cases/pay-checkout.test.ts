import { describe, expect, test } from 'vitest';
import type { Checkout } from '../../../src/domain/checkout.ts';
import { aPayer, aServerKey } from '../../support/actors.ts';
import { found, silence } from './assembled.ts';
import { checkoutInput, decline, openShop, type Shop } from './shop.ts';

const bri = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI', phoneNumber: null };
const bni = { ...bri, payOption: 'VIRTUAL_ACCOUNT_BNI' };
const cancelledReport = found({ state: 'CANCELLED', paidAt: null, refunded: null });

async function openCheckout(shop: Shop): Promise<Checkout> {
  const outcome = await shop.useCases.createCheckout(checkoutInput(), aServerKey);
  if (outcome.kind !== 'CreateCheckoutSuccess') throw new Error(outcome.kind);
  return outcome.checkout;
}

async function payIn(shop: Shop, { id }: Checkout, choice: typeof bri): Promise<{ orderId: string }> {
  const outcome = await shop.useCases.payCheckout(id, choice, aPayer);
  if (outcome.kind !== 'PayCheckoutSuccess') throw new Error(outcome.kind);
  return { orderId: outcome.order.id };
}

describe('payCheckout', () => {
  test('opens the first attempt under the checkout’s own reference', async () => {
    const shop = openShop();
    const checkout = await openCheckout(shop);
    expect(await shop.useCases.payCheckout(checkout.id, bri, aPayer)).toMatchObject({
      kind: 'PayCheckoutSuccess',
      order: { partnerReferenceNo: 'cart-1', checkoutId: checkout.id, status: 'PENDING' },
    });
  });

  test('the same choice again returns the attempt that is open', async () => {
    const shop = openShop();
    const { id } = await openCheckout(shop);
    const first = await shop.useCases.payCheckout(id, bri, aPayer);
    expect(await shop.useCases.payCheckout(id, bri, aPayer)).toEqual(first);
    expect(shop.calls).toEqual(['create cart-1']);
  });

  test('another choice cancels the open attempt at DANA before the next is opened', async () => {
    const shop = openShop();
    const { id } = await openCheckout(shop);
    await shop.useCases.payCheckout(id, bri, aPayer);
    shop.dana.cancel = () => {
      shop.dana.query = () => cancelledReport;
      return { kind: 'accepted' };
    };
    expect(await shop.useCases.payCheckout(id, bni, aPayer)).toMatchObject({
      kind: 'PayCheckoutSuccess',
      order: { partnerReferenceNo: 'cart-1-2', status: 'PENDING' },
    });
    expect(shop.calls.indexOf('cancel cart-1')).toBeLessThan(shop.calls.indexOf('create cart-1-2'));
  });

  test('an earlier attempt that turns out paid is the answer', async () => {
    const shop = openShop();
    const { id } = await openCheckout(shop);
    await shop.useCases.payCheckout(id, bri, aPayer);
    shop.dana.query = () => found();
    expect(await shop.useCases.payCheckout(id, bni, aPayer)).toMatchObject({
      kind: 'PayCheckoutSuccess',
      order: { partnerReferenceNo: 'cart-1', status: 'PAID' },
    });
    expect(shop.calls).not.toContain('create cart-1-2');
  });

  test('while it is not known that the open attempt has ended, no second one is opened', async () => {
    const shop = openShop({ cancel: () => silence });
    const { id } = await openCheckout(shop);
    await shop.useCases.payCheckout(id, bri, aPayer);
    expect(await shop.useCases.payCheckout(id, bni, aPayer)).toMatchObject({
      kind: 'TemporarilyUnavailable',
      reason: 'PREVIOUS_ATTEMPT_OPEN',
    });
    expect(shop.calls).not.toContain('create cart-1-2');
  });

  test('while another call pays the same checkout, the answer is to come back later', async () => {
    const shop = openShop();
    const { id } = await openCheckout(shop);
    let declineFirst = () => {};
    shop.dana.create = () =>
      new Promise((resolve) => {
        declineFirst = () => resolve(decline('OTHER', '4035405'));
      });
    const first = shop.useCases.payCheckout(id, bri, aPayer);
    await shop.settle();
    const second = shop.useCases.payCheckout(id, bni, aPayer);
    await shop.settle();
    shop.pass(10_000);
    expect(await second).toEqual({
      kind: 'TemporarilyUnavailable',
      reason: 'CHECKOUT_BUSY',
      retryAfterMs: 3_000,
    });
    declineFirst();
    expect((await first).kind).toBe('ProviderDeclined');
  });

  test('a choice that cannot be paid costs the payer nothing: the open attempt stays', async () => {
    const shop = openShop();
    const { id } = await openCheckout(shop);
    await shop.useCases.payCheckout(id, bri, aPayer);
    const choice = { payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_OVO', phoneNumber: null };
    expect((await shop.useCases.payCheckout(id, choice, aPayer)).kind).toBe('InvalidInput');
    expect(shop.calls).toEqual(['create cart-1']);
  });

  test('a declined attempt leaves the checkout open for the next', async () => {
    const shop = openShop({ create: () => decline('OTHER', '4035405') });
    const { id } = await openCheckout(shop);
    expect((await shop.useCases.payCheckout(id, bri, aPayer)).kind).toBe('ProviderDeclined');
    shop.dana.create = openShop().dana.create;
    expect(await shop.useCases.payCheckout(id, bni, aPayer)).toMatchObject({
      kind: 'PayCheckoutSuccess',
      order: { partnerReferenceNo: 'cart-1-2' },
    });
  });

  test('after five attempts the checkout is closed', async () => {
    const shop = openShop({ create: () => decline('OTHER', '4035405') });
    const { id } = await openCheckout(shop);
    for (let attempt = 0; attempt < 5; attempt++) await shop.useCases.payCheckout(id, bri, aPayer);
    expect(await shop.useCases.payCheckout(id, bri, aPayer)).toEqual({ kind: 'CheckoutClosed' });
    expect(shop.calls).toHaveLength(5);
  });

  test('in the last minute before it expires the checkout is closed', async () => {
    const shop = openShop();
    const { id } = await openCheckout(shop);
    shop.pass(29 * 60_000 + 1);
    expect(await shop.useCases.payCheckout(id, bri, aPayer)).toEqual({ kind: 'CheckoutClosed' });
  });

  test('a payment that the merchant gave back by a cancellation closes the checkout', async () => {
    const shop = openShop();
    const checkout = await openCheckout(shop);
    const { orderId } = await payIn(shop, checkout, bri);
    shop.dana.query = () => found();
    await shop.useCases.findOrder({ id: orderId }, { isFresh: true });
    shop.dana.cancel = () => {
      shop.dana.query = () => cancelledReport;
      return { kind: 'accepted' };
    };
    await shop.useCases.cancelOrder({ orderId, reason: 'Sold out' }, aServerKey);
    expect(await shop.order(orderId)).toMatchObject({ status: 'CANCELLED', voided: checkout.amount });
    expect(await shop.useCases.payCheckout(checkout.id, bni, aPayer)).toEqual({ kind: 'CheckoutClosed' });
    expect(await shop.useCases.isCheckoutClosed(checkout)).toBe(true);
  });

  test('a checkout that does not exist is closed', async () => {
    const shop = openShop();
    expect(await shop.useCases.payCheckout('00000000-0000-4000-8000-00000000dead', bri, aPayer)).toEqual({
      kind: 'CheckoutClosed',
    });
  });
});

describe('a checkout says whether it is closed', () => {
  test('it is open before the first attempt, beside an open one, and after one that failed', async () => {
    const shop = openShop();
    const checkout = await openCheckout(shop);
    expect(await shop.useCases.isCheckoutClosed(checkout)).toBe(false);
    await payIn(shop, checkout, bri);
    expect(await shop.useCases.isCheckoutClosed(checkout)).toBe(false);
    shop.dana.query = () => found({ state: 'CLOSED', paidAt: null, refunded: null });
    await shop.useCases.findOrder({ partnerReferenceNo: 'cart-1' }, { isFresh: true });
    expect(await shop.store.find({ partnerReferenceNo: 'cart-1' })).toMatchObject({ status: 'EXPIRED' });
    expect(await shop.useCases.isCheckoutClosed(checkout)).toBe(false);
  });

  test('it stays open after an attempt that was replaced by another choice', async () => {
    const shop = openShop();
    const checkout = await openCheckout(shop);
    await payIn(shop, checkout, bri);
    shop.dana.cancel = () => {
      shop.dana.query = () => cancelledReport;
      return { kind: 'accepted' };
    };
    await payIn(shop, checkout, bni);
    expect(await shop.store.find({ partnerReferenceNo: 'cart-1' })).toMatchObject({ status: 'CANCELLED' });
    expect(await shop.useCases.isCheckoutClosed(checkout)).toBe(false);
  });

  test('it is closed once it is paid', async () => {
    const shop = openShop();
    const checkout = await openCheckout(shop);
    const { orderId } = await payIn(shop, checkout, bri);
    shop.dana.query = () => found();
    await shop.useCases.findOrder({ id: orderId }, { isFresh: true });
    expect(await shop.useCases.isCheckoutClosed(checkout)).toBe(true);
  });

  test('it is closed with the fifth attempt, although that one can still be paid', async () => {
    const shop = openShop({ create: () => decline('OTHER', '4035405') });
    const checkout = await openCheckout(shop);
    for (let attempt = 1; attempt < 5; attempt++) await shop.useCases.payCheckout(checkout.id, bri, aPayer);
    expect(await shop.useCases.isCheckoutClosed(checkout)).toBe(false);
    shop.dana.create = openShop().dana.create;
    await payIn(shop, checkout, bri);
    expect(await shop.useCases.isCheckoutClosed(checkout)).toBe(true);
  });

  test('it is closed in its last minute, and when the merchant ended it', async () => {
    const shop = openShop();
    const { id } = await openCheckout(shop);
    await shop.useCases.endCheckout({ checkoutId: id, reason: 'Sold out' }, aServerKey);
    const ended = await shop.useCases.findCheckout(id);
    expect(ended && (await shop.useCases.isCheckoutClosed(ended))).toBe(true);
    const late = openShop();
    const checkout = await openCheckout(late);
    late.pass(29 * 60_000 + 1);
    expect(await late.useCases.isCheckoutClosed(checkout)).toBe(true);
  });
});
