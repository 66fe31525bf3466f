import type { Order } from '../../domain/order.ts';
import type { OrderFact } from '../../domain/order-event.ts';
import type { LastQuery, ReportedState } from '../../domain/verdict.ts';
import { notFoundAfterExpiryMs, notFoundApartMs } from '../changes/schedule.ts';
import type { Clock } from '../ports/clock.ts';
import type { PaymentProvider, PaymentReport } from '../ports/payment-provider.ts';
import type { ApplyAnswer } from './apply-answer.ts';
import type { ApplyReport } from './apply-report.ts';

/**
 * DANA created an order before its record here was made if DANA's time of it is this much earlier, in ms: an honest
 * clock of the merchant's or DANA's is not off by as much.
 */
export const createdBeforeMs = 5 * 60_000;

/** DANA's report on an order; `another`: its reference belongs to an order with another amount at DANA. */
export type QueriedReport = PaymentReport | 'notFound' | 'another' | 'unknown';

/** The order after DANA was queried about it. */
export interface Queried {
  readonly order: Order;
  /** When DANA was queried for the conclusive report that it gave; null if it gave none. */
  readonly reportQueriedAt: Date | null;
  /** The last query and what DANA answered, in a word; null if DANA was not queried. */
  readonly lastQuery: LastQuery | null;
}

/** Query Payment: DANA's report on an order, and what follows from it. */
export function makeQueryOrder(deps: {
  provider: Pick<PaymentProvider, 'queryOrder'>;
  clock: Clock;
  applyAnswer: ApplyAnswer;
  applyReport: ApplyReport;
}) {
  /** Fetches DANA's report, for callers that compare it with another answer. It records incidents, no change of the order. */
  async function fetchReport(order: Order): Promise<QueriedReport> {
    const answer = await deps.provider.queryOrder(order);
    if (answer.kind === 'found') {
      const { amount, createdAt, referenceNo } = answer.report;
      if (amount === null || amount === order.amount) {
        if (createdAt !== undefined && createdAt.getTime() < order.createdAt.getTime() - createdBeforeMs)
          await deps.applyAnswer.createdBefore(order, referenceNo);
        return answer.report;
      }
      await deps.applyAnswer.otherAmount(order, amount);
      return 'another';
    }
    if (answer.kind === 'notFound') return 'notFound';
    await deps.applyAnswer.unknown(order, 'queryPayment', answer);
    return 'unknown';
  }

  /** Records a report that was queried at that time; returns the order after it. */
  async function apply(order: Order, report: QueriedReport, queriedAt: Date): Promise<Order> {
    if (report === 'unknown') return order;
    if (typeof report === 'object') return deps.applyReport(order, report);
    // If another order has this reference, DANA does not have ours. An order that DANA once confirmed stays as it is.
    if (report === 'another' && order.status !== 'CONFIRMING') return order;
    const applied = await deps.applyAnswer.fact(order, 'QUERY', (current) =>
      current.version === order.version ? factOfNotFound(current, queriedAt, deps.clock.now()) : null,
    );
    return applied.order;
  }

  /** Fetches the report and records it. */
  async function query(order: Order): Promise<Queried> {
    const queriedAt = deps.clock.now();
    const report = await fetchReport(order);
    const current = await apply(order, report, queriedAt);
    return { order: current, ...askedAt(queriedAt, report, order) };
  }

  return { fetchReport, apply, query };
}
export type QueryOrder = ReturnType<typeof makeQueryOrder>;

/**
 * Whether a report says how the order stands. A report with an undocumented state does not, nor one with more money
 * than there was: DANA's own books are wrong then, for a moment. "Not found", or another order, does not either if
 * DANA once confirmed this one.
 */
export function isConclusive(report: QueriedReport, order: Order): boolean {
  if (typeof report !== 'object') return report !== 'unknown' && order.referenceNo === null;
  const isPossible = (report.refunded ?? 0n) + (report.voided ?? 0n) <= order.amount + order.returned;
  return isPossible && report.state !== 'UNRECOGNISED';
}

/** What became of a query that was sent at that time about the order as it was then. */
export function askedAt(at: Date, report: QueriedReport, order: Order): Omit<Queried, 'order'> {
  const isReport = isConclusive(report, order);
  return { reportQueriedAt: isReport ? at : null, lastQuery: { at, state: stateOf(report, isReport) } };
}

function stateOf(report: QueriedReport, isReport: boolean): ReportedState | null {
  if (typeof report !== 'object') return isReport || report === 'notFound' ? 'NOT_FOUND' : null;
  if (!isReport || report.state === 'UNRECOGNISED') return null;
  return report.state === 'INITIATED' || report.state === 'PAYING' ? 'NOT_PAID' : report.state;
}

/**
 * "Not found" proves nothing while the create may still arrive at DANA. Well after expiry, twice and a minute apart, it
 * proves that DANA never received the order. The time of the query counts, because the answer may have been delayed on
 * its way to our records. For an order that DANA once confirmed it is a contradiction: the lifecycle has no NOT_FOUND
 * outside CONFIRMING. Of an attempt of a checkout the first answer before expiry is recorded too: see `pay-checkout.ts`.
 */
function factOfNotFound(order: Order, queriedAt: Date, now: Date): OrderFact | null {
  if (order.status !== 'CONFIRMING') return { type: 'NOT_FOUND' };
  if (queriedAt.getTime() < order.expiresAt.getTime() + notFoundAfterExpiryMs) {
    const isFirst = order.checkoutId !== null && order.notFoundAt === null && now < order.expiresAt;
    return isFirst ? { type: 'NOT_FOUND' } : null;
  }
  if (order.notFoundAt === null || order.notFoundAt < order.expiresAt) return { type: 'NOT_FOUND' };
  return queriedAt.getTime() - order.notFoundAt.getTime() >= notFoundApartMs
    ? { type: 'NEVER_CREATED' }
    : null;
}
