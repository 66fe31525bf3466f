import type { EventOutbox } from '../../use-cases/ports/event-outbox.ts';
import type { Database } from '../postgres/database.ts';
import { makeEventVerdicts } from './delivery-results.ts';
import { makeEventDeliveries } from './event-deliveries.ts';
import { makePlaceEvents } from './event-positions.ts';
import { makeEventRedelivery } from './event-redelivery.ts';

/** The EventOutbox port on Postgres. Every method rejects as those of the OrderStore do. */
export function createEventOutbox(database: Database): EventOutbox {
  return {
    placeEvents: makePlaceEvents(database),
    ...makeEventDeliveries(database),
    ...makeEventVerdicts(database),
    ...makeEventRedelivery(database),
  };
}
