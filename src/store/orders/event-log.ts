import { and, eq, getTableName, isNotNull, Subquery, sql } from 'drizzle-orm';
import { makePgArray } from 'drizzle-orm/pg-core';
import { type EventKey, type MerchantEvent, refundAfter } from '../../domain/merchant-event.ts';
import type { Refund } from '../../domain/refund.ts';
import type { OrderStore } from '../../use-cases/ports/order-store.ts';
import { MalformedCursor } from '../../use-cases/ports/pages.ts';
import type { Database } from '../postgres/database.ts';
import { withStoreErrors } from '../postgres/errors.ts';
import { type CursorValues, cursorValues, type Keyset, readPage } from '../postgres/keyset.ts';
import { parameter } from '../postgres/statement.ts';
import { orderEvents, orders, refunds } from '../tables/order-tables.ts';
import {
  eventColumns,
  type OrderEventRow,
  type OrderRow,
  orderColumns,
  readEvent,
  readOrder,
  refundColumns,
} from './order-rows.ts';

type EventLog = Pick<OrderStore, 'pageEvents' | 'findEvent'> & {
  /** These events in the sequence of their positions; those without a position are left out. */
  readEvents(keys: readonly EventKey[]): Promise<readonly MerchantEvent[]>;
};

/** Every change of every order, as readers follow it. */
export function makeEventLog(database: Database): EventLog {
  const eventAt = database
    .select({ position: orderEvents.position })
    .from(orderEvents)
    .where(
      and(
        eq(orderEvents.position, parameter(orderEvents.position, 'position')),
        eq(orderEvents.orderId, parameter(orderEvents.orderId, 'orderId')),
      ),
    )
    .prepare('find_event_at');
  const byKeys = selectEvents(database)
    .where(
      sql`${orderEvents.position} is not null and (${orderEvents.orderId}, ${orderEvents.version}) in (
        select * from unnest(${sql.placeholder('orderIds')}::text[], ${sql.placeholder('versions')}::int[]))`,
    )
    .orderBy(orderEvents.position)
    .prepare('find_events');

  return {
    async pageEvents(request) {
      await Promise.all([request.after, request.before].map(refuseStranger));
      return readPage(
        positionedEvents,
        request,
        ({ where, orderBy, limit }) => {
          const query = selectEvents(database).where(and(isNotNull(orderEvents.position), where));
          return withStoreErrors(
            query
              .orderBy(...orderBy)
              .limit(limit)
              .prepare('page_events')
              .execute(),
          );
        },
        readMerchantEvent,
      );
    },
    readEvents,
    findEvent: async (key) => (await readEvents([key]))[0] ?? null,
  };

  async function readEvents(keys: readonly EventKey[]): Promise<readonly MerchantEvent[]> {
    const orderIds = makePgArray(keys.map(({ orderId }) => orderId));
    const versions = makePgArray(keys.map(({ version }) => version));
    return (await withStoreErrors(byKeys.execute({ orderIds, versions }))).map(readMerchantEvent);
  }

  /**
   * A cursor names its event by position and by order. If another event has that position, the database was restored to
   * an earlier state and has gone on from there: a reader of the old cursor would miss what was recorded since.
   */
  async function refuseStranger(cursor: string | undefined): Promise<void> {
    const [position, orderId] = cursorValues(positionedEvents, cursor) ?? [];
    if (position === undefined) return;
    const found = await withStoreErrors(eventAt.execute({ position, orderId }));
    if (found.length === 0) throw new MalformedCursor('the cursor of an event that is not on record');
  }
}

interface MerchantEventRow {
  readonly position: number | null;
  readonly event: OrderEventRow;
  readonly order: OrderRow;
  readonly refund: Refund | null;
}

const positionedEvents: Keyset<MerchantEventRow> = {
  columns: [orderEvents.position, orderEvents.orderId],
  isNewestFirst: false,
  valuesOf: ({ position, event }) => [position ?? 0, event.orderId],
  areValues: (values): values is CursorValues =>
    Array.isArray(values) &&
    values.length === 2 &&
    Number.isSafeInteger(values[0]) &&
    typeof values[1] === 'string',
};

/**
 * Events with their orders as they stood then: the order's row with the event's snapshot laid over it. The subquery has
 * the name of the table, so that its columns are read like those of the table.
 */
function selectEvents(database: Database) {
  const orderThen = new Subquery(
    sql`
      select order_then.* from ${orders} order_now
      cross join lateral jsonb_populate_record(order_now, ${orderEvents.snapshot}) order_then
      where order_now.id = ${orderEvents.orderId}`,
    orderColumns,
    getTableName(orders),
  );
  return database
    .select({
      position: orderEvents.position,
      event: eventColumns,
      order: orderColumns,
      refund: refundColumns,
    })
    .from(orderEvents)
    .innerJoinLateral(orderThen, sql`true`)
    .leftJoin(refunds, sql`${refunds.id} = ${orderEvents.fact} ->> 'refundId'`)
    .$dynamic();
}

function readMerchantEvent(row: MerchantEventRow): MerchantEvent {
  const event = readEvent(row.event);
  return {
    event,
    order: { ...readOrder(row.order), instruction: null },
    refund: row.refund && refundAfter(row.refund, event),
  };
}
