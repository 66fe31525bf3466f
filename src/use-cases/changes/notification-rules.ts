import { isAtRest, type Order } from '../../domain/order.ts';
import type { OrderFact } from '../../domain/order-event.ts';
import type { FinishNotify } from '../ports/finish-notify.ts';
import type { InboxEntry } from '../ports/inbox.ts';
import type { OrderChange } from '../ports/order-changes.ts';
import { type ChangeContext, changeByContradiction, changeByFact, factOf } from './order-changes.ts';

/**
 * DANA signs every delivery anew, so a genuine timestamp differs from ours by the transport time and the clocks'
 * difference at most. Anything further away may be a replay: it is quarantined, and DANA is queried instead.
 */
const timestampDistanceMaxMs = 10 * 60_000;

/** For an operator: DANA signs the notifications of all its merchants with one key. */
export const notOurMerchant = 'merchantId is not ours';

/**
 * Why a verified notification must not change its order, for an operator; null if it fits. DANA's signature proves the
 * sender, not that the sale is ours: merchant, reference, amount and currency must be the order's own. The same rule
 * applies when a notification comes, when its order is created later, and when the inbox is replayed.
 */
export function mismatchOf(
  notify: FinishNotify,
  inbox: InboxEntry,
  order: Order,
  merchantId: string,
): string | null {
  const { report } = notify;
  if (notify.merchantId !== merchantId) return notOurMerchant;
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
  // Until autumn 2025 DANA wrote the times of its bodies in milliseconds; the header may be read so too.
  const sentAtMs = /^\d{13}$/.test(timestamp) ? Number(timestamp) : Date.parse(timestamp);
  const distanceMs = Math.abs(receivedAt.getTime() - sentAtMs);
  // If X-Timestamp is no date, the distance is NaN and counts as too far.
  return distanceMs <= timestampDistanceMaxMs ? null : `X-Timestamp ${timestamp} is far from now`;
}

/** The change that a fitting notification makes to its order; null if it changes nothing. */
export function changeByNotification(
  context: ChangeContext,
  order: Order,
  notify: FinishNotify,
): OrderChange | null {
  const fact = factOf(notify.report, order, true, context.now);
  if (fact === null) return null;
  if (!disputesPayment(order, notify)) return changeByFact(context, order, fact);
  // A close is recorded as a contradiction once, under whichever of its names.
  return closes.some((type) => order.contradictions.includes(type))
    ? null
    : changeByContradiction(context, order, fact);
}

const closes: readonly OrderFact['type'][] = ['EXPIRED', 'CANCELLED', 'PAYMENT_FAILED'];

/**
 * Whether a notification reports a paid order as closed. That alone does not undo a recorded payment: each time, a
 * query decides, because it may be a cancellation made elsewhere since the last one.
 */
export function disputesPayment(order: Order, { report }: FinishNotify): boolean {
  const isClose = report.state === 'CLOSED' || report.state === 'CANCELLED' || report.state === 'FAILED';
  return isClose && order.paid > 0n && !(isAtRest(order) && order.voided > 0n);
}
