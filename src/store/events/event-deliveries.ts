import { sql } from 'drizzle-orm';
import type { EventOutbox } from '../../use-cases/ports/event-outbox.ts';
import type { Database } from '../postgres/database.ts';
import { readInstant } from '../postgres/read-instant.ts';
import { parameter, prepareStatement } from '../postgres/statement.ts';
import { eventDeliveries, eventEndpoints, eventPlaces } from '../tables/event-tables.ts';
import { orderEvents } from '../tables/order-tables.ts';
import { makeClaimDeliveries } from './delivery-claim.ts';

/** Events that one statement queues for one endpoint. */
export const deliveriesQueuedMax = 500;

type EventDeliveries = Pick<
  EventOutbox,
  'openEndpoint' | 'queueDeliveries' | 'claimDeliveries' | 'recallDeliveries' | 'nextDeliveryAt'
>;

/** Which process sends which event to which endpoint, and when. The rows coordinate all processes. */
export function makeEventDeliveries(database: Database): EventDeliveries {
  const url = sql`${parameter(eventEndpoints.url, 'url')}`;
  const now = sql`${parameter(eventDeliveries.dueAt, 'now')}`;
  const isOpen = sql`exists (select from ${eventEndpoints} where url = ${url} and closed_at is null)`;

  const open = prepareStatement(
    database,
    sql`
      insert into ${eventEndpoints} (url, position)
      select ${url}, coalesce((select max(position) from ${eventPlaces}), 0)
      on conflict (url) do nothing`,
  );
  // If several processes queue at the same time, the later ones find that the position has moved and queue nothing.
  // An event that follows one whose delivery failed, of the same order, is due no sooner than the failed one.
  const queueNext = prepareStatement<{ count: number }>(
    database,
    sql`
      with endpoint as (
        select url, position from ${eventEndpoints} where url = ${url} and closed_at is null
      ), next as (
        select event.order_id, event.version, place.position from ${eventPlaces} place
        join ${orderEvents} event on event.number = place.number
        where place.position > (select position from endpoint)
        order by place.position limit ${sql.raw(String(deliveriesQueuedMax))}
      ), advanced as (
        update ${eventEndpoints} set position = (select max(position) from next)
        from endpoint
        where ${eventEndpoints.url} = endpoint.url and ${eventEndpoints.position} = endpoint.position
          and exists (select from next)
        returning ${eventEndpoints.url}
      ), queued as (
        insert into ${eventDeliveries} (endpoint_url, order_id, version, position, due_at, attempt_count)
      select advanced.url, order_id, version, next.position, coalesce((
        select max(due_at) from ${eventDeliveries} earlier
        where earlier.endpoint_url = advanced.url and earlier.order_id = next.order_id
      ), ${now}), 0
      from advanced, next
      on conflict (endpoint_url, order_id, version) do nothing
      )
      select count(*)::int as count from next where exists (select from advanced)`,
  );
  const recall = prepareStatement<{ version: number }>(
    database,
    sql`
      update ${eventDeliveries} set due_at = least(due_at, ${now}),
        leased_until = case when leased_until > ${parameter(eventDeliveries.leasedUntil, 'leasedUntil')} then null else leased_until end
      where endpoint_url = ${url} and due_at is not null and (
        due_at > ${parameter(eventDeliveries.dueAt, 'dueAt')}
        or leased_until > ${parameter(eventDeliveries.leasedUntil, 'leasedUntil')}
      )
      returning version`,
  );
  // Deliveries that are due already do not count: they were claimed, or wait for an event under way, whose end wakes.
  const nextDue = prepareStatement<{ due_at: string | null }>(
    database,
    sql`
      select min(due_at) as due_at from ${eventDeliveries}
      where endpoint_url = ${url} and due_at > ${now} and ${isOpen}`,
  );

  return {
    async openEndpoint(endpointUrl) {
      await open({ url: endpointUrl });
    },
    async queueDeliveries(endpointUrl, instant) {
      const [row] = await queueNext({ url: endpointUrl, now: instant });
      return row?.count === deliveriesQueuedMax;
    },
    claimDeliveries: makeClaimDeliveries(database),
    async recallDeliveries(endpointUrl, latest) {
      return (await recall({ url: endpointUrl, ...latest })).length;
    },
    async nextDeliveryAt(endpointUrl, instant) {
      const [row] = await nextDue({ url: endpointUrl, now: instant });
      return row?.due_at == null ? null : readInstant(row.due_at);
    },
  };
}
