import { expect, test } from 'vitest';
import { RequestInvalid } from '../../../src/use-cases/ports/payment-provider.ts';
import { StoreUnavailable } from '../../../src/use-cases/ports/store-unavailable.ts';
import { aServerKey } from '../../support/actors.ts';
import { said } from '../../support/incidents.ts';
import { found, silence } from './assembled.ts';
import {
  accepts,
  checkoutInput,
  createOrder,
  createPaidOrder,
  openShop,
  orderInput,
  type Shop,
} from './shop.ts';

const unsendable = new RequestInvalid('reason must be at most 256 characters long', ['reason']);
const refused = { kind: 'InvalidInput', issues: [{ path: ['reason'], rule: 'CANNOT_BE_SENT' }] };
const stuck = async (shop: Shop) =>
  (await shop.store.pageIncidents({ kind: 'STUCK' }, { first: 9 })).items.map(({ item }) => item);

test('an order that DANA would never take is refused, and its number stays free', async () => {
  const shop = openShop({ unsendable });
  expect(await shop.useCases.createOrder(orderInput(), aServerKey)).toEqual(refused);
  shop.dana.unsendable = null;
  expect(await shop.useCases.createOrder(orderInput(), aServerKey)).toMatchObject({
    kind: 'CreateOrderSuccess',
  });
});

test('a cancellation that could never be sent is refused and blocks no refund', async () => {
  const shop = openShop();
  const { id } = await createPaidOrder(shop);
  shop.dana.unsendable = unsendable;
  expect(await shop.useCases.cancelOrder({ orderId: id, reason: 'sold out' }, aServerKey)).toEqual(refused);
  expect((await shop.order(id)).cancellation).toBeNull();
  shop.dana.unsendable = null;
  const refund = { orderId: id, partnerRefundNo: 'refund-1', amount: null, reason: null };
  expect(await shop.useCases.refundOrder(refund, aServerKey)).toMatchObject({ kind: 'RefundOrderSuccess' });
});

test('a refund that could never be sent is refused and reserves nothing', async () => {
  const shop = openShop();
  const { id } = await createPaidOrder(shop);
  shop.dana.unsendable = unsendable;
  const refund = { orderId: id, partnerRefundNo: 'refund-1', amount: null, reason: 'broken' };
  expect(await shop.useCases.refundOrder(refund, aServerKey)).toEqual(refused);
  expect(await shop.store.findRefund({ partnerRefundNo: 'refund-1' })).toBeNull();
  expect((await shop.order(id)).refundPending).toBe(0n);
});

test('a checkout of which no attempt could be sent is refused, and its number stays free', async () => {
  const shop = openShop({ unsendable });
  expect(await shop.useCases.createCheckout(checkoutInput(), aServerKey)).toEqual(refused);
  shop.dana.unsendable = null;
  expect(await shop.useCases.createCheckout(checkoutInput(), aServerKey)).toMatchObject({
    kind: 'CreateCheckoutSuccess',
  });
});

test('an order that cannot be recovered for a reason of ours is an incident at once, and others go on', async () => {
  const shop = openShop({ cancel: () => silence });
  const first = await createOrder(shop);
  const second = await createOrder(shop, { partnerReferenceNo: 'ord-2' });
  await shop.useCases.cancelOrder({ orderId: first.id, reason: null }, aServerKey);
  shop.dana.unsendable = unsendable;
  shop.dana.query = (order) => (order.id === second.id ? found() : found({ state: 'INITIATED' }));
  for (let round = 0; round < 12; round++) await shop.passToNextDue();
  expect(await stuck(shop)).toMatchObject([
    {
      orderId: first.id,
      partnerReferenceNo: 'ord-1',
      detail: { code: 'CANNOT_BE_SENT', faults: unsendable.message },
    },
  ]);
  expect((await shop.order(second.id)).status).toBe('PAID');
});

test('an order that is stuck waits longer and longer, up to an hour, and goes on at once when it can', async () => {
  const shop = openShop({ query: () => Promise.reject(new TypeError('a fault of ours')) });
  const { id } = await createOrder(shop);
  await shop.passToNextDue();
  const waitsMs = [];
  for (let failure = 0; failure < 12; failure++) waitsMs.push(await shop.passToNextDue());
  expect(waitsMs.slice(0, 4)).toEqual([9_000, 18_000, 36_000, 72_000]);
  expect(Math.max(...waitsMs)).toBe(3_600_000);
  expect(await stuck(shop)).toHaveLength(1);
  shop.dana.query = () => found();
  await shop.passToNextDue();
  expect((await shop.order(id)).status).toBe('PAID');
});

test('one failure of ours makes no order wait for long that DANA has not answered for long', async () => {
  const shop = openShop({ create: () => silence, query: () => silence });
  const creating = shop.useCases.createOrder(orderInput(), aServerKey);
  await shop.settle();
  shop.pass(2_000);
  await creating;
  for (let round = 0; round < 20; round++) await shop.passToNextDue();
  shop.dana.create = () => Promise.reject(new TypeError('a fault of ours'));
  await shop.passToNextDue();
  shop.dana.create = accepts;
  expect(await shop.passToNextDue()).toBe(9_000);
});

test('another cause is another incident, and neither quotes what the error said', async () => {
  const shop = openShop({ query: () => Promise.reject(new TypeError('VA 8881001 is not a number')) });
  await createOrder(shop);
  await shop.passToNextDue();
  shop.dana.query = () => Promise.reject(Object.assign(new RangeError('VA 8881001'), { code: '22P02' }));
  await shop.passToNextDue();
  const details = (await stuck(shop)).map(said);
  expect(details.toSorted()).toEqual([
    'Every recovery of this order fails: RangeError 22P02',
    'Every recovery of this order fails: TypeError',
  ]);
});

test('a database that is away for a moment is no reason of ours', async () => {
  const shop = openShop();
  await createOrder(shop);
  shop.dana.query = () => Promise.reject(new StoreUnavailable('gone', { isCertain: true }));
  await shop.passToNextDue();
  expect(await stuck(shop)).toEqual([]);
});
