import { zeroRupiah } from '../../domain/money.ts';
import type { Cancellation, Order } from '../../domain/order.ts';
import {
  readLagMaxMs,
  reportNeededAfterLookBack,
  reportNeededAfterReadLag,
  reportNeededNow,
} from '../changes/schedule.ts';
import type { Clock } from '../ports/clock.ts';
import type { ReportNeeded } from '../ports/order-changes.ts';
import type { OrderReads } from '../ports/order-reads.ts';
import type { DeclinedAnswer, PaymentProvider } from '../ports/payment-provider.ts';
import type { RepeatDeclines } from '../ports/repeats.ts';
import { type AppliedFact, type ApplyAnswer, declineIn, type FactOptions } from './apply-answer.ts';
import type { ApplyReport } from './apply-report.ts';
import type { FollowUp } from './follow-up.ts';
import { askedAt, isConclusive, type QueriedReport, type QueryOrder } from './query-order.ts';

/** The record after the first Cancel Order. */
interface CancelAttempt {
  readonly order: Order;
  /** The caller's lease ended with the recorded answer. */
  readonly isReleased: boolean;
}

/** Cancel Order, first and repeated. DANA's key is the order, so a repeat is always safe. */
export function makeAttemptCancel(deps: {
  store: Pick<OrderReads, 'find'> & RepeatDeclines;
  provider: PaymentProvider;
  clock: Clock;
  applyAnswer: ApplyAnswer;
  applyReport: ApplyReport;
  queryOrder: QueryOrder;
}) {
  const { provider, applyAnswer, queryOrder } = deps;

  /**
   * The first call, by the caller that recorded the request. Whatever DANA answers, its report on the order is read
   * before anything is recorded as final. Only here does a declined answer prove that DANA did not cancel, and only
   * while the caller holds its lease: afterwards another process may be repeating the call. Returns the order that is on
   * record afterwards, whatever DANA answered.
   */
  async function first(order: Order, leasedUntil: Date): Promise<CancelAttempt> {
    const answer = await provider.cancelOrder(order);
    if (answer.kind === 'unknown') {
      await applyAnswer.unknown(order, 'cancelOrder', answer);
      return onRecord(order);
    }
    const report = await queryOrder.fetchReport(order);
    const options = { releasedLease: leasedUntil, isFresh: true };
    if (answer.kind === 'accepted') return recordCancelled(order, report, options);
    await applyAnswer.lowBalance(order, 'cancelOrder', answer);
    const current = await applyIfReported(order, report);
    if (current.cancellation?.status !== 'PENDING' || leavesCancellationOpen(report, order)) {
      return onRecord(current);
    }
    const reportNeeded = reportNeededOnDecline(report, answer);
    return recordDeclined(current, answer, { ...options, whileLeased: leasedUntil, reportNeeded });
  }

  /** Read again: while DANA was silent another process may have recorded how the cancellation ended. */
  async function onRecord(order: Order): Promise<CancelAttempt> {
    return { order: (await deps.store.find({ id: order.id })) ?? order, isReleased: false };
  }

  /** Although DANA declined, the order may be cancelled: by an earlier call whose answer was lost, or elsewhere. */
  async function applyIfReported(order: Order, report: QueriedReport): Promise<Order> {
    return typeof report === 'object' ? deps.applyReport(order, report) : order;
  }

  async function recordDeclined(
    order: Order,
    answer: DeclinedAnswer,
    options: FactOptions,
  ): Promise<CancelAttempt> {
    const declined = { ...declineIn(answer, order), type: 'CANCELLATION_DECLINED' } as const;
    const applied = await applyAnswer.fact(
      order,
      'CANCEL_ANSWER',
      (current) => (current.cancellation?.status === 'PENDING' ? declined : null),
      options,
    );
    return attemptOf(applied, options);
  }

  /**
   * Records that DANA cancelled the order. A payment that DANA reports with it is recorded first, so that the amount
   * returned is known. If the report shows a payment and nothing returned, the money came after the cancellation: money
   * wins, and the cancellation stays pending, now for a paid order. The same holds if the payment is recorded while we
   * read the report. A report that does not show the cancellation yet may not show an earlier payment either, so it is
   * queried again.
   */
  async function recordCancelled(
    order: Order,
    report: QueriedReport,
    options: FactOptions = {},
  ): Promise<CancelAttempt> {
    const isReported = typeof report === 'object';
    const voided = (isReported ? report.voided : null) ?? zeroRupiah;
    if (isReported && report.state === 'PAID' && voided === 0n) {
      return { order: await deps.applyReport(order, report), isReleased: false };
    }
    const wasPaid = isReported && voided > 0n;
    const current =
      wasPaid && order.paid === 0n ? await deps.applyReport(order, { ...report, state: 'PAID' }) : order;
    const applied = await applyAnswer.fact(
      current,
      'CANCEL_ANSWER',
      (latest) =>
        order.paid === 0n && latest.paid > 0n && voided === 0n
          ? null
          : { type: 'CANCELLED', voided, paidAt: isReported ? report.paidAt : null },
      { ...options, reportNeeded: reportNeededOnCancel(report) },
    );
    return attemptOf(applied, options);
  }

  /** Every later call. The order may be cancelled already, so it queries DANA before it sends the request again. */
  async function repeat(order: Order): Promise<FollowUp> {
    const queried = await queryOrder.query(order);
    const { order: current } = queried;
    const { cancellation } = current;
    if (cancellation?.status !== 'PENDING') return { ...queried, queryAgainAt: null };
    const answer = await provider.cancelOrder(current);
    if (answer.kind === 'declined') return applyDecline(current, cancellation, answer);
    // DANA may still carry out this call later, so the next declined answer restarts the one-minute window.
    if (answer.kind === 'unknown') await deps.store.forgetDecline(operationOf(current, cancellation));
    const next =
      answer.kind === 'unknown'
        ? await applyAnswer.unknown(current, 'cancelOrder', answer)
        : (await recordCancelled(current, await queryOrder.fetchReport(current))).order;
    return { ...queried, order: next, queryAgainAt: null };
  }

  /**
   * A declined repeat proves nothing about earlier calls: DANA may have carried one out, or may still do so. The
   * cancellation has failed for good only if a report that is `readLagMaxMs` younger shows none.
   */
  async function applyDecline(
    order: Order,
    cancellation: Cancellation,
    answer: DeclinedAnswer,
  ): Promise<FollowUp> {
    await applyAnswer.lowBalance(order, 'cancelOrder', answer);
    const now = deps.clock.now();
    const declinedAt = await deps.store.firstDecline(operationOf(order, cancellation), now);
    const conclusiveAt = new Date(declinedAt.getTime() + readLagMaxMs);
    const report = await queryOrder.fetchReport(order);
    const current = await applyIfReported(order, report);
    const asked = askedAt(now, report, order);
    if (current.cancellation?.status !== 'PENDING' || leavesCancellationOpen(report, order)) {
      return { ...asked, order: current, queryAgainAt: null };
    }
    if (now < conclusiveAt) return { ...asked, order: current, queryAgainAt: conclusiveAt };
    const declined = await recordDeclined(current, answer, { reportNeeded: reportNeededAfterLookBack });
    return { ...asked, order: declined.order, queryAgainAt: null };
  }

  return { first, repeat };
}
export type AttemptCancel = ReturnType<typeof makeAttemptCancel>;

