import { describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import {
  currentInstruction,
  hasPendingOperation,
  isAtRest,
  type OrderStatus,
  orderStatuses,
  refundable,
} from '../../../src/domain/order.ts';
import type { OperationStatus } from '../../../src/domain/refund.ts';
import { aServerKey } from '../../support/actors.ts';
import { anOrder, minute } from '../../support/orders.ts';

const cancellation = (status: OperationStatus) => ({
  status,
  requestedAt: minute(1),
  actor: aServerKey,
  reason: null,
});

describe('what may still be given back', () => {
  test('is the payment less refunds that did not come back, pending and waiting ones, what a cancellation returned and what was charged back', () => {
    const [refunded, refundPending, voided, chargedBack] = [rupiah(30n), rupiah(20n), rupiah(7n), rupiah(3n)];
    const returned = rupiah(0n);
    const order = {
      paid: rupiah(100n),
      refunded,
      returned,
      refundPending,
      reserved: rupiah(4n),
      voided,
      chargedBack,
      chargebackWon: rupiah(0n),
      transferred: rupiah(0n),
    };
    expect(refundable(order)).toBe(36n);
    // DANA could not deliver it: the payer has nothing of it.
    expect(refundable({ ...order, returned: rupiah(10n) })).toBe(46n);
    // A letter says that the bank decided for the merchant; the merchant paid the payer back past DANA.
    expect(refundable({ ...order, chargebackWon: rupiah(2n) })).toBe(38n);
    expect(refundable({ ...order, transferred: rupiah(6n) })).toBe(30n);
  });

  test('is nothing if more went back than was paid', () => {
    const [paid, zero] = [rupiah(100n), rupiah(0n)];
    const pastDana = { chargedBack: zero, chargebackWon: zero, transferred: zero };
    const rest = { returned: zero, refundPending: zero, reserved: zero, voided: zero, ...pastDana };
    expect(refundable({ paid, refunded: rupiah(101n), ...rest })).toBe(0n);
    expect(refundable({ paid, refunded: rupiah(100n), ...rest })).toBe(0n);
  });
});

describe('the current instruction', () => {
  const pending = anOrder({ status: 'PENDING' });

  test('a pending order shows its instruction until the instant at which it expires', () => {
    expect(currentInstruction(pending, new Date(pending.expiresAt.getTime() - 1))).toBe(pending.instruction);
    expect(currentInstruction(pending, pending.expiresAt)).toBeNull();
  });

  test.each(orderStatuses.filter((status) => status !== 'PENDING'))('%s shows none', (status) => {
    expect(currentInstruction({ ...pending, status }, minute(1))).toBeNull();
  });
});

describe('a pending operation', () => {
  test.each([
    ['nothing was asked for', anOrder({ status: 'PAID' }), false],
    ['a refund is pending', anOrder({ status: 'PAID', refundPending: rupiah(1n) }), true],
    ['a cancellation is pending', anOrder({ status: 'PAID', cancellation: cancellation('PENDING') }), true],
    ['a cancellation was declined', anOrder({ status: 'PAID', cancellation: cancellation('FAILED') }), false],
    [
      'a cancellation was done',
      anOrder({ status: 'CANCELLED', cancellation: cancellation('SUCCEEDED') }),
      false,
    ],
  ])('%s', (_, order, isPending) => {
    expect(hasPendingOperation(order)).toBe(isPending);
  });
});

describe('an order at rest', () => {
  const moving: readonly OrderStatus[] = ['CONFIRMING', 'PENDING'];

  test.each(orderStatuses)('%s', (status) => {
    expect(isAtRest(anOrder({ status }))).toBe(!moving.includes(status));
  });

  test('an order whose refund is pending is not at rest', () => {
    expect(isAtRest(anOrder({ status: 'PAID', refundPending: rupiah(1n) }))).toBe(false);
  });
});
