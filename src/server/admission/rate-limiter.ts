import type { Rate } from '../limits.ts';

/** A shorter wait is an error of adding fractions, not a wait: a whole burst at one moment must pass. */
const roundingMs = 0.001;

/**
 * Limits how often each name may come. For each name it keeps one number (when its allowance will be full again, as
 * in the generic cell rate algorithm) and no timer. It forgets the names that came longest ago once their allowance is
 * full, which changes nothing for them; beyond `namesMax` names, it forgets the one that came longest ago in any case.
 * We wrote our own because libraries keep a timer for every name and as many names as arrive: a flood from a thousand
 * addresses would fill the memory that the limiter should protect.
 */
export function createRateLimiter({ perSecondMax, burstMax }: Rate, namesMax: number) {
  const intervalMs = 1000 / perSecondMax;
  const toleranceMs = intervalMs * burstMax;
  const fullAgainAtMs = new Map<string, number>();

  /**
   * Counts one request, or as many as it costs, and returns null if it may pass; otherwise returns the milliseconds
   * until it may, and does not count it. `elapsedMs`: of a clock that never goes back.
   */
  return function admit(name: string, elapsedMs: number, cost = 1): number | null {
    const spentUntilMs = fullAgainAtMs.get(name) ?? 0;
    const nextMs = Math.max(spentUntilMs, elapsedMs) + intervalMs * cost;
    const waitMs = nextMs - elapsedMs - toleranceMs;
    if (waitMs > roundingMs) {
      fullAgainAtMs.set(name, spentUntilMs);
      return Math.ceil(waitMs);
    }
    fullAgainAtMs.delete(name);
    fullAgainAtMs.set(name, nextMs);
    for (const [oldest, fullMs] of fullAgainAtMs) {
      if (fullAgainAtMs.size <= namesMax && fullMs > elapsedMs) break;
      fullAgainAtMs.delete(oldest);
    }
    return null;
  };
}
