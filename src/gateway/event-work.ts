import type { EventSettings } from '../config/settings.ts';
import { createEventOutbox } from '../store/events/event-outbox.ts';
import type { Database } from '../store/postgres/database.ts';
import { makeEventCourier } from '../use-cases/events/deliver-events.ts';
import { makeEventRelay } from '../use-cases/events/relay-events.ts';
import type { Chance } from '../use-cases/ports/chance.ts';
import type { Clock } from '../use-cases/ports/clock.ts';
import type { Log } from '../use-cases/ports/log.ts';
import type { ChangeFeed } from '../use-cases/ports/order-feed.ts';
import { createEventSender } from '../webhooks/event-sender.ts';

/** What brings events to readers and receivers, at work. */
export interface EventWork {
  /** Begins nothing further; resolves when what is under way has ended or was cut, 5 s later at the most. */
  stop(): Promise<void>;
}

/**
 * Gives recorded events their places and delivers them. Resolves when every endpoint is known: what is recorded from
 * then on is owed to it. Rejects where the database cannot be reached.
 */
export async function startEventWork(
  settings: EventSettings,
  parts: { database: Database; feed: ChangeFeed; clock: Clock; chance: Chance; log: Log },
): Promise<EventWork> {
  const outbox = createEventOutbox(parts.database);
  const courier = makeEventCourier({
    ...parts,
    outbox,
    sender: createEventSender(settings),
    endpointUrls: settings.endpointUrls,
  });
  const relay = makeEventRelay({ ...parts, outbox, onRound: courier.wake });
  // An endpoint that is new begins after the last place that was given: what has none yet must not be taken for new.
  await relay.placeAll();
  await courier.open();
  courier.start();
  relay.start();
  return {
    async stop() {
      await Promise.all([relay.stop(), courier.stop()]);
    },
  };
}
