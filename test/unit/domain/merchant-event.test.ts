import { describe, expect, test } from 'vitest';
import { danaActor } from '../../../src/domain/actor.ts';
import { eventIdShape, newEventId, refundAfter } from '../../../src/domain/merchant-event.ts';
import { rupiah } from '../../../src/domain/money.ts';
import type { OrderEvent, OrderFact } from '../../../src/domain/order-event.ts';
import { aRefund, declined, minute, recorded } from '../../support/orders.ts';

const uuid = '00000000-0000-4000-8000-000000000001';

describe('the id of an event', () => {
  test('is random, and has its form', () => {
    expect(newEventId(uuid)).toBe(`evt_${uuid}`);
    expect(eventIdShape.test(newEventId(uuid))).toBe(true);
  });

  test.each([
    '',
    'evt_',
    `evt_${uuid}_1`,
    `evt_${uuid} `,
    ` evt_${uuid}`,
    `xevt_${uuid}`,
    `evt_${uuid.slice(1)}`,
    `evt_${uuid}0`,
    `evt_${uuid.replace('0', 'G')}`,
    `evt_${uuid.replaceAll('-', '0')}`,
  ])('%j is none', (text) => {
    expect(eventIdShape.test(text)).toBe(false);
  });

  test('has no full stop, which separates what is signed', () => {
    expect(newEventId(uuid)).not.toContain('.');
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
    return recorded({
      orderId: uuid,
      version: 3,
      occurredAt: minute(7),
      source: 'REFUND_ANSWER',
      status: 'PAID',
      fact,
      actor: danaActor,
    });
  }
});
