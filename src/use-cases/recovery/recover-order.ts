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
import type { OrderLease } from '../ports/order-queue.ts';
import type { OrderStore } from '../ports/order-store.ts';

export interface RecoverOrderDeps {
  readonly store: OrderStore;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly applyEarlyNotifications: ApplyEarlyNotifications;
  readonly attemptCreate: AttemptCreate;
  readonly attemptCancel: AttemptCancel;
  readonly attemptRefund: AttemptRefund;
  readonly queryOrder: QueryOrder;
  readonly cancelOtherAttempts: CancelOtherAttempts;
}

/**
 * Asks DANA for whatever answer is owed about a leased order, records it, and ends the lease with the time at which DANA
 * is asked again; the order as it is then. Where something fails the lease ends by itself, and what is owed stays so.
 */
export function makeRecoverOrder(deps: RecoverOrderDeps) {
  const { store, clock, chance, queryOrder } = deps;

  return async function recoverOrder(lease: OrderLease): Promise<Order> {
    const { reportNeededAfter } = lease;
    const followUp = await settle(lease.order, reportNeededAfter !== null);
    const { order, reportQueriedAt } = followUp;
    const { version } = order;
    const isInVain = version === lease.order.version;
    // Money that has just been recorded is owed to the other attempts at once, whatever else is owed later.
    if (!isInVain) await deps.cancelOtherAttempts(order);
    const dueAt = dueAfter(followUp, reportNeededAfter, isInVain ? lease.attemptCount + 1 : 0);
    await store.release(order.id, lease.leasedUntil, {
      version,
      dueAt,
      isInVain,
      reportNeededAfter,
      reportQueriedAt,
    });
    return order;
  };

  /**
   * What DANA had told before the order was there comes first: an order that has come to rest is not looked at again. So
   * does what the attempts of a checkout owe to each other.
   */
  async function settle(order: Order, isReportNeeded: boolean): Promise<FollowUp> {
    await deps.applyEarlyNotifications(order);
    await deps.cancelOtherAttempts(order);
    if (order.status === 'CONFIRMING') {
      return { order: await deps.attemptCreate.repeat(order), reportQueriedAt: null, askAgainAt: null };
    }
    if (order.cancellation?.status === 'PENDING') return deps.attemptCancel.repeat(order);
    if (order.refundPending > 0n && !isReportNeeded) return deps.attemptRefund.repeatAll(order);
    const asked = await queryOrder.query(order);
    if (asked.order.refundPending === 0n) return { ...asked, askAgainAt: null };
    const followUp = await deps.attemptRefund.repeatAll(asked.order);
    return { ...followUp, reportQueriedAt: followUp.reportQueriedAt ?? asked.reportQueriedAt };
  }

  /** An account that came too early to count is asked for when it does; one that did not come, after a back-off. */
  function dueAfter(
    { order, reportQueriedAt, askAgainAt }: FollowUp,
    reportNeededAfter: Date | null,
    attemptCount: number,
  ): Date | null {
    const now = clock.now();
    const fraction = chance.fraction();
    const isOwed =
      reportNeededAfter !== null && (reportQueriedAt === null || reportQueriedAt < reportNeededAfter);
    const backoffAt =
      reportQueriedAt === null ? nextReportQueryAt(now, attemptCount, fraction) : reportNeededAfter;
    const dueAt = nextDueAt(order, now, attemptCount, fraction);
    return earliest(isOwed ? earliest(dueAt, backoffAt) : dueAt, askAgainAt);
  }
}
export type RecoverOrder = ReturnType<typeof makeRecoverOrder>;
