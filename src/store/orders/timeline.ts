import { and, eq, sql } from 'drizzle-orm';
import { eventIdShape } from '../../domain/merchant-event.ts';
import type { Timelines } from '../../use-cases/ports/order-pages.ts';
import type { Database } from '../postgres/database.ts';
import { withStoreErrors } from '../postgres/errors.ts';
import {
  type CursorValues,
  cursorValues,
  isCount,
  type Keyset,
  preparePages,
  readPage,
} from '../postgres/keyset.ts';
import { parameter, rowReader, selectList } from '../postgres/statement.ts';
import { eventColumns, type OrderEventRow, readEvent } from '../rows/order-rows.ts';
import { orderEvents } from '../tables/order-tables.ts';

/** The id follows the version in cursors, because a restored database gives out versions again. */
const oldestEvents: Keyset<OrderEventRow> = {
  columns: [orderEvents.version, orderEvents.id],
  isNewestFirst: false,
  valuesOf: (row) => [row.version, row.id],
  areValues: (values): values is CursorValues => {
    if (!Array.isArray(values)) return false;
    const [version, id, ...more] = values as unknown[];
    return isCount([version]) && typeof id === 'string' && eventIdShape.test(id) && more.length === 0;
  },
};

/** The Timelines port on Postgres. */
export function makeTimelines(database: Database): Timelines {
  const find = database
    .select({ version: orderEvents.version })
    .from(orderEvents)
    .where(
      and(
        eq(orderEvents.orderId, parameter(orderEvents.orderId, 'orderId')),
        eq(orderEvents.version, parameter(orderEvents.version, 'version')),
        eq(orderEvents.id, parameter(orderEvents.id, 'id')),
      ),
    )
    .prepare('find_timeline_place');
  const select = sql`select ${selectList(eventColumns)} from ${orderEvents}`;
  const readRows = preparePages(database, oldestEvents, select, rowReader(eventColumns));
  const isOfOrder = {
    name: 'orderId',
    sql: eq(orderEvents.orderId, parameter(orderEvents.orderId, 'orderId')),
  };

  /** Whether a cursor names an event of this order that is on record. Throws MalformedCursor as `readPage` does. */
  async function isOnRecord(orderId: string, cursor: string | undefined): Promise<boolean> {
    const values = cursorValues(oldestEvents, cursor);
    if (values === undefined) return false;
    const [version, id] = values;
    return (await withStoreErrors(find.execute({ orderId, version, id }))).length > 0;
  }

  return {
    async pageTimeline(orderId, { after, before, ...size }) {
      const request = {
        ...size,
        ...((await isOnRecord(orderId, after)) ? { after } : {}),
        ...((await isOnRecord(orderId, before)) ? { before } : {}),
      };
      return readPage(
        oldestEvents,
        request,
        (query) => readRows(query, [{ ...isOfOrder, values: { orderId } }]),
        readEvent,
      );
    },
  };
}
