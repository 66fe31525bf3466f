import { isPaidAttempt } from '../../domain/checkout.ts';
import type { Decision } from '../../domain/decision.ts';
import type { IncidentDetail } from '../../domain/incidents/incident-detail.ts';
import { contradict, decide } from '../../domain/lifecycle.ts';
import { newEventId } from '../../domain/merchant-event.ts';
import { formatRupiah, type Rupiah, rupiah, zeroRupiah } from '../../domain/money.ts';
import { keptRefunds, type Order } from '../../domain/order.ts';
import type { Attestation, FactOrigin, OrderEvent, OrderFact } from '../../domain/order-event.ts';
import type { Refund } from '../../domain/refund.ts';
import {
  decideAssigned,
  decideRefund,
  decideReturned,
  type RefundVerdict,
} from '../../domain/refund-lifecycle.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { NewIncident } from '../ports/incidents.ts';
import type { OrderChange, ReportNeeded } from '../ports/order-changes.ts';
import type { PaymentReport } from '../ports/payment-provider.ts';
import { earliest, nextDueAt, reportNeededNow } from './schedule.ts';

/** Who caused a fact and when it is recorded: what turns a decision into a stored change. */
export interface ChangeContext {
  readonly origin: FactOrigin;
  readonly now: Date;
  readonly chance: Chance;
}

/** Reads the clock once, so that an event, its row and its due time agree. */
export function changeContext(
  origin: FactOrigin,
  { clock, chance }: { clock: Clock; chance: Chance },
): ChangeContext {
  return { origin, now: clock.now(), chance };
}

/** The same change, after which DANA must also report: due at the earlier time, and counted from the later one. */
export function withReportNeeded(change: OrderChange, needed: ReportNeeded): OrderChange {
  const { dueAt, reportNeededAfter: earlier } = change;
  const isLater = earlier !== undefined && earlier > needed.reportNeededAfter;
  const reportNeededAfter = isLater ? earlier : needed.reportNeededAfter;
  return { ...change, dueAt: earliest(dueAt, needed.dueAt), reportNeededAfter };
}

/** The change that stores this fact; null if it changes nothing. */
export function changeByFact(context: ChangeContext, order: Order, fact: OrderFact): OrderChange | null {
  return changeOf(context, decide(order, fact, context.origin, context.now));
}

/** The change that stores DANA's verdict on one refund; null if it changes nothing. */
export function changeByVerdict(
  context: ChangeContext,
  order: Order,
  refund: Refund,
  verdict: RefundVerdict,
): OrderChange | null {
  const { decision, refund: next } = decideRefund(order, refund, verdict, context.origin, context.now);
  const change = changeOf(context, decision);
  return change === null || decision.kind !== 'changed' ? change : { ...change, refund: { refund: next } };
}

/** The change that stores that `returned` of a refund came back to the merchant, in all; null if it changes nothing. */
export function changeByReturn(
  context: ChangeContext,
  order: Order,
  refund: Refund,
  returned: Rupiah,
): OrderChange | null {
  const { decision, refund: next } = decideReturned(order, refund, returned, context.origin, context.now);
  const change = changeOf(context, decision);
  return change === null || decision.kind !== 'changed' ? change : { ...change, refund: { refund: next } };
}

/** The change that stores that people assigned an adjustment to a refund; null if the refund or its order has no room. */
export function changeByAssignment(
  context: ChangeContext,
  order: Order,
  refund: Refund,
  attestation: Attestation,
): OrderChange | null {
  const decided = decideAssigned(order, refund, attestation, context.origin, context.now);
  if (decided.decision.kind !== 'changed') return null;
  const change = changeOf(context, decided.decision);
  return change && { ...change, refund: { refund: decided.refund } };
}

/** The change that records a fact as a contradiction; null if the same one is on record already. */
export function changeByContradiction(
  context: ChangeContext,
  order: Order,
  fact: OrderFact,
): OrderChange | null {
  return changeOf(context, contradict(order, fact, context.origin, context.now));
}

/** A decision as a change: with its incident, and the time at which DANA must be queried again. */
function changeOf({ now, chance }: ChangeContext, decision: Decision): OrderChange | null {
  if (decision.kind === 'unchanged') return null;
  const { order } = decision;
  const event = { ...decision.event, id: newEventId(chance.uuid()) };
  // If DANA contradicts itself, its report decides, and is needed at once.
  const isDisputed = decision.kind === 'contradicted' || decision.isReversal;
  const incident = isDisputed ? contradictionOf(order, event.fact) : incidentOfFact(order, event.fact);
  const areOtherAttemptsDue =
    order.checkoutId !== null && isPaidAttempt(order) && event.actor.kind === 'DANA';
  return {
    order,
    event,
    dueAt: nextDueAt(order, now, 0, chance.fraction()),
    // The other attempts of a paid checkout are cancelled at once, see `cancel-other-attempts.ts`.
    ...(areOtherAttemptsDue ? { dueAt: now, reportNeededAfter: now } : {}),
    ...(isDisputed ? reportNeededNow(now) : {}),
    ...(incident === null ? {} : { incident }),
    ...(isConclusive(event) ? { conclusion: `${event.fact.type} at version ${order.version}` } : {}),
  };
}

