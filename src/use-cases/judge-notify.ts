import { isAtRest, type Order } from '../domain/order.ts';
import { changeByContradiction, changeByFact, factOf, type News } from './order-news.ts';
import type { FinishNotify, OrderChange } from './ports.ts';

/**
 * Why a verified notification must not touch its order, in words for an operator; null where it fits. DANA's
 * signature proves who speaks, not that the order is the one that was sold: merchant, reference, amount and
 * currency must be the order's own.
 */
export function misfit(notify: FinishNotify, order: Order, merchantId: string): string | null {
  const { report } = notify;
  if (notify.merchantId !== merchantId) return 'merchantId is not ours';
  if (report.referenceNo !== null && order.referenceNo !== null && report.referenceNo !== order.referenceNo) {
    return 'originalReferenceNo is not the order’s';
  }
  if (notify.currency !== 'IDR') return `currency is ${notify.currency}, not IDR`;
  if (report.amount !== order.amount) return 'amount is not the order’s';
  if (report.state === 'UNRECOGNISED')
    return `latestTransactionStatus ${notify.latestTransactionStatus} is unknown`;
  return null;
}

/** The change a fitting notification makes to its order; null where it is old news. */
export function changeByNotify(news: News, order: Order, notify: FinishNotify): OrderChange | null {
  const fact = factOf(notify.report, order, true, news.now);
  if (fact === null) return null;
  // A close told by notification alone does not undo a payment on record; the query that is now owed decides.
  const isClose = fact.type === 'CANCELLED' || fact.type === 'EXPIRED' || fact.type === 'PAYMENT_FAILED';
  if (isClose && order.paid > 0n && !(isAtRest(order) && order.voided > 0n)) {
    return changeByContradiction(news, order, fact);
  }
  return changeByFact(news, order, fact);
}
