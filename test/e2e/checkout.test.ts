import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CheckoutDocument,
  CreateCheckoutDocument,
  IncidentsDocument,
  OrderStatusDocument,
  PayCheckoutDocument,
} from '../../src/client/core/generated/graphql.ts';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { eventually } from '../support/eventually.ts';
import { createTestClient, type TestClient } from '../support/graphql-client.ts';

let world: ConfiguredWorld;
let server: TestClient;
const payers: TestClient[] = [];

const bri = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' };
const qris = { payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_QRIS' };

beforeAll(async () => {
  world = await startConfiguredWorld({ poolTimeoutSeconds: 30, gatewayCount: 2 });
  server = createTestClient(world.gateway.url, world.serverKey);
});

afterAll(async () => {
  await Promise.all([...payers, server].map((client) => client?.close()));
  await world?.dispose();
});

async function checkout(partnerReferenceNo: string, more: object = {}) {
  const input = { partnerReferenceNo, amount: '75000', title: 'Two tickets', ...more };
  const { createCheckout } = await server.request(CreateCheckoutDocument, { input, language: 'EN' });
  return createCheckout;
}

/** A payer's browser: it holds a checkout token and nothing else. */
async function payerOf(partnerReferenceNo: string, gateway = world.gateway) {
  const created = await checkout(partnerReferenceNo);
  if (created.__typename !== 'CreateCheckoutSuccess') throw new Error(created.__typename);
  const client = createTestClient(gateway.url, created.checkoutToken);
  payers.push(client);
  return {
    client,
    pay: async (input: object) =>
      (await client.request(PayCheckoutDocument, { input, language: 'EN' })).payCheckout,
    look: async () => (await client.request(CheckoutDocument, { language: 'EN' })).checkout,
  };
}

describe('a checkout', () => {
  test('is created once, under a token that stays the same', async () => {
    const first = await checkout('cart-1');
    expect(first).toMatchObject({
      __typename: 'CreateCheckoutSuccess',
      checkoutToken: expect.stringMatching(/^gco_/),
    });
    expect(await checkout('cart-1')).toEqual(first);
    expect(await checkout('cart-1', { title: 'Three tickets' })).toMatchObject({
      __typename: 'PartnerReferenceNoConflict',
    });
  });

  test('leaves room for the numbers of its attempts', async () => {
    expect(await checkout('c'.repeat(23))).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['partnerReferenceNo'], rule: 'TOO_LONG' }],
    });
  });

  test('is read, paid and watched by its payer', async () => {
    const payer = await payerOf('cart-2');
    expect(await payer.look()).toMatchObject({
      amount: { value: '75000.00' },
      paymentOptions: { __typename: 'PaymentOptions' },
      order: null,
    });
    const paying = await payer.pay(bri);
    if (paying.__typename !== 'PayCheckoutSuccess') throw new Error(paying.__typename);
    expect(paying.order).toMatchObject({ partnerReferenceNo: 'cart-2', status: 'PENDING' });
    const states = payer.client.watch(OrderStatusDocument, { orderId: paying.order.id });
    expect((await states.next()).value).toMatchObject({ orderStatus: { status: 'PENDING' } });
    await world.desk.pay('cart-2');
    expect((await states.next()).value).toMatchObject({ orderStatus: { status: 'PAID' } });
    expect((await payer.look())?.order).toMatchObject({ status: 'PAID' });
    await states.return(undefined);
  });

  test('the same choice again returns the same attempt; another choice cancels it at DANA first', async () => {
    const payer = await payerOf('cart-3');
    const first = await payer.pay(bri);
    expect(await payer.pay(bri)).toEqual(first);
    const second = await payer.pay(qris);
    expect(second).toMatchObject({ order: { partnerReferenceNo: 'cart-3-2', status: 'PENDING' } });
    expect(await world.desk.order('cart-3')).toMatchObject({ acquirementStatus: 'CANCELLED' });
    expect((await payer.look())?.order).toMatchObject({ partnerReferenceNo: 'cart-3-2' });
  });

  test('an earlier attempt that turns out paid answers another choice', async () => {
    const payer = await payerOf('cart-4');
    await payer.pay(bri);
    await world.desk.pay('cart-4');
    expect(await payer.pay(qris)).toMatchObject({
      __typename: 'PayCheckoutSuccess',
      order: { partnerReferenceNo: 'cart-4', status: 'PAID', voidedAmount: { value: '0.00' } },
    });
  });

  test('is closed after five attempts', async () => {
    const payer = await payerOf('cart-5');
    for (const choice of [bri, qris, bri, qris, bri]) {
      expect(await payer.pay(choice)).toMatchObject({ __typename: 'PayCheckoutSuccess' });
    }
    expect(await payer.pay(qris)).toMatchObject({
      __typename: 'CheckoutClosed',
      code: 'CHECKOUT_CLOSED',
    });
  });

  test('many concurrent choices on two processes leave one attempt that can be paid', async () => {
    const one = await payerOf('cart-6');
    const other = await payerOf('cart-6', world.gateways[1]);
    const answers = await Promise.all([one.pay(bri), other.pay(qris), one.pay(qris), other.pay(bri)]);
    expect(answers.map(({ __typename }) => __typename)).toContain('PayCheckoutSuccess');
    const references = ['cart-6', 'cart-6-2', 'cart-6-3', 'cart-6-4', 'cart-6-5'];
    const orders = await Promise.all(
      references.map((reference) => world.desk.order(reference).catch(() => null)),
    );
    const payable = orders.filter((order) => order?.acquirementStatus === 'INIT');
    expect(payable).toHaveLength(1);
  });

  test('an order of another checkout is NOT_FOUND for the payer', async () => {
    const payer = await payerOf('cart-7');
    const otherPayer = await payerOf('cart-8');
    const paying = await otherPayer.pay(bri);
    if (paying.__typename !== 'PayCheckoutSuccess') throw new Error(paying.__typename);
    const states = payer.client.watch(OrderStatusDocument, { orderId: paying.order.id });
    await expect(states.next()).rejects.toThrow('NOT_FOUND');
  });

  test('money on a cancelled attempt is an incident that names both attempts, and the other attempt is cancelled', async () => {
    const payer = await payerOf('cart-9');
    await payer.pay(bri);
    await payer.pay(qris);
    await world.desk.post('/simulator/orders/cart-9/pay', { late: true });
    await eventually(
      () => server.request(IncidentsDocument, { first: 50 }),
      ({ incidents }) => incidents.nodes.some(({ detail }) => /cart-9 \(.*cart-9-2 \(/.test(detail)),
    );
    await eventually(
      () => world.desk.order('cart-9-2'),
      ({ acquirementStatus }) => acquirementStatus === 'CANCELLED',
    );
    expect((await payer.look())?.order).toMatchObject({ partnerReferenceNo: 'cart-9', status: 'PAID' });
  });
});
