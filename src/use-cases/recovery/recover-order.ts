import type { Order } from '../../domain/order.ts';
import type { AttemptCancel } from '../calls/attempt-cancel.ts';
import type { AttemptCreate } from '../calls/attempt-create.ts';
import type { AttemptRefund } from '../calls/attempt-refund.ts';
import type { FollowUp } from '../calls/follow-up.ts';
import type { QueryOrder } from '../calls/query-order.ts';
import { earliest, nextDueAt, nextReportQueryAt } from '../changes/schedule.ts';
import type { CancelOtherAttempts } from '../checkouts/cancel-other-attempts.ts';
import type { ApplyEarlyNotifications } from '../notifications/apply-early-notifications.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderLease, OrderQueue } from '../ports/order-queue.ts';

export interface RecoverOrderDeps {
  readonly store: OrderQueue;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly applyEarlyNotifications: ApplyEarlyNotifications;
  readonly attemptCreate: AttemptCreate;
  readonly attemptCancel: AttemptCancel;
  readonly attemptRefund: AttemptRefund;
  readonly queryOrder: QueryOrder;
  readonly cancelOtherAttempts: CancelOtherAttempts;
}

/** An order after its recovery. */
export interface Recovered {
  readonly order: Order;
  /** Whether DANA has given the report that was needed. It may have changed nothing. */
  readonly isReported: boolean;
}

/**
 * Calls DANA about whatever is pending of a leased order, records the answers, and releases the lease with the time of
 * the next query; returns the order after that. If a step fails, the lease runs out and everything stays pending.
 */
export function makeRecoverOrder(deps: RecoverOrderDeps) {
  const { store, clock, chance, queryOrder } = deps;

  return async function recoverOrder(lease: OrderLease): Promise<Recovered> {
    const { reportNeededAfter } = lease;
    const followUp = await callDana(lease.order, reportNeededAfter !== null);
    const { order, reportQueriedAt, lastQuery } = followUp;
    const { version } = order;
    const isInVain = version === lease.order.version;
    // If a payment has just been recorded, the other attempts of the checkout are cancelled at once.
    if (!isInVain) await deps.cancelOtherAttempts(order);
    const isReported =
      reportNeededAfter !== null && reportQueriedAt !== null && reportQueriedAt >= reportNeededAfter;
    const dueAt = dueAfter(followUp, reportNeededAfter, isInVain ? lease.attemptCount + 1 : 0);
    await store.release(order.id, lease.leasedUntil, {
      version,
      dueAt,
      isInVain,
      reportNeededAfter,
      reportQueriedAt,
      lastQuery,
    });
    return { order, isReported };
  };

  /**
   * Early notifications, and the other attempts of a checkout, come before the calls to DANA: an order that these calls
   * make final is not recovered again.
   */
  async function callDana(order: Order, isReportNeeded: boolean): Promise<FollowUp> {
    await deps.applyEarlyNotifications(order);
    await deps.cancelOtherAttempts(order);
    if (order.status === 'CONFIRMING') {
      return { ...(await deps.attemptCreate.repeat(order)), queryAgainAt: null };
    }
    if (order.cancellation?.status === 'PENDING') return deps.attemptCancel.repeat(order);
    if (order.refundPending > 0n && !isReportNeeded) return deps.attemptRefund.repeatAll(order);
    const queried = await queryOrder.query(order);
    if (queried.order.refundPending === 0n) return { ...queried, queryAgainAt: null };
    const followUp = await deps.attemptRefund.repeatAll(queried.order);
    return {
      ...followUp,
      reportQueriedAt: followUp.reportQueriedAt ?? queried.reportQueriedAt,
      lastQuery: followUp.lastQuery ?? queried.lastQuery,
    };
  }

  /** A report that came too early to count is queried again when it counts; one that did not come, after a back-off. */
  function dueAfter(
    { order, reportQueriedAt, queryAgainAt }: FollowUp,
    reportNeededAfter: Date | null,
    attemptCount: number,
  ): Date | null {
    const now = clock.now();
    const fraction = chance.fraction();
    const isReportMissing =
      reportNeededAfter !== null && (reportQueriedAt === null || reportQueriedAt < reportNeededAfter);
    const reportDueAt =
      reportQueriedAt === null ? nextReportQueryAt(now, attemptCount, fraction) : reportNeededAfter;
    const dueAt = nextDueAt(order, now, attemptCount, fraction);
    return earliest(isReportMissing ? earliest(dueAt, reportDueAt) : dueAt, queryAgainAt);
  }
}

export type RecoverOrder = ReturnType<typeof makeRecoverOrder>;
