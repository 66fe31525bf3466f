import type { Clock } from '../../use-cases/ports/clock.ts';
import type { Log } from '../../use-cases/ports/log.ts';
import type { Limits } from '../limits.ts';
import { createRateLimiter } from './rate-limiter.ts';

/** While refusals are delayed, the log says so at most this often. */
const reportEveryMs = 10_000;

/**
 * When a refusal may be sent. `now`: at once. `late`: after its delay, which is over. `cutOff`: never; the caller
 * ends the connection without an answer.
 */
export type RefusalTiming = 'now' | 'late' | 'cutOff';

/**
 * Slows down the answers to wrong signatures and credentials, of all clients together. `refusalRate` are answered at
 * once; further ones are delayed, and if `refusalsWaitingMax` are delayed already, the rest are cut off. An honest
 * client is in no hurry for a refusal. A flooding client waits for each answer before it sends again, so a delayed
 * refusal slows the flood and nobody else.
 */
export interface RefusalPacer {
  /** Resolves when the caller may refuse: at once, or after `refusalDelayMs`. Never rejects. */
  awaitTurn(): Promise<RefusalTiming>;
}

/** Makes the pacer that all doors of one process share. */
export function createRefusalPacer(
  limits: Pick<Limits, 'refusalRate' | 'refusalDelayMs' | 'refusalsWaitingMax'>,
  clock: Clock,
  log: Log,
): RefusalPacer {
  const admit = createRateLimiter(limits.refusalRate, 1);
  let waitingCount = 0;
  let pacedCount = 0;
  let reportedAtMs = Number.NEGATIVE_INFINITY;

  function report(nowMs: number): void {
    pacedCount += 1;
    if (nowMs - reportedAtMs < reportEveryMs) return;
    log.warn('refusals.paced', { pacedCount });
    reportedAtMs = nowMs;
    pacedCount = 0;
  }

  return {
    async awaitTurn() {
      const nowMs = clock.elapsedMs();
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
