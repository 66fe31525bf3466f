import type { Order } from './order.ts';
import { expire } from './payments.ts';

/**
 * The next instant at which time alone changes the order, or null. Expiry does not cut off a payment under
 * way (PAYING): DANA finishes it, so only an untouched order expires.
 */
export function nextDeadline(order: Order): Date | null {
  const instants = [
    ...(order.state === 'INIT' ? [order.expiresAt] : []),
    ...(order.cancellation?.status === 'IN_PROGRESS' ? [order.cancellation.finishesAt] : []),
    ...order.refunds.filter((one) => one.status === 'IN_PROGRESS').map((one) => one.finishesAt),
  ].map((text) => Date.parse(text));
  return instants.length === 0 ? null : new Date(Math.min(...instants));
}

/** The order at `now`, after every deadline that has passed. Returns the same object if none has. */
export function passDeadlines(order: Order, now: Date): Order {
  const due = nextDeadline(order);
  if (due === null || due > now) return order;
  return passDeadlines(passDeadline(order, due), now);
}

function passDeadline(order: Order, due: Date): Order {
  const isDue = (instant: string) => Date.parse(instant) <= due.getTime();
  if (order.cancellation?.status === 'IN_PROGRESS' && isDue(order.cancellation.finishesAt)) {
    const state = order.state === 'CLOSED' ? 'CLOSED' : 'CANCELLED';
    return { ...order, state, cancellation: { ...order.cancellation, status: 'DONE' } };
  }
  if (order.refunds.some((one) => one.status === 'IN_PROGRESS' && isDue(one.finishesAt)))
    return {
      ...order,
      refunds: order.refunds.map((one) => (isDue(one.finishesAt) ? { ...one, status: 'DONE' } : one)),
    };
  const expired = expire(order, due);
  return expired.kind === 'changed' ? expired.order : order;
}