/** Whether an event ends the wait for DANA: an answer of DANA's that changed the order and leaves no doubt. */
function isConclusive({ fact, actor, source }: OrderEvent): boolean {
  if (source === 'SETTLEMENT') return false;
  return actor.kind === 'DANA' && fact.type !== 'NOT_FOUND' && fact.type !== 'CONTRADICTED';
}

function contradictionOf(order: Order, fact: OrderFact): NewIncident {
  const { type } = fact;
  if (type === 'CONTRADICTED') {
    const { status } = order;
    return incidentOf(order, type, { code: 'FACT_WHILE', fact: fact.contradiction, status });
  }
  const code = type === 'CANCELLED' ? 'FACT_AFTER_DECLINED_CANCELLATION' : 'FACT_AFTER_END';
  return incidentOf(order, 'CONTRADICTED', { code, fact: type });
}

/** The incident of a fact that an operator should know although nothing is wrong with the record; null for most facts. */
function incidentOfFact(order: Order, fact: OrderFact): NewIncident | null {
  switch (fact.type) {
    case 'REFUNDED_ELSEWHERE':
      return incidentOf(order, fact.type, { code: 'REFUND_ELSEWHERE' });
    case 'REFUND_RETURNED':
      return incidentOf(order, fact.type, { code: 'REFUND_CAME_BACK', amount: formatRupiah(fact.amount) });
    case 'ADJUSTMENT_ASSIGNED': {
      const amount = formatRupiah(fact.amount);
      return incidentOf(order, 'REFUND_RETURNED', { code: 'RETURN_ASSIGNED', amount });
    }
    case 'CHARGED_BACK':
      return incidentOf(order, fact.type, { code: 'BANK_TOOK_BACK', amount: formatRupiah(fact.amount) });
    case 'FROZEN':
      return incidentOf(order, fact.type, { code: 'MONEY_HELD' });
    default:
      return null;
  }
}

function incidentOf(order: Order, kind: NewIncident['kind'], detail: IncidentDetail): NewIncident {
  return {
    kind,
    dedupeKey: `${kind}:${order.id}:${order.version}`,
    orderId: order.id,
    partnerReferenceNo: order.partnerReferenceNo,
    detail,
  };
}

/**
 * The fact in DANA's report on an order; null if the report contains none that counts.
 *
 * `isCurrent`: the report was queried when the order already was as it is now. A payment counts in any case; anything
 * else in an older report may be outdated, and is left to the next query.
 */
export function factOf(report: PaymentReport, order: Order, isCurrent: boolean, now: Date): OrderFact | null {
  const { referenceNo, paidWith } = report;
  // Returned money was paid before, even if the order is recorded as final without a payment.
  const wasPaid = (report.voided ?? 0n) > 0n && (order.status === 'EXPIRED' || order.status === 'FAILED');
  if (report.state === 'PAID' || wasPaid) {
    return { type: 'PAID', referenceNo, paidAt: report.paidAt ?? now, paidWith };
  }
  if (!isCurrent) return null;
  switch (report.state) {
    case 'INITIATED':
    case 'PAYING':
      return { type: 'ACCEPTED', referenceNo, instruction: null };
    case 'CANCELLED':
      return { type: 'CANCELLED', voided: report.voided ?? zeroRupiah, paidAt: report.paidAt };
    case 'CLOSED': {
      // Returned money proves a cancellation; so does a close before expiry while our cancellation is pending.
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
 * What DANA's total of refunds proves beyond the last agreed total. It proves a refund of ours only if exactly one is
 * pending, no declined one has its amount, and the difference equals its amount; otherwise only an identical repeat
 * finds out. With none pending, the refund was made elsewhere. A total beyond the order's amount is a contradiction,
 * which the lifecycle records. Null: the totals agree, or the difference proves nothing.
 */
export function refundFinding(
  report: PaymentReport,
  order: Order,
  refunds: readonly Refund[],
): { refund: Refund; verdict: RefundVerdict } | { fact: OrderFact } | null {
  if (report.refunded === null || report.refunded <= order.refunded) return null;
  const amount = rupiah(report.refunded - order.refunded);
  if (report.refunded > order.amount + order.returned)
    return { fact: { type: 'REFUNDED_ELSEWHERE', amount } };
  const pending = refunds.filter((refund) => refund.status === 'PENDING');
  const [only] = pending;
  // A declined refund of the same amount may have been made late, so the difference proves neither.
  if (refunds.some((refund) => refund.status === 'FAILED' && refund.amount === only?.amount)) return null;
  if (only === undefined)
    return amount <= returnable(order) ? { fact: { type: 'REFUNDED_ELSEWHERE', amount } } : null;
  if (pending.length > 1 || only.amount !== amount) return null;
  return { refund: only, verdict: { type: 'REFUNDED', refundNo: null } };
}

/** What of the payment can have been returned elsewhere: a chargeback takes nothing from it, the payer may get both. */
function returnable(order: Order): bigint {
  return order.paid - keptRefunds(order) - order.refundPending - order.voided;
}
