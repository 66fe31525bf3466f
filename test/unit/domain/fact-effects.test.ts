import { describe, expect, test } from 'vitest';
import { effects } from '../../../src/domain/fact-effects.ts';
import { decide } from '../../../src/domain/lifecycle.ts';
import { rupiah, zeroRupiah } from '../../../src/domain/money.ts';
import type { Order, OrderStatus } from '../../../src/domain/order.ts';
import type { OrderFact } from '../../../src/domain/order-event.ts';
import type { OperationStatus } from '../../../src/domain/refund.ts';
import { aServerKey } from '../../support/actors.ts';
import { anOrder, declined, minute } from '../../support/orders.ts';

const cancellation = (status: OperationStatus) => ({
  status,
  requestedAt: minute(1),
  actor: aServerKey,
  reason: 'late',
});
const pendingCancellation = cancellation('PENDING');
const effectsOf = (order: Order, fact: OrderFact) => effects(order, fact, minute(6), aServerKey);

describe('DANA has the order', () => {
  const qris = { kind: 'QRIS', content: '0002' } as const;
  const accepted: OrderFact = { type: 'ACCEPTED', referenceNo: 'DANA-2', instruction: qris };

  test('its number and instruction are learnt once', () => {
    expect(effectsOf(anOrder(), accepted)).toEqual({ referenceNo: 'DANA-2', instruction: qris });
  });

  test('what is on record stays', () => {
    const order = anOrder({ status: 'PENDING' });
    expect(effectsOf(order, accepted)).toEqual({
      referenceNo: order.referenceNo,
      instruction: order.instruction,
    });
  });
});

describe('DANA has no such order', () => {
  const notFound: OrderFact = { type: 'NOT_FOUND' };

  test('a CONFIRMING order remembers when DANA said so first', () => {
    expect(effectsOf(anOrder(), notFound)).toEqual({ notFoundAt: minute(6) });
    expect(effectsOf(anOrder({ notFoundAt: minute(4) }), notFound)).toEqual({ notFoundAt: minute(4) });
  });

  test('an order that has failed learns nothing', () => {
    expect(effectsOf(anOrder({ status: 'FAILED' }), notFound)).toEqual({});
  });
});

describe('an order that ends settles the cancellation that was waiting', () => {
  test.each([
    [{ type: 'DECLINED', ...declined }, 'SUCCEEDED'],
    [{ type: 'NEVER_CREATED' }, 'SUCCEEDED'],
    [{ type: 'PAYMENT_FAILED' }, 'SUCCEEDED'],
    [{ type: 'EXPIRED' }, 'FAILED'],
    [{ type: 'CANCELLATION_DECLINED', ...declined }, 'FAILED'],
  ] as [OrderFact, OperationStatus][])('$0.type: the cancellation is %s', (fact, status) => {
    const order = anOrder({ status: 'PENDING', cancellation: pendingCancellation });
    expect(effectsOf(order, fact)).toEqual({ cancellation: { ...pendingCancellation, status } });
  });

  test('a settled cancellation keeps its answer, and none stays none', () => {
    const order = anOrder({ cancellation: cancellation('FAILED') });
    expect(effectsOf(order, { type: 'NEVER_CREATED' }).cancellation).toBe(order.cancellation);
    expect(effectsOf(anOrder(), { type: 'NEVER_CREATED' }).cancellation).toBeNull();
  });
});

