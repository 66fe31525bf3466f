import postgres from 'postgres';
import { createEventOutbox } from '../../../src/store/events/event-outbox.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase } from '../../../src/store/postgres/database.ts';
import {
  aNotification,
  anIncident,
  aRefund,
  insertPaidOrder,
  requestRefund,
} from '../order-store-contract/steps.ts';
import {
  batchesOfRefunds,
  copiesOfOrders,
  copiesOfRest,
  endpointUrl,
  originalNumber,
  type Places,
} from './copies.ts';
import { rowsOfWork } from './copies-of-work.ts';

const filledTables = [
  'orders',
  'order_events',
  'event_places',
  'create_requests',
  'inbox',
  'refunds',
  'incidents',
  'event_deliveries',
  'refund_batches',
  'refund_batch_lines',
  'approvals',
  'settlement_imports',
];

/**
 * Fills an empty, migrated database with copies of one order, as a merchant's database looks after some time: nearly all
 * orders have ended, the newest are under way, some statuses and methods are rare. Postgres makes the copies, whatever
 * columns the tables have: 20,000 in a few seconds, a million in some minutes. Statistics are gathered after the first
 * `analyzedAt` copies, so that those of the whole tables are stale; by default none are.
 *
 * `areIndexesLast`: indexes are made after the rows, which takes a fraction of the time for a million orders, and leaves Postgres
 * with an idea of the tables' sizes.
 */
export async function fillTables(
  url: string,
  ordersCount: number,
  { analyzedAt = 0, areIndexesLast = false } = {},
): Promise<void> {
  const database = connectDatabase({ url, connectionsMax: 1 });
  const store = createOrderStore(database);
  const outbox = createEventOutbox(database);
  await outbox.openEndpoint(endpointUrl);
  const { id } = await insertPaidOrder(store, { partnerReferenceNo: originalNumber });
  await store.change(id, () => null, { inbox: aNotification({ partnerReferenceNo: originalNumber }) });
  await store.change(id, requestRefund(aRefund(id)));
  await store.recordIncident(anIncident(), new Date('2026-01-01T00:00:00Z'));
  while (await outbox.assignPositions());
  await outbox.queueDeliveries(endpointUrl, new Date('2026-01-01T00:00:00Z'));
  await closeDatabase(database);

  const sql = postgres(url, { max: 1, fetch_types: false, onnotice: () => undefined });
  try {
    // Statistics come when a test asks for them, and not when autovacuum happens to run.
    for (const table of filledTables) {
      await sql.unsafe(`alter table ${table} set (autovacuum_enabled = false)`);
    }
    // The copies are whole; checking each one would take half of the time.
    const keys = await sql<{ drop: string }[]>`
      select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop
      from pg_constraint where contype = 'f'`;
    for (const { drop } of keys) await sql.unsafe(drop);
    const copiesOf = (places: Places) => [
      ...copiesOfOrders(ordersCount, places),
      ...copiesOfRest(ordersCount, places),
      ...batchesOfRefunds(ordersCount, places),
      ...rowsOfWork(ordersCount, places),
    ];
    const statements = [
      ...(analyzedAt === 0 ? [] : [...copiesOf({ first: 1, last: analyzedAt }), 'analyze']),
      ...copiesOf({ first: analyzedAt + 1, last: ordersCount }),
    ];
    const indexes = areIndexesLast ? await dropIndexes(sql) : [];
    for (const statement of [...statements, ...indexes]) await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

/** Drops the indexes that no constraint needs, and returns the statements that make them. */
async function dropIndexes(sql: postgres.Sql): Promise<readonly string[]> {
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexname as name, indexdef as definition from pg_indexes
    where schemaname = 'public' and tablename in ${sql(filledTables)}
      and not exists (select from pg_constraint where conname = indexname)`;
  for (const { name } of indexes) await sql`drop index ${sql(name)}`;
  return [`set maintenance_work_mem = '512MB'`, ...indexes.map(({ definition }) => definition)];
}
