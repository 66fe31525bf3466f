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
import type { OrderStore } from '../ports/order-store.ts';
import type { DeclinedAnswer, PaymentProvider } from '../ports/payment-provider.ts';
import { declineIn, type RecordAnswer } from './apply-answer.ts';
import type { RecordReport } from './apply-report.ts';
import type { Attempt } from './attempt-create.ts';
import type { FollowUp } from './follow-up.ts';
import { isConclusive, type QueriedReport, type QueryOrder } from './query-order.ts';

/** Cancel Order, first and repeated. DANA's key is the order, so a repeat is always safe. */
export function makeAttemptCancel(deps: {
  store: OrderStore;
  provider: PaymentProvider;
  clock: Clock;
  record: RecordAnswer;
  recordReport: RecordReport;
  queryOrder: QueryOrder;
}) {
  const { provider, record, queryOrder } = deps;

  /**
   * The first call, by the one who recorded the wish. Whatever DANA answers, its account of the order is read before
   * anything is recorded as final. Only here does a refusal prove that DANA did not cancel, and only while the caller's
   * lease is on the row: afterwards somebody else may be repeating it.
   */
  async function first(order: Order, leasedUntil: Date): Promise<Attempt> {
    const answer = await provider.cancelOrder(order);
    if (answer.kind === 'unknown') {
      return { order: await record.unknown(order, 'cancelOrder', answer), declined: null };
    }
    const account = await queryOrder.ask(order);
    if (answer.kind === 'accepted') return { order: await recordCancelled(order, account), declined: null };
    const told = await recordTold(order, account);
    if (told.cancellation?.status !== 'PENDING' || leavesCancellationOpen(account, order)) {
      return { order: told, declined: null };
    }
    const reportNeeded = reportNeededOnDecline(account, answer);
    const next = await recordDeclined(told, answer, { whileLeased: leasedUntil, reportNeeded });
    return { order: next, declined: next.cancellation?.status === 'FAILED' ? answer : null };
  }

  /** Refused, yet the order may be cancelled: by an earlier call whose answer was lost, or elsewhere. */
  function recordTold(order: Order, account: QueriedReport): Promise<Order> | Order {
    return typeof account === 'object' ? deps.recordReport(order, account) : order;
  }

  function recordDeclined(
    order: Order,
    answer: DeclinedAnswer,
    options: Parameters<RecordAnswer['fact']>[3],
  ): Promise<Order> {
    return record.fact(
      order,
      'CANCEL_ANSWER',
      (current) =>
        current.cancellation?.status === 'PENDING'
          ? { ...declineIn(answer), type: 'CANCELLATION_DECLINED' }
          : null,
      options,
    );
  }

  /**
   * DANA says that it cancelled the order. A payment that was on its way is recorded first, so that what went back is
   * known. Where DANA's account is a payment of which nothing went back, money came after the cancel: money wins,
   * and the cancel stays owed, now for a paid order. So it is where the money is recorded while we look. An account that
   * does not show the cancel yet may not show a payment before it either: it is asked for again.
   */
  async function recordCancelled(order: Order, report: QueriedReport): Promise<Order> {
    const isTold = typeof report === 'object';
    const voided = (isTold ? report.voided : null) ?? zeroRupiah;
    if (isTold && report.state === 'PAID' && voided === 0n) return deps.recordReport(order, report);
    const wasPaid = isTold && voided > 0n;
    const current =
      wasPaid && order.paid === 0n ? await deps.recordReport(order, { ...report, state: 'PAID' }) : order;
    return record.fact(
      current,
      'CANCEL_ANSWER',
      (latest) =>
        order.paid === 0n && latest.paid > 0n && voided === 0n
          ? null
          : { type: 'CANCELLED', voided, paidAt: isTold ? report.paidAt : null },
      { reportNeeded: reportNeededOnCancel(report) },
    );
  }

  /** The answer is owed: the order may be cancelled already, so DANA is asked before it is told again. */
  async function repeat(order: Order): Promise<FollowUp> {
    const asked = await queryOrder.query(order);
    const { order: current } = asked;
    const { cancellation } = current;
    if (cancellation?.status !== 'PENDING') return { ...asked, askAgainAt: null };
    const answer = await provider.cancelOrder(current);
    if (answer.kind === 'declined') return weighDecline(current, cancellation, answer);
    // This call may be done late as any other: the minute begins anew with the first refusal after it.
    if (answer.kind === 'unknown') await deps.store.forgetDecline(operationOf(current, cancellation));
    const settled =
      answer.kind === 'unknown'
        ? await record.unknown(current, 'cancelOrder', answer)
        : await recordCancelled(current, await queryOrder.ask(current));
    return { ...asked, order: settled, askAgainAt: null };
  }

  /**
   * A refusal of the repeat proves only the repeat: an earlier call may have been done, or still be on its way. Refused
   * for good it is where an account that is younger by `readLagMaxMs` shows no cancel.
   */
  async function weighDecline(
    order: Order,
    cancellation: Cancellation,
    answer: DeclinedAnswer,
  ): Promise<FollowUp> {
    const now = deps.clock.now();
    const refusedAt = await deps.store.firstDecline(operationOf(order, cancellation), now);
    const settlesAt = new Date(refusedAt.getTime() + readLagMaxMs);
    const account = await queryOrder.ask(order);
    const told = await recordTold(order, account);
    const reportQueriedAt = isConclusive(account, order) ? now : null;
    if (told.cancellation?.status !== 'PENDING' || leavesCancellationOpen(account, order)) {
      return { order: told, reportQueriedAt, askAgainAt: null };
    }
    if (now < settlesAt) return { order: told, reportQueriedAt, askAgainAt: settlesAt };
    return {
      order: await recordDeclined(told, answer, { reportNeeded: reportNeededAfterLookBack }),
      reportQueriedAt,
      askAgainAt: null,
    };
  }

  return { first, repeat };
}

/** Names this cancel for ever: an order may be asked to be cancelled again where DANA has refused it. */
function operationOf({ id }: Order, { requestedAt }: Cancellation): string {
  return `${id} ${requestedAt.toISOString()}`;
}

/** What an account leaves open that was asked for when DANA had said that it cancelled the order. */
function reportNeededOnCancel(account: QueriedReport): ((now: Date) => ReportNeeded) | undefined {
  if (typeof account !== 'object') return reportNeededNow;
  return account.state === 'CANCELLED' ? undefined : reportNeededAfterReadLag;
}

/**
 * What a refusal of the first call leaves open: of an order that it knew DANA had no account, or its state forbids a
 * cancel, perhaps because one was made elsewhere that the account does not show yet.
 */
function reportNeededOnDecline(
  account: QueriedReport,
  { reason }: DeclinedAnswer,
): ((now: Date) => ReportNeeded) | undefined {
  if (typeof account !== 'object') return reportNeededNow;
  return reason === 'INVALID_STATUS' ? reportNeededAfterReadLag : undefined;
}

/** Whether an account leaves it open if DANA has cancelled the order. */
function leavesCancellationOpen(account: QueriedReport, order: Order): boolean {
  return account === 'unknown' || (typeof account === 'object' && !isConclusive(account, order));
}
export type AttemptCancel = ReturnType<typeof makeAttemptCancel>;
