import type { Clock } from '../../use-cases/ports/clock.ts';
import type { Log } from '../../use-cases/ports/log.ts';
import type { Limits } from '../limits.ts';
import { createRateLimiter } from './rate-limiter.ts';

/** How often the log says that refusals wait, while they do. */
const reportEveryMs = 10_000;

/** How a refusal is to be given: now, late, or not at all. */
export type Refusing = 'now' | 'late' | 'cutOff';

/**
 * Paces what those are told whose signature or credential is wrong. So many a second are told at once; beyond that,
 * each waits, and beyond `refusalsWaitingMax` that wait already, nobody is told anything. Nobody honest is in a hurry
 * for a refusal, and whoever floods sends again when it has been answered: it waits instead of everybody else.
 */
export interface Refusals {
  /** Resolves when it is time: at once, or after `refusalDelayMs`. `cutOff`: end the connection without a word. */
  wait(): Promise<Refusing>;
}

export function createRefusals(limits: Limits, clock: Clock, log: Log): Refusals {
  const admit = createRateLimiter(limits.refusals, 1);
  let waitingCount = 0;
  let pacedCount = 0;
  let reportedAtMs = Number.NEGATIVE_INFINITY;

  function report(nowMs: number): void {
    pacedCount += 1;
    if (Math.abs(nowMs - reportedAtMs) < reportEveryMs) return;
    log.warn('refusals.paced', { pacedCount });
    reportedAtMs = nowMs;
    pacedCount = 0;
  }

  return {
    async wait() {
      const nowMs = clock.now().getTime();
      if (admit('', nowMs) === null) return 'now';
      report(nowMs);
      if (waitingCount >= limits.refusalsWaitingMax) return 'cutOff';
      waitingCount += 1;
      await new Promise((resolve) => setTimeout(resolve, limits.refusalDelayMs));
      waitingCount -= 1;
      return 'late';
    },
  };
}
