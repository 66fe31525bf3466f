import type { Order } from '../../domain/order.ts';
import type { Refund } from '../../domain/refund.ts';
import type { RefundVerdict } from '../../domain/refund-lifecycle.ts';
import {
  earliest,
  isInFirstCall,
  readLagMaxMs,
  reportNeededAfterLookBack,
  reportNeededAfterReadLag,
} from '../changes/schedule.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderReads } from '../ports/order-reads.ts';
import type { DeclinedAnswer, PaymentProvider } from '../ports/payment-provider.ts';
import type { RepeatDeclines, SentRequests } from '../ports/repeats.ts';
import { type ApplyAnswer, declineIn, type FactOptions } from './apply-answer.ts';
import type { ApplyReport } from './apply-report.ts';
import type { FollowUp } from './follow-up.ts';
import { askedAt, type QueryOrder } from './query-order.ts';

/** The record after the first Refund Order. */
export interface RefundAttempt {
  readonly order: Order;
  readonly refund: Refund;
  /** The caller's lease ended with the recorded answer. */
  readonly isReleased: boolean;
}

/** Refund Order, first and repeated. Every call sends the stored body, byte for byte. */
export function makeAttemptRefund(deps: {
  store: OrderReads & SentRequests & RepeatDeclines;
  provider: PaymentProvider;
  clock: Clock;
  applyAnswer: ApplyAnswer;
  applyReport: ApplyReport;
  queryOrder: QueryOrder;
}) {
  const { store, provider, applyAnswer, queryOrder } = deps;

  /**
   * The first call, by the caller that recorded the refund. Only here does a declined answer prove that nothing was
   * refunded, and only while the caller holds its lease: afterwards another process may be repeating the call. Returns
   * what is on record afterwards, whatever DANA answered.
   */
  async function first(
    order: Order,
    refund: Refund,
    request: string,
    leasedUntil: Date,
  ): Promise<RefundAttempt> {
    const recordVerdict = async (verdict: RefundVerdict, options: FactOptions = {}) => {
      const released = { ...options, releasedLease: leasedUntil, isFresh: true };
      const { isChanged, ...recorded } = await applyAnswer.verdict(order, refund, verdict, released);
      return { ...recorded, isReleased: isChanged };
    };
    const answer = await provider.refundOrder(request);
    if (answer.kind === 'unknown') {
      await applyAnswer.unknown(order, 'refundOrder', answer);
      return onRecord(order, refund);
    }
    if (answer.kind === 'accepted') {
      const verdict = { type: 'REFUNDED', refundNo: answer.refundNo } as const;
      return recordVerdict(verdict);
    }
    // DANA has this number with another amount. Only DANA's totals show what that refund did.
    if (answer.reason === 'INCONSISTENT_REQUEST') {
      await queryOrder.query(order);
      return onRecord(order, refund);
    }
    await applyAnswer.lowBalance(order, 'refundOrder', answer);
    // The order may be frozen: no notification tells, so DANA is queried for the reason.
    const isReasonOpen = answer.reason === 'NOT_PERMITTED' && !order.isFrozen;
    const current = isReasonOpen ? (await queryOrder.query(order)).order : order;
    const verdict = { ...declineIn(answer, current), type: 'REFUND_DECLINED' } as const;
    // DANA says that an order is not paid which we know as paid: something happened to it elsewhere.
    const reportNeeded = answer.reason === 'INVALID_STATUS' ? reportNeededAfterReadLag : undefined;
    return recordVerdict(verdict, { reportNeeded, whileLeased: leasedUntil });
  }

  /** Read again: while DANA was silent another process may have recorded how the refund ended. */
  async function onRecord(order: Order, refund: Refund): Promise<RefundAttempt> {
    const current = (await store.findRefund({ id: refund.id })) ?? refund;
    // Read after the refund, so that it is never older than the refund's answer.
    return { refund: current, order: (await store.find({ id: order.id })) ?? order, isReleased: false };
  }

  /** Repeats every pending refund of this order. */
  async function repeatAll(order: Order): Promise<FollowUp> {
    // A younger one may still be in its first call; its caller records the answer.
    const now = deps.clock.now();
    let followUp: FollowUp = { order, reportQueriedAt: null, lastQuery: null, queryAgainAt: null };
    for (const refund of await store.refundsOf(order.id)) {
      if (refund.status !== 'PENDING' || isInFirstCall(refund.createdAt, now)) continue;
      const next = await repeat(followUp.order, refund);
      followUp = {
        order: next.order,
        reportQueriedAt: next.reportQueriedAt ?? followUp.reportQueriedAt,
        lastQuery: next.lastQuery ?? followUp.lastQuery,
        queryAgainAt: earliest(followUp.queryAgainAt, next.queryAgainAt),
      };
    }
    return followUp;
  }

  /** DANA has no query for refunds; sending the identical body again serves as one. */
  async function repeat(order: Order, refund: Refund): Promise<FollowUp> {
    const request = await store.refundRequest(refund.id);
    if (request === null) return { ...(await queryOrder.query(order)), queryAgainAt: null };
    const answer = await provider.refundOrder(request);
    if (answer.kind === 'declined') return applyDecline(order, refund, answer);
    // DANA may still carry out this call later, so the next declined answer restarts the one-minute window.
    if (answer.kind === 'unknown') await store.forgetDecline(refund.id);
    const current =
      answer.kind === 'unknown'
        ? await applyAnswer.unknown(order, 'refundOrder', answer)
        : (await applyAnswer.verdict(order, refund, { type: 'REFUNDED', refundNo: answer.refundNo })).order;
    return { order: current, reportQueriedAt: null, lastQuery: null, queryAgainAt: null };
  }

  /**
   * A declined repeat proves nothing about the first call. The refund has failed for good only if DANA's total leaves
   * no room for it: what the total holds beyond the agreed one (refunds made elsewhere, say) is less than this refund.
   */
  async function applyDecline(order: Order, refund: Refund, answer: DeclinedAnswer): Promise<FollowUp> {
    await applyAnswer.lowBalance(order, 'refundOrder', answer);
    const now = deps.clock.now();
    const declinedAt = await store.firstDecline(refund.id, now);
    const conclusiveAt = new Date(declinedAt.getTime() + readLagMaxMs);
    const queried = (await store.find({ id: order.id })) ?? order;
    const report = await queryOrder.fetchReport(queried);
    const asked = askedAt(now, report, queried);
    if (typeof report !== 'object') return { ...asked, order: queried, queryAgainAt: null };
    const current = await deps.applyReport(queried, report);
    const isUnchanged = current.version === queried.version && report.refunded !== null;
    const unexplained = isUnchanged ? report.refunded - current.refunded : null;
    if (unexplained === null || unexplained < 0n || unexplained >= refund.amount) {
      return { ...asked, order: current, queryAgainAt: null };
    }
    if (now < conclusiveAt) return { ...asked, order: current, queryAgainAt: conclusiveAt };
    const verdict = { ...declineIn(answer, current), type: 'REFUND_DECLINED' } as const;
    const options = { reportNeeded: reportNeededAfterLookBack };
    const failed = await applyAnswer.verdict(current, refund, verdict, options);
    // The rest of the report, such as a cancellation made elsewhere, could not be applied while the refund was pending.
    return { ...asked, order: await deps.applyReport(failed.order, report), queryAgainAt: null };
  }

  return { first, repeatAll };
}
export type AttemptRefund = ReturnType<typeof makeAttemptRefund>;
