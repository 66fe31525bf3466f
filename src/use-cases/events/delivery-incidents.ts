import { merchantEventId, merchantEventTypes } from '../../domain/merchant-event.ts';
import type { EventDelivery } from '../ports/event-outbox.ts';
import type { NewIncident } from '../ports/incidents.ts';

/** The name of an endpoint in logs and incidents: its URL without the query, which may contain a secret. */
export function endpointName(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

/** The incident of an event that was not accepted for a whole day; one for each such day. */
export function abandoned(delivery: EventDelivery, failure: string): NewIncident {
  const { event, order } = delivery.event;
  const id = merchantEventId(event);
  const type = merchantEventTypes[event.fact.type];
  return {
    kind: 'EVENT_UNDELIVERED',
    dedupeKey: `EVENT_UNDELIVERED:${delivery.endpointUrl}:${id}:${delivery.firstAttemptAt.getTime()}`,
    orderId: order.id,
    partnerReferenceNo: order.partnerReferenceNo,
    detail:
      `${endpointName(delivery.endpointUrl)} did not accept ${type} ${id} for 24 hours (${failure}). ` +
      'When it works again: npm run events -- redeliver --dead',
  };
}

/** The incident of an endpoint that answered 410 Gone; one for each time. */
export function endpointGone(url: string, now: Date): NewIncident {
  return {
    kind: 'EVENT_UNDELIVERED',
    dedupeKey: `EVENT_UNDELIVERED:${url}:gone:${now.getTime()}`,
    orderId: null,
    partnerReferenceNo: null,
    detail:
      `${endpointName(url)} answered 410 Gone and gets no more events; undelivered ones are kept. ` +
      'To continue: npm run events -- redeliver --endpoint <its URL>',
  };
}
