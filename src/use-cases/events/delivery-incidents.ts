import { merchantEventId, merchantEventTypes } from '../../domain/merchant-event.ts';
import type { EventDelivery } from '../ports/event-outbox.ts';
import type { NewIncident } from '../ports/incidents.ts';

/** How logs and incidents name an endpoint: without its query, where somebody may have put a secret. */
export function endpointName(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

/** An event was tried for a whole day. Told once for each day it is tried. */
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
      `${endpointName(delivery.endpointUrl)} did not take ${type} ${id} for 24 hours (${failure}). ` +
      'When it is well again: npm run events -- redeliver --dead',
  };
}

/** A receiver said that it wants no more. Told once for each time it says so. */
export function endpointGone(url: string, now: Date): NewIncident {
  return {
    kind: 'EVENT_UNDELIVERED',
    dedupeKey: `EVENT_UNDELIVERED:${url}:gone:${now.getTime()}`,
    orderId: null,
    partnerReferenceNo: null,
    detail:
      `${endpointName(url)} answered 410 Gone and is told nothing more; what it is owed is kept. ` +
      'To go on: npm run events -- redeliver --endpoint <its URL>',
  };
}
