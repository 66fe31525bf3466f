import type { EventSettings } from '../config/settings.ts';
import { createEventOutbox } from '../store/events/event-outbox.ts';
import type { Database } from '../store/postgres/database.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { RoundFailures } from '../use-cases/background/round-failures.ts';
import { makeEventCourier } from '../use-cases/events/deliver-events.ts';
import { makeEventRelay } from '../use-cases/events/relay-events.ts';
import { logIncidents } from '../use-cases/incidents/log-incidents.ts';
import type { Chance } from '../use-cases/ports/chance.ts';
import type { Clock } from '../use-cases/ports/clock.ts';
import type { Log } from '../use-cases/ports/log.ts';
import type { ChangeFeed } from '../use-cases/ports/order-feed.ts';
import { createEventSender } from '../webhooks/event-sender.ts';

/** The background work that makes recorded events readable and delivers them. */
export interface EventWork {
  /**
   * Starts nothing more; resolves when the deliveries under way have ended or been cut off, after 5 s at
   * most.
   */
  stop(): Promise<void>;
}

/**
 * Gives recorded events their places and delivers them. Resolves when every endpoint is known: an endpoint
 * receives all events that are recorded from then on. Rejects if the database cannot be reached.
 */
export async function startEventWork(
  settings: EventSettings,
  parts: {
    readonly database: Database;
    readonly feed: ChangeFeed;
    readonly clock: Clock;
    readonly chance: Chance;
    readonly log: Log;
    readonly telemetry: Pick<Telemetry, 'outbox' | 'sender' | 'traceHeaders'>;
    /** Called when recorded events may have got their positions. */
    readonly onPositions: () => void;
    readonly failures: RoundFailures;
  },
): Promise<EventWork> {
  const outbox = parts.telemetry.outbox(createEventOutbox(parts.database, logIncidents(parts.log)));
  const courier = makeEventCourier({
    ...parts,
    outbox,
    sender: parts.telemetry.sender(
      createEventSender({ ...settings, traceHeaders: parts.telemetry.traceHeaders }),
    ),
    endpointUrls: settings.endpointUrls,
  });
  const onRound = () => {
    courier.wake();
    parts.onPositions();
  };
  const relay = makeEventRelay({ ...parts, outbox, onRound });
  // A new endpoint starts after the last place given, so older events must have their places first.
  await relay.assignAll();
  await courier.open();
  courier.start();
  relay.start();
  return {
    async stop() {
      await Promise.all([relay.stop(), courier.stop()]);
    },
  };
}
