import { describe, expect, test } from 'vitest';
import {
  attemptReference,
  checkoutAttemptsMax,
  checkoutReferenceLengthMax,
  currentAttempt,
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
