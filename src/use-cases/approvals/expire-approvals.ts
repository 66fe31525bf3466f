import { gatewayActor } from '../../domain/actor.ts';
import type { Approval } from '../../domain/approval.ts';
import type { Order } from '../../domain/order.ts';
import { type BackgroundLoop, makeBackgroundLoop } from '../background/background-loop.ts';
import type { RoundFailures } from '../background/round-failures.ts';
import { changeByFact, changeContext } from '../changes/order-changes.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { OrderChange, OrderChanges } from '../ports/order-changes.ts';
import type { Approvals } from '../ports/people/approvals.ts';
import { unlessContradicted } from './return-changes.ts';

/** A request ends at most this long after its time is over. */
const sweepMs = 60_000;
/** Requests that one round ends; if more are overdue, the next round follows at once. */
const approvalsARoundMax = 100;

export interface ExpireApprovalsDeps {
  readonly store: Approvals & OrderChanges;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly failures: RoundFailures;
}

/** The change that ends a request whose time is over; null if it does not wait, or still has time. */
export function expiryOf(
  order: Order,
  approval: Approval,
  deps: { readonly clock: Clock; readonly chance: Chance },
): OrderChange | null {
  const context = changeContext(gatewayActor, deps);
  const waits = order.waitingApprovals.some(({ id }) => id === approval.id);
  if (!waits || context.now < approval.expiresAt) return null;
  const { id: approvalId, act, amount } = approval;
  const fact = { type: 'APPROVAL_EXPIRED', approvalId, act, amount } as const;
  const change = unlessContradicted(changeByFact(context, order, fact), fact.type);
  return change === null
    ? null
    : { ...change, approval: { ...approval, status: 'EXPIRED', endedAt: context.now } };
}

/**
 * Ends requests that nobody decided about in time, so that their amounts are free again. Runs in every process; of two
 * that end the same request, one changes nothing.
 */
export function makeExpireApprovals(deps: ExpireApprovalsDeps): BackgroundLoop {
  const { store, clock, log } = deps;
  return makeBackgroundLoop({
    name: 'approvals',
    failures: deps.failures,
    clock,
    sweepMs,
    pauseMs: 0,
    async round() {
      const overdue = await store.listOverdueApprovals(clock.now(), approvalsARoundMax);
      let endedCount = 0;
      for (const approval of overdue) {
        const outcome = await store.change(approval.orderId, (order) => expiryOf(order, approval, deps));
        if (outcome.kind === 'changed') endedCount += 1;
      }
      // A full page means that more may wait; a round that ended nothing must not be repeated at once.
      return overdue.length === approvalsARoundMax && endedCount > 0 ? clock.now() : null;
    },
    onFault: (error) => log.error('approval.expiry_failed', { error }),
  });
}
