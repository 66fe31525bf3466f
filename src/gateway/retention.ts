import type { BodyRetention } from '../store/retention/body-retention.ts';
import { type BackgroundLoop, makeBackgroundLoop } from '../use-cases/background/background-loop.ts';
import type { Clock } from '../use-cases/ports/clock.ts';
import type { Log } from '../use-cases/ports/log.ts';

const dayMs = 24 * 60 * 60_000;
/** The gateway purges a day's bodies within an hour after they have become too old. */
const sweepMs = 60 * 60_000;
/** The pause after a full batch: a backlog shrinks steadily, and no request waits for it. */
const pauseMs = 1_000;
const batchCount = 500;
/** A sweep starts this long before the end of the last one, for bodies that DANA still needed then. */
const overlapMs = 8 * dayMs;

/** Purges raw bodies that are older than `days`. Runs beside everything else, in one process at a time. */
export function startRetention({
  retention,
  days,
  clock,
  log,
}: {
  readonly retention: BodyRetention;
  readonly days: number;
  readonly clock: Clock;
  readonly log: Log;
}): Pick<BackgroundLoop, 'stop'> {
  // The first sweep reads everything; later ones read only what has become too old since, so their cost stays constant.
  let from = new Date(0);
  const loop = makeBackgroundLoop({
    clock,
    sweepMs,
    pauseMs,
    async round() {
      const now = clock.now();
      const before = new Date(now.getTime() - days * dayMs);
      const takenCount = await retention.purge({ from, before }, now, batchCount);
      // Another process is purging.
      if (takenCount === null) return null;
      if (takenCount > 0) log.info('retention.purged', { takenCount });
      if (takenCount >= batchCount) return now;
      from = new Date(before.getTime() - overlapMs);
      return null;
    },
    onFault: (error) => log.warn('retention.purge_failed', { error }),
  });
  loop.start();
  return loop;
}
