import type { Order, Payment, PaymentPart } from './order.ts';

/** The outcome of a step: the changed order, or why its state does not allow the step. */
export type Step = { kind: 'changed'; order: Order } | { kind: 'refused'; because: string };

const changed = (order: Order): Step => ({ kind: 'changed', order });
const refused = (order: Order, wish: string): Step => ({
  kind: 'refused',
  because: `The order is ${order.state}; it cannot be ${wish}.`,
});

/** What the payer used for a payment, as DANA lists it in `payOptionInfos`. */
export function partsOf({ payMethod, payOption, amount, parts }: Payment): PaymentPart[] {
  return parts ?? [{ payMethod, payOption, amount }];
}

/** The payer has started the payment but not finished it: INIT becomes PAYING. */
export function startPaying(order: Order): Step {
  return order.state === 'INIT' ? changed({ ...order, state: 'PAYING' }) : refused(order, 'started');
}

/**
 * The payer's money arrives. With `isLate` it may arrive after the order was closed or cancelled unpaid, like
 * a bank transfer that was on its way: DANA keeps the money and the order is SUCCESS. An order is never paid
 * twice.
 */
export function pay(order: Order, payment: Payment, isLate: boolean): Step {
  const isOpen = order.state === 'INIT' || order.state === 'PAYING';
  const mayComeLate = isLate && order.payment === null && order.state !== 'SUCCESS';
  if (!isOpen && !mayComeLate) return refused(order, 'paid');
  // Money that comes after a finished cancellation undoes it; a cancellation still in progress will void this
  // payment.
  const cancellation = order.cancellation?.status === 'DONE' ? null : order.cancellation;
  return changed({ ...order, state: 'SUCCESS', payment, cancellation, closedAt: null, closeReason: null });
}

/** The payer, bank or wallet refuses: the order is closed and can only be paid late. */
export function refuse(order: Order, now: Date): Step {
  if (order.state !== 'INIT' && order.state !== 'PAYING') return refused(order, 'refused');
  return changed(closed(order, now, 'PAYMENT_REFUSED'));
}

/** The time to pay is over: closes the order. */
export function expire(order: Order, now: Date): Step {
  if (order.state !== 'INIT' && order.state !== 'PAYING') return refused(order, 'expired');
  return changed(closed(order, now, 'ORDER_EXPIRED'));
}

function closed(order: Order, now: Date, closeReason: string): Order {
  return { ...order, state: 'CLOSED', closedAt: now.toISOString(), closeReason };
}
