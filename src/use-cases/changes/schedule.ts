import { hasPendingOperation, type Order } from '../../domain/order.ts';
import type { ReportNeeded } from '../ports/order-changes.ts';
import type { LatestTimes } from '../ports/order-queue.ts';
import { danaTimeoutMs } from '../ports/payment-provider.ts';

/** Our own reads and writes around one call to DANA. */
const recordingMs = 1_000;

/**
 * How long one call to DANA may take, including what we read and record around it. Until then only the first caller of
 * a create, cancellation or refund records its answer, and repeated calls wait for it.
 */
export const firstCallMs = danaTimeoutMs + recordingMs;

/** Whether the first call of something that was requested at that time may still run, also by a clock that is behind. */
export function isInFirstCall(requestedAt: Date, now: Date): boolean {
  return Math.abs(now.getTime() - requestedAt.getTime()) < firstCallMs;
}

/** How long the first call of something that was requested at that time may still run. */
export function firstCallLeftMs(requestedAt: Date, now: Date): number {
  // At most the whole call: a request from the future was written before the clock was set back.
  return Math.min(requestedAt.getTime() + firstCallMs - now.getTime(), firstCallMs);
}

/**
 * When DANA is queried again if no notification comes. Each wait doubles from `firstMs` up to `maxMs`, plus up to a
 * tenth of jitter, so that a thousand orders of one outage do not become due at once.
 */
interface Backoff {
  readonly firstMs: number;
  readonly maxMs: number;
}
/** DANA has not confirmed the order: the payer is waiting. */
const confirmingBackoff: Backoff = { firstMs: 1_000, maxMs: 60_000 };
/** A refund or cancellation is pending, perhaps for days. The first wait outlasts the first call. */
const operationBackoff: Backoff = { firstMs: firstCallMs, maxMs: 30 * 60_000 };
/** The payer is paying. Finish Notify is the usual signal; this covers its loss. */
const pendingBackoff: Backoff = { firstMs: 60_000, maxMs: 10 * 60_000 };
/** The order should have expired, or a report is needed for another reason. */
const reportBackoff: Backoff = { firstMs: 2_000, maxMs: 5 * 60_000 };
/** The recovery of the order fails for a reason of ours, which only a fix or an operator ends. */
const stuckBackoff: Backoff = { firstMs: firstCallMs, maxMs: 60 * 60_000 };

/** Jitter as a share of the wait. */
const jitterShare = 0.1;

/** If DANA gives no conclusive answer for this long, an operator gets an incident. */
export const unknownForLongMs = 15 * 60_000;
/** A repeated create must reach DANA clearly before the order expires; later only a query is safe. */
export const repeatBeforeExpiryMs = 30_000;
/** "Not found" counts as evidence from this long after expiry. */
export const notFoundAfterExpiryMs = 60_000;
/** Two "not found" answers at least this far apart prove that DANA never received the order. */
export const notFoundApartMs = 60_000;
/**
 * DANA's reports may lag behind what it did, by seconds as far as observed; after this time they have caught up. A
 * cancellation or refund whose repeat DANA declines has failed for good only if a report that is this much younger than
 * the first declined repeat does not show it.
 */
export const readLagMaxMs = 60_000;
/** After a repeat has failed for good, DANA is queried once more this much later: a lost earlier call may have arrived. */
const lookBackMs = 10 * 60_000;

/**
 * When DANA must be queried about this order unless something happens sooner; null if nothing is pending.
 * `attemptCount`: queries in vain since the last change; `fraction` in [0, 1): the jitter.
 */
export function nextDueAt(order: Order, now: Date, attemptCount: number, fraction: number): Date | null {
  const after = (backoff: Backoff) => new Date(now.getTime() + backoffMs(backoff, attemptCount, fraction));
  if (order.status === 'CONFIRMING') return after(confirmingBackoff);
  if (hasPendingOperation(order)) return after(operationBackoff);
  if (order.status !== 'PENDING') return null;
  if (now >= order.expiresAt) return after(reportBackoff);
  const expiryMs = order.expiresAt.getTime() + backoffMs(reportBackoff, 0, fraction);
  return new Date(Math.min(after(pendingBackoff).getTime(), expiryMs));
}

/** What the clocks of two processes may differ by, generously: both follow the database's. */
const clockSlackMs = 10_000;

/** The latest times that this schedule writes, see LatestTimes. */
export function latestTimes(now: Date): LatestTimes {
  const after = (ms: number) => new Date(now.getTime() + ms + clockSlackMs);
  const longest = (backoff: Backoff) => backoff.maxMs * (1 + jitterShare);
  return {
    now,
    leasedUntil: after(firstCallMs),
    confirmingDueAt: after(longest(confirmingBackoff)),
    operationDueAt: after(longest(operationBackoff)),
    stuckDueAt: after(longest(stuckBackoff)),
    dueAt: after(Math.max(longest(pendingBackoff), longest(reportBackoff), lookBackMs)),
    reportNeededAfter: after(lookBackMs),
  };
}

/** DANA is queried at once, and once more when its reports have caught up. */
export function reportNeededNow(now: Date): ReportNeeded {
  return { ...reportNeededAfterReadLag(now), dueAt: now };
}

/** DANA is queried when its reports show what it has just done. */
export function reportNeededAfterReadLag(now: Date): ReportNeeded {
  return reportNeededAfterMs(now, readLagMaxMs);
}

/** DANA is queried when a lost call has arrived, if it ever does. */
export function reportNeededAfterLookBack(now: Date): ReportNeeded {
  return reportNeededAfterMs(now, lookBackMs);
}

function reportNeededAfterMs(now: Date, waitMs: number): ReportNeeded {
  const at = new Date(now.getTime() + waitMs);
  return { dueAt: at, reportNeededAfter: at };
}

/** When DANA is queried again for a needed report that it did not give. */
export function nextReportQueryAt(now: Date, attemptCount: number, fraction: number): Date {
  return new Date(now.getTime() + backoffMs(reportBackoff, attemptCount, fraction));
}

/** When an order is recovered again whose recovery failed for a reason of ours; `failureCount`: failures before. */
export function nextRecoveryAfterFailure(now: Date, failureCount: number, fraction: number): Date {
  return new Date(now.getTime() + backoffMs(stuckBackoff, failureCount, fraction));
}

function backoffMs({ firstMs, maxMs }: Backoff, attemptCount: number, fraction: number): number {
  const fullMs = Math.min(firstMs * 2 ** Math.min(attemptCount, 30), maxMs);
  return Math.round(fullMs * (1 + jitterShare * fraction));
}

/** The earlier of two instants, null for none. */
export function earliest(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
