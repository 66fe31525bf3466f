import type { Order } from '../../domain/order.ts';
import type { Refund } from '../../domain/refund.ts';
import {
  earliest,
  firstCallMs,
  readLagMaxMs,
  reportNeededAfterLookBack,
  reportNeededAfterReadLag,
} from '../changes/schedule.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { DeclinedAnswer, PaymentProvider } from '../ports/payment-provider.ts';
import { declineIn, type RecordAnswer } from './apply-answer.ts';
import type { RecordReport } from './apply-report.ts';
import type { Attempt } from './attempt-create.ts';
import type { FollowUp } from './follow-up.ts';
import { isConclusive, type QueryOrder } from './query-order.ts';

/** Refund Order, first and repeated. The body is the stored one, byte for byte, every time. */
export function makeAttemptRefund(deps: {
  store: OrderStore;
  provider: PaymentProvider;
  clock: Clock;
  record: RecordAnswer;
  recordReport: RecordReport;
  queryOrder: QueryOrder;
}) {
  const { store, provider, record, queryOrder } = deps;

  /** The first call, by the one who recorded the refund. Only here does a refusal prove that nothing went back. */
  async function first(order: Order, refund: Refund, request: string): Promise<Attempt> {
    const answer = await provider.refundOrder(request);
    if (answer.kind === 'unknown') {
      return { order: await record.unknown(order, 'refundOrder', answer), declined: null };
    }
    if (answer.kind === 'accepted') {
      const { refundNo } = answer;
      return { order: await record.verdict(order, refund, { type: 'REFUNDED', refundNo }), declined: null };
    }
    // The number stands at DANA with another amount; what that refund did, only DANA's totals can tell.
    if (answer.reason === 'INCONSISTENT_REQUEST') {
      return { order: (await queryOrder.query(order)).order, declined: null };
    }
    const verdict = { ...declineIn(answer), type: 'REFUND_DECLINED' } as const;
    // Of an order that we believe paid DANA says that it is not: something happened to it elsewhere.
    const reportNeeded = answer.reason === 'INVALID_STATUS' ? reportNeededAfterReadLag : undefined;
    return { order: await record.verdict(order, refund, verdict, { reportNeeded }), declined: answer };
  }

  /** Every refund of this order whose answer is owed. */
  async function repeatAll(order: Order): Promise<FollowUp> {
    // A younger one may still be on its first way to DANA: its caller settles it.
    const overdueAtMs = deps.clock.now().getTime() - firstCallMs;
    let followUp: FollowUp = { order, reportQueriedAt: null, askAgainAt: null };
    for (const refund of await store.refundsOf(order.id)) {
      if (refund.status !== 'PENDING' || refund.createdAt.getTime() > overdueAtMs) continue;
      const next = await repeat(followUp.order, refund);
      followUp = {
        order: next.order,
        reportQueriedAt: next.reportQueriedAt ?? followUp.reportQueriedAt,
        askAgainAt: earliest(followUp.askAgainAt, next.askAgainAt),
      };
    }
    return followUp;
  }

  /** There is no refund query at DANA: the identical body again is its way of asking. */
  async function repeat(order: Order, refund: Refund): Promise<FollowUp> {
    const request = await store.refundRequest(refund.id);
    if (request === null) return { ...(await queryOrder.query(order)), askAgainAt: null };
    const answer = await provider.refundOrder(request);
    if (answer.kind === 'declined') return weighDecline(order, refund, answer);
    // This call may be done late as any other: the minute begins anew with the first refusal after it.
    if (answer.kind === 'unknown') await store.forgetDecline(refund.id);
    const settled =
      answer.kind === 'unknown'
        ? await record.unknown(order, 'refundOrder', answer)
        : await record.verdict(order, refund, { type: 'REFUNDED', refundNo: answer.refundNo });
    return { order: settled, reportQueriedAt: null, askAgainAt: null };
  }

  /**
   * A refusal of the repeat proves only the repeat. Refused for good it is where DANA's total has no room for it: what
   * the total holds beyond the agreed one, refunds made elsewhere for instance, is less than this refund.
   */
  async function weighDecline(order: Order, refund: Refund, answer: DeclinedAnswer): Promise<FollowUp> {
    const now = deps.clock.now();
    const refusedAt = await store.firstDecline(refund.id, now);
    const settlesAt = new Date(refusedAt.getTime() + readLagMaxMs);
    const asked = (await store.find({ id: order.id })) ?? order;
    const report = await queryOrder.ask(asked);
    const reportQueriedAt = isConclusive(report, asked) ? now : null;
    if (typeof report !== 'object') return { order: asked, reportQueriedAt, askAgainAt: null };
    const told = await deps.recordReport(asked, report);
    const isPlain = told.version === asked.version && report.refunded !== null;
    const unexplained = isPlain ? report.refunded - told.refunded : null;
    if (unexplained === null || unexplained < 0n || unexplained >= refund.amount) {
      return { order: told, reportQueriedAt, askAgainAt: null };
    }
    if (now < settlesAt) return { order: told, reportQueriedAt, askAgainAt: settlesAt };
    const verdict = { ...declineIn(answer), type: 'REFUND_DECLINED' } as const;
    const settled = await record.verdict(told, refund, verdict, { reportNeeded: reportNeededAfterLookBack });
    // What the account says besides had to wait for this, such as a cancel made elsewhere.
    return { order: await deps.recordReport(settled, report), reportQueriedAt, askAgainAt: null };
  }

  return { first, repeatAll };
}
export type AttemptRefund = ReturnType<typeof makeAttemptRefund>;
