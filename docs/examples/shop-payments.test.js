// A shop's own test: its payments against a gateway and a DANA that are its own. Here with node:test; vitest and jest
// have the same `test`, `beforeAll` and `afterAll`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connectGateway } from '@gapura/server';
import { startGapura } from '@gapura/testing';

/** @type {import('@gapura/testing').Gapura} */
let gapura;
/** @type {import('@gapura/server').Gateway} */
let gateway;
before(async () => {
  gapura = await startGapura();
  gateway = connectGateway(gapura);
});
after(() => gapura?.stop());

/** @param {string} partnerReferenceNo */
async function placed(partnerReferenceNo) {
  const made = await gateway.createOrder({
    partnerReferenceNo,
    amount: '75000',
    title: 'Two tickets',
    payMethod: 'VIRTUAL_ACCOUNT',
    payOption: 'VIRTUAL_ACCOUNT_BRI',
  });
  if (made.__typename !== 'CreateOrderSuccess') throw new Error(made.message);
  return made.order;
}

test('a paid order', async () => {
  const order = await placed('order-1');
  assert.equal(await gapura.pay(order), 'PAID');
});

test('an order that nobody pays', async () => {
  const order = await placed('order-2');
  await gapura.advanceClock(31 * 60_000);
  await gapura.until(order, 'EXPIRED');
});

test('a refunded order', async () => {
  const order = await placed('order-3');
  await gapura.pay(order);
  await gateway.refundOrder({ orderId: order.id, partnerRefundNo: 'refund-3', amount: '75000' });
  await gapura.until(order, 'REFUNDED');
});

test('an order that DANA has and does not confirm', async () => {
  await gapura.failNext('createOrder', 'commit-then-hang');
  const order = await placed('order-4');
  await gapura.until(order, 'PENDING');
});
