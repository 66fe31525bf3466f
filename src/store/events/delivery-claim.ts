import { sql } from 'drizzle-orm';
import type {
  DeliveryClaim,
  EventDelivery,
  EventOutbox,
  UnreadableDelivery,
} from '../../use-cases/ports/event-outbox.ts';
import { makeEventLog } from '../orders/event-log.ts';
import type { Database } from '../postgres/database.ts';
import { isOfOneRow } from '../postgres/errors.ts';
import { readInstant } from '../postgres/read-instant.ts';
import { parameter, prepareStatement } from '../postgres/statement.ts';
import { eventDeliveries, eventEndpoints } from '../tables/event-tables.ts';
import { orderEvents, orders } from '../tables/order-tables.ts';

interface ClaimedRow {
  readonly order_id: string;
  readonly version: number;
  readonly attempt_count: number;
  readonly first_attempt_at: string;
  readonly event_id: string;
  readonly partner_reference_no: string;
}

/**
 * Implements `EventOutbox.claimDeliveries`: one statement leases, and a second one reads the events. If one event
 * cannot be read (its row, or that of its order, was written by a newer gateway or by hand), each is read alone.
 */
export function makeClaimDeliveries(database: Database): EventOutbox['claimDeliveries'] {
  const { readEvents } = makeEventLog(database);
  const url = sql`${parameter(eventEndpoints.url, 'url')}`;
  const now = sql`${parameter(eventDeliveries.dueAt, 'now')}`;
  const isOpen = sql`exists (select from ${eventEndpoints} where url = ${url} and closed_at is null)`;
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
        first_attempt_at = coalesce(delivery.first_attempt_at, ${now})
      from due
      join ${orderEvents} event on event.order_id = due.order_id and event.version = due.version
      join ${orders} on ${orders.id} = due.order_id
      where endpoint_url = ${url} and delivery.order_id = due.order_id and delivery.version = due.version
      returning delivery.order_id, delivery.version, delivery.attempt_count, delivery.first_attempt_at,
        event.id as event_id, ${orders.partnerReferenceNo}`,
  );

  return async function claimDeliveries(endpointUrl, instant, leasedUntil, limit): Promise<DeliveryClaim> {
    const rows = await claim({ url: endpointUrl, now: instant, leasedUntil, limit });
    if (rows.length === 0) return { deliveries: [], unreadable: [] };
    try {
      return { deliveries: await readDeliveries(rows), unreadable: [] };
    } catch (error) {
      if (!isOfOneRow(error)) throw error;
    }
    const deliveries: EventDelivery[] = [];
    const unreadable: UnreadableDelivery[] = [];
    for (const row of rows) {
      try {
        deliveries.push(...(await readDeliveries([row])));
      } catch (error) {
        if (!isOfOneRow(error)) throw error;
        unreadable.push({
          endpointUrl,
          eventId: row.event_id,
          orderId: row.order_id,
          partnerReferenceNo: row.partner_reference_no,
          version: row.version,
          attemptCount: row.attempt_count,
          leasedUntil,
          error,
        });
      }
    }
    return { deliveries, unreadable };

    async function readDeliveries(claimed: readonly ClaimedRow[]): Promise<EventDelivery[]> {
      const rowOf = new Map(claimed.map((row) => [`${row.order_id}:${row.version}`, row]));
      const events = await readEvents(
        claimed.map(({ order_id, version }) => ({ orderId: order_id, version })),
      );
      return events.flatMap((event): EventDelivery[] => {
        const row = rowOf.get(`${event.event.orderId}:${event.event.version}`);
        if (row === undefined) return [];
        const firstAttemptAt = readInstant(row.first_attempt_at);
        return [{ endpointUrl, event, attemptCount: row.attempt_count, firstAttemptAt, leasedUntil }];
      });
    }
  };
}
