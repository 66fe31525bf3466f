import { merchantEventTypes } from '../../domain/merchant-event.ts';
import { causeOf } from '../background/cause-of.ts';
import {
  type EventDelivery,
  goneIncidentKey,
  type UnreadableDelivery,
  undeliveredIncidentKey,
} from '../ports/event-outbox.ts';
import type { NewIncident } from '../ports/incidents.ts';

/** The name of an endpoint in logs and incidents: its URL without the query, which may contain a secret. */
export function endpointName(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

/** The incident of an endpoint that did not accept an event for a whole day; it names the first such event. */
export function abandoned(delivery: EventDelivery, failure: string): NewIncident {
  const { event, order } = delivery.event;
  const type = merchantEventTypes[event.fact.type];
  return {
    kind: 'EVENT_UNDELIVERED',
    dedupeKey: undeliveredIncidentKey(delivery.endpointUrl),
    orderId: order.id,
    partnerReferenceNo: order.partnerReferenceNo,
    detail: {
      code: 'EVENT_NOT_ACCEPTED',
      endpoint: endpointName(delivery.endpointUrl),
      type,
      eventId: event.id,
      failure,
    },
  };
}

/** The incident of an endpoint that answered 410 Gone. */
export function endpointGone(url: string): NewIncident {
  return {
    kind: 'EVENT_UNDELIVERED',
    dedupeKey: goneIncidentKey(url),
    orderId: null,
    partnerReferenceNo: null,
    detail: { code: 'ENDPOINT_GONE', endpoint: endpointName(url) },
  };
}

/** The incident of an event that cannot be read; one for all endpoints and all readers of `events`. */
export function unreadable({
  eventId,
  orderId,
  partnerReferenceNo,
  error,
}: Pick<UnreadableDelivery, 'eventId' | 'orderId' | 'partnerReferenceNo' | 'error'>): NewIncident {
  const cause = causeOf(error);
  return {
    kind: 'STUCK',
    dedupeKey: `STUCK:${eventId}:${cause}`,
    orderId,
    partnerReferenceNo,
    detail: { code: 'EVENT_UNREADABLE', eventId, cause },
  };
}
