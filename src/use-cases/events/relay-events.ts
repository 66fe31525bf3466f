import { makeBackgroundLoop } from '../background/background-loop.ts';
import type { RoundFailures } from '../background/round-failures.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventOutbox } from '../ports/event-outbox.ts';
import type { Log } from '../ports/log.ts';
import type { ChangeFeed } from '../ports/order-feed.ts';

/** Events without a wake-up get their positions within this time: an order's first, and all while the feed is down. */
const sweepMs = 2_000;
/** Under load events get their positions in batches, at most this much later. */
const pauseMs = 50;

export interface RelayEventsDeps {
  readonly outbox: Pick<EventOutbox, 'assignPositions'>;
  readonly feed: ChangeFeed;
  readonly clock: Clock;
  readonly log: Log;
  readonly failures: RoundFailures;
  /** Called after every round: there may be new events to deliver, also some that another process positioned. */
  readonly onRound: () => void;
}

/** Gives recorded events their positions. Runs in every process; the first does the work, and any may die. */
export interface EventRelay {
  /** Resolves when every event recorded before the call has its position. Rejects as the store does. */
  assignAll(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

/** Makes the relay; nothing runs before `start`. */
export function makeEventRelay({ outbox, feed, clock, log, failures, onRound }: RelayEventsDeps): EventRelay {
  const rounds = makeBackgroundLoop({
    name: 'event positions',
    failures,
    clock,
    sweepMs,
    pauseMs,
    async round() {
      await assignAll();
      onRound();
      return null;
    },
    onFault: (error) => log.error('event.placement_failed', { error }),
  });
  let stopListening = async () => {};

  async function assignAll(): Promise<void> {
    while (await outbox.assignPositions());
  }

  return {
    assignAll,
    start() {
      const watch = feed.watchAll();
      const listening = (async () => {
        while (await watch.next()) rounds.wake();
      })();
      stopListening = () => {
        watch.close();
        return listening;
      };
      rounds.start();
    },
    async stop() {
      await stopListening();
      await rounds.stop();
    },
  };
}
