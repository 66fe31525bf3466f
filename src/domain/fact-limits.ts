import { type ApprovalAct, mayDecide } from './approval.ts';
import { keptRefunds, lostByChargeback, type Order, refundable } from './order.ts';
import { actorOfOrigin, type FactOrigin, type OrderFact } from './order-event.ts';

/** More than was paid cannot have been returned, nor more than the amount been paid, whoever reports it. */
export function returnsTooMuch(order: Order): boolean {
  const { amount, paid, refundPending, voided, chargedBack, transferred } = order;
  const isPastDana = chargedBack > paid || transferred > paid;
  return paid > amount || keptRefunds(order) + refundPending + voided > paid || isPastDana;
}

/** Whether the lifecycle allows a fact of this type, but not this one: for its amount, its actor or its time. */
export function isBarred(order: Order, fact: OrderFact, origin: FactOrigin, now: Date): boolean {
  // A cancellation returns everything and a pending refund part of it: while the refund is pending they exclude each other.
  const isExcluded = fact.type === 'CANCELLED' && order.refundPending > 0n;
  return isExcluded || exceeds(order, fact) || !mayEnd(order, fact, origin, now);
}

/** Whether a fact takes more than there is: of the payment, of what is left to refund, of what was refunded or charged back. */
function exceeds(order: Order, fact: OrderFact): boolean {
  switch (fact.type) {
    case 'REFUND_REQUESTED':
    case 'REFUNDED_BY_TRANSFER':
      return fact.amount > refundable(order);
    case 'APPROVAL_REQUESTED':
      return fact.amount > askable(order, fact.act);
    case 'CHARGEBACK_WON':
      return fact.amount > lostByChargeback(order);
    case 'REFUND_RETURNED':
    case 'ADJUSTMENT_ASSIGNED':
      return fact.amount > keptRefunds(order);
    case 'CHARGEBACK_RETURNED':
      return fact.amount > order.chargedBack;
    case 'CANCELLED':
      return order.paid > 0n && fact.voided > order.paid;
    default:
      return false;
  }
}

/** What a second person may be asked about: what is there, minus what earlier requests of this kind ask for. */
function askable(order: Order, act: ApprovalAct): bigint {
  if (act !== 'CHARGEBACK_WON' && act !== 'ADJUSTMENT_ASSIGNED') return refundable(order);
  const waiting = order.waitingApprovals.filter((one) => one.act === act);
  const asked = waiting.reduce((sum, { amount }) => sum + amount, 0n);
  return (act === 'CHARGEBACK_WON' ? lostByChargeback(order) : keptRefunds(order)) - asked;
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
