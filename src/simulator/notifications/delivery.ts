import type { Attempt, Delivery } from '../ledger/documents.ts';
import { type Order, orderIdOf } from '../model/order.ts';
import { nextAttemptAt } from './retry-schedule.ts';

/**
 * The notification of an order's new state; null if the order has no NOTIFICATION address. `count`: its
 * earlier deliveries.
 */
export function newDelivery(
  order: Order,
  latestTransactionStatus: Delivery['latestTransactionStatus'],
  now: Date,
  count: number,
): Delivery | null {
  if (order.notificationUrl === null) return null;
  const orderId = orderIdOf(order);
  return {
    id: `${orderId}#${count + 1}`,
    orderId,
    url: order.notificationUrl,
    latestTransactionStatus,
    finishedAt: now.toISOString(),
    createdAt: now.toISOString(),
    status: 'PENDING',
    attemptCount: 0,
    nextAttemptAt: now.toISOString(),
    isHeld: false,
    replay: null,
  };
}

/**
 * The delivery after one more attempt: delivered, scheduled for a retry, or given up after seven days (a
 * replay at once).
 */
export function afterAttempt(delivery: Delivery, isSuccess: boolean, now: Date): Delivery {
  const tried = { ...delivery, attemptCount: delivery.attemptCount + 1, isHeld: false };
  if (isSuccess) return { ...tried, status: 'DELIVERED', nextAttemptAt: null };
  const next = delivery.replay === null ? nextAttemptAt(tried, now) : null;
  return next === null
    ? { ...tried, status: 'GIVEN_UP', nextAttemptAt: null }
    : { ...tried, nextAttemptAt: next.toISOString() };
}

/**
 * Postpones a delivery by `delayMs`; a held one goes as soon as another notification of the order went first.
 */
export function postponed(delivery: Delivery, delayMs: number, isHeld: boolean, now: Date): Delivery {
  return { ...delivery, isHeld, nextAttemptAt: new Date(now.getTime() + delayMs).toISOString() };
}

/** A delivery that repeats the very request of an attempt at `at`. */
export function replayOf(delivery: Delivery, attempt: Attempt, at: Date, count: number): Delivery {
  return {
    ...delivery,
    id: `${delivery.orderId}#${count + 1}`,
    createdAt: at.toISOString(),
    status: 'PENDING',
    attemptCount: 0,
    nextAttemptAt: at.toISOString(),
    isHeld: false,
    replay: { headers: attempt.headers, body: attempt.body },
  };
}
