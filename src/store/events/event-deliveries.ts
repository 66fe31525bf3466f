import { sql } from 'drizzle-orm';
import type { EventDelivery, EventOutbox } from '../../use-cases/ports/event-outbox.ts';
import { makeEventLog } from '../orders/event-log.ts';
import type { Database } from '../postgres/database.ts';
import { readInstant } from '../postgres/read-instant.ts';
import { parameter, prepareStatement } from '../postgres/statement.ts';
import { eventDeliveries, eventEndpoints } from '../tables/event-tables.ts';
import { orderEvents } from '../tables/order-tables.ts';

/** Events that one statement queues for one endpoint. */
export const deliveriesQueuedMax = 500;

type EventDeliveries = Pick<
  EventOutbox,
  'openEndpoint' | 'queueDeliveries' | 'claimDeliveries' | 'recallDeliveries' | 'nextDeliveryAt'
>;

interface ClaimedRow {
  readonly order_id: string;
  readonly version: number;
  readonly attempt_count: number;
  readonly first_attempt_at: string;
}

/** Which process sends which event to which endpoint, and when. The rows coordinate all processes. */
export function makeEventDeliveries(database: Database): EventDeliveries {
  const { readEvents } = makeEventLog(database);
  const url = sql`${parameter(eventEndpoints.url, 'url')}`;
  const now = sql`${parameter(eventDeliveries.dueAt, 'now')}`;
  const isOpen = sql`exists (select from ${eventEndpoints} where url = ${url} and closed_at is null)`;

  const open = prepareStatement(
    database,
    sql`
      insert into ${eventEndpoints} (url, position)
      select ${url}, coalesce((select max(position) from ${orderEvents}), 0)
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
        select event.order_id, event.version, event.position from ${orderEvents} event, endpoint
        where event.position > endpoint.position
        order by event.position limit ${sql.raw(String(deliveriesQueuedMax))}
      ), advanced as (
        update ${eventEndpoints} set position = (select max(position) from next)
        from endpoint
        where ${eventEndpoints.url} = endpoint.url and ${eventEndpoints.position} = endpoint.position
          and exists (select from next)
        returning ${eventEndpoints.url}
      ), queued as (
        insert into ${eventDeliveries} (endpoint_url, order_id, version, due_at, attempt_count)
      select advanced.url, order_id, version, coalesce((
        select max(due_at) from ${eventDeliveries} earlier
        where earlier.endpoint_url = advanced.url and earlier.order_id = next.order_id
      ), ${now}), 0
      from advanced, next
      on conflict (endpoint_url, order_id, version) do nothing
      )
      select count(*)::int as count from next where exists (select from advanced)`,
  );
  // A row that another process is claiming at this moment is skipped, not waited for.
  const claim = prepareStatement<ClaimedRow>(
    database,
    sql`
      with due as (
        select order_id, version from ${eventDeliveries} delivery
        where endpoint_url = ${url} and due_at <= ${now}
          and (leased_until is null or leased_until <= ${now})
          and ${isOpen}
          and not exists (
            select from ${eventDeliveries} earlier
            where earlier.endpoint_url = ${url} and earlier.order_id = delivery.order_id
              and earlier.version < delivery.version and earlier.due_at is not null
          )
        order by due_at limit ${sql.placeholder('limit')}
        for update skip locked
      )
      update ${eventDeliveries} delivery
      set leased_until = ${parameter(eventDeliveries.leasedUntil, 'leasedUntil')},
        first_attempt_at = coalesce(first_attempt_at, ${now})
      from due
      where endpoint_url = ${url} and delivery.order_id = due.order_id and delivery.version = due.version
      returning delivery.order_id, delivery.version, attempt_count, first_attempt_at`,
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
    async claimDeliveries(endpointUrl, instant, leasedUntil, limit) {
      const rows = await claim({ url: endpointUrl, now: instant, leasedUntil, limit });
      if (rows.length === 0) return [];
      const keys = rows.map(({ order_id, version }) => ({ orderId: order_id, version }));
      const rowOf = new Map(rows.map((row) => [`${row.order_id}:${row.version}`, row]));
      const events = await readEvents(keys);
      return events.flatMap((event): EventDelivery[] => {
        const row = rowOf.get(`${event.event.orderId}:${event.event.version}`);
        if (row === undefined) return [];
        const firstAttemptAt = readInstant(row.first_attempt_at);
        return [{ endpointUrl, event, attemptCount: row.attempt_count, firstAttemptAt, leasedUntil }];
      });
    },
    async recallDeliveries(endpointUrl, latest) {
      return (await recall({ url: endpointUrl, ...latest })).length;
    },
    async nextDeliveryAt(endpointUrl, instant) {
      const [row] = await nextDue({ url: endpointUrl, now: instant });
      return row?.due_at == null ? null : readInstant(row.due_at);
    },
  };
}
