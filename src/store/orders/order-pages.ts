import { eq, getTableColumns, sql } from 'drizzle-orm';
import type { AnyPgColumn, AnyPgTable } from 'drizzle-orm/pg-core';
import type { Refund } from '../../domain/refund.ts';
import type { StoredNotification } from '../../use-cases/ports/inbox.ts';
import { incidentIdShape, incidentStatuses } from '../../use-cases/ports/incidents.ts';
import type { OrderFilter } from '../../use-cases/ports/order-pages.ts';
import { type OrderView, orderDetails } from '../../use-cases/ports/order-reads.ts';
import type { OrderStore } from '../../use-cases/ports/order-store.ts';
import { withinTimes } from '../filters/created-span.ts';
import { prepareFiltered } from '../filters/filtered-orders.ts';
import { rangesOf } from '../filters/order-conditions.ts';
import { readIncident } from '../notifications/incidents.ts';
import type { Database } from '../postgres/database.ts';
import {
  type CursorValues,
  isInstantAndId,
  type Keyset,
  type PageQuery,
  preparePages,
  readPage,
} from '../postgres/keyset.ts';
import { type Condition, isOneOf } from '../postgres/list-conditions.ts';
import { type Columns, parameter, type RowOf, rowReader, selectList } from '../postgres/statement.ts';
import { refundColumns } from '../rows/order-rows.ts';
import { incidents } from '../tables/incident-tables.ts';
import { inbox, orders } from '../tables/order-tables.ts';
import { refunds } from '../tables/refund-tables.ts';
import { memoByDetails, viewShape } from './order-views.ts';

type Pages = Pick<OrderStore, 'pageOrders' | 'pageRefunds' | 'pageIncidents' | 'pageInbox'>;
type IncidentRow = typeof incidents.$inferSelect;
type InboxRow = typeof inbox.$inferSelect;

const newestOrders: Keyset<OrderView> = {
  columns: [orders.createdAt, orders.id],
  isNewestFirst: true,
  valuesOf: (row) => [row.createdAt.toISOString(), row.id],
  areValues: isInstantAndId,
};
const oldestRefunds: Keyset<Refund> = {
  columns: [refunds.createdAt, refunds.id],
  isNewestFirst: false,
  valuesOf: (row) => [row.createdAt.toISOString(), row.id],
  areValues: isInstantAndId,
};
const newestIncidents: Keyset<IncidentRow> = {
  columns: [incidents.occurredAt, incidents.id],
  isNewestFirst: true,
  valuesOf: (row) => [row.occurredAt.toISOString(), row.id],
  areValues: (values): values is CursorValues =>
    isInstantAndId(values) && incidentIdShape.test(String(values[1])),
};
const oldestNotifications: Keyset<InboxRow> = {
  columns: [inbox.receivedAt, inbox.id],
  isNewestFirst: false,
  valuesOf: (row) => [row.receivedAt.toISOString(), row.id],
  areValues: isInstantAndId,
};

/**
 * The lists, page by page. Each query is prepared: its text depends on the details, the filters that are set, the direction
 * and a few sizes, so every repeat saves a round trip. `walks`: see `prepareFiltered`.
 */
export function makePages(database: Database, walks?: readonly number[]): Pages {
  const ordersOf = memoByDetails((details) => {
    const { columns, read } = viewShape(details);
    const readOrder = (values: readonly unknown[]): OrderView => read(values).order;
    const select = sql`select ${selectList(columns)} from ${orders}`;
    const readRanges = preparePages(database, newestOrders, select, readOrder);
    const readFiltered = prepareFiltered(database, columns, readOrder, walks);
    return (filter: OrderFilter, page: PageQuery) => {
      const ranges = rangesOf(filter);
      const query = withinTimes(page, filter);
      return ranges === null ? readFiltered(filter, query) : readRanges(query, ranges);
    };
  });
  const prepareTable = <Read extends Columns, Row extends RowOf<Read>>(
    table: AnyPgTable,
    columns: Read,
    keyset: Keyset<Row>,
  ) =>
    preparePages<RowOf<Read>>(
      database,
      keyset,
      sql`select ${selectList(columns)} from ${table}`,
      rowReader(columns),
    );
  const readRefunds = prepareTable(refunds, refundColumns, oldestRefunds);
  const readIncidents = prepareTable(incidents, getTableColumns(incidents), newestIncidents);
  const readInbox = prepareTable(inbox, getTableColumns(inbox), oldestNotifications);

  return {
    pageOrders(filter, request, details = orderDetails) {
      return readPage(newestOrders, request, (page) => ordersOf(details)(filter, page), identity);
    },
    pageRefunds(orderId, request) {
      const ofOrder = isOf(refunds.orderId, orderId);
      return readPage(oldestRefunds, request, (page) => readRefunds(page, [ofOrder]), identity);
    },
    pageIncidents({ kind, status }, request) {
      // The index of a kind has the status too: without a condition on it, there is a range for each.
      const statuses = status ?? (kind === undefined ? undefined : incidentStatuses);
      const conditions = [
        ...(kind === undefined ? [] : [isOneOf('kind', incidents.kind, [kind])]),
        ...(statuses === undefined ? [] : [isOneOf('status', incidents.status, statuses)]),
      ];
      return readPage(newestIncidents, request, (page) => readIncidents(page, conditions), readIncident);
    },
    pageInbox(request, { isKept } = { isKept: false }) {
      const conditions = isKept ? [isKeptNotification] : [];
      return readPage(oldestNotifications, request, (page) => readInbox(page, conditions), readNotification);
    },
  };
}

function identity<Row>(row: Row): Row {
  return row;
}

const isKeptNotification = {
  name: 'kept',
  sql: sql`${inbox.disposition} in ('ORPHANED', 'QUARANTINED')`,
  values: {},
};
function isOf(column: AnyPgColumn, orderId: string): Condition {
  return { name: 'orderId', sql: eq(column, parameter(column, 'orderId')), values: { orderId } };
}

function readNotification({
  disposition,
  orderId,
  orderVersion: _,
  replayCount,
  ...entry
}: InboxRow): StoredNotification {
  return { entry, disposition, orderId, replayCount };
}
