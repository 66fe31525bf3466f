import { isAbandonedAttempt } from '../../domain/checkout.ts';
import type { Order } from '../../domain/order.ts';
import type { ProviderOperation } from '../ports/payment-provider.ts';
import { repeatBeforeExpiryMs } from './schedule.ts';

/**
 * Whether recovery may send the stored create again: well before expiry, and not for an abandoned attempt, which must
 * not come into being any more. Otherwise it queries.
 */
export function mayRepeatCreate(order: Order, now: Date): boolean {
  return now.getTime() < order.expiresAt.getTime() - repeatBeforeExpiryMs && !isAbandonedAttempt(order);
}

/** The call to DANA with which the recovery of an order begins. */
export function nextCallOf(order: Order, isReportNeeded: boolean, now: Date): ProviderOperation {
  if (order.status === 'CONFIRMING') return mayRepeatCreate(order, now) ? 'createOrder' : 'queryPayment';
  // A pending cancellation may have been made already, so the order is queried before the call is repeated.
  if (order.cancellation?.status === 'PENDING') return 'queryPayment';
  return order.refundPending > 0n && !isReportNeeded ? 'refundOrder' : 'queryPayment';
}
