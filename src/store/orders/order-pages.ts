import { eq, getTableColumns, gt, gte, lt, sql } from 'drizzle-orm';
import { type AnyPgColumn, type AnyPgTable, makePgArray } from 'drizzle-orm/pg-core';
import type { Refund } from '../../domain/refund.ts';
import type { StoredNotification } from '../../use-cases/ports/inbox.ts';
import { incidentIdShape } from '../../use-cases/ports/incidents.ts';
import type { OrderFilter } from '../../use-cases/ports/order-pages.ts';
import { type OrderView, orderDetails } from '../../use-cases/ports/order-reads.ts';
import type { OrderStore } from '../../use-cases/ports/order-store.ts';
import { readIncident } from '../notifications/incidents.ts';
import type { Database } from '../postgres/database.ts';
import {
  type Condition,
  type CursorValues,
  isInstantAndId,
  type Keyset,
  preparePages,
  readPage,
} from '../postgres/keyset.ts';
import { type Columns, parameter, type RowOf, rowReader, selectList } from '../postgres/statement.ts';
import { storedJson, storedText } from '../postgres/stored-text.ts';
import { incidents } from '../tables/incident-tables.ts';
import { inbox, orders } from '../tables/order-tables.ts';
import { refunds } from '../tables/refund-tables.ts';
import { refundColumns } from './order-rows.ts';
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
 * The lists, page by page. Each query is prepared: its text depends only on the details and on which filters are set, so
 * a connection plans about a hundred of them at most, and every repeat saves a round trip.
 */
export function makePages(database: Database): Pages {
  const ordersOf = memoByDetails((details) => {
    const { columns, read } = viewShape(details);
    const select = sql`select ${selectList(columns)} from ${orders}`;
    return preparePages<OrderView>(database, newestOrders, select, (values) => read(values).order);
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
      const conditions = conditionsOf(filter);
      return readPage(newestOrders, request, (page) => ordersOf(details)(page, conditions), identity);
    },
    pageRefunds(orderId, request) {
      const ofOrder = isOf(refunds.orderId, orderId);
      return readPage(oldestRefunds, request, (page) => readRefunds(page, [ofOrder]), identity);
    },
    pageIncidents({ kind, status }, request) {
      const conditions = [
        ...(kind === undefined ? [] : [isOneOf('kind', incidents.kind, [kind])]),
        ...(status === undefined ? [] : [isOneOf('status', incidents.status, status)]),
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

/** An empty list of statuses or methods matches no order. `createdFrom` is inclusive, `createdTo` exclusive. */
function conditionsOf(filter: OrderFilter): Condition[] {
  const { status, payMethod, paidWith, partnerReferenceNoPrefix = '', ...times } = filter;
  const { createdFrom, createdTo, updatedAfter } = times;
  const conditions: Condition[] = [];
  if (status) conditions.push(isOneOf('status', orders.status, status));
  if (payMethod) conditions.push(isOneOf('payMethod', orders.payMethod, payMethod));
  if (paidWith) conditions.push(isPaidWithOneOf(paidWith));
  if (partnerReferenceNoPrefix !== '') conditions.push(startsWith(partnerReferenceNoPrefix));
  if (createdFrom) conditions.push({ ...isFrom, values: { createdFrom } });
  if (createdTo) conditions.push({ ...isBefore, values: { createdTo } });
  if (updatedAfter) conditions.push({ ...isUpdatedAfter, values: { updatedAfter } });
  return conditions;
}

const isKeptNotification = {
  name: 'kept',
  sql: sql`${inbox.disposition} in ('ORPHANED', 'QUARANTINED')`,
  values: {},
};
const isFrom = {
  name: 'createdFrom',
  sql: gte(orders.createdAt, parameter(orders.createdAt, 'createdFrom')),
};
const isBefore = {
  name: 'createdTo',
  sql: lt(orders.createdAt, parameter(orders.createdAt, 'createdTo')),
};
const isUpdatedAfter = {
  name: 'updatedAfter',
  sql: gt(orders.updatedAt, parameter(orders.updatedAt, 'updatedAfter')),
};

function isOf(column: AnyPgColumn, orderId: string): Condition {
  return { name: 'orderId', sql: eq(column, parameter(column, 'orderId')), values: { orderId } };
}

/**
 * One value is compared as such: then the index of the column has the page in the right order, and the planner knows
 * it. Several are one parameter, so that the text of the query does not depend on their number.
 */
function isOneOf(name: string, column: AnyPgColumn, values: readonly string[]): Condition {
  const [only, ...more] = values;
  if (only !== undefined && more.length === 0) {
    return {
      name: `one ${name}`,
      sql: sql`${column} = ${sql.placeholder(name)}`,
      values: { [name]: storedText(only) },
    };
  }
  return {
    name,
    sql: sql`${column} = any(${sql.placeholder(name)})`,
    values: { [name]: makePgArray(values.map(storedText)) },
  };
}

/** One parameter again, a list of patterns: `paid_with` contains an entry with one of these methods. */
function isPaidWithOneOf(methods: readonly string[]): Condition {
  const patterns = methods.map((payMethod) => storedJson([{ payMethod }]));
  return {
    name: 'paidWith',
    sql: sql`(${orders.paid} > 0 and ${orders.paidWith} @> any(${sql.placeholder('paidWith')}::jsonb[]))`,
    values: { paidWith: makePgArray(patterns) },
  };
}

/** As a range, for which the planner can use an index without knowing the prefix; for `like` it cannot. */
function startsWith(prefix: string): Condition {
  const column = orders.partnerReferenceNo;
  return {
    name: 'prefix',
    sql: sql`(${column} >= ${parameter(column, 'prefix')} and ${column} < ${parameter(column, 'prefixEnd')})`,
    values: { prefix, prefixEnd: `${prefix}\u{10FFFF}` },
  };
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
