import type { Order } from '../../domain/order.ts';
import type { DecideChange } from '../ports/order-changes.ts';
import type { OrderStore } from '../ports/order-store.ts';

/**
 * How many days after the payment DANA is queried about chargebacks and freezes. Banks accept disputes for about four
 * months; most come early.
 */
export const lateQueryDaysDefault: readonly number[] = [1, 3, 7, 14, 30, 60, 90, 120];

const dayMs = 24 * 60 * 60_000;
/** An unanswered late query is repeated after as long as it is overdue already, within these bounds. */
const retryMinMs = 60_000;
const retryMaxMs = 12 * 60 * 60_000;
/** After the last day: an order that DANA has not answered for that long is not queried again. */
const giveUpMs = 30 * dayMs;
/** Jitter as a share of the wait, so that the orders of one outage do not become due at once. */
const jitterShare = 0.1;

/** The first planned query after this instant; null if there is none. */
export function nextLateQueryAt(paidAt: Date, days: readonly number[], after: Date): Date | null {
  const times = days.map((count) => paidAt.getTime() + count * dayMs).filter((ms) => ms > after.getTime());
  return times.length === 0 ? null : new Date(Math.min(...times));
}

/** The latest planned query that is due by now; null if none is. One query answers for all earlier ones. */
export function dueLateQueryAt(paidAt: Date, days: readonly number[], now: Date): Date | null {
  const times = days.map((count) => paidAt.getTime() + count * dayMs).filter((ms) => ms <= now.getTime());
  return times.length === 0 ? null : new Date(Math.max(...times));
}

/** When the query that was due at `dueAt` is repeated after DANA left it unanswered; null if it is given up. */
export function lateRetryAt(dueAt: Date, now: Date, fraction: number): Date | null {
  const overdueMs = now.getTime() - dueAt.getTime();
  if (overdueMs > giveUpMs) return null;
  const waitMs = Math.min(Math.max(overdueMs, retryMinMs), retryMaxMs);
  return new Date(now.getTime() + Math.round(waitMs * (1 + jitterShare * fraction)));
}

/**
 * The store, which plans the first late query of an order with the change that records its payment. `onPlanned` gets its
 * time afterwards.
 */
export function planLateQueries(
  store: OrderStore,
  days: readonly number[],
  onPlanned: (at: Date) => void,
): OrderStore {
  const planning =
    (decide: DecideChange): DecideChange =>
    (order, refunds) => {
      const change = decide(order, refunds);
      if (change === null || !isPaidBy(order, change.order)) return change;
      const { updatedAt, paidAt } = change.order;
      const lateQueryAt = nextLateQueryAt(paidAt ?? updatedAt, days, updatedAt);
      return lateQueryAt === null ? change : { ...change, lateQueryAt };
    };
  function announce<Outcome extends { readonly kind: string }>(outcome: Outcome): Outcome {
    if ('lateQueryAt' in outcome && outcome.lateQueryAt instanceof Date) onPlanned(outcome.lateQueryAt);
    return outcome;
  }
  return {
    ...store,
    change: async (orderId, decide, options) =>
      announce(await store.change(orderId, planning(decide), options)),
    reapply: async (inboxIds, orderId, decide) =>
      announce(await store.reapply(inboxIds, orderId, planning(decide))),
  };
}

function isPaidBy(before: Order, after: Order): boolean {
  return before.paid === 0n && after.paid > 0n;
}
