import { type Checkout, isCancelledForAnother, isPaidAttempt } from '../../domain/checkout.ts';
import type { Order } from '../../domain/order.ts';
import type { AttemptNumber } from './checkout-attempts.ts';

/** DANA requires a minute between an order's creation and its expiry; a later payer is too late. */
const lastAttemptBeforeExpiryMs = 60_000;

/**
 * Whether the checkout opens no further attempt, whatever the payer chooses: it is paid, over, or out of numbers. An open
 * attempt may still be paid. `numbers`: all numbers that its attempts may have.
 */
export function isClosed(checkout: Checkout, numbers: readonly AttemptNumber[], now: Date): boolean {
  const attempts = numbers.flatMap(({ order }) => order ?? []);
  return (
    isTooLate(checkout, now) ||
    isEndedByMerchant(checkout, attempts) ||
    attempts.some(isPaidAttempt) ||
    nextNumber(numbers) === undefined
  );
}

/** The merchant ended the checkout or cancelled one of its attempts, paid or not: the sale is over. */
export function isEndedByMerchant(checkout: Checkout, attempts: readonly Order[]): boolean {
  return checkout.endedAt !== null || attempts.some(isCancelledByMerchant);
}

function isCancelledByMerchant(order: Order): boolean {
  return order.status === 'CANCELLED' && !isCancelledForAnother(order);
}

/** Whether DANA would decline an attempt that is opened now. */
export function isTooLate(checkout: Checkout, now: Date): boolean {
  return now.getTime() > checkout.expiresAt.getTime() - lastAttemptBeforeExpiryMs;
}

/** The number after the last one in use, so that attempts are ordered by number; undefined after the fifth. */
export function nextNumber(numbers: readonly AttemptNumber[]): number | undefined {
  const last = numbers.findLast(({ order, isForeign }) => order !== null || isForeign)?.number ?? 0;
  return numbers.find(({ number }) => number > last)?.number;
}
