import type { SystemClock } from '../runtime/clock.ts';
import { makeBackgroundLoop } from '../use-cases/background/background-loop.ts';
import type { RoundFailures } from '../use-cases/background/round-failures.ts';
import type { Log } from '../use-cases/ports/log.ts';

/** How often the database's clock is read: one short statement of each process. */
const readEveryMs = 10_000;
/** How often the process looks if its own clock was set, or the machine slept: then the database is read at once. */
const checkEveryMs = 1_000;
const setMinMs = 500;
/** A process whose own clock differs by more says so. Its log lines and its requests to DANA carry that clock's time. */
export const clockDifferenceMaxMs = 2_000;

/** The gateway's clock follows the database's until it is stopped. */
export interface DatabaseClock {
  /**
   * By how many ms this machine's clock is ahead of the database's, as read last; negative if it is behind. Zero if
   * the readings leave room for none. For the log, and for a metric.
   */
  machineAheadMs(): number;
  stop(): Promise<void>;
}

/**
 * Lets `clock` follow the database's clock, so that all processes that share a database share one time of day. Resolves
 * after the first reading. If a reading fails, the clock goes on by the monotonic clock.
 */
export async function followDatabaseClock({
  readDatabaseTime,
  clock,
  log,
  failures,
}: {
  readonly readDatabaseTime: () => Promise<Date>;
  readonly clock: SystemClock;
  readonly log: Log;
  readonly failures: RoundFailures;
}): Promise<DatabaseClock> {
  let aheadMs = 0;
  let reportedMs = 0;
  let readAtMs = Number.NEGATIVE_INFINITY;
  let machineStartMs = 0;

  async function read(): Promise<void> {
    machineStartMs = Date.now() - performance.now();
    const sentAtMs = performance.now();
    readAtMs = sentAtMs;
    const readMs = (await readDatabaseTime()).getTime();
    const answeredAtMs = performance.now();
    clock.follow({ readMs, sentAtMs, answeredAtMs });
    aheadMs = aheadOf(readMs, machineStartMs + sentAtMs, machineStartMs + answeredAtMs);
    report();
  }

  function report(): void {
    const isFar = Math.abs(aheadMs) > clockDifferenceMaxMs;
    if (isFar && Math.abs(aheadMs - reportedMs) > clockDifferenceMaxMs) {
      log.warn('clock.deviated', { machineAheadMs: Math.round(aheadMs) });
      reportedMs = aheadMs;
    } else if (!isFar && reportedMs !== 0) {
      log.info('clock.corrected', { machineAheadMs: Math.round(aheadMs) });
      reportedMs = 0;
    }
  }

  const loop = makeBackgroundLoop({
    name: "the database's clock",
    failures,
    clock,
    sweepMs: checkEveryMs,
    pauseMs: 0,
    async round() {
      const wasSet = Math.abs(Date.now() - performance.now() - machineStartMs) > setMinMs;
      if (wasSet || performance.now() - readAtMs >= readEveryMs) await read();
      return null;
    },
    onFault: (error) => log.warn('clock.comparison_failed', { error }),
  });
  // Nothing is recorded before: a first row must not carry the time of a wrong clock.
  await read();
  loop.start();
  return { machineAheadMs: () => aheadMs, stop: loop.stop };
}

/** The least by which our clock must be ahead of one that was read between these two times of ours; zero if none. */
export function aheadOf(readMs: number, sentAtMs: number, answeredAtMs: number): number {
  if (readMs < sentAtMs) return sentAtMs - readMs;
  return readMs > answeredAtMs ? answeredAtMs - readMs : 0;
}
