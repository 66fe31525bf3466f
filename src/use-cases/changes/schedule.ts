import { hasPendingOperation, type Order } from '../../domain/order.ts';
import type { ReportNeeded } from '../ports/order-changes.ts';
import { danaTimeoutMs } from '../ports/payment-provider.ts';

/** Our own reads and writes around one call to DANA. */
const recordingMs = 1_000;

/**
 * How long one call to DANA may take, including what we read and record around it. Until then only the first caller of
 * a create, cancellation or refund records its answer, and repeated calls wait for it.
 */
export const firstCallMs = danaTimeoutMs + recordingMs;

/**
 * When DANA is asked again about an order that nobody tells us about. Each rule doubles from `firstMs` up to
 * `maxMs`; up to a tenth of jitter is added, so that a thousand orders of one outage do not come back at once.
 */
interface Backoff {
  readonly firstMs: number;
  readonly maxMs: number;
}
/** The create answer is owed: the payer is waiting. */
const confirmingBackoff: Backoff = { firstMs: 1_000, maxMs: 60_000 };
/** A refund or cancel answer is owed; DANA may take days. The first wait outlasts the first call. */
const operationBackoff: Backoff = { firstMs: firstCallMs, maxMs: 30 * 60_000 };
/** The payer is paying; Finish Notify is the signal and this only covers its loss. */
const pendingBackoff: Backoff = { firstMs: 60_000, maxMs: 10 * 60_000 };
/** After the order should have expired, or where its account is owed for another reason, DANA says how it stands. */
const reportBackoff: Backoff = { firstMs: 2_000, maxMs: 5 * 60_000 };

/** Jitter as a share of the wait. */
const jitterShare = 0.1;

/** An answer owed for longer than this is an incident for an operator. */
export const unknownForLongMs = 15 * 60_000;
/** A repeat of a create must reach DANA clearly before the order expires; later, only a query is safe. */
export const repeatBeforeExpiryMs = 30_000;
/** "Well after expiry": from then on "not found" starts to count as evidence. */
export const notFoundAfterExpiryMs = 60_000;
/** Two answers of "not found", this far apart, prove that DANA never got the order. */
export const notFoundApartMs = 60_000;
/**
 * DANA's reads may lag behind what it did, by seconds as far as was seen; this much later they have caught up. A cancel
 * or refund whose repeat DANA refuses is refused for good only where an account that is so much younger than the first
 * refusal shows nothing of it.
 */
export const readLagMaxMs = 60_000;
/**
 * After a repeat was refused for good DANA's account is asked for once more: an earlier call that was lost may still
 * have been on its way.
 */
const lookBackMs = 10 * 60_000;

/**
 * When DANA must be asked about this order, if nothing comes sooner; null where nothing is owed.
 * `attemptCount`: how often it was asked in vain since the last change; `fraction` in [0, 1) is the jitter.
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

/** A question came up that an account answers: DANA is asked at once, and once more when its reads have caught up. */
export function reportNeededNow(now: Date): ReportNeeded {
  return { ...reportNeededAfterReadLag(now), dueAt: now };
}

/** DANA is asked when its reads show what it has just done. */
export function reportNeededAfterReadLag(now: Date): ReportNeeded {
  return reportNeededAfterMs(now, readLagMaxMs);
}

/** DANA is asked when a call that was lost has arrived if it ever does. */
export function reportNeededAfterLookBack(now: Date): ReportNeeded {
  return reportNeededAfterMs(now, lookBackMs);
}

function reportNeededAfterMs(now: Date, waitMs: number): ReportNeeded {
  const at = new Date(now.getTime() + waitMs);
  return { dueAt: at, reportNeededAfter: at };
}

/** When an account is asked for again that DANA owes and did not give. */
export function nextReportQueryAt(now: Date, attemptCount: number, fraction: number): Date {
  return new Date(now.getTime() + backoffMs(reportBackoff, attemptCount, fraction));
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
