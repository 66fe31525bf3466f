import { describe, expect, test } from 'vitest';
import { type Actor, type ActorKind, actorKinds } from '../../../src/domain/actor.ts';
import {
  abandonedReason,
  attemptReference,
  checkoutAttemptsMax,
  checkoutReferenceLengthMax,
  currentAttempt,
  isAbandonedAttempt,
  isCancelledForAnother,
  isOpenAttempt,
  isPaidAttempt,
} from '../../../src/domain/checkout.ts';
import { type OrderStatus, orderStatuses } from '../../../src/domain/order.ts';
import { anOrder } from '../../support/orders.ts';

describe('the reference of an attempt', () => {
  test('the first attempt bears the reference of its checkout, later ones a number behind it', () => {
    expect([1, 2, 5].map((number) => attemptReference('cart-1', number))).toEqual([
      'cart-1',
      'cart-1-2',
      'cart-1-5',
    ]);
  });

  test('the longest checkout reference leaves room for every number within QRIS’s 25 characters', () => {
    const longest = 'x'.repeat(checkoutReferenceLengthMax);
    expect(attemptReference(longest, checkoutAttemptsMax).length).toBeLessThanOrEqual(25);
  });
});

describe('what the status of an attempt means for its checkout', () => {
  const paid: readonly OrderStatus[] = ['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED'];
  const open: readonly OrderStatus[] = ['CONFIRMING', 'PENDING'];

  test.each(orderStatuses)('%s', (status) => {
    const order = anOrder({ status });
    expect(isPaidAttempt(order)).toBe(paid.includes(status));
    expect(isOpenAttempt(order)).toBe(open.includes(status));
  });
});

describe('an attempt that makes room for another', () => {
  const cancelledBy = (
    kind: ActorKind,
    status: 'PENDING' | 'FAILED' = 'PENDING',
    reason = abandonedReason,
  ) => {
    const actor: Actor = { kind, id: null, name: null };
    const cancellation = { status, requestedAt: new Date(0), actor, reason };
    return anOrder({ status: 'PENDING', cancellation });
  };

  test.each(actorKinds)('its cancellation was requested by the gateway or by its payer: %s', (kind) => {
    const isOurs = kind === 'GATEWAY' || kind === 'CHECKOUT_TOKEN';
    expect(isCancelledForAnother(cancelledBy(kind))).toBe(isOurs);
    expect(isAbandonedAttempt(cancelledBy(kind))).toBe(isOurs);
  });

  test('is abandoned only while it is open, its cancellation is pending and the reason says so', () => {
    expect(isAbandonedAttempt(cancelledBy('GATEWAY', 'FAILED'))).toBe(false);
    expect(isAbandonedAttempt(cancelledBy('GATEWAY', 'PENDING', 'another'))).toBe(false);
    expect(isAbandonedAttempt({ ...cancelledBy('GATEWAY'), status: 'EXPIRED' })).toBe(false);
    expect(isAbandonedAttempt(anOrder({ status: 'PENDING' }))).toBe(false);
  });
});

describe('the current attempt', () => {
  const expired = anOrder({ id: 'expired', status: 'EXPIRED' });
  const paid = anOrder({ id: 'paid', status: 'PAID' });
  const pending = anOrder({ id: 'pending', status: 'PENDING' });

  test('a checkout that nobody has tried to pay has none', () => {
    expect(currentAttempt([])).toBeNull();
  });

  test('the paid attempt counts, also if a later one exists', () => {
    expect(currentAttempt([expired, paid, pending])).toBe(paid);
  });

  test('without a payment the latest attempt counts', () => {
    expect(currentAttempt([expired, expired, pending])).toBe(pending);
  });
});
