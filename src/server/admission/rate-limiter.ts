/** So many a second on average, and so many at once after a pause. */
export interface Rate {
  readonly perSecondMax: number;
  readonly burstMax: number;
}

/**
 * Counts what comes under each name. Each name is one number (the time at which its allowance would be whole again,
 * as in the generic cell rate algorithm), without a timer; names beyond `namesMax` push out the one that came
 * longest ago, which then starts afresh. Written here because libraries keep a timer for every name and as many
 * names as are sent: a flood from a thousand addresses would fill the memory that it is to protect.
 */
export function createRateLimiter({ perSecondMax, burstMax }: Rate, namesMax: number) {
  const intervalMs = 1000 / perSecondMax;
  const toleranceMs = intervalMs * burstMax;
  const wholeAtMs = new Map<string, number>();

  /**
   * Null where it may pass, and is counted; else the milliseconds until it may. Where the clock was put back, whoever
   * had come before waits for one interval, not for the hour to come again.
   */
  return function admit(name: string, nowMs: number): number | null {
    const spentUntilMs = Math.min(wholeAtMs.get(name) ?? 0, nowMs + toleranceMs);
    const nextMs = Math.max(spentUntilMs, nowMs) + intervalMs;
    const waitMs = nextMs - nowMs - toleranceMs;
    if (waitMs > 0) {
      wholeAtMs.set(name, spentUntilMs);
      return Math.ceil(waitMs);
    }
    wholeAtMs.delete(name);
    wholeAtMs.set(name, nextMs);
    const [oldest] = wholeAtMs.keys();
    if (wholeAtMs.size > namesMax && oldest !== undefined) wholeAtMs.delete(oldest);
    return null;
  };
}
