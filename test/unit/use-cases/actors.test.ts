import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/domain/actor.ts';
import type { Log } from '../../../src/use-cases/ports/log.ts';
import { aServerKey } from '../../support/actors.ts';
import { silentLog } from '../../support/silent-log.ts';
import { found, silence } from './assembled.ts';
import { checkoutInput, createOrder, createPaidOrder, openShop, orderInput, type Shop } from './shop.ts';

const dana = { kind: 'DANA', id: null, name: null };
const another: Actor = { kind: 'SERVER_KEY', id: 'key-2', name: 'support' };

/** Who caused each event of an order, by type. */
async function actorsOf({ store }: Shop, orderId: string): Promise<Record<string, Actor>> {
  const { items } = await store.pageTimeline(orderId, { first: 100 });
  return Object.fromEntries(items.map(({ item }) => [item.fact.type, item.actor]));
}

/** A shop, and what it logs at info. */
function openLoggedShop(changes: Parameters<typeof openShop>[0] = {}) {
  const lines: [string, Record<string, unknown> | undefined][] = [];
  const log: Log = { ...silentLog, info: (event, fields) => void lines.push([event, fields]) };
  return { shop: openShop(changes, undefined, { log }), lines };
}

describe('an order on record names', () => {
  test('the caller that created it, and DANA for its answer', async () => {
    const shop = openShop();
    const { id } = await createOrder(shop);
    expect(await actorsOf(shop, id)).toEqual({ CREATED: aServerKey, ACCEPTED: dana });
  });

  test('its first creator also after a repeat by another key, which is no conflict', async () => {
    const shop = openShop();
    const { id } = await createOrder(shop);
    const outcome = await shop.useCases.createOrder(orderInput(), another);
    expect(outcome).toMatchObject({ kind: 'CreateOrderSuccess', order: { id } });
    expect((await actorsOf(shop, id)).CREATED).toEqual(aServerKey);
  });

  test('the payer who opened it as an attempt of a checkout', async () => {
    const shop = openShop();
    const created = await shop.useCases.createCheckout(checkoutInput(), aServerKey);
    if (created.kind !== 'CreateCheckoutSuccess') throw new Error(created.kind);
    expect(created.checkout.actor).toEqual(aServerKey);
    const payer: Actor = { kind: 'CHECKOUT_TOKEN', id: created.checkout.id, name: null };
    const choice = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI', phoneNumber: null };
    const outcome = await shop.useCases.payCheckout(created.checkout.id, choice, payer);
    if (outcome.kind !== 'PayCheckoutSuccess') throw new Error(outcome.kind);
    expect((await actorsOf(shop, outcome.order.id)).CREATED).toEqual(payer);
  });
});

describe('a cancellation', () => {
  test('names its first requester, whoever repeats it and however late recovery carries it out', async () => {
    const { shop, lines } = openLoggedShop({ cancel: () => silence });
    const { id } = await createOrder(shop);
    await shop.useCases.cancelOrder({ orderId: id, reason: null }, another);
    shop.dana.cancel = () => ({ kind: 'accepted' });
    shop.dana.query = () => found({ state: 'CANCELLED', paidAt: null, refunded: null });
    await shop.useCases.findOrder({ id }, { isFresh: true });
    const repeat = await shop.useCases.cancelOrder({ orderId: id, reason: null }, aServerKey);
    expect(repeat.kind).toBe('CancelOrderSuccess');
    expect(await shop.order(id)).toMatchObject({ cancellation: { status: 'SUCCEEDED', actor: another } });
    expect(await actorsOf(shop, id)).toMatchObject({ CANCELLATION_REQUESTED: another, CANCELLED: dana });
    expect(lines.filter(([event]) => event === 'order.cancellation_requested')).toEqual([
      ['order.cancellation_requested', { orderId: id, reason: null, actor: another }],
    ]);
  });

  test('with the gateway’s own reason is the merchant’s if a server key requested it', async () => {
    const shop = openShop({ cancel: () => ({ kind: 'accepted' }) });
    const created = await shop.useCases.createCheckout(checkoutInput(), aServerKey);
    if (created.kind !== 'CreateCheckoutSuccess') throw new Error(created.kind);
    const { id } = created.checkout;
    const payer: Actor = { kind: 'CHECKOUT_TOKEN', id, name: null };
    const choice = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI', phoneNumber: null };
    const paying = await shop.useCases.payCheckout(id, choice, payer);
    if (paying.kind !== 'PayCheckoutSuccess') throw new Error(paying.kind);
    shop.dana.query = () => found({ state: 'CANCELLED', paidAt: null, refunded: null });
    const reason = 'Replaced by another attempt of its checkout';
    await shop.useCases.cancelOrder({ orderId: paying.order.id, reason }, aServerKey);
    const other = { ...choice, payOption: 'VIRTUAL_ACCOUNT_BNI' };
    expect(await shop.useCases.payCheckout(id, other, payer)).toEqual({ kind: 'CheckoutClosed' });
  });
});

test('a refund names its requester on the row and in the timeline, and is one log line without a secret', async () => {
  const { shop, lines } = openLoggedShop();
  const { id } = await createPaidOrder(shop);
  const input = { orderId: id, partnerRefundNo: 'refund-1', amount: null, reason: 'broken' };
  const outcome = await shop.useCases.refundOrder(input, another);
  expect(outcome).toMatchObject({ kind: 'RefundOrderSuccess', refund: { actor: another } });
  expect(await shop.useCases.refundOrder(input, aServerKey)).toMatchObject({ refund: { actor: another } });
  expect(await actorsOf(shop, id)).toMatchObject({ REFUND_REQUESTED: another, REFUNDED: dana });
  expect(lines.filter(([event]) => event === 'refund.requested')).toEqual([
    [
      'refund.requested',
      {
        orderId: id,
        refundId: expect.any(String),
        partnerRefundNo: 'refund-1',
        amount: '75000.00',
        reason: 'broken',
        actor: another,
      },
    ],
  ]);
});
