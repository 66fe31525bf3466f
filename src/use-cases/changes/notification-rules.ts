import { isAtRest, type Order } from '../../domain/order.ts';
import type { OrderFact } from '../../domain/order-event.ts';
import type { FinishNotify } from '../ports/finish-notify.ts';
import type { InboxEntry } from '../ports/inbox.ts';
import type { OrderChange } from '../ports/order-changes.ts';
import { type ChangeContext, changeByContradiction, changeByFact, factOf } from './order-changes.ts';

/**
 * DANA signs every delivery anew, so a genuine one is never older than its journey and the difference of two
 * clocks. Anything further away may be a replay: it is kept, and DANA is asked instead of believed.
 */
const timestampDistanceMaxMs = 10 * 60_000;

/**
 * Why a verified notification must not touch its order, in words for an operator; null where it fits. DANA's
 * signature proves who speaks, not that the order is the one that was sold: merchant, reference, amount and
 * currency must be the order's own. Judged the same when it comes, when its order turns up later, and when the
 * inbox is replayed.
 */
export function mismatchOf(
  notify: FinishNotify,
  inbox: InboxEntry,
  order: Order,
  merchantId: string,
): string | null {
  const { report } = notify;
  if (notify.merchantId !== merchantId) return 'merchantId is not ours';
  if (report.referenceNo !== null && order.referenceNo !== null && report.referenceNo !== order.referenceNo) {
    return 'originalReferenceNo is not the order’s';
  }
  if (notify.currency !== 'IDR') return `currency is ${notify.currency}, not IDR`;
  if (report.amount !== order.amount) return 'amount is not the order’s';
  if (report.state === 'UNRECOGNISED')
    return `latestTransactionStatus ${notify.latestTransactionStatus} is unknown`;
  return staleness(inbox);
}

function staleness({ timestamp, receivedAt }: InboxEntry): string | null {
  const distanceMs = Math.abs(receivedAt.getTime() - Date.parse(timestamp));
  // Not a number where X-Timestamp is no date: that is far away too.
  return distanceMs <= timestampDistanceMaxMs ? null : `X-Timestamp ${timestamp} is far from now`;
}

/** The change a fitting notification makes to its order; null where it is old news. */
export function changeByNotification(
  news: ChangeContext,
  order: Order,
  notify: FinishNotify,
): OrderChange | null {
  const fact = factOf(notify.report, order, true, news.now);
  if (fact === null) return null;
  if (!disputesPayment(order, notify)) return changeByFact(news, order, fact);
  // One close is on record as a contradiction, under whichever name: told again it is old news.
  return closes.some((type) => order.contradictions.includes(type))
    ? null
    : changeByContradiction(news, order, fact);
}

const closes: readonly OrderFact['type'][] = ['EXPIRED', 'CANCELLED', 'PAYMENT_FAILED'];

/**
 * True where a notification tells that a paid order was closed. That alone does not undo a payment on record: a query
 * decides, each time it is told, because it may be a cancel made elsewhere since the last time.
 */
export function disputesPayment(order: Order, { report }: FinishNotify): boolean {
  const isClose = report.state === 'CLOSED' || report.state === 'CANCELLED' || report.state === 'FAILED';
  return isClose && order.paid > 0n && !(isAtRest(order) && order.voided > 0n);
}
