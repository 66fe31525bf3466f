import { mayDecide } from './approval.ts';
import { keptRefunds, type Order, refundable } from './order.ts';
import { actorOfOrigin, type FactOrigin, type OrderFact } from './order-event.ts';

/** More than was paid cannot have been returned, nor more than the amount been paid, whoever reports it. */
export function returnsTooMuch(order: Order): boolean {
  const { amount, paid, refundPending, voided, chargedBack } = order;
  return paid > amount || keptRefunds(order) + refundPending + voided > paid || chargedBack > paid;
}

/** Whether the lifecycle allows a fact of this type, but not this one: for its amount, its actor or its time. */
export function isBarred(order: Order, fact: OrderFact, origin: FactOrigin, now: Date): boolean {
  // A cancellation returns everything and a pending refund part of it: while the refund is pending they exclude each other.
  const isExcluded = fact.type === 'CANCELLED' && order.refundPending > 0n;
  return isExcluded || exceeds(order, fact) || !mayEnd(order, fact, origin, now);
}

/** Whether a fact takes more than there is: of the payment, of what is left to refund, of what was refunded or charged back. */
function exceeds(order: Order, fact: OrderFact): boolean {
  if (fact.type === 'REFUND_REQUESTED' || fact.type === 'APPROVAL_REQUESTED') {
    return fact.amount > refundable(order);
  }
  if (fact.type === 'REFUND_RETURNED') return fact.amount > keptRefunds(order);
  if (fact.type === 'CHARGEBACK_RETURNED') return fact.amount > order.chargedBack;
  return fact.type === 'CANCELLED' && order.paid > 0n && fact.voided > order.paid;
}

/** A request ends only while it waits: by another person in time, or by its expiry afterwards. */
function mayEnd(order: Order, fact: OrderFact, origin: FactOrigin, now: Date): boolean {
  if (
    fact.type !== 'APPROVAL_GRANTED' &&
    fact.type !== 'APPROVAL_REFUSED' &&
    fact.type !== 'APPROVAL_EXPIRED'
  )
    return true;
  const waiting = order.waitingApprovals.find(({ id }) => id === fact.approvalId);
  if (waiting === undefined) return false;
  const isOver = now >= waiting.expiresAt;
  if (fact.type === 'APPROVAL_EXPIRED') return isOver;
  return !isOver && mayDecide(actorOfOrigin(origin), waiting.requesterId);
}
