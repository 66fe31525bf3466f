import { isPaidAttempt } from '../../domain/checkout.ts';
import { contradict, type Decision, decide } from '../../domain/lifecycle.ts';
import { rupiah, zeroRupiah } from '../../domain/money.ts';
import { type Order, refundable } from '../../domain/order.ts';
import type { OrderEventSource, OrderFact } from '../../domain/order-event.ts';
import type { Refund } from '../../domain/refund.ts';
import { decideRefund, type RefundVerdict } from '../../domain/refund-lifecycle.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { NewIncident } from '../ports/incidents.ts';
import type { OrderChange, ReportNeeded } from '../ports/order-changes.ts';
import type { PaymentReport } from '../ports/payment-provider.ts';
import { earliest, nextDueAt, reportNeededNow } from './schedule.ts';

/** One piece of news about an order, with who brought it, on the way to becoming a stored change. */
export interface ChangeContext {
  readonly source: OrderEventSource;
  readonly now: Date;
  readonly chance: Chance;
}

/** Reads the clock once, so that an event, its row and its due time agree. */
export function changeContext(
  source: OrderEventSource,
  { clock, chance }: { clock: Clock; chance: Chance },
): ChangeContext {
  return { source, now: clock.now(), chance };
}

/** The same change, after which DANA also owes an account: asked about at the sooner time, answered by the later one. */
export function withReportNeeded(change: OrderChange, owed: ReportNeeded): OrderChange {
  const { dueAt, reportNeededAfter: earlier } = change;
  const isLater = earlier !== undefined && earlier > owed.reportNeededAfter;
  const reportNeededAfter = isLater ? earlier : owed.reportNeededAfter;
  return { ...change, dueAt: earliest(dueAt, owed.dueAt), reportNeededAfter };
}

/** The change that stores this fact about this order; null where it is old news. */
export function changeByFact(news: ChangeContext, order: Order, fact: OrderFact): OrderChange | null {
  return changeOf(news, decide(order, fact, news.source, news.now));
}

/** The change that stores DANA's verdict on one refund; null where it is old news. */
export function changeByVerdict(
  news: ChangeContext,
  order: Order,
  refund: Refund,
  verdict: RefundVerdict,
): OrderChange | null {
  const { decision, refund: next } = decideRefund(order, refund, verdict, news.source, news.now);
  const change = changeOf(news, decision);
  return change === null || decision.kind !== 'changed' ? change : { ...change, refund: { refund: next } };
}

/** The change that keeps news which the order has no place for; null where the same is on record already. */
export function changeByContradiction(
  news: ChangeContext,
  order: Order,
  fact: OrderFact,
): OrderChange | null {
  return changeOf(news, contradict(order, fact, news.source, news.now));
}

/** A decision as it is stored: with the incident it deserves and the time at which DANA is asked again. */
function changeOf({ now, chance }: ChangeContext, decision: Decision): OrderChange | null {
  if (decision.kind === 'unchanged') return null;
  const { order, event } = decision;
  // Where DANA disagrees with itself its account settles it, and is owed at once.
  const isDisputed = decision.kind === 'contradicted' || decision.isReversal;
  const incident = isDisputed
    ? contradictionOf(order, event.fact)
    : event.fact.type === 'REFUNDED_ELSEWHERE'
      ? elsewhereOf(order)
      : null;
  const areOtherAttemptsDue = order.checkoutId !== null && isPaidAttempt(order) && event.source !== 'API';
  return {
    order,
    event,
    dueAt: nextDueAt(order, now, 0, chance.fraction()),
    // What a paid try owes to the other attempts of its checkout is done at once, see `guard-checkout.ts`.
    ...(areOtherAttemptsDue ? { dueAt: now, reportNeededAfter: now } : {}),
    ...(isDisputed ? reportNeededNow(now) : {}),
    ...(incident === null ? {} : { incident }),
  };
}

