import { describe, expect, test } from 'vitest';
import { merchantEventId, parseMerchantEventId, refundAfter } from '../../../src/domain/merchant-event.ts';
import { rupiah } from '../../../src/domain/money.ts';
import type { OrderEvent, OrderFact } from '../../../src/domain/order-event.ts';
import { aRefund, declined, minute } from '../../support/orders.ts';

const orderId = '00000000-0000-4000-8000-000000000001';

describe('the public id of an event', () => {
  test('it names the order and its version, and reads back', () => {
    const id = merchantEventId({ orderId, version: 12 });
    expect(id).toBe(`evt_${orderId}_12`);
    expect(parseMerchantEventId(id)).toEqual({ orderId, version: 12 });
  });

  test('the largest version has nine digits', () => {
    expect(parseMerchantEventId(`evt_${orderId}_999999999`)).toEqual({ orderId, version: 999_999_999 });
  });

  test.each([
    '',
    'evt_',
    `evt_${orderId}`,
    `evt_${orderId}_`,
    `evt_${orderId}_0`,
    `evt_${orderId}_01`,
    `evt_${orderId}_1234567890`,
    `evt_${orderId}_1x`,
    `evt_${orderId}_1 `,
    ` evt_${orderId}_1`,
    `xevt_${orderId}_1`,
    `evt_${orderId.slice(1)}_1`,
    `evt_${orderId}0_1`,
    `evt_${orderId.toUpperCase().replace('0', 'G')}_1`,
  ])('%j is no event id', (id) => {
    expect(parseMerchantEventId(id)).toBeNull();
  });
});

describe('a refund as it stood after an event of its order', () => {
  const refund = aRefund({ status: 'SUCCEEDED', refundNo: 'R-1', updatedAt: minute(9) });
  const { id: refundId, amount } = refund;
  const refundOnceHappened = (fact: OrderFact) => refundAfter(refund, eventOf(fact));

  test('after its success it has DANA’s number', () => {
    const fact: OrderFact = { type: 'REFUNDED', refundId, amount, refundNo: 'R-1', from: 'PENDING' };
    expect(refundOnceHappened(fact)).toEqual({ ...refund, updatedAt: minute(7) });
    expect(refundAfter({ ...refund, status: 'FAILED' }, eventOf(fact)).status).toBe('SUCCEEDED');
  });

  test('after it was declined it is FAILED, without a number that came later', () => {
    const fact: OrderFact = { type: 'REFUND_DECLINED', refundId, amount, ...declined };
    expect(refundOnceHappened(fact)).toEqual({
      ...refund,
      status: 'FAILED',
      refundNo: null,
      updatedAt: minute(7),
    });
  });

  test('after its request it is PENDING, without a number that came later', () => {
    const fact: OrderFact = {
      type: 'REFUND_REQUESTED',
      refundId,
      amount: rupiah(100n),
      partnerRefundNo: 'refund-1',
      reason: null,
    };
    expect(refundOnceHappened(fact)).toEqual({
      ...refund,
      status: 'PENDING',
      refundNo: null,
      updatedAt: minute(7),
    });
  });

  function eventOf(fact: OrderFact): OrderEvent {
    return { orderId, version: 3, occurredAt: minute(7), source: 'REFUND_ANSWER', status: 'PAID', fact };
  }
});
