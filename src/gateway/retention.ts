import type { BodyRetention } from '../store/retention/body-retention.ts';
import type { Clock } from '../use-cases/ports/clock.ts';
import type { Log } from '../use-cases/ports/log.ts';

const dayMs = 24 * 60 * 60_000;
/** How often it is looked for bodies that are too old; a day's worth is found within an hour of its time. */
const sweepEveryMs = 60 * 60_000;
/** A full batch is followed by the next one after this long: a backlog goes, and nobody waits for it. */
const nextBatchMs = 1_000;
const batchCount = 500;
/** A sweep reaches back behind the end of the last one, for what was owed to DANA then. */
const overlapMs = 8 * dayMs;

/** Keeps raw bodies no longer than `days`. Runs beside everything else, on one process at a time. */
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
}): { stop(): Promise<void> } {
  let isStopped = false;
  // The first sweep reads everything, later ones what has grown too old since: they cost the same for ever.
  let from = new Date(0);
  let running: Promise<void> = Promise.resolve();
  let cancel = scheduleIn(nextBatchMs);

  function scheduleIn(ms: number): () => void {
    return clock.at(new Date(clock.now().getTime() + ms), () => {
      running = sweep();
    });
  }

  async function sweep(): Promise<void> {
    let waitMs = sweepEveryMs;
    try {
      const now = clock.now();
      const before = new Date(now.getTime() - days * dayMs);
      const takenCount = await retention.purge({ from, before }, now, batchCount);
      if (takenCount !== null && takenCount > 0) log.info('retention.purged', { takenCount });
      if (takenCount !== null && takenCount >= batchCount) waitMs = nextBatchMs;
      else if (takenCount !== null) from = new Date(before.getTime() - overlapMs);
    } catch (error) {
      log.warn('retention.failed', { error });
    }
    if (!isStopped) cancel = scheduleIn(waitMs);
  }

  return {
    async stop() {
      isStopped = true;
      cancel();
      await running;
    },
  };
}
