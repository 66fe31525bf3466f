import { and, eq, gt, gte, lt, type SQL, sql } from 'drizzle-orm';
import { type AnyPgColumn, makePgArray, type PgSelect } from 'drizzle-orm/pg-core';
import type { Refund } from '../../domain/refund.ts';
import type { StoredNotification } from '../../use-cases/ports/inbox.ts';
import { incidentIdShape } from '../../use-cases/ports/incidents.ts';
import type { OrderFilter } from '../../use-cases/ports/order-pages.ts';
import type { OrderStore } from '../../use-cases/ports/order-store.ts';
import { readIncident } from '../notifications/incidents.ts';
import type { Database } from '../postgres/database.ts';
import { withStoreErrors } from '../postgres/errors.ts';
import {
  type CursorValues,
  isInstantAndId,
  type Keyset,
  type PageQuery,
  readPage,
} from '../postgres/keyset.ts';
import { storedJson, storedText } from '../postgres/stored-text.ts';
import { incidents } from '../tables/incident-tables.ts';
import { inbox, orders, refunds } from '../tables/order-tables.ts';
import { type OrderRow, orderColumns, readOrder, refundColumns } from './order-rows.ts';

type Pages = Pick<OrderStore, 'pageOrders' | 'pageRefunds' | 'pageIncidents' | 'pageInbox'>;
type IncidentRow = typeof incidents.$inferSelect;
type InboxRow = typeof inbox.$inferSelect;

const newestOrders: Keyset<OrderRow> = {
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
 * The lists, page by page. Each query is prepared: its text depends only on which filters are set, so a connection plans
 * about a hundred of them at most, and every repeat saves a round trip.
 */
export function makePages(database: Database): Pages {
  return {
    pageOrders(filter, request) {
      const all = () => database.select(orderColumns).from(orders).$dynamic();
      return readPage(newestOrders, request, (page) => fetch(all(), page, conditions(filter)), readOrder);
    },
    pageRefunds(orderId, request) {
      const all = () => database.select(refundColumns).from(refunds).$dynamic();
      const ofOrder = eq(refunds.orderId, orderId);
      return readPage(
        oldestRefunds,
        request,
        (page) => fetch(all(), page, ofOrder),
        (row) => row,
      );
    },
    pageIncidents({ kind, status }, request) {
      const all = () => database.select().from(incidents).$dynamic();
      const condition = and(kind && eq(incidents.kind, kind), status && isOneOf(incidents.status, status));
      return readPage(newestIncidents, request, (page) => fetch(all(), page, condition), readIncident);
    },
    pageInbox(request) {
      const all = () => database.select().from(inbox).$dynamic();
      return readPage(
        oldestNotifications,
        request,
        (page) => fetch(all(), page, undefined),
        readNotification,
      );
    },
  };
}

function fetch<Query extends PgSelect>(query: Query, page: PageQuery, condition: SQL | undefined) {
  const { where, orderBy, limit } = page;
  return withStoreErrors(
    query
      .where(and(condition, where))
      .orderBy(...orderBy)
      .limit(limit)
      .prepare('page')
      .execute(),
  );
}

/** An empty list of statuses or methods matches no order. `createdFrom` is inclusive, `createdTo` exclusive. */
function conditions(filter: OrderFilter): SQL | undefined {
  const { status, payMethod, paidWith, partnerReferenceNoPrefix, ...times } = filter;
  const { createdFrom, createdTo, updatedAfter } = times;
  return and(
    status && isOneOf(orders.status, status),
    payMethod && isOneOf(orders.payMethod, payMethod),
    paidWith && isPaidWithOneOf(paidWith),
    startsWith(orders.partnerReferenceNo, partnerReferenceNoPrefix ?? ''),
    createdFrom && gte(orders.createdAt, createdFrom),
    createdTo && lt(orders.createdAt, createdTo),
    updatedAfter && gt(orders.updatedAt, updatedAfter),
  );
}

/** As one parameter, so that the text of the query does not depend on the number of values. */
function isOneOf(column: AnyPgColumn, values: readonly string[]): SQL {
  return sql`${column} = any(${makePgArray(values.map(storedText))})`;
}

/** One parameter again, a list of patterns: `paid_with` contains an entry with one of these methods. */
function isPaidWithOneOf(methods: readonly string[]): SQL {
  const patterns = methods.map((payMethod) => storedJson([{ payMethod }]));
  return sql`${orders.paid} > 0 and ${orders.paidWith} @> any(${makePgArray(patterns)}::jsonb[])`;
}

/** As a range, for which the planner can use an index without knowing the prefix; for `like` it cannot. */
function startsWith(column: AnyPgColumn, prefix: string): SQL | undefined {
  if (prefix === '') return undefined;
  return and(gte(column, prefix), lt(column, `${prefix}\u{10FFFF}`));
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
