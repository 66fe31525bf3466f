import { chargedBackSen, isFrozen } from './disputes.ts';
import { canonicalJson } from './json.ts';
import { senOf } from './money.ts';
import type { Cancellation, Order, Refund } from './order.ts';
import type { Step } from './payments.ts';

/** DANA's API reference: a paid order may be cancelled within 24 hours of its payment. */
export const cancelWindowMs = 24 * 60 * 60 * 1000;

export type CancelStep =
  | { kind: 'changed'; order: Order; cancellation: Cancellation }
  /** A repeated cancellation: returns the first outcome and changes nothing. */
  | { kind: 'repeated'; cancellation: Cancellation }
  | { kind: 'refused'; because: 'status' | 'window' | 'disputed' };

/** Cancels an order, at once or, if `finishesAt` is in the future, in progress until then. */
export function cancel(
  order: Order,
  wish: { now: Date; finishesAt: Date; reason: string | null },
): CancelStep {
  if (order.cancellation !== null) return { kind: 'repeated', cancellation: order.cancellation };
  if (order.state === 'CLOSED' || order.refunds.length > 0) return { kind: 'refused', because: 'status' };
  if (isFrozen(order) || chargedBackSen(order) > 0n) return { kind: 'refused', because: 'disputed' };
  if (isCancelWindowOver(order, wish.now)) return { kind: 'refused', because: 'window' };
  const isDone = wish.finishesAt <= wish.now;
  const cancellation: Cancellation = {
    status: isDone ? 'DONE' : 'IN_PROGRESS',
    reason: wish.reason,
    requestedAt: wish.now.toISOString(),
    finishesAt: wish.finishesAt.toISOString(),
  };
  const next: Order = { ...order, cancellation, state: isDone ? 'CANCELLED' : order.state };
  return { kind: 'changed', order: next, cancellation };
}

export type RefundStep =
  | { kind: 'changed'; order: Order; refund: Refund }
  /** A repeated refund: returns the first outcome and changes nothing. */
  | { kind: 'repeated'; refund: Refund }
  | { kind: 'refused'; because: 'status' | 'exceeds' | 'inconsistent' | 'frozen' };

/**
 * Refunds part or all of a payment. A known partnerRefundNo is a repeat, or refused if its content differs.
 * What the payer's bank took back is not there to refund, and a frozen order gives nothing.
 */
export function refund(order: Order, wish: Refund): RefundStep {
  const earlier = order.refunds.find((one) => one.partnerRefundNo === wish.partnerRefundNo);
  if (earlier !== undefined) {
    const isSame = canonicalJson(earlier.request) === canonicalJson(wish.request);
    return isSame ? { kind: 'repeated', refund: earlier } : { kind: 'refused', because: 'inconsistent' };
  }
  if (order.state !== 'SUCCESS' || order.payment === null || order.cancellation !== null)
    return { kind: 'refused', because: 'status' };
  if (isFrozen(order)) return { kind: 'refused', because: 'frozen' };
  const spokenFor =
    sumOf(order.refunds.filter((one) => one.returnedAt === undefined)) +
    chargedBackSen(order) +
    senOf(wish.amount);
  if (spokenFor > senOf(order.payment.amount)) return { kind: 'refused', because: 'exceeds' };
  return { kind: 'changed', order: { ...order, refunds: [...order.refunds, wish] }, refund: wish };
}

/**
 * The money of a refund comes back to the merchant: DANA could not deliver it. Only the settlement file tells, and the
 * refund may be made again. `partnerRefundNo` may be null if there is only one that can come back.
 */
export function returnRefund(order: Order, partnerRefundNo: string | null, now: Date): Step {
  const made = order.refunds.filter((one) => one.status === 'DONE' && one.returnedAt === undefined);
  const [only, ...others] = made.filter(
    (one) => partnerRefundNo === null || one.partnerRefundNo === partnerRefundNo,
  );
  if (only === undefined || others.length > 0)
    return { kind: 'refused', because: 'Name one refund that was made, by ?partnerRefundNo=' };
  const returned: Refund = { ...only, returnedAt: now.toISOString() };
  const refunds = order.refunds.map((one) => (one === only ? returned : one));
  return { kind: 'changed', order: { ...order, refunds } };
}

/** Whether a virtual account's payment is so fresh that DANA gives nothing of it back yet. */
export function isOnHold({ payment }: Order, holdMs: number, now: Date): boolean {
  if (payment?.payMethod !== 'VIRTUAL_ACCOUNT') return false;
  return now.getTime() - Date.parse(payment.paidAt) < holdMs;
}

/** Sen refunded so far. Refunds in progress do not count: DANA shows a refund when it is done. */
export function refundedSen(order: Order): bigint {
  return sumOf(order.refunds.filter((one) => one.status === 'DONE'));
}

/** Sen returned by cancelling a paid order. */
export function voidedSen(order: Order): bigint {
  return order.state === 'CANCELLED' && order.payment !== null ? senOf(order.payment.amount) : 0n;
}

function sumOf(refunds: readonly Refund[]): bigint {
  return refunds.reduce((sum, one) => sum + senOf(one.amount), 0n);
}

function isCancelWindowOver(order: Order, now: Date): boolean {
  return order.payment !== null && now.getTime() - Date.parse(order.payment.paidAt) > cancelWindowMs;
}
