import type { EventOutbox } from '../use-cases/event-ports.ts';
import type { Database } from './database.ts';
import { makeEventDeliveries } from './event-deliveries.ts';
import { makePlaceEvents } from './event-places.ts';
import { makeEventRedelivery } from './event-redelivery.ts';
import { makeEventVerdicts } from './event-verdicts.ts';

/** The EventOutbox port on Postgres. Every method rejects as those of the OrderStore do. */
export function createEventOutbox(database: Database): EventOutbox {
  return {
    placeEvents: makePlaceEvents(database),
    ...makeEventDeliveries(database),
    ...makeEventVerdicts(database),
    ...makeEventRedelivery(database),
  };
}
