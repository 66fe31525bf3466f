import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Order } from '../../../src/domain/order.ts';
import { aPayer, aServerKey } from '../../support/actors.ts';
import { said } from '../../support/incidents.ts';
import { type MoneyStage, openMoneyStage, orderAmount } from '../../support/money-stage.ts';

/** Recovery runs on this stage only if a test runs it, as if each process died right after it recorded something. */
let stage: MoneyStage;
/** Called between the decision to open an order and the write of its row. */
let beforeInsert: (reference: string) => Promise<void>;
beforeEach(async () => {
  beforeInsert = async () => {};
  stage = await openMoneyStage({
    ports: (ports) => ({
      ...ports,
      store: {
        ...ports.store,
        async insert(input) {
          await beforeInsert(input.order.partnerReferenceNo);
          return ports.store.insert(input);
        },
      },
    }),
  });
});
afterEach(async () => {
  await stage.settle();
  expect(await stage.judge(true)).toEqual([]);
  await stage.close();
});

const bri = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI', phoneNumber: null };
const bni = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BNI', phoneNumber: null };

const cart = {
  partnerReferenceNo: 'cart',
  amount: orderAmount,
  title: 'Two tickets',
  expiresAt: null,
  returnUrl: null,
  successUrl: null,
  externalStoreId: null,
  subMerchantId: null,
  goods: [],
  metadata: [],
};

async function aCheckout(): Promise<string> {
  const created = await stage.useCases.createCheckout(cart, aServerKey);
  if (created.kind !== 'CreateCheckoutSuccess') throw new Error(created.kind);
  return created.checkout.id;
}

async function pay(checkoutId: string, choice = bri): Promise<Order> {
  const paying = await stage.useCases.payCheckout(checkoutId, choice, aPayer);
  if (paying.kind !== 'PayCheckoutSuccess') throw new Error(paying.kind);
  return paying.order;
}

async function incidents(): Promise<string[]> {
  const { items } = await stage.store.pageIncidents({ kind: 'CONTRADICTED' }, { first: 10 });
  return items.map(({ item }) => said(item));
}

test('money on an abandoned attempt ends the other attempt, although the process that recorded it died', async () => {
  const id = await aCheckout();
  const first = await pay(id);
  const second = await pay(id, bni);
  stage.dana.pay('cart');
  await stage.deliver(stage.dana.notification('cart'));
  expect(await stage.order('cart-2')).toMatchObject({ status: 'PENDING', cancellation: null });

  await stage.recover();
  expect(await incidents()).toContainEqual(expect.stringMatching(`${first.id}.*${second.id}`));
  await stage.recover();
  expect(await stage.order('cart-2')).toMatchObject({
    status: 'CANCELLED',
    cancellation: { status: 'SUCCEEDED' },
  });
  expect(await stage.order('cart')).toMatchObject({ status: 'PAID', voided: 0n });
  expect(await pay(id, bni)).toMatchObject({ id: first.id, status: 'PAID' });
});

test('another change of the paid order does not make recovery forget the other attempts', async () => {
  const id = await aCheckout();
  await pay(id);
  await pay(id, bni);
  stage.dana.pay('cart');
  await stage.deliver(stage.dana.notification('cart'));
  await stage.refund('cart', 'refund-1', orderAmount);
  await stage.settle();
  expect(await stage.order('cart')).toMatchObject({ status: 'REFUNDED' });
  expect(await stage.order('cart-2')).toMatchObject({ status: 'CANCELLED' });
});

test('an attempt that was being opened when the money came is ended too, and the paid one is the answer', async () => {
  const id = await aCheckout();
  const first = await pay(id);
  beforeInsert = async () => {
    stage.dana.pay('cart');
    await stage.deliver(stage.dana.notification('cart'));
    await stage.recover();
  };
  expect(await pay(id, bni)).toMatchObject({ id: first.id, status: 'PAID' });
  await stage.settle();
  const second = await stage.order('cart-2');
  expect(second).toMatchObject({ status: 'CANCELLED', cancellation: { status: 'SUCCEEDED' } });
  expect(await incidents()).toContainEqual(expect.stringMatching(`${first.id}.*${second.id}`));
});

test('two payments of one checkout cause one incident, which names both', async () => {
  const id = await aCheckout();
  const first = await pay(id);
  const second = await pay(id, bni);
  for (const reference of ['cart', 'cart-2']) {
    stage.dana.pay(reference);
    await stage.deliver(stage.dana.notification(reference));
  }
  await stage.settle();
  for (const reference of ['cart', 'cart-2'])
    expect(await stage.order(reference)).toMatchObject({ status: 'PAID' });
  const naming = (await incidents()).filter(
    (detail) => detail.includes(first.id) && detail.includes(second.id),
  );
  expect(naming).toHaveLength(1);
});

test('no other order can have the number of a checkout, before its first attempt or after', async () => {
  const id = await aCheckout();
  expect(await stage.create('cart')).toEqual({ kind: 'PartnerReferenceNoConflict' });
  await pay(id);
  expect(await stage.create('cart')).toEqual({ kind: 'PartnerReferenceNoConflict' });
  await stage.create('ord-1');
  expect(await stage.useCases.createCheckout({ ...cart, partnerReferenceNo: 'ord-1' }, aServerKey)).toEqual({
    kind: 'PartnerReferenceNoConflict',
  });
});

test.each([
  [
    'a choice that is not allowed',
    { payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_OVO', phoneNumber: null },
    0,
    'InvalidInput',
  ],
  ['a choice in the last minute', bni, 29.5 * 60_000, 'CheckoutClosed'],
])('%s leaves the open attempt payable', async (_name, choice, passedMs, answer) => {
  const id = await aCheckout();
  await pay(id);
  stage.clock.advance(passedMs);
  expect(await stage.useCases.payCheckout(id, choice, aPayer)).toMatchObject({ kind: answer });
  expect(await stage.order('cart')).toMatchObject({ status: 'PENDING', cancellation: null });
  stage.dana.pay('cart');
  expect(await pay(id, passedMs === 0 ? bni : choice)).toMatchObject({ status: 'PAID' });
});

test('a sixth choice leaves the fifth attempt payable', async () => {
  const id = await aCheckout();
  for (const choice of [bri, bni, bri, bni, bri]) await pay(id, choice);
  expect(await stage.useCases.payCheckout(id, bni, aPayer)).toEqual({ kind: 'CheckoutClosed' });
  expect(await stage.order('cart-5')).toMatchObject({ status: 'PENDING', cancellation: null });
});