describe('a payment', () => {
  const paid = {
    type: 'PAID',
    referenceNo: 'DANA-2',
    paidAt: minute(5),
    paidWith: [{ payMethod: 'BALANCE', payOption: null, amount: null }],
  } as const satisfies OrderFact;

  test('the amount is paid, and DANA’s number and what the payer used are recorded', () => {
    const order = anOrder({ payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' });
    expect(effectsOf(order, paid)).toEqual({
      paid: order.amount,
      paidAt: minute(5),
      referenceNo: 'DANA-2',
      paidWith: [{ payMethod: 'BALANCE', payOption: null, amount: null }],
      contradictions: [],
      cancellation: null,
    });
  });

  test('a payment keeps what was ordered beside what was used, and a known number stays', () => {
    const order = anOrder({
      status: 'PENDING',
      payMethod: 'VIRTUAL_ACCOUNT',
      payOption: 'VIRTUAL_ACCOUNT_BRI',
    });
    expect({ ...order, ...effectsOf(order, paid) }).toMatchObject({
      referenceNo: 'DANA-1',
      paidWith: paid.paidWith,
      payMethod: 'VIRTUAL_ACCOUNT',
      payOption: 'VIRTUAL_ACCOUNT_BRI',
    });
  });

  test('a second report of it changes nothing', () => {
    expect(effectsOf(anOrder({ status: 'PAID' }), paid)).toEqual({});
  });

  test.each([
    ['EXPIRED', 'EXPIRED'],
    ['CANCELLED', 'CANCELLED'],
    ['FAILED', 'PAYMENT_FAILED'],
  ] as const)('after %s the end that it overturned is on record, once', (status, overturned) => {
    expect(effectsOf(anOrder({ status }), paid).contradictions).toEqual([overturned]);
    const known = anOrder({ status, contradictions: ['X', overturned] });
    expect(effectsOf(known, paid).contradictions).toBe(known.contradictions);
  });

  test('a cancellation that DANA had confirmed did not hold', () => {
    const cancelled = anOrder({ status: 'CANCELLED', cancellation: cancellation('SUCCEEDED') });
    expect(effectsOf(cancelled, paid).cancellation).toEqual(cancellation('FAILED'));
    expect(effectsOf(anOrder({ status: 'CANCELLED' }), paid).cancellation).toBeNull();
  });

  test('a cancellation that waits goes on waiting', () => {
    const order = anOrder({ status: 'PENDING', cancellation: pendingCancellation });
    expect(effectsOf(order, paid).cancellation).toBe(pendingCancellation);
  });
});

describe('a cancellation', () => {
  const requested: OrderFact = { type: 'CANCELLATION_REQUESTED', reason: 'sold out' };
  const cancelled = { type: 'CANCELLED', voided: zeroRupiah, paidAt: null } as const satisfies OrderFact;

  test('its request is on record with its time, its actor and its reason', () => {
    const expected = {
      cancellation: { status: 'PENDING', requestedAt: minute(6), actor: aServerKey, reason: 'sold out' },
    };
    expect(effectsOf(anOrder({ status: 'PENDING' }), requested)).toEqual(expected);
    expect(effectsOf(anOrder({ cancellation: cancellation('FAILED') }), requested)).toEqual(expected);
  });

  test('a request while one is pending changes nothing', () => {
    expect(effectsOf(anOrder({ cancellation: pendingCancellation }), requested)).toEqual({});
  });

  test('of an unpaid order gives nothing back', () => {
    const order = anOrder({ status: 'PENDING', cancellation: pendingCancellation });
    expect(effectsOf(order, cancelled)).toEqual({ cancellation: cancellation('SUCCEEDED') });
  });

  test('of a paid order gives back what was paid and not refunded', () => {
    const order = anOrder({ status: 'PAID', refunded: rupiah(300n), refundPending: rupiah(200n) });
    expect(effectsOf(order, cancelled)).toEqual({ cancellation: null, voided: order.paid - 500n });
  });

  test('that gave back money of which nothing was known proves the payment', () => {
    const order = anOrder({ status: 'PENDING' });
    expect(effectsOf(order, { ...cancelled, voided: rupiah(700n), paidAt: minute(3) })).toEqual({
      cancellation: null,
      paid: 700n,
      voided: 700n,
      paidAt: minute(3),
    });
    const timed = anOrder({ status: 'PENDING', paidAt: minute(2) });
    expect(effectsOf(timed, { ...cancelled, voided: rupiah(700n), paidAt: minute(3) }).paidAt).toEqual(
      minute(2),
    );
  });

  test.each(['EXPIRED', 'FAILED'] as const)('of an order that is %s only settles the request', (status) => {
    const order = anOrder({ status, cancellation: pendingCancellation });
    expect(effectsOf(order, { ...cancelled, voided: rupiah(700n) })).toEqual({
      cancellation: cancellation('SUCCEEDED'),
    });
  });
});

test('what only belongs to the timeline changes no field', () => {
  const order = anOrder({ status: 'PAID' });
  expect(effectsOf(order, { type: 'CREATED' })).toEqual({});
  expect(effectsOf(order, { type: 'CONTRADICTED', contradiction: 'EXPIRED', detail: '' })).toEqual({});
});

describe('DANA contradicts what it had said', () => {
  const isReversal = (order: Order, fact: OrderFact) => {
    const decision = decide(order, fact, 'QUERY', minute(6));
    return decision.kind === 'changed' && decision.isReversal;
  };
  const paid: OrderFact = {
    type: 'PAID',
    referenceNo: null,
    paidAt: minute(5),
    paidWith: [],
  };

  test.each([
    ['PENDING', false],
    ['CONFIRMING', false],
    ['EXPIRED', true],
    ['CANCELLED', true],
    ['FAILED', true],
  ] as [OrderStatus, boolean][])('by a payment of an order that is %s: %s', (status, expected) => {
    expect(isReversal(anOrder({ status }), paid)).toBe(expected);
  });

  test('by another fact about an order that has ended: never', () => {
    const order = anOrder({ status: 'EXPIRED', cancellation: pendingCancellation });
    expect(isReversal(order, { type: 'CANCELLED', voided: zeroRupiah, paidAt: null })).toBe(false);
  });

  test('by a cancellation only after it had declined one', () => {
    const cancelled: OrderFact = { type: 'CANCELLED', voided: zeroRupiah, paidAt: null };
    expect(isReversal(anOrder({ status: 'PENDING', cancellation: cancellation('FAILED') }), cancelled)).toBe(
      true,
    );
    expect(isReversal(anOrder({ status: 'PENDING', cancellation: pendingCancellation }), cancelled)).toBe(
      false,
    );
    const accepted: OrderFact = { type: 'ACCEPTED', referenceNo: 'DANA-1', instruction: null };
    expect(isReversal(anOrder({ cancellation: cancellation('FAILED') }), accepted)).toBe(false);
  });
});
