import { sql } from 'drizzle-orm';
import type { OrderStore } from '../../use-cases/ports/order-store.ts';
import { StoreUnavailable } from '../../use-cases/ports/store-unavailable.ts';
import { makeIsReferenceTaken, takeReference } from '../checkouts/partner-references.ts';
import type { Database } from '../postgres/database.ts';
import { insertRow, prepareStatement, rowParameter } from '../postgres/statement.ts';
import { orderEvents, orders } from '../tables/order-tables.ts';
import { makeOrderReads } from './order-reads.ts';
import { writeEvent, writeOrder } from './order-rows.ts';
import { snapshotOf } from './order-snapshot.ts';

/**
 * Inserts an order unless its reference is taken, as `OrderStore.insert` says. Two statements on purpose: a single
 * one, which inserts or else selects, would see neither its own row nor that of a twin who commits meanwhile.
 */
export function makeInsertOrder(database: Database): OrderStore['insert'] {
  const insert = prepareStatement(
    database,
    sql`
      with taken as (${takeReference(orders, 'order', 'checkout_id')}), inserted as (
        ${insertRow(orders, 'order')} where exists (select from taken) on conflict (partner_reference_no) do nothing returning id
      ), event as (
        ${insertRow(orderEvents, 'event')} where exists (select from inserted)
      )
      select id from inserted`,
  );
  const isReferenceTaken = makeIsReferenceTaken(database);
  const { find } = makeOrderReads(database);

  return async function insertOrder({ order, event, request, leasedUntil }) {
    const row = {
      ...writeOrder(order),
      createRequest: request,
      dueAt: leasedUntil,
      leasedUntil,
      attemptCount: 0,
    };
    const inserted = await insert({
      order: rowParameter(orders, row),
      event: rowParameter(orderEvents, { ...writeEvent(event), snapshot: snapshotOf(order) }),
    });
    if (inserted.length > 0) return { kind: 'inserted', order };
    const existing = await find({ partnerReferenceNo: order.partnerReferenceNo });
    if (existing !== null) return { kind: 'existing', order: existing };
    if (await isReferenceTaken(order.partnerReferenceNo, order.checkoutId)) return { kind: 'referenceTaken' };
    // The row that was in the way is gone: its insert failed in the same instant.
    throw new StoreUnavailable('the reference was taken for a moment', { isCertain: true });
  };
}
