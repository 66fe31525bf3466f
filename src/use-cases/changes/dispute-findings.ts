import { rupiah } from '../../domain/money.ts';
import { lostByChargeback, type Order } from '../../domain/order.ts';
import type { OrderFact } from '../../domain/order-event.ts';
import type { PaymentReport } from '../ports/payment-provider.ts';

/**
 * What DANA's report says about a dispute beyond what is on record; null if the two agree. A value that the report does
 * not contain says nothing. Nobody but DANA's report tells: it sends no notification of a dispute.
 */
export function disputeFinding({ chargedBack, isFrozen }: PaymentReport, order: Order): OrderFact | null {
  if (chargedBack !== null && chargedBack > order.chargedBack) {
    return { type: 'CHARGED_BACK', amount: rupiah(chargedBack - order.chargedBack) };
  }
  if (chargedBack !== null && chargedBack < order.chargedBack) {
    return { type: 'CHARGEBACK_RETURNED', amount: rupiah(order.chargedBack - chargedBack) };
  }
  if (isFrozen === null || isFrozen === order.isFrozen) return null;
  return { type: isFrozen ? 'FROZEN' : 'RELEASED' };
}

/**
 * The fact that more has gone back to the payer than was paid, because the bank took back what had been refunded, or DANA
 * returned what people had paid back by bank transfer. That fact is on record by itself; beside it, this is a
 * contradiction, once for each order. Null if it is not so.
 */
export function returnedTwiceFinding(order: Order): OrderFact | null {
  if (order.returnedTwice === 0n) return null;
  const type = lostByChargeback(order) > 0n ? 'CHARGED_BACK' : 'REFUNDED_ELSEWHERE';
  return { type, amount: order.returnedTwice };
}
