import { keptRefunds, type Order, refundable } from './order.ts';
import type { OrderFact } from './order-event.ts';

/** More than was paid cannot have been returned, nor more than the amount been paid, whoever reports it. */
export function returnsTooMuch(order: Order): boolean {
  const { amount, paid, refundPending, voided, chargedBack } = order;
  return paid > amount || keptRefunds(order) + refundPending + voided > paid || chargedBack > paid;
}

/** Whether a fact takes more than there is: of the payment, of what is left to refund, of what was refunded or charged back. */
export function exceeds(order: Order, fact: OrderFact): boolean {
  if (fact.type === 'REFUND_REQUESTED') return fact.amount > refundable(order);
  if (fact.type === 'REFUND_RETURNED') return fact.amount > keptRefunds(order);
  if (fact.type === 'CHARGEBACK_RETURNED') return fact.amount > order.chargedBack;
  return fact.type === 'CANCELLED' && order.paid > 0n && fact.voided > order.paid;
}
