import { describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { aServerKey } from '../../support/actors.ts';
import { checkoutInput, createOrder, openShop } from './shop.ts';

describe('createCheckout', () => {
  test('fixes what is sold for half an hour and says nothing to DANA', async () => {
    const shop = openShop();
    const outcome = await shop.useCases.createCheckout(checkoutInput(), aServerKey);
    const expiresAt = new Date(shop.now().getTime() + 30 * 60_000);
    expect(outcome).toMatchObject({
      kind: 'CreateCheckoutSuccess',
      checkout: { partnerReferenceNo: 'cart-1', title: 'Two tickets', expiresAt },
    });
    expect(shop.calls).toEqual([]);
  });

  test('a repeat returns the same checkout, other content is a conflict', async () => {
    const shop = openShop();
    const first = await shop.useCases.createCheckout(checkoutInput(), aServerKey);
    expect(await shop.useCases.createCheckout(checkoutInput(), aServerKey)).toEqual(first);
    expect(await shop.useCases.createCheckout(checkoutInput({ amount: rupiah(100n) }), aServerKey)).toEqual({
      kind: 'PartnerReferenceNoConflict',
    });
  });

  test('orders and checkouts share one space of references', async () => {
    const shop = openShop();
    await createOrder(shop, { partnerReferenceNo: 'cart-1' });
    expect(await shop.useCases.createCheckout(checkoutInput(), aServerKey)).toEqual({
      kind: 'PartnerReferenceNoConflict',
    });
  });

  test('a reference must leave room for the number of an attempt within QRIS’s 25 characters', async () => {
    const shop = openShop();
    const input = checkoutInput({ partnerReferenceNo: 'x'.repeat(23) });
    expect(await shop.useCases.createCheckout(input, aServerKey)).toMatchObject({
      kind: 'InvalidInput',
      issues: [{ path: ['partnerReferenceNo'], rule: 'TOO_LONG', max: 22 }],
    });
  });

  test('what no attempt could send is refused at once', async () => {
    const shop = openShop();
    expect(await shop.useCases.createCheckout(checkoutInput({ title: ' ' }), aServerKey)).toMatchObject({
      kind: 'InvalidInput',
      issues: [{ path: ['title'] }],
    });
  });
});
