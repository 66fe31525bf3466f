import { expect, test } from 'vitest';
import { abandonedReason, isAbandonedAttempt } from '../../../src/domain/checkout.ts';
import type { QueryOrderAnswer } from '../../../src/use-cases/ports/payment-provider.ts';
import { aPayer, aServerKey } from '../../support/actors.ts';
import { said } from '../../support/incidents.ts';
import { found, silence } from './assembled.ts';
import { accepts, checkoutInput, openShop, type Shop } from './shop.ts';

const bri = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI', phoneNumber: null };
const bni = { ...bri, payOption: 'VIRTUAL_ACCOUNT_BNI' };
const notFound: QueryOrderAnswer = { kind: 'notFound' };
const open = { kind: 'TemporarilyUnavailable', reason: 'PREVIOUS_ATTEMPT_OPEN' };
const next = { kind: 'PayCheckoutSuccess', order: { partnerReferenceNo: 'cart-1-2', status: 'PENDING' } };

/** BRI is down at DANA: no create is answered, and DANA has no such order. */
async function aShopWithBriDown() {
  const shop = openShop({ create: () => silence, query: () => notFound });
  const outcome = await shop.useCases.createCheckout(checkoutInput(), aServerKey);
  if (outcome.kind !== 'CreateCheckoutSuccess') throw new Error(outcome.kind);
  const { id } = outcome.checkout;
  const paying = shop.useCases.payCheckout(id, bri, aPayer);
  await shop.settle();
  shop.pass(2_000);
  await paying;
  const pay = (choice: typeof bri) => shop.useCases.payCheckout(id, choice, aPayer);
  return { shop, pay, first: () => attempt(shop, 'cart-1') };
}

async function attempt(shop: Shop, partnerReferenceNo: string) {
  const order = await shop.store.find({ partnerReferenceNo });
  if (order === null) throw new Error(`there is no order ${partnerReferenceNo}`);
  return order;
}

/** The payer chooses BNI now and a minute later; BNI works. */
async function abandoned() {
  const world = await aShopWithBriDown();
  await world.pay(bni);
  world.shop.pass(60_000);
  world.shop.dana.create = accepts;
  expect(await world.pay(bni)).toMatchObject(next);
  return world;
}

test('an attempt that DANA twice did not have, a minute apart, is abandoned for the payer’s next choice', async () => {
  const { shop, pay, first } = await aShopWithBriDown();
  expect(await pay(bni)).toMatchObject(open);
  shop.pass(59_999);
  shop.dana.create = accepts;
  expect(await pay(bni)).toMatchObject(open);
  shop.pass(1);
  expect(await pay(bni)).toMatchObject(next);
  expect(await first()).toMatchObject({
    status: 'CONFIRMING',
    cancellation: { status: 'PENDING', reason: abandonedReason },
  });
});

test('without a clear answer at the second time nothing is abandoned', async () => {
  const { shop, pay, first } = await aShopWithBriDown();
  await pay(bni);
  shop.pass(60_000);
  shop.dana.query = () => silence;
  expect(await pay(bni)).toMatchObject(open);
  expect(isAbandonedAttempt(await first())).toBe(false);
});

test('while another process may be sending the create nothing is abandoned', async () => {
  const { shop, pay, first } = await aShopWithBriDown();
  await pay(bni);
  shop.pass(60_000);
  const { id } = await first();
  await shop.store.lease(id, shop.now(), new Date(shop.now().getTime() + 9_000));
  expect(await pay(bni)).toMatchObject(open);
  expect(isAbandonedAttempt(await first())).toBe(false);
});

test('the create of an abandoned attempt is never sent again, and the attempt fails after expiry', async () => {
  const { shop, first } = await abandoned();
  const creates = () => shop.calls.filter((call) => call === 'create cart-1').length;
  const count = creates();
  shop.dana.query = (order) =>
    order.partnerReferenceNo === 'cart-1' ? notFound : found({ state: 'CLOSED', paidAt: null });
  for (let round = 0; round < 90 && (await first()).status === 'CONFIRMING'; round++)
    await shop.passToNextDue();
  expect(creates()).toBe(count);
  expect((await first()).status).toBe('FAILED');
  const { expiresAt } = await first();
  expect(shop.now().getTime() - expiresAt.getTime()).toBeGreaterThanOrEqual(120_000);
});

test('an abandoned attempt that waits for its expiry is no incident; one that DANA never settles after it is', async () => {
  const { shop, first } = await abandoned();
  const longUnknown = async () =>
    (await shop.store.pageIncidents({ kind: 'UNKNOWN_FOR_LONG' }, { first: 9 })).items.filter(
      ({ item }) => item.partnerReferenceNo === 'cart-1',
    );
  const { expiresAt } = await first();
  shop.dana.query = (order) =>
    order.partnerReferenceNo !== 'cart-1'
      ? found({ state: 'CLOSED', paidAt: null })
      : shop.now() < expiresAt
        ? notFound
        : silence;
  while (shop.now() < expiresAt) await shop.passToNextDue();
  expect(await longUnknown()).toEqual([]);
  while (shop.now().getTime() < expiresAt.getTime() + 17 * 60_000) await shop.passToNextDue();
  expect(await longUnknown()).toHaveLength(1);
});

test('an abandoned attempt that DANA has after all is cancelled there, and the checkout stays open', async () => {
  const { shop, pay, first } = await abandoned();
  let isCancelled = false;
  shop.dana.query = (order) =>
    order.partnerReferenceNo === 'cart-1' && isCancelled
      ? found({ state: 'CANCELLED', paidAt: null, refunded: null })
      : found({ state: 'INITIATED', paidAt: null });
  shop.dana.cancel = () => {
    isCancelled = true;
    return { kind: 'accepted' };
  };
  for (let round = 0; round < 20 && !isCancelled; round++) await shop.passToNextDue();
  expect((await first()).status).toBe('CANCELLED');
  // The same choice again is the attempt that is open, not a closed checkout and not a third one.
  expect(await pay(bni)).toMatchObject(next);
});

test('late money on an abandoned attempt is an incident that names both orders, and ends the other one', async () => {
  const { shop, first } = await abandoned();
  const second = await attempt(shop, 'cart-1-2');
  shop.dana.query = (order) =>
    order.partnerReferenceNo === 'cart-1' ? found() : found({ state: 'INITIATED', paidAt: null });
  for (let round = 0; round < 9; round++) await shop.passToNextDue();
  expect((await first()).status).toBe('PAID');
  expect((await shop.order(second.id)).cancellation).not.toBeNull();
  const { items } = await shop.store.pageIncidents({ kind: 'CONTRADICTED' }, { first: 9 });
  const details = items.map(({ item }) => said(item));
  expect(details.some((text) => text.includes(second.id) && text.includes('cart-1 ('))).toBe(true);
});
