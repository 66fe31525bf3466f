import { sql } from 'drizzle-orm';
import { makePgArray } from 'drizzle-orm/pg-core';
import type { EventOutbox } from '../../use-cases/ports/event-outbox.ts';
import type { Database } from '../postgres/database.ts';
import { readInstant } from '../postgres/read-instant.ts';
import { parameter, prepareStatement } from '../postgres/statement.ts';
import { eventDeliveries, eventEndpoints } from '../tables/event-tables.ts';
import { orderEvents } from '../tables/order-tables.ts';

type EventRedelivery = Pick<
  EventOutbox,
  'endpointStates' | 'deadLetters' | 'redeliverEvent' | 'redeliverDead' | 'reopenEndpoint'
>;

interface StateRow {
  readonly url: string;
  readonly closed_at: string | null;
  readonly due_count: string;
  readonly dead_count: string;
}

interface LetterRow {
  readonly endpoint_url: string;
  readonly event_id: string;
  readonly attempt_count: number;
  readonly failure: string | null;
}

/** The part of the outbox with which an operator inspects and repeats deliveries. */
export function makeEventRedelivery(database: Database): EventRedelivery {
  const urls = sql`any(${sql.placeholder('urls')}::text[])`;
  const now = sql`${parameter(eventDeliveries.dueAt, 'now')}`;
  const states = prepareStatement<StateRow>(
    database,
    sql`
      select url, closed_at, count(due_at) as due_count, count(order_id) - count(due_at) as dead_count
      from ${eventEndpoints} left join ${eventDeliveries} on endpoint_url = url
      where url = ${urls} group by url order by url`,
  );
  const letters = prepareStatement<LetterRow>(
    database,
    sql`
      select endpoint_url, event.id as event_id, attempt_count, failure
      from ${eventDeliveries} delivery join ${orderEvents} event using (order_id, version)
      where endpoint_url = ${urls} and due_at is null
      order by event.position, endpoint_url limit ${sql.placeholder('limit')}`,
  );
  const again = prepareStatement(
    database,
    sql`
      insert into ${eventDeliveries} as delivery (endpoint_url, order_id, version, due_at, attempt_count)
      select url, order_id, version, ${now}, 0 from ${eventEndpoints}, ${orderEvents} event
      where url = ${urls} and event.position is not null
        and event.id = ${parameter(orderEvents.id, 'eventId')}
      on conflict (endpoint_url, order_id, version) do update
      set due_at = excluded.due_at, attempt_count = 0, first_attempt_at = null
      returning version`,
  );
  const revive = prepareStatement(
    database,
    sql`
      update ${eventDeliveries} set due_at = ${now}, attempt_count = 0, first_attempt_at = null
      where endpoint_url = ${urls} and due_at is null
      returning version`,
  );
  const reopen = prepareStatement(
    database,
    sql`
      update ${eventEndpoints} set closed_at = null
      where url = ${parameter(eventEndpoints.url, 'url')} and closed_at is not null
      returning url`,
  );

  return {
    async endpointStates(endpointUrls) {
      const rows = await states({ urls: makePgArray([...endpointUrls]) });
      return rows.map((row) => ({
        url: row.url,
        closedAt: row.closed_at === null ? null : readInstant(row.closed_at),
        pendingCount: Number(row.due_count),
        deadCount: Number(row.dead_count),
      }));
    },
    async deadLetters(endpointUrls, limit) {
      const rows = await letters({ urls: makePgArray([...endpointUrls]), limit });
      return rows.map((row) => ({
        endpointUrl: row.endpoint_url,
        eventId: row.event_id,
        attemptCount: row.attempt_count,
        failure: row.failure,
      }));
    },
    async redeliverEvent(eventId, endpointUrls, instant) {
      const values = { urls: makePgArray([...endpointUrls]), eventId, now: instant };
      return (await again(values)).length;
    },
    async redeliverDead(endpointUrls, instant) {
      return (await revive({ urls: makePgArray([...endpointUrls]), now: instant })).length;
    },
    async reopenEndpoint(url) {
      return (await reopen({ url })).length > 0;
    },
  };
}
