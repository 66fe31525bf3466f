import { hasPendingOperation, type Order } from '../domain/order.ts';

/**
 * How long the first call of a create, cancel or refund may be on its way: DANA's 8 s, and a second for our reading
 * and recording around it. Until then it is its caller who settles it, and twins wait for him.
 */
export const firstCallMs = 9_000;

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
/** After the order should have expired, DANA says whether it has. */
const expiryBackoff: Backoff = { firstMs: 2_000, maxMs: 5 * 60_000 };

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
 * A refund that DANA keeps refusing is refused for good only where an account this much younger than a refusal has no
 * room for it: DANA's reads may lag behind what it did, by seconds as far as was seen.
 */
export const refusalSettlesMs = 60_000;

/**
 * When DANA must be asked about this order, if nothing comes sooner; null where nothing is owed.
 * `attemptCount`: how often it was asked in vain since the last change; `fraction` in [0, 1) is the jitter.
 */
export function nextDueAt(order: Order, now: Date, attemptCount: number, fraction: number): Date | null {
  const after = (backoff: Backoff) => new Date(now.getTime() + waitMs(backoff, attemptCount, fraction));
  if (order.status === 'CONFIRMING') return after(confirmingBackoff);
  if (hasPendingOperation(order)) return after(operationBackoff);
  if (order.status !== 'PENDING') return null;
  if (now >= order.expiresAt) return after(expiryBackoff);
  const expiryMs = order.expiresAt.getTime() + waitMs(expiryBackoff, 0, fraction);
  return new Date(Math.min(after(pendingBackoff).getTime(), expiryMs));
}

function waitMs({ firstMs, maxMs }: Backoff, attemptCount: number, fraction: number): number {
  const fullMs = Math.min(firstMs * 2 ** Math.min(attemptCount, 30), maxMs);
  return Math.round(fullMs * (1 + jitterShare * fraction));
}
