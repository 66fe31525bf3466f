import { causeOf } from '../background/cause-of.ts';
import type { Clock } from '../ports/clock.ts';
import type { Incidents } from '../ports/incidents.ts';
import type { Log } from '../ports/log.ts';
import type { EventPage, OrderPages } from '../ports/order-pages.ts';
import type { PageRequest } from '../ports/pages.ts';
import { unreadable } from './delivery-incidents.ts';

export interface ListEventsDeps {
  readonly store: Pick<OrderPages, 'pageEvents'> & Incidents;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Lists every recorded change. An event that cannot be read does not hide the others: the page names it, its cursor
 * passes it, and an incident tells the operator, the same as if the event could not be delivered.
 */
export function makeListEvents({ store, clock, log }: ListEventsDeps) {
  return async function listEvents(request: PageRequest): Promise<EventPage> {
    const page = await store.pageEvents(request);
    for (const event of page.unreadable ?? []) {
      const { eventId, orderId, error } = event;
      log.error('event.omitted', { eventId, orderId, error: causeOf(error) });
      await store.recordIncident(unreadable(event), clock.now());
    }
    return page;
  };
}
