import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase } from '../../../src/store/postgres/database.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { anApprovalOf, withApproval } from '../../support/order-store-contract/approvals.ts';
import {
  anIncident,
  aRefund,
  insertPaidOrder,
  requestRefund,
} from '../../support/order-store-contract/steps.ts';
import { minute } from '../../support/orders.ts';

/** Every column of actors, with what must be set beside it. */
const columns: Readonly<Record<string, string>> = {
  'approvals.decided_by': `, status = 'GRANTED', ended_at = now(), decision_reason = 'checked'`,
  'approvals.requested_by': '',
  'checkouts.actor': '',
  'checkouts.ended_by': `, ended_at = now(), end_reason = 'sold out'`,
  'checkout_access_revocations.revoked_by': '',
  'console_sessions.revoked_by': ', revoked_at = now()',
  'incidents.acknowledged_by': ', acknowledged_at = now()',
  'incidents.resolved_by': `, resolved_at = now(), status = 'RESOLVED', resolution = 'done'`,
  'operator_subjects.created_by': '',
  'operators.created_by': '',
  'operators.revoked_by': ', revoked_at = now()',
  'order_access_revocations.revoked_by': '',
  'order_events.actor': `, source = 'API'`,
  'orders.cancellation_actor': `, cancellation_status = 'FAILED', cancellation_requested_at = now()`,
  'refund_batches.decided_by': `, decided_at = now(), decision_reason = 'checked'`,
  'refund_batches.requested_by': '',
  'refunds.actor': '',
  'server_keys.created_by': '',
  'server_keys.revoked_by': ', revoked_at = now()',
  'settlement_imports.actor': '',
};

/** Each would leave a fact of which nobody can say who caused it. */
const broken = [
  '{}',
  '[]',
  '"GATEWAY"',
  'null',
  '{"kind":null,"id":null,"name":null}',
  '{"kind":"NOBODY","id":null,"name":null}',
  '{"kind":"gateway","id":null,"name":null}',
  '{"kind":"SERVER_KEY","name":"shop"}',
  '{"kind":"SERVER_KEY","id":null,"name":"shop"}',
  '{"kind":"CLIENT_TOKEN","id":null,"name":null}',
  '{"kind":"CHECKOUT_TOKEN","id":null,"name":null}',
];
const whole = [
  '{"kind":"SERVER_KEY","id":"key-1","name":"shop"}',
  '{"kind":"CLIENT_TOKEN","id":"order-1","name":null}',
  '{"kind":"OPERATOR","id":null,"name":"ani"}',
];

const requesters = [whole[0] ?? '', '{"kind":"OPERATOR","id":"person-2","name":"Dewi"}'];
const deciders = ['{"kind":"OPERATOR","id":"person-1","name":"Sari"}'];

/** Only a known key or person requests, and only a person decides. */
const known: Readonly<Record<string, readonly string[]>> = {
  'approvals.requested_by': requesters,
  'approvals.decided_by': deciders,
  'refund_batches.requested_by': requesters,
  'refund_batches.decided_by': deciders,
};

let fresh: FreshDatabase;
let admin: postgres.Sql;

/** One row in each table. */
beforeAll(async () => {
  fresh = await freshDatabase();
  admin = postgres(fresh.url, { max: 1, fetch_types: false, onnotice: () => undefined });
  const database = connectDatabase({ url: fresh.url, connectionsMax: 2 });
  const store = createOrderStore(database);
  const { id } = await insertPaidOrder(store);
  await store.change(id, requestRefund(aRefund(id)));
  await store.change(id, withApproval(anApprovalOf(id)));
  await store.recordIncident(anIncident(), minute(1));
  await closeDatabase(database);
  const operator = whole[2] ?? '';
  await admin.unsafe(`
    insert into checkouts (id, partner_reference_no, title, amount, created_at, actor, expires_at, goods, metadata, content_hash)
    values ('${randomUUID()}', 'cart-1', 'Two tickets', 100, now(), '${operator}', now(), '[]', '[]', 'hash');
    insert into server_keys (id, name, hash, scopes, created_at, created_by)
    values ('key-1', 'shop', '${'a'.repeat(64)}', '[]', now(), '${operator}');
    insert into operators (id, name, role, created_at, created_by) values ('person-1', 'Sari', 'admin', now(), '${operator}');
    insert into operator_subjects values ('https://login.example', 'sub-1', 'person-1', now(), '${operator}');
    insert into console_sessions (id, hash, operator_id, way, created_at, expires_at, last_used_at)
    values ('session-1', '${'b'.repeat(64)}', 'person-1', 'LINK', now(), now(), now());
    insert into settlement_imports (id, status, file_name, actor, started_at, leased_until, line_count, gross, commission,
      service_tax, withholding_tax, net)
    values ('import-1', 'STAGED', 'gapura.csv', '${operator}', now(), now(), 0, 0, 0, 0, 0, 0);
    insert into refund_batches (id, batch_no, content_hash, status, reason, line_count, refund_count, amount, requested_by,
      requested_at, needs_approval, expires_at)
    values ('batch-1', 'concert', 'hash', 'WAITING', 'cancelled', 1, 1, 100, '${whole[0]}', now(), true, now());
    insert into order_access_revocations values ('order-1', now(), '${operator}');
    insert into checkout_access_revocations values ('checkout-1', now(), '${operator}')`);
});

afterAll(async () => {
  await admin.end();
  await fresh.drop();
});

test('every column of actors is in this test', async () => {
  const rows = await admin<{ name: string }[]>`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'public' and data_type = 'jsonb' and column_name ~ '(actor|_by)$' order by 1`;
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(columns).toSorted());
});

test.each(Object.entries(columns))('%s takes whole actors and no broken one', async (name, beside) => {
  const [table, column] = name.split('.');
  const write = (actor: string) => admin.unsafe(`update ${table} set ${column} = '${actor}'${beside}`);
  for (const actor of known[name] ?? whole) expect((await write(actor)).count, actor).toBeGreaterThan(0);
  for (const actor of broken) {
    const refusal = await write(actor).then(
      () => 'taken',
      (error: postgres.PostgresError) => error.code,
    );
    expect(refusal, actor).toBe('23514');
  }
});
