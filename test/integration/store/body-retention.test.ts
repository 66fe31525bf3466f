import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startRetention } from '../../../src/gateway/retention.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { createBodyRetention } from '../../../src/store/retention/body-retention.ts';
import { inbox, orders } from '../../../src/store/tables/order-tables.ts';
import { purgedBodies } from '../../../src/store/tables/retention-tables.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { openNewOrder } from '../../support/orders.ts';
import { silentLog } from '../../support/silent-log.ts';

const day = (count: number) => new Date(Date.UTC(2026, 0, 1 + count));
const body = '{"additionalInfo":{"phone":"081234567890"}}';

let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = connectDatabase({ url: fresh.url, connectionsMax: 4 });
});
afterAll(async () => {
  await closeDatabase(database);
  await fresh.drop();
});

beforeEach(async () => {
  await database.delete(purgedBodies);
  await database.$client.unsafe('truncate inbox, orders, partner_references cascade');
  const store = createOrderStore(database);
  for (const [name, createdAt] of [
    ['old', day(0)],
    ['young', day(50)],
  ] as const) {
    const entry = {
      id: `inbox-${name}`,
      receivedAt: createdAt,
      body,
      timestamp: 't',
      contentHash: name,
      partnerReferenceNo: null,
      latestTransactionStatus: null,
      amount: null,
    };
    const incident = { kind: 'QUARANTINED', orderId: null, partnerReferenceNo: null, detail: 'd' } as const;
    await store.keepNotifications(
      [{ entry: entry, incident: { ...incident, dedupeKey: entry.id } }],
      'QUARANTINED',
      null,
    );
    for (const state of ['final', 'pending']) {
      const id = `${name}-${state}`;
      const opened = openNewOrder({ id, partnerReferenceNo: id, createdAt });
      const order = state === 'final' ? { ...opened.order, status: 'FAILED' as const } : opened.order;
      await store.insert({ order, event: opened.event, request: `request of ${id}`, leasedUntil: createdAt });
    }
  }
});

async function bodies() {
  const notifications = await database.select().from(inbox);
  const requests = await database.select().from(orders);
  return [
    ...notifications.map((row) => [row.id, row.body]),
    ...requests.map((row) => [row.id, row.createRequest]),
  ]
    .filter(([, kept]) => kept)
    .map(([id]) => id)
    .sort();
}

test('old bodies are purged and leave their hashes; young ones, and those that may be repeated, stay', async () => {
  expect(await createBodyRetention(database).purge({ from: day(0), before: day(10) }, day(100), 100)).toBe(2);
  expect(await bodies()).toEqual(['inbox-young', 'old-pending', 'young-final', 'young-pending']);
  const kept = await database.select().from(purgedBodies);
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  expect(kept.sort((a, b) => (a.source < b.source ? -1 : 1))).toEqual([
    { source: 'CREATE_REQUEST', id: 'old-final', hash: hash('request of old-final'), purgedAt: day(100) },
    { source: 'INBOX', id: 'inbox-old', hash: hash(body), purgedAt: day(100) },
  ]);
});

test('one batch purges at most its limit, and nothing is purged twice', async () => {
  const retention = createBodyRetention(database);
  expect(await retention.purge({ from: day(0), before: day(100) }, day(100), 1)).toBe(2);
  expect(await retention.purge({ from: day(0), before: day(100) }, day(100), 1)).toBe(2);
  expect(await retention.purge({ from: day(0), before: day(100) }, day(100), 1)).toBe(0);
});

test('a gateway purges by itself when the time has come', async () => {
  const clock = manualClock();
  const looked: Date[] = [];
  const retention = startRetention({
    retention: {
      async purge({ before }) {
        looked.push(before);
        return 0;
      },
    },
    days: 90,
    clock,
    log: silentLog,
  });
  const startMs = clock.now().getTime();
  clock.advance(1_000);
  await expect
    .poll(() => looked.map((before) => before.getTime() - startMs))
    .toEqual([1_000 - 90 * 86_400_000]);
  await retention.stop();
});
