import { sql } from 'drizzle-orm';
import type { OrderChanges } from '../../use-cases/ports/order-changes.ts';
import { StoreUnavailable } from '../../use-cases/ports/store-unavailable.ts';
import { makeIsReferenceTaken, takeReference } from '../checkouts/partner-references.ts';
import type { Database } from '../postgres/database.ts';
import { insertRow, parameter, prepareStatement, rowParameter } from '../postgres/statement.ts';
import { createRequests, inbox, orderEvents, orders } from '../tables/order-tables.ts';
import { makeOrderReads } from './order-reads.ts';
import { writeEvent, writeOrder } from './order-rows.ts';
import { snapshotOf } from './order-state.ts';
import { insertEvents } from './placed-events.ts';

/**
 * Implements `OrderChanges.insert`. Two statements on purpose: a single one, which inserts or else selects, would see
 * neither its own row nor the row of a competitor that commits meanwhile.
 */
export function makeInsertOrder(database: Database): OrderChanges['insert'] {
  const insert = prepareStatement<{ has_early: boolean }>(
    database,
    sql`
      with taken as (${takeReference(orders.partnerReferenceNo, orders.checkoutId, 'order')}), inserted as (
        ${insertRow(orders, 'order')} where exists (select from taken) on conflict (partner_reference_no) do nothing
        returning id, partner_reference_no
      ), request as (
        insert into ${createRequests} (order_id, body)
        select id, ${parameter(createRequests.body, 'request')} from inserted
      ), ${sql.join(insertEvents('event', sql`exists (select from inserted)`), sql`, `)}
      select exists (
        select from ${inbox} early
        where early.partner_reference_no = inserted.partner_reference_no and early.disposition = 'ORPHANED'
      ) as has_early
      from inserted`,
  );
  const isReferenceTaken = makeIsReferenceTaken(database);
  const { find } = makeOrderReads(database);

  return async function insertOrder({ order, event, request, leasedUntil, phoneDigits = null }) {
    const row = {
      ...writeOrder(order),
      phoneDigits,
      dueAt: leasedUntil,
      leasedUntil,
      attemptCount: 0,
    };
    const [inserted] = await insert({
      order: rowParameter(orders, row),
      request,
      event: rowParameter(orderEvents, { ...writeEvent(event), snapshot: snapshotOf(order) }),
    });
    if (inserted !== undefined) return { kind: 'inserted', order, hasEarlyNotifications: inserted.has_early };
    const existing = await find({ partnerReferenceNo: order.partnerReferenceNo });
    if (existing !== null) return { kind: 'existing', order: existing };
    if (await isReferenceTaken(order.partnerReferenceNo, order.checkoutId)) return { kind: 'referenceTaken' };
    // The row that was in the way is gone: its insert failed in the same instant.
    throw new StoreUnavailable('the reference was taken for a moment', { isCertain: true });
  };
}
