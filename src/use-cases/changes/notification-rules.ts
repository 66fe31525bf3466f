import type { UnfitDetail } from '../../domain/incidents/incident-detail.ts';
import { isAtRest, type Order } from '../../domain/order.ts';
import type { OrderFact } from '../../domain/order-event.ts';
import type { FinishNotify } from '../ports/finish-notify.ts';
import type { InboxEntry } from '../ports/inbox.ts';
import type { OrderChange } from '../ports/order-changes.ts';
import {
  type ChangeContext,
  changeByContradiction,
  changeByFact,
  factOf,
  withReportNeeded,
} from './order-changes.ts';

/**
 * DANA signs every delivery anew, so a genuine timestamp differs from ours by the transport time and the clocks'
 * difference at most. Anything further away may be a replay: it is quarantined, and DANA is queried instead.
 */
const timestampDistanceMaxMs = 10 * 60_000;

/** For an operator: DANA signs the notifications of all its merchants with one key. */
export const notOurMerchant: UnfitDetail = { code: 'OTHER_MERCHANT' };

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
): UnfitDetail | null {
  const { report } = notify;
  if (notify.merchantId !== merchantId) return notOurMerchant;
  if (report.referenceNo !== null && order.referenceNo !== null && report.referenceNo !== order.referenceNo) {
    return { code: 'OTHER_REFERENCE_NO' };
  }
  if (notify.currency !== 'IDR') return { code: 'OTHER_CURRENCY', currency: notify.currency };
  if (report.amount !== order.amount) return { code: 'OTHER_AMOUNT' };
  if (report.state === 'UNRECOGNISED')
    return { code: 'UNKNOWN_STATUS', status: notify.latestTransactionStatus };
  return staleness(inbox);
}

function staleness({ timestamp, receivedAt }: InboxEntry): UnfitDetail | null {
  // Until autumn 2025 DANA wrote the times of its bodies in milliseconds; the header may be read so too.
  const sentAtMs = /^\d{13}$/.test(timestamp) ? Number(timestamp) : Date.parse(timestamp);
  const distanceMs = Math.abs(receivedAt.getTime() - sentAtMs);
  // If X-Timestamp is no date, the distance is NaN and counts as too far.
  return distanceMs <= timestampDistanceMaxMs ? null : { code: 'FAR_FROM_NOW', timestamp };
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

/** A stored notification that fits its order. */
export interface FittingNotification {
  readonly id: string;
  readonly notify: FinishNotify;
}

/**
 * The change that notifications make together, the first before the second: a version for each of them that changes
 * the order; null if none does. As if they had come one by one.
 */
export function changeByNotifications(
  context: ChangeContext,
  order: Order,
  notifications: readonly FittingNotification[],
): OrderChange | null {
  const changes: OrderChange[] = [];
  const madeBy = new Map<string, number>();
  for (const { id, notify } of notifications) {
    const change = changeByNotification(context, changes.at(-1)?.order ?? order, notify);
    if (change === null) continue;
    changes.push(change);
    madeBy.set(id, change.order.version);
  }
  const last = changes.pop();
  if (last === undefined) return null;
  const joined = changes.reduce(
    (next, { dueAt, reportNeededAfter, conclusion }) => ({
      ...(reportNeededAfter
        ? withReportNeeded(next, { dueAt: dueAt ?? context.now, reportNeededAfter })
        : next),
      ...(next.conclusion === undefined && conclusion !== undefined ? { conclusion } : {}),
    }),
    last,
  );
  return { ...joined, earlier: changes, madeBy };
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
