import type { BodyRetention } from '../store/retention/body-retention.ts';
import { type BackgroundLoop, makeBackgroundLoop } from '../use-cases/background/background-loop.ts';
import type { RoundFailures } from '../use-cases/background/round-failures.ts';
import type { Clock } from '../use-cases/ports/clock.ts';
import type { Log } from '../use-cases/ports/log.ts';

const dayMs = 24 * 60 * 60_000;
/** The gateway purges a day's bodies within an hour after they have become too old. */
const sweepMs = 60 * 60_000;
/** The pause after a full batch: a backlog shrinks steadily, and no request waits for it. */
const pauseMs = 1_000;

/** Purges raw bodies that are older than `days`. Runs beside everything else, in one process at a time. */
export function startRetention({
  retention,
  days,
  clock,
  log,
  failures,
}: {
  readonly retention: BodyRetention;
  readonly days: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly failures: RoundFailures;
}): Pick<BackgroundLoop, 'stop'> {
  const loop = makeBackgroundLoop({
    name: 'retention',
    failures,
    clock,
    sweepMs,
    pauseMs,
    async round() {
      const now = clock.now();
      const before = new Date(now.getTime() - days * dayMs);
      const purge = await retention.purge(before, now);
      // Another process is purging.
      if (purge === null) return null;
      const { purgedCount, isMore } = purge;
      if (purgedCount > 0) log.info('retention.purged', { purgedCount });
      return isMore ? now : null;
    },
    onFault: (error) => log.warn('retention.purge_failed', { error }),
  });
  loop.start();
  return loop;
}