function contradictionOf(order: Order, fact: OrderFact): NewIncident {
  const ended = fact.type === 'CANCELLED' ? 'a cancel had been refused' : 'the order had ended';
  const detail = fact.type === 'CONTRADICTED' ? fact.detail : `${fact.type} after ${ended}`;
  return incidentOf(order, 'CONTRADICTED', detail);
}

function elsewhereOf(order: Order): NewIncident {
  return incidentOf(order, 'REFUNDED_ELSEWHERE', 'DANA reports a refund that this gateway did not ask for');
}

function incidentOf(order: Order, kind: NewIncident['kind'], detail: string): NewIncident {
  return {
    kind,
    dedupeKey: `${kind}:${order.id}:${order.version}`,
    orderId: order.id,
    partnerReferenceNo: order.partnerReferenceNo,
    detail,
  };
}

/**
 * What DANA's account of an order says about it, as one fact; null where it says nothing that counts.
 *
 * `isCurrent`: the account was asked for when the order already was as it is now. ChangeContext of money holds in any
 * case; everything else from an older account may have been overtaken and is left to the next query.
 */
export function factOf(report: PaymentReport, order: Order, isCurrent: boolean, now: Date): OrderFact | null {
  const { referenceNo, payMethod, payOption } = report;
  // Money that went back had come first, also where an end without any is on record.
  const hasCome = (report.voided ?? 0n) > 0n && (order.status === 'EXPIRED' || order.status === 'FAILED');
  if (report.state === 'PAID' || hasCome) {
    return { type: 'PAID', referenceNo, paidAt: report.paidAt ?? now, payMethod, payOption };
  }
  if (!isCurrent) return null;
  switch (report.state) {
    case 'INITIATED':
    case 'PAYING':
      return { type: 'ACCEPTED', referenceNo, instruction: null };
    case 'CANCELLED':
      return { type: 'CANCELLED', voided: report.voided ?? zeroRupiah, paidAt: report.paidAt };
    case 'CLOSED': {
      // Money that went back names a cancel; so does a close while our cancel is under way and time is left.
      const isCancel =
        (report.voided ?? 0n) > 0n || (order.cancellation?.status === 'PENDING' && now < order.expiresAt);
      return isCancel
        ? { type: 'CANCELLED', voided: report.voided ?? zeroRupiah, paidAt: report.paidAt }
        : { type: 'EXPIRED' };
    }
    case 'FAILED':
      return { type: 'PAYMENT_FAILED' };
    case 'UNRECOGNISED':
      return null;
  }
}

/**
 * What DANA's total of refunds says beyond the last agreed total. It proves a refund of ours only where exactly one
 * is unsettled, none of its amount was refused, and the difference is its amount; else an identical repeat tells.
 * With none, the refund was made elsewhere. A total beyond what was sold is no difference but a contradiction, which
 * is what the lifecycle makes of it. Null: the totals agree, or the difference proves nothing.
 */
export function refundFinding(
  report: PaymentReport,
  order: Order,
  refunds: readonly Refund[],
): { refund: Refund; verdict: RefundVerdict } | { fact: OrderFact } | null {
  if (report.refunded === null || report.refunded <= order.refunded) return null;
  const amount = rupiah(report.refunded - order.refunded);
  if (report.refunded > order.amount) return { fact: { type: 'REFUNDED_ELSEWHERE', amount } };
  const unsettled = refunds.filter((refund) => refund.status === 'PENDING');
  const [only] = unsettled;
  // One of the same amount was told as refused: what went back may be that one, done late.
  if (refunds.some((refund) => refund.status === 'FAILED' && refund.amount === only?.amount)) return null;
  if (only === undefined)
    return amount <= refundable(order) ? { fact: { type: 'REFUNDED_ELSEWHERE', amount } } : null;
  if (unsettled.length > 1 || only.amount !== amount) return null;
  return { refund: only, verdict: { type: 'REFUNDED', refundNo: null } };
}
