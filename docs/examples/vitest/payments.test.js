// Every test has an order of its own, and nobody moves the clock: it is the clock of all.
import { connectGateway } from '@gapura/server';
import { attachGapura } from '@gapura/testing';
import { expect, inject, test } from 'vitest';

const gapura = attachGapura(inject('gapura'));
const gateway = connectGateway(gapura);

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
  const order = await placed('payments-1');
  expect(await gapura.pay(order)).toBe('PAID');
});

test('an order that nobody pays', async () => {
  const order = await placed('payments-2');
  expect(await gapura.expire(order)).toBe('EXPIRED');
});

test('a refunded order', async () => {
  const order = await placed('payments-3');
  await gapura.pay(order);
  await gateway.refundOrder({ orderId: order.id, partnerRefundNo: 'refund-3', amount: '75000' });
  await gapura.until(order, 'REFUNDED');
});
