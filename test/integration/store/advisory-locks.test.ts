import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEventOutbox } from '../../../src/store/events/event-outbox.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { advisoryLocks } from '../../../src/store/postgres/advisory-locks.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { createBodyRetention, type Purge } from '../../../src/store/retention/body-retention.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { aDetail } from '../../support/incidents.ts';
import { insertOrder } from '../../support/order-store-contract/steps.ts';

const receivedAt = new Date('2026-01-15T00:00:00Z');
const before = new Date('2026-02-01T00:00:00Z');

let fresh: FreshDatabase;
let database: Database;
let admin: postgres.Sql;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = connectDatabase({ url: fresh.url, connectionsMax: 4 });
  admin = postgres(fresh.url, { max: 3, fetch_types: false, onnotice: () => undefined });
});
afterAll(async () => {
  await admin.end();
  await closeDatabase(database);
  await fresh.drop();
});

async function waitUntilLockIsHeld(): Promise<void> {
  await eventually(
    () => admin`select from pg_locks where locktype = 'advisory' and granted
      and database = (select oid from pg_database where datname = current_database())`,
    (held) => held.length > 0,
  );
}

test('new events get their positions while a purge of raw bodies holds its lock', async () => {
  const store = createOrderStore(database);
  const entry = {
    id: 'old',
    receivedAt,
    body: '{}',
    timestamp: 't',
    keyFingerprint: 'SHA256:dana',
    contentHash: 'c',
    partnerReferenceNo: null,
    latestTransactionStatus: null,
    amount: null,
  };
  const incident = { dedupeKey: 'old', orderId: null, partnerReferenceNo: null, detail: aDetail('d') };
  const kept = { entry, incident: { kind: 'QUARANTINED', ...incident } } as const;
  await store.keepNotifications([kept], 'QUARANTINED', null);
  await insertOrder(store);

  let purging: Promise<Purge | null> | undefined;
  await admin.begin(async (operator) => {
    // The purge acquires its lock first and then waits for this row.
    await operator`select from inbox where id = 'old' for update`;
    purging = createBodyRetention(database).purge(before, receivedAt);
    await waitUntilLockIsHeld();
    await createEventOutbox(database).assignPositions();
    expect(await admin`select from event_places where position is null`).toHaveLength(0);
  });
  expect(await purging).toMatchObject({ purgedCount: 1 });
});

test('a purge of raw bodies goes on while another process gives events their positions', async () => {
  await admin.begin(async (other) => {
    await other`select pg_advisory_xact_lock(${advisoryLocks.eventPositions})`;
    expect(await createBodyRetention(database).purge(before, receivedAt)).not.toBeNull();
  });
});
