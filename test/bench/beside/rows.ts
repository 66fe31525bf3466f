import postgres from 'postgres';
import { decide } from '../../../src/domain/lifecycle.ts';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase } from '../../../src/store/postgres/database.ts';
import { encodeCursor } from '../../../src/store/postgres/keyset.ts';
import { migrateDatabase } from '../../../src/store/postgres/migrate-database.ts';
import { recorded } from '../../support/orders.ts';
import { insertPendingOrders } from '../live/orders.ts';

export const pageSize = 20;
/** Page 1,000 begins after this many orders, and is not the last. */
const ordersBeforePage1000 = 999 * pageSize;
const ordersCount = 25_000;
/** As many payers as poll at the same time. */
const pendingCount = 20;

/** What every server reads. */
export interface Rows {
  /** Public ids of paid orders all over the table. */
  readonly orderIds: readonly string[];
  /** Public ids of orders whose payers wait, and poll. */
  readonly pendingIds: readonly string[];
  /** After it page 1,000 begins. */
  readonly page1000Cursor: string;
}

/**
 * Migrates an empty database and fills it: one order as the gateway records it, created and paid, and copies of its row.
 * Orders that are paid, so that no read causes work at DANA; and some that are pending, whose reads do.
 */
export async function fillDatabase(url: string): Promise<Rows> {
  await migrateDatabase(url);
  const [pending, ...waiting] = await insertPendingOrders(url, 1 + pendingCount);
  if (pending === undefined) throw new Error('no order was inserted');
  const database = connectDatabase({ url, connectionsMax: 1 });
  const now = new Date();
  const paid = { type: 'PAID', referenceNo: pending.referenceNo, paidAt: now, paidWith: [] } as const;
  await createOrderStore(database).change(pending.id, (current) => {
    const decision = decide(current, paid, 'FINISH_NOTIFY', now);
    if (decision.kind === 'unchanged') throw new Error('the order was not paid');
    return { ...decision, event: recorded(decision.event), dueAt: null };
  });
  await closeDatabase(database);

  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await copyOrder(sql, pending.id);
    // Nothing was heard of them for so long that a read makes the gateway query DANA, at most once in five seconds; and they
    // are on none of the pages that are read.
    await sql`
      update orders set updated_at = updated_at - interval '1 minute', created_at = created_at - interval '30 days'
      where status = 'PENDING'`;
    const ids = await sql<
      { id: string }[]
    >`select id from orders where id <> ${pending.id} and status = 'PAID' order by id limit 1000`;
    const [last] = await sql<{ id: string; at: Date }[]>`
      select id, created_at as at from orders order by created_at desc, id desc
      offset ${ordersBeforePage1000 - 1} limit 1`;
    if (last === undefined) throw new Error('there is no page 1,000');
    return {
      orderIds: ids.map(({ id }) => globalId('Order', id)),
      pendingIds: waiting.map(({ id }) => globalId('Order', id)),
      page1000Cursor: encodeCursor([last.at.toISOString(), last.id]),
    };
  } finally {
    await sql.end();
  }
}

/** Whatever columns the table has, each copy has an id, a number and a time of creation of its own. */
async function copyOrder(sql: postgres.Sql, id: string): Promise<void> {
  await sql`
    insert into orders
    select copy.* from orders original, generate_series(1, ${ordersCount}::integer) as place,
      jsonb_populate_record(original, jsonb_build_object(
        'id', gen_random_uuid()::text,
        'partner_reference_no', 'bench-copy-' || place,
        'created_at', original.created_at - place * interval '1 second'
      )) as copy
    where original.id = ${id}`;
  await sql`vacuum analyze orders`;
}
