import { type BackgroundLoop, makeBackgroundLoop } from '../background/background-loop.ts';
import type { RoundFailures } from '../background/round-failures.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { ChangeLog, FoundChanges } from '../ports/order-feed.ts';

/** Changes that nobody announced are found this often at least; events get their positions as often. */
const sweepMs = 2_000;
/** Under load every process reads what all of them recorded, so it does that once a second. */
const pauseMs = 1_000;
/** Changes that are read at once. */
const readMax = 1_000;
/** A process that is further behind, as after an outage, wakes every watcher instead. */
const behindMax = 10_000;

/**
 * Follows all recorded changes and wakes those watchers of this process that no wake-up has told: of a process that died
 * between its commit and its announcement, and of any while the bus is lost. Every process runs one. Wake-ups usually come
 * first, and then this wakes nobody.
 */
export function makeChangeFollower({
  store,
  feed,
  clock,
  log,
  failures,
}: {
  readonly store: ChangeLog;
  readonly feed: FoundChanges;
  readonly clock: Clock;
  readonly log: Log;
  readonly failures: RoundFailures;
}): BackgroundLoop {
  /** Every change up to this one is known; null before the first round. */
  let position: number | null = null;

  async function round(): Promise<null> {
    for (;;) {
      const { changes, lastPosition } = await store.changesAfter(
        position ?? 0,
        position === null ? 0 : readMax,
      );
      const isAstray = position === null || lastPosition < position || lastPosition - position > behindMax;
      if (isAstray) {
        position = lastPosition;
        feed.wakeAll();
        return null;
      }
      for (const { orderId, version } of changes) feed.wakeUnlessAnnounced(orderId, version);
      position = changes.at(-1)?.position ?? position;
      if (changes.length < readMax) return null;
    }
  }

  return makeBackgroundLoop({
    name: 'unannounced changes',
    failures,
    clock,
    round,
    sweepMs,
    pauseMs,
    onFault: (error) => log.warn('changes.unread', { error }),
  });
}
