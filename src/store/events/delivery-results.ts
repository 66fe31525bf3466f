import { sql } from 'drizzle-orm';
import {
  type EventDelivery,
  type EventOutbox,
  goneIncidentKey,
  undeliveredIncidentKey,
} from '../../use-cases/ports/event-outbox.ts';
import type { OnIncident } from '../../use-cases/ports/incidents.ts';
import { type NewsRow, returningResolved, tellNews } from '../notifications/incident-news.ts';
import { incidentsParameter, recordIncidentsIf, resolveIncidents } from '../notifications/incidents.ts';
import type { Database } from '../postgres/database.ts';
import { parameter, prepareStatement } from '../postgres/statement.ts';
import { eventDeliveries, eventEndpoints } from '../tables/event-tables.ts';
import { incidents } from '../tables/incident-tables.ts';

/** One success after failures brings forward this many deliveries, and each of those may bring forward as many. */
const broughtForwardMax = 100;

type DeliveryResults = Pick<
  EventOutbox,
  'recordDelivered' | 'recordFailed' | 'recordUnreadable' | 'recordDead' | 'closeEndpoint'
>;

/** Records how an attempt ended, each ending as one statement. */
export function makeDeliveryResults(database: Database, onIncident: OnIncident): DeliveryResults {
  const now = sql`${parameter(eventDeliveries.dueAt, 'now')}`;
  const thisOne = sql`
    endpoint_url = ${parameter(eventDeliveries.endpointUrl, 'url')}
    and order_id = ${parameter(eventDeliveries.orderId, 'orderId')}
    and version = ${parameter(eventDeliveries.version, 'version')}`;
  // If the lease ran out and another process took over, that process records the result.
  const isStillOurs = sql`leased_until = ${parameter(eventDeliveries.leasedUntil, 'leasedUntil')}`;
  const failure = sql`${parameter(eventDeliveries.failure, 'failure')}`;

  // Also if another process took over meanwhile: the receiver has the event, so the delivery is over.
  const delivered = prepareStatement<NewsRow>(
    database,
    sql`
      with taken as (
        delete from ${eventDeliveries} where ${thisOne} returning attempt_count
      ), waiting as (
        select order_id, version from ${eventDeliveries}
        where endpoint_url = ${parameter(eventDeliveries.endpointUrl, 'url')} and due_at > ${now}
          and exists (select from taken where attempt_count > 0)
        order by due_at limit ${sql.raw(String(broughtForwardMax))}
        for update skip locked
      ), resolved as (
        ${resolveIncidents(now, sql`'The endpoint accepts events, and none is given up'`)}
        where incidents.status <> 'RESOLVED' and incidents.dedupe_key in (
          ${parameter(incidents.dedupeKey, 'undeliveredKey')}, ${parameter(incidents.dedupeKey, 'goneKey')}
        ) and not exists (
          select from ${eventDeliveries}
          where endpoint_url = ${parameter(eventDeliveries.endpointUrl, 'url')} and due_at is null
        )
        ${returningResolved}
      ), hastened as (
        update ${eventDeliveries} delivery set due_at = ${now}
        from waiting
        where endpoint_url = ${parameter(eventDeliveries.endpointUrl, 'url')}
          and delivery.order_id = waiting.order_id and delivery.version = waiting.version
      )
      select news from resolved`,
  );
  const fail = sql`
    update ${eventDeliveries}
    set attempt_count = attempt_count + 1, due_at = ${parameter(eventDeliveries.dueAt, 'dueAt')},
      leased_until = null, failure = ${failure}
    where ${thisOne} and ${isStillOurs}
    returning endpoint_url, order_id, version`;
  const delayLater = sql`
    update ${eventDeliveries} later set due_at = ${parameter(eventDeliveries.dueAt, 'dueAt')}
    from failed
    where later.endpoint_url = failed.endpoint_url and later.order_id = failed.order_id
      and later.version > failed.version and later.due_at is not null`;
  const failed = prepareStatement(database, sql`with failed as (${fail}) ${delayLater}`);
  const unreadable = prepareStatement<NewsRow>(
    database,
    sql`
      with failed as (${fail}), delayed as (${delayLater})
      ${recordIncidentsIf(sql`exists (select from failed)`)}`,
  );
  const dead = prepareStatement<NewsRow>(
    database,
    sql`
      with dead as (
        update ${eventDeliveries}
        set attempt_count = attempt_count + 1, due_at = null, leased_until = null, failure = ${failure}
        where ${thisOne} and ${isStillOurs}
        returning version
      )
      ${recordIncidentsIf(sql`exists (select from dead)`)}`,
  );
  const gone = prepareStatement<NewsRow>(
    database,
    sql`
      with closed as (
        update ${eventEndpoints} set closed_at = ${now}
        where url = ${parameter(eventEndpoints.url, 'url')} and closed_at is null
        returning url
      ), released as (
        update ${eventDeliveries} set leased_until = null, failure = ${failure}
        where ${thisOne} and ${isStillOurs}
      )
      ${recordIncidentsIf(sql`exists (select from closed)`)}`,
  );

  return {
    async recordDelivered(delivery, instant) {
      const { endpointUrl } = delivery;
      const [undeliveredKey, goneKey] = [undeliveredIncidentKey(endpointUrl), goneIncidentKey(endpointUrl)];
      tellNews(await delivered({ ...keyOf(delivery), now: instant, undeliveredKey, goneKey }), onIncident);
    },
    async recordFailed(delivery, reason, dueAt) {
      await failed({ ...keyOf(delivery), failure: reason, dueAt });
    },
    async recordUnreadable(
      { endpointUrl, orderId, version, leasedUntil },
      incident,
      { now: occurredAt, dueAt },
    ) {
      const rows = await unreadable({
        url: endpointUrl,
        orderId,
        version,
        leasedUntil,
        failure: 'UNREADABLE',
        dueAt,
        incidents: incidentsParameter([{ incident, occurredAt }]),
      });
      tellNews(rows, onIncident);
    },
    async recordDead(delivery, reason, incident, occurredAt) {
      const rows = await dead({
        ...keyOf(delivery),
        failure: reason,
        incidents: incidentsParameter([{ incident, occurredAt }]),
      });
      tellNews(rows, onIncident);
    },
    async closeEndpoint(delivery, incident, occurredAt) {
      const rows = await gone({
        ...keyOf(delivery),
        failure: 'HTTP 410',
        now: occurredAt,
        incidents: incidentsParameter([{ incident, occurredAt }]),
      });
      tellNews(rows, onIncident);
    },
  };
}

function keyOf({ endpointUrl, event, leasedUntil }: EventDelivery) {
  const { orderId, version } = event.event;
  return { url: endpointUrl, orderId, version, leasedUntil };
}
