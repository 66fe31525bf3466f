import type { EventOutbox } from '../../use-cases/ports/event-outbox.ts';
import type { OnIncident } from '../../use-cases/ports/incidents.ts';
import type { Database } from '../postgres/database.ts';
import { makeDeliveryResults } from './delivery-results.ts';
import { makeEventDeliveries } from './event-deliveries.ts';
import { makeAssignPositions } from './event-positions.ts';
import { makeEventRedelivery } from './event-redelivery.ts';

/**
 * The EventOutbox port on Postgres. Every method rejects as those of the OrderStore do. `elapsedMs`: of a clock that
 * never goes back.
 */
export function createEventOutbox(
  database: Database,
  onIncident: OnIncident = () => undefined,
  elapsedMs: () => number = () => performance.now(),
): EventOutbox {
  return {
    assignPositions: makeAssignPositions(database, elapsedMs),
    ...makeEventDeliveries(database),
    ...makeDeliveryResults(database, onIncident),
    ...makeEventRedelivery(database),
  };
}
