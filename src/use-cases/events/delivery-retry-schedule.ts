/** The first retry comes soon, because most failures are a receiver that is just being restarted. */
const firstWaitMs = 5_000;
/** Each further wait is twice the one before, up to this. */
const waitMaxMs = 30 * 60_000;
/** Up to this share of a wait is added at random, so that deliveries that failed together are not retried together. */
const jitterShare = 0.2;
/** No failed delivery waits longer. A later due time was written before the clock was set back. */
export const deliveryWaitMaxMs = waitMaxMs * (1 + jitterShare);
/** The gateway gives up a delivery this long after its first attempt. */
export const deliveryWindowMs = 24 * 60 * 60_000;

/**
 * The retry schedule of webhooks: when to attempt a failed delivery again, or null to give it up. The last attempt is
 * made when the window ends. `attemptCount`: earlier failures; `fraction` in [0, 1): the jitter.
 */
export function nextAttemptAt(
  { attemptCount, firstAttemptAt }: { readonly attemptCount: number; readonly firstAttemptAt: Date },
  now: Date,
  fraction: number,
): Date | null {
  const endMs = firstAttemptAt.getTime() + deliveryWindowMs;
  if (now.getTime() >= endMs) return null;
  return new Date(Math.min(nextReadAt(attemptCount, now, fraction).getTime(), endMs));
}

/** When to try again to read an event that cannot be read. It is never given up: the receiver has not refused it. */
export function nextReadAt(attemptCount: number, now: Date, fraction: number): Date {
  const waitMs = Math.min(firstWaitMs * 2 ** Math.min(attemptCount, 30), waitMaxMs);
  return new Date(now.getTime() + Math.round(waitMs * (1 + jitterShare * fraction)));
}
