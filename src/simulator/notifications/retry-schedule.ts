import type { Delivery } from '../ledger/documents.ts';

const second = 1000;
const minute = 60 * second;

/** The wait after each failed attempt; the last one repeats. DANA does not document its own intervals. */
const waitsMs = [second, 2 * second, 5 * second, 15 * second, minute, 5 * minute, 15 * minute, 30 * minute];
/** DANA's API reference: a notification that was not acknowledged is retried for up to 7 days. */
const retryMaxMs = 7 * 24 * 60 * minute;

/** The time of the next attempt after one failed at `now`, or null if the seven days are over. */
export function nextAttemptAt(
  delivery: Pick<Delivery, 'createdAt' | 'attemptCount'>,
  now: Date,
): Date | null {
  const waitMs = waitsMs[Math.min(delivery.attemptCount, waitsMs.length) - 1] ?? second;
  const next = new Date(now.getTime() + waitMs);
  return next.getTime() - Date.parse(delivery.createdAt) > retryMaxMs ? null : next;
}
