import { sql } from 'drizzle-orm';
import { makePgArray } from 'drizzle-orm/pg-core';
import {
  deliveriesCountedMax,
  type EventReceivers,
  revivedMax,
} from '../../use-cases/ports/event-receivers.ts';
import type { Database } from '../postgres/database.ts';
import { type CursorValues, type Keyset, preparePages, readPage } from '../postgres/keyset.ts';
import { readInstant } from '../postgres/read-instant.ts';
import { parameter, prepareStatement, rowReader, selectList } from '../postgres/statement.ts';
import { eventsWithPlaces } from '../rows/placed-events.ts';
import { eventDeliveries, eventEndpoints } from '../tables/event-tables.ts';
import { orderEvents, orders } from '../tables/order-tables.ts';

interface StateRow {
  readonly url: string;
  readonly closed_at: string | null;
  readonly due_count: string;
  readonly dead_count: string;
}

const failedColumns = {
  position: eventDeliveries.position,
  eventId: orderEvents.id,
  type: orderEvents.type,
  occurredAt: orderEvents.occurredAt,
  orderId: eventDeliveries.orderId,
  partnerReferenceNo: orders.partnerReferenceNo,
  attemptCount: eventDeliveries.attemptCount,
  firstAttemptAt: eventDeliveries.firstAttemptAt,
  failure: eventDeliveries.failure,
  dueAt: eventDeliveries.dueAt,
};
type FailedRow = ReturnType<ReturnType<typeof rowReader<typeof failedColumns>>>;

const byPosition: Keyset<FailedRow> = {
  columns: [eventDeliveries.position],
  isNewestFirst: false,
  valuesOf: ({ position }) => [position],
  areValues: (values): values is CursorValues =>
    Array.isArray(values) && values.length === 1 && Number.isSafeInteger(values[0]),
};
const isGivenUp = { name: 'givenUp', sql: sql`${eventDeliveries.dueAt} is null`, values: {} };
const hasFailed = { name: 'failed', sql: sql`${eventDeliveries.attemptCount} > 0`, values: {} };

/**
 * The part of the outbox with which people inspect and repeat deliveries. A receiver that is closed gets nothing, so nothing
 * is queued for it. An attempt under way loses its lease: its end is no word about the delivery that a person asked for.
 */
export function makeEventRedelivery(database: Database): EventReceivers {
  const urls = sql`any(${sql.placeholder('urls')}::text[])`;
  const now = sql`${parameter(eventDeliveries.dueAt, 'now')}`;
  const counted = (condition: string) => sql`
    (select count(*) from (
      select from ${eventDeliveries} where endpoint_url = url and due_at ${sql.raw(condition)}
      limit ${sql.raw(String(deliveriesCountedMax))}
    ) bounded)`;
  const states = prepareStatement<StateRow>(
    database,
    sql`
      select url, closed_at, ${counted('is not null')} as due_count, ${counted('is null')} as dead_count
      from ${eventEndpoints} where url = ${urls} order by url`,
  );
  const pages = preparePages(
    database,
    byPosition,
    sql`
      select ${selectList(failedColumns)} from ${eventDeliveries}
      join ${orderEvents} on ${orderEvents.orderId} = ${eventDeliveries.orderId}
        and ${orderEvents.version} = ${eventDeliveries.version}
      join ${orders} on ${orders.id} = ${eventDeliveries.orderId}`,
    rowReader(failedColumns),
  );
  const isOf = { name: 'url', sql: sql`${eventDeliveries.endpointUrl} = ${sql.placeholder('url')}` };
  const again = prepareStatement<{ id: string; count: number }>(
    database,
    sql`
      with wanted as (
        select id, order_id, version, position from ${eventsWithPlaces}
        where position is not null and id = any(${sql.placeholder('eventIds')}::text[])
      ), queued as (
        insert into ${eventDeliveries} as delivery (endpoint_url, order_id, version, position, due_at, attempt_count)
        select url, order_id, version, wanted.position, ${now}, 0 from ${eventEndpoints}, wanted
        where url = ${urls} and closed_at is null
        on conflict (endpoint_url, order_id, version) do update
        set due_at = excluded.due_at, attempt_count = 0, first_attempt_at = null, leased_until = null
        returning 1
      )
      select id, (select count(*)::int from queued) as count from wanted order by position`,
  );
  const revive = prepareStatement(
    database,
    sql`
      update ${eventDeliveries} revived set due_at = ${now}, attempt_count = 0, first_attempt_at = null, leased_until = null
      from (
        select endpoint_url, order_id, version from ${eventDeliveries}
        where endpoint_url = any(select url from ${eventEndpoints} where url = ${urls} and closed_at is null)
          and due_at is null
        order by position limit ${sql.raw(String(revivedMax))} for update skip locked
      ) dead
      where revived.endpoint_url = dead.endpoint_url and revived.order_id = dead.order_id
        and revived.version = dead.version
      returning revived.version`,
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
    pageFailed(url, filter, request) {
      const conditions = [{ ...isOf, values: { url } }, filter.isGivenUp ? isGivenUp : hasFailed];
      return readPage(
        byPosition,
        request,
        (query) => pages(query, conditions),
        ({ position: _position, ...delivery }) => delivery,
      );
    },
    async redeliverEvents(eventIds, endpointUrls, instant) {
      const values = { urls: makePgArray([...endpointUrls]), eventIds: makePgArray([...eventIds]) };
      const rows = await again({ ...values, now: instant });
      return { eventIds: rows.map(({ id }) => id), deliveryCount: rows[0]?.count ?? 0 };
    },
    async redeliverDead(endpointUrls, instant) {
      return (await revive({ urls: makePgArray([...endpointUrls]), now: instant })).length;
    },
    async reopenEndpoint(url) {
      return (await reopen({ url })).length > 0;
    },
  };
}
