import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startRetention } from '../../../src/gateway/retention.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { createBodyRetention } from '../../../src/store/retention/body-retention.ts';
import { createRequests, inbox, orders } from '../../../src/store/tables/order-tables.ts';
import { keptBodies, purgedBodies } from '../../../src/store/tables/retention-tables.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { aDetail } from '../../support/incidents.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { openNewOrder } from '../../support/orders.ts';
import { silentFailures } from '../../support/silent-failures.ts';
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
  await database.$client.unsafe(
    'truncate inbox, orders, create_requests, partner_references, purged_bodies, kept_bodies, retention_progress cascade',
  );
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
      keyFingerprint: 'k',
      contentHash: name,
      partnerReferenceNo: null,
      latestTransactionStatus: null,
      amount: null,
    };
    const incident = {
      kind: 'QUARANTINED',
      orderId: null,
      partnerReferenceNo: null,
      detail: aDetail('d'),
    } as const;
    await store.keepNotifications(
      [{ entry: entry, incident: { ...incident, dedupeKey: entry.id } }],
      'QUARANTINED',
      null,
    );
    for (const state of ['final', 'pending']) {
      const id = `${name}-${state}`;
      const opened = openNewOrder({ id, partnerReferenceNo: id, createdAt });
      const order = state === 'final' ? { ...opened.order, status: 'FAILED' as const } : opened.order;
      await store.insert({
        order,
        event: opened.event,
        request: `request of ${id}`,
        leasedUntil: createdAt,
        phoneDigits: '7890',
      });
    }
  }
});

async function bodies() {
  const notifications = await database.select().from(inbox);
  const requests = await database.select().from(createRequests);
  return [
    ...notifications.map((row) => [row.id, row.body]),
    ...requests.map((row) => [row.orderId, row.body]),
  ]
    .filter(([, kept]) => kept)
    .map(([id]) => id)
    .sort();
}

test('old bodies are purged and leave their hashes; young ones, and those that may be repeated, stay', async () => {
  expect(await createBodyRetention(database).purge(day(10), day(100))).toEqual({
    purgedCount: 2,
    isMore: false,
  });
  expect(await bodies()).toEqual(['inbox-young', 'old-pending', 'young-final', 'young-pending']);
  const kept = await database.select().from(purgedBodies);
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  expect(kept.sort((a, b) => (a.source < b.source ? -1 : 1))).toEqual([
    { source: 'CREATE_REQUEST', id: 'old-final', hash: hash('request of old-final'), purgedAt: day(100) },
    { source: 'INBOX', id: 'inbox-old', hash: hash(body), purgedAt: day(100) },
  ]);
});

test('the digits of a phone number go with the request that held them', async () => {
  await createBodyRetention(database).purge(day(10), day(100));
  const rows = await database.select({ id: orders.id, digits: orders.phoneDigits }).from(orders);
  expect(rows.filter(({ digits }) => digits === null)).toEqual([{ id: 'old-final', digits: null }]);
});

test('a purged body is no longer shown as evidence; its hash is', async () => {
  await database.$client.unsafe(
    `update inbox set disposition = 'APPLIED', order_id = 'old-final', order_version = 2 where id = 'inbox-old'`,
  );
  await createBodyRetention(database).purge(day(10), day(100));
  const behind = await createOrderStore(database).notificationsBehind('old-final', [2]);
  expect(behind.get(2)).toMatchObject({
    body: null,
    bodyHash: createHash('sha256').update(body).digest('hex'),
  });
});

test('one purge reads at most its limit, and the next one continues where it stopped', async () => {
  const retention = createBodyRetention(database, 1);
  const purgedCounts: (number | undefined)[] = [];
  for (let isMore = true; isMore; ) {
    const purge = await retention.purge(day(100), day(100));
    purgedCounts.push(purge?.purgedCount);
    isMore = purge?.isMore ?? false;
  }
  // Of the orders, the first of each age is purged; the second one is still needed.
  expect(purgedCounts).toEqual([2, 1, 1, 0, 0]);
  expect(await bodies()).toEqual(['old-pending', 'young-pending']);
});

test('a body that was kept for a pending answer is purged within an hour after the answer, however old', async () => {
  const retention = createBodyRetention(database);
  await retention.purge(day(100), day(100));
  await database.$client.unsafe(`update orders set status = 'FAILED' where id = 'old-pending'`);
  const minutesLater = (count: number) => new Date(day(100).getTime() + count * 60_000);
  expect(await retention.purge(day(100), minutesLater(59))).toMatchObject({ purgedCount: 0 });
  expect(await retention.purge(day(100), minutesLater(61))).toMatchObject({ purgedCount: 1 });
  expect(await bodies()).toEqual(['young-pending']);
  expect(await database.select().from(keptBodies)).toMatchObject([{ id: 'young-pending' }]);
});

test('a process that starts reads nothing again that another process has read', async () => {
  await createBodyRetention(database).purge(day(10), day(100));
  await database.$client.unsafe(`insert into create_requests (order_id, body) values ('old-final', 'again')`);
  await createBodyRetention(database).purge(day(10), day(100));
  expect(await bodies()).toContain('old-final');
});

test('a gateway purges by itself when the time has come', async () => {
  const clock = manualClock();
  const looked: Date[] = [];
  const retention = startRetention({
    retention: {
      async purge(before) {
        looked.push(before);
        return { purgedCount: 0, isMore: false };
      },
    },
    days: 90,
    clock,
    log: silentLog,
    failures: silentFailures,
  });
  const startMs = clock.now().getTime();
  clock.advance(1_000);
  await expect
    .poll(() => looked.map((before) => before.getTime() - startMs))
    .toEqual([1_000 - 90 * 86_400_000]);
  await retention.stop();
});
