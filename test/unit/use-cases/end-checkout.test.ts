import { describe, expect, test } from 'vitest';
import { aPayer, approver, aServerKey } from '../../support/actors.ts';
import { learn, paid } from '../../support/order-store-contract/steps.ts';
import { found, silence } from './assembled.ts';
import { checkoutInput, openShop } from './shop.ts';

const bri = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI', phoneNumber: null };
const reason = 'Sold out';

async function openSale(
  dana: Parameters<typeof openShop>[0] = {},
  alterStore?: Parameters<typeof openShop>[1],
) {
  const shop = openShop(dana, alterStore);
  const outcome = await shop.useCases.createCheckout(checkoutInput(), aServerKey);
  if (outcome.kind !== 'CreateCheckoutSuccess') throw new Error(outcome.kind);
  const { id: checkoutId } = outcome.checkout;
  return {
    shop,
    checkoutId,
    pay: () => shop.useCases.payCheckout(checkoutId, bri, aPayer),
    end: (why = reason) => shop.useCases.endCheckout({ checkoutId, reason: why }, approver),
  };
}

describe('endCheckout', () => {
  test('ends a checkout without attempts: it can no longer be paid, and the first end stays', async () => {
    const { shop, checkoutId, pay, end } = await openSale();
    const ended = { endedBy: approver, endReason: reason };
    expect(await end()).toMatchObject({ kind: 'EndCheckoutSuccess', checkout: ended });
    expect(await end('another reason')).toMatchObject({ kind: 'EndCheckoutSuccess', checkout: ended });
    expect(await shop.useCases.findCheckout(checkoutId)).toMatchObject(ended);
    expect(await pay()).toEqual({ kind: 'CheckoutClosed' });
    expect(shop.calls).toEqual([]);
  });

  test('queries DANA about an open attempt and then cancels it', async () => {
    const { shop, pay, end } = await openSale();
    await pay();
    shop.dana.cancel = () => ({ kind: 'accepted' });
    expect((await end()).kind).toBe('EndCheckoutSuccess');
    expect(shop.calls.slice(0, 3)).toEqual(['create cart-1', 'query cart-1', 'cancel cart-1']);
    expect(await pay()).toEqual({ kind: 'CheckoutClosed' });
  });

  test('is pending while DANA does not answer, and opens no attempt', async () => {
    const { shop, pay, end } = await openSale({ cancel: () => silence });
    await pay();
    expect((await end()).kind).toBe('EndCheckoutPending');
    expect(await pay()).toEqual({ kind: 'CheckoutClosed' });
    expect(shop.calls.filter((call) => call.startsWith('create'))).toEqual(['create cart-1']);
  });

  test('gives nothing back: a payment that DANA reports is the answer', async () => {
    const { shop, pay, end } = await openSale();
    await pay();
    shop.dana.query = () => found();
    expect(await end()).toMatchObject({ kind: 'CheckoutPaid', order: { status: 'PAID' } });
    expect(await end()).toMatchObject({ kind: 'CheckoutPaid' });
    expect(shop.calls).not.toContain('cancel cart-1');
  });

  test.each([
    ['the end', 'CheckoutPaid'],
    ['another choice of the payer', 'PayCheckoutSuccess'],
  ])('gives nothing back that is paid between the query and the cancellation by %s', async (by, kind) => {
    let pays = async () => {};
    const { shop, checkoutId, pay, end } = await openSale({}, (store) => ({
      ...store,
      // The last statement before the one that records a cancellation.
      async ceilingsOf(by) {
        await pays();
        return store.ceilingsOf(by);
      },
    }));
    const first = await pay();
    if (first.kind !== 'PayCheckoutSuccess') throw new Error(first.kind);
    pays = async () => void (await shop.store.change(first.order.id, learn(paid)));
    const isPaid = { id: first.order.id, status: 'PAID', cancellation: null };
    const bni = { ...bri, payOption: 'VIRTUAL_ACCOUNT_BNI' };
    expect(
      await (by === 'the end' ? end() : shop.useCases.payCheckout(checkoutId, bni, aPayer)),
    ).toMatchObject({
      kind,
      order: isPaid,
    });
    expect(shop.calls).toEqual(['create cart-1', 'query cart-1']);
  });

  test('needs a reason, and a checkout that exists', async () => {
    const { shop, end } = await openSale();
    expect(await end(' ')).toMatchObject({ kind: 'InvalidInput', issues: [{ path: ['reason'] }] });
    const unknown = { checkoutId: '00000000-0000-4000-8000-00000000dead', reason };
    expect(await shop.useCases.endCheckout(unknown, approver)).toEqual({ kind: 'CheckoutNotFound' });
  });
});