function attemptOf({ order, isChanged }: AppliedFact, { releasedLease }: FactOptions): CancelAttempt {
  return { order, isReleased: isChanged && releasedLease !== undefined };
}

/** Names this cancellation for ever: after DANA has declined one, another may be requested for the same order. */
function operationOf({ id }: Order, { requestedAt }: Cancellation): string {
  return `${id} ${requestedAt.toISOString()}`;
}

/** Which report is needed after DANA accepted a cancellation, given the report read right after it. */
function reportNeededOnCancel(report: QueriedReport): ((now: Date) => ReportNeeded) | undefined {
  if (typeof report !== 'object') return reportNeededNow;
  return report.state === 'CANCELLED' ? undefined : reportNeededAfterReadLag;
}

/**
 * Which report is needed after DANA declined the first call: if DANA gave no report on an order that it knew, or if the
 * order's state forbids a cancellation, perhaps because of one made elsewhere that the report does not show yet.
 */
function reportNeededOnDecline(
  report: QueriedReport,
  { reason }: DeclinedAnswer,
): ((now: Date) => ReportNeeded) | undefined {
  if (typeof report !== 'object') return reportNeededNow;
  return reason === 'INVALID_STATUS' ? reportNeededAfterReadLag : undefined;
}

/** Whether this report leaves it open if DANA has cancelled the order. */
function leavesCancellationOpen(report: QueriedReport, order: Order): boolean {
  return report === 'unknown' || (typeof report === 'object' && !isConclusive(report, order));
}
