import type { Order } from '../../domain/order.ts';
import type { AttemptCancel } from '../calls/attempt-cancel.ts';
import type { AttemptCreate } from '../calls/attempt-create.ts';
import type { AttemptRefund } from '../calls/attempt-refund.ts';
import { earliest, type Settlement } from '../calls/follow-up.ts';
import type { QueryOrder } from '../calls/query-order.ts';
import { nextAccountAt, nextDueAt } from '../changes/schedule.ts';
import type { GuardCheckout } from '../checkouts/cancel-other-attempts.ts';
import type { AdoptOrphans } from '../notifications/apply-early-notifications.ts';
import type { OrderLease, OrderStore } from '../ports/order-store.ts';
import type { Chance, Clock } from '../ports/runtime.ts';

export interface SettleOrderDeps {
  readonly store: OrderStore;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly adoptOrphans: AdoptOrphans;
  readonly attemptCreate: AttemptCreate;
  readonly attemptCancel: AttemptCancel;
  readonly attemptRefund: AttemptRefund;
  readonly queryOrder: QueryOrder;
  readonly guardCheckout: GuardCheckout;
}

/**
 * Asks DANA for whatever answer is owed about a leased order, records it, and ends the lease with the time at which DANA
 * is asked again; the order as it is then. Where something fails the lease ends by itself, and what is owed stays so.
 */
export function makeSettleOrder(deps: SettleOrderDeps) {
  const { store, clock, chance, queryOrder } = deps;

  return async function settleOrder(lease: OrderLease): Promise<Order> {
    const { accountOwedAt } = lease;
    const settlement = await settle(lease.order, accountOwedAt !== null);
    const { order, accountAskedAt } = settlement;
    const { version } = order;
    const isInVain = version === lease.order.version;
    // Money that has just been recorded is owed to the other tries at once, whatever else is owed later.
    if (!isInVain) await deps.guardCheckout(order);
    const dueAt = dueAfter(settlement, accountOwedAt, isInVain ? lease.attemptCount + 1 : 0);
    await store.release(order.id, lease.leasedUntil, {
      version,
      dueAt,
      isInVain,
      accountOwedAt,
      accountAskedAt,
    });
    return order;
  };

  /**
   * What DANA had told before the order was there comes first: an order that has come to rest is not looked at again. So
   * does what the tries of a checkout owe to each other.
   */
  async function settle(order: Order, isAccountOwed: boolean): Promise<Settlement> {
    await deps.adoptOrphans(order);
    await deps.guardCheckout(order);
    if (order.status === 'CONFIRMING') {
      return { order: await deps.attemptCreate.repeat(order), accountAskedAt: null, askAgainAt: null };
    }
    if (order.cancellation?.status === 'PENDING') return deps.attemptCancel.repeat(order);
    if (order.refundPending > 0n && !isAccountOwed) return deps.attemptRefund.repeatAll(order);
    const asked = await queryOrder.query(order);
    if (asked.order.refundPending === 0n) return { ...asked, askAgainAt: null };
    const settlement = await deps.attemptRefund.repeatAll(asked.order);
    return { ...settlement, accountAskedAt: settlement.accountAskedAt ?? asked.accountAskedAt };
  }

  /** An account that came too early to count is asked for when it does; one that did not come, after a back-off. */
  function dueAfter(
    { order, accountAskedAt, askAgainAt }: Settlement,
    accountOwedAt: Date | null,
    attemptCount: number,
  ): Date | null {
    const now = clock.now();
    const fraction = chance.fraction();
    const isOwed = accountOwedAt !== null && (accountAskedAt === null || accountAskedAt < accountOwedAt);
    const backoffAt = accountAskedAt === null ? nextAccountAt(now, attemptCount, fraction) : accountOwedAt;
    const dueAt = nextDueAt(order, now, attemptCount, fraction);
    return earliest(isOwed ? earliest(dueAt, backoffAt) : dueAt, askAgainAt);
  }
}
export type SettleOrder = ReturnType<typeof makeSettleOrder>;
