import { describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { aServerKey } from '../../support/actors.ts';
import { silentLog } from '../../support/silent-log.ts';
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

  test('is logged once, with who created it', async () => {
    const lines: [string, Record<string, unknown> | undefined][] = [];
    const log = { ...silentLog, info: (...line: (typeof lines)[number]) => void lines.push(line) };
    const shop = openShop({}, undefined, { log });
    const outcome = await shop.useCases.createCheckout(checkoutInput(), aServerKey);
    await shop.useCases.createCheckout(checkoutInput(), aServerKey);
    const checkoutId = outcome.kind === 'CreateCheckoutSuccess' ? outcome.checkout.id : null;
    expect(lines).toEqual([
      ['checkout.created', { checkoutId, partnerReferenceNo: 'cart-1', actor: aServerKey }],
    ]);
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

  test('a payer who has paid is led to the merchant’s own pages only', async () => {
    const shop = openShop();
    const input = checkoutInput({ successUrl: 'https://evil.example/thanks' });
    expect(await shop.useCases.createCheckout(input, aServerKey)).toMatchObject({
      kind: 'InvalidInput',
      issues: [{ path: ['successUrl'], rule: 'RETURN_URL_NOT_ALLOWED' }],
    });
    const allowed = checkoutInput({ successUrl: 'https://shop.example/thanks' });
    expect(await shop.useCases.createCheckout(allowed, aServerKey)).toMatchObject({
      kind: 'CreateCheckoutSuccess',
      checkout: { successUrl: 'https://shop.example/thanks' },
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
