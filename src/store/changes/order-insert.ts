import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { OrderChanges } from '../../use-cases/ports/order-changes.ts';
import type { OrderReads } from '../../use-cases/ports/order-reads.ts';
import { StoreUnavailable } from '../../use-cases/ports/store-unavailable.ts';
import { makeIsReferenceTaken, takeReferences } from '../checkouts/partner-references.ts';
import type { Database } from '../postgres/database.ts';
import {
  columnList,
  prepareStatement,
  type RowParameter,
  rowFromParameter,
  rowParameter,
  rowsFromArrays,
  writtenColumns,
} from '../postgres/statement.ts';
import { writeEvent, writeOrder } from '../rows/order-rows.ts';
import { snapshotOf } from '../rows/order-state.ts';
import { insertEvents } from '../rows/placed-events.ts';
import { createRequests, inbox, orderEvents, orders } from '../tables/order-tables.ts';
import { grouped } from './grouping.ts';

/** The rows of a new order: one of `orders`, `create_requests` and `order_events`. */
interface NewOrder {
  readonly reference: string;
  readonly order: RowParameter;
  readonly request: RowParameter;
  readonly event: RowParameter;
}

/** A row of a new order that was inserted. */
interface InsertedRow {
  readonly partner_reference_no: string;
  /** Whether an orphaned notification is waiting for it. */
  readonly has_early: boolean;
}

/**
 * Implements `OrderChanges.insert`. Two statements on purpose: a single one, which inserts or else selects, would see
 * neither its own row nor the row of a competitor that commits meanwhile. Orders that are created at once are inserted together.
 */
export function makeInsertOrder(database: Database, find: OrderReads['find']): OrderChanges['insert'] {
  const insertOne = prepareStatement<InsertedRow>(database, insertStatement(rowFromParameter));
  const insertSeveral = prepareStatement<InsertedRow>(database, insertStatement(rowsFromArrays));
  const insert = grouped<NewOrder, InsertedRow | null>({
    keyOf: ({ reference }) => reference,
    alone: async ({ order, request, event }) => (await insertOne({ order, request, event }))[0] ?? null,
    async together(given) {
      const rows = await insertSeveral({
        order: given.map(({ order }) => order),
        request: given.map(({ request }) => request),
        event: given.map(({ event }) => event),
      });
      const inserted = new Map(rows.map((row) => [row.partner_reference_no, row]));
      return given.map(({ reference }) => inserted.get(reference) ?? null);
    },
  });
  const isReferenceTaken = makeIsReferenceTaken(database);

  return async function insertOrder({ order, event, request, leasedUntil, phoneDigits = null }) {
    const row = {
      ...writeOrder(order),
      phoneDigits,
      dueAt: leasedUntil,
      leasedUntil,
      attemptCount: 0,
    };
    const inserted = await insert({
      reference: order.partnerReferenceNo,
      order: rowParameter(orders, row),
      request: rowParameter(createRequests, { orderId: order.id, body: request }),
      event: rowParameter(orderEvents, { ...writeEvent(event), snapshot: snapshotOf(order) }),
    });
    if (inserted !== null) return { kind: 'inserted', order, hasEarlyNotifications: inserted.has_early };
    const existing = await find({ partnerReferenceNo: order.partnerReferenceNo });
    if (existing !== null) return { kind: 'existing', order: existing };
    if (await isReferenceTaken(order.partnerReferenceNo, order.checkoutId)) return { kind: 'referenceTaken' };
    // The row that was in the way is gone: its insert failed in the same instant.
    throw new StoreUnavailable('the reference was taken for a moment', { isCertain: true });
  };
}

/** `rows`: makes a table expression of what a placeholder carries, one row or several. */
function insertStatement(rows: (columns: readonly AnyPgColumn[], placeholder: string) => SQL): SQL {
  const orderColumns = columnList(writtenColumns(orders));
  const requestColumns = columnList(writtenColumns(createRequests));
  const isOfInserted = sql`order_id in (select id from inserted)`;
  return sql`
    with taken as (
      ${takeReferences(orders.partnerReferenceNo, orders.checkoutId, (columns) => rows(columns, 'order'))}
    ), inserted as (
      insert into ${orders} (${orderColumns}) select ${orderColumns} from ${rows(writtenColumns(orders), 'order')}
      where partner_reference_no in (select partner_reference_no from taken)
      order by partner_reference_no
      on conflict (partner_reference_no) do nothing
      returning id, partner_reference_no
    ), request as (
      insert into ${createRequests} (${requestColumns})
      select ${requestColumns} from ${rows(writtenColumns(createRequests), 'request')}
      where ${isOfInserted}
    ), ${sql.join(
      insertEvents((columns) => rows(columns, 'event'), isOfInserted),
      sql`, `,
    )}
    select partner_reference_no, exists (
      select from ${inbox} early
      where early.partner_reference_no = inserted.partner_reference_no and early.disposition = 'ORPHANED'
    ) as has_early
    from inserted`;
}
