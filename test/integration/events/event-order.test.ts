import postgres from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEventOutbox } from '../../../src/store/events/event-outbox.ts';
import { positionsAssignedMax } from '../../../src/store/events/event-positions.ts';
import { advisoryLocks } from '../../../src/store/postgres/advisory-locks.ts';
import { closeDatabase, connectDatabase } from '../../../src/store/postgres/database.ts';
import { makeEventRelay } from '../../../src/use-cases/events/relay-events.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import { announcingStore } from '../../support/announcing-store.ts';
import { insertEventsByHand } from '../../support/events-by-hand.ts';
import { eventually } from '../../support/eventually.ts';
import { openOrderFeed } from '../../support/open-order-feed.ts';
import { accepted, force, insertOrder, learn } from '../../support/order-store-contract/steps.ts';
import { isLong } from '../../support/sample.ts';
import { silentFailures } from '../../support/silent-failures.ts';
import { silentLog } from '../../support/silent-log.ts';
import { openReader } from './event-reader.ts';
import { openStage, type Stage } from './stage.ts';

/** Orders of ten events each: those that one process writes at once, and those of each of its four slow writers. */
const writtenCount = isLong ? 120 : 12;
const dawdledCount = isLong ? 95 : 10;
const ordersCount = 2 * (writtenCount + 4 * dawdledCount);
const eventsCount = 10 * ordersCount;

let stage: Stage;
let admin: postgres.Sql;

beforeEach(async () => {
  stage = await openStage();
  admin = postgres(stage.url, { max: 3, fetch_types: false, onnotice: () => undefined });
});

afterEach(async () => {
  await admin.end();
  await stage.close();
});

async function waitsForLock(): Promise<void> {
  await eventually(
    () => admin`select from pg_stat_activity where wait_event = 'advisory' and datname = current_database()`,
    (waiting) => waiting.length > 0,
  );
}

test('an event that is committed late gets a late position, so that a reader that has read on still sees it', async () => {
  const { store, outbox } = stage;
  const [early, late] = [await insertOrder(store), await insertOrder(store)];
  await outbox.assignPositions();
  const reader = openReader(store, 10);
  await reader.readOn();

  // Written before the other order's event, so its row has the smaller id, and committed after it.
  await admin.begin(async (slow) => {
    await insertEventsByHand(slow, late.id, 2, 1);
    await store.change(early.id, learn(accepted));
    await outbox.assignPositions();
    await reader.readOn();
    expect(reader.seen).toEqual([`${early.id}@1`, `${late.id}@1`, `${early.id}@2`]);
  });
  await outbox.assignPositions();
  await reader.readOn();
  expect(reader.seen.slice(3)).toEqual([`${late.id}@2`]);
  const ids = await admin`select position from event_places order by number`;
  expect(ids.map(({ position }) => Number(position))).toEqual([1, 2, 4, 3]);
});

test('a process that waited for another to give positions sees those positions', async () => {
  const { store, outbox } = stage;
  const first = await insertOrder(store);
  let placing: Promise<boolean> | undefined;
  // As another process does: acquires the lock, gives a position, and commits slowly.
  await admin.begin(async (other) => {
    await other`select pg_advisory_xact_lock(${advisoryLocks.eventPositions})`;
    placing = outbox.assignPositions();
    await waitsForLock();
    const second = await insertOrder(store);
    await other`
      update event_places set position = 1
      where number = (select number from order_events where order_id = ${second.id})`;
  });
  await placing;
  const positions = await admin`
    select order_id, position from order_events join event_places using (number) order by position`;
  expect(positions.map(({ position }) => Number(position))).toEqual([1, 2]);
  expect(positions[1]?.order_id).toBe(first.id);
});

test('a process that dies while it gives positions blocks nobody, and no position is lost', async () => {
  const { store, outbox } = stage;
  await insertOrder(store);
  const process = postgres(stage.url, { max: 1, fetch_types: false, onnotice: () => undefined });
  // In one message, as positions are given, and paused in the middle.
  const text = `select pg_advisory_xact_lock(${advisoryLocks.eventPositions}); update event_places set position = 1; select pg_sleep(60)`;
  const end = process.unsafe(text).then(
    () => 'done',
    () => 'died',
  );
  const [held] = await eventually(
    () => admin<{ pid: number }[]>`
      select pid from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`,
    (sleeping) => sleeping.length > 0,
  );
  const placing = outbox.assignPositions();
  await waitsForLock();
  await admin`select pg_terminate_backend(${held?.pid ?? 0})`;
  expect(await end).toBe('died');
  await placing;
  const [row] = await admin`select position from event_places`;
  expect(Number(row?.position)).toBe(1);
  await process.end({ timeout: 1 });
});

test('events beyond the bound of one statement get positions from the next', async () => {
  const { store, outbox } = stage;
  const { id } = await insertOrder(store);
  await insertEventsByHand(admin, id, 2, positionsAssignedMax);
  expect(await outbox.assignPositions()).toBe(true);
  expect(await outbox.assignPositions()).toBe(false);
  const reader = openReader(store, 100);
  await reader.readOn();
  expect(reader.seen).toEqual(
    Array.from({ length: positionsAssignedMax + 1 }, (_, index) => `${id}@${index + 1}`),
  );
});

test(`${eventsCount} events of concurrent writers: every reader sees each once, and each order in sequence`, async () => {
  const readers = [7, 50, 100].map((pageCount) => openReader(stage.store, pageCount));
  const processes = await Promise.all([1, 2].map(openProcess));

  /** Two real processes: they write through the store, give positions, and a reader reads on at each round. */
  async function openProcess() {
    const database = connectDatabase({ url: stage.url, connectionsMax: 5 });
    const feed = await openOrderFeed({ url: stage.url, database });
    const relay = makeEventRelay({
      outbox: createEventOutbox(database),
      feed,
      clock: stage.clock,
      log: silentLog,
      failures: silentFailures,
      onRound: () => {
        for (const reader of readers) void reader.readOn();
      },
    });
    relay.start();
    const store = announcingStore(database, feed);
    return {
      store,
      assignAll: relay.assignAll,
      async close() {
        await relay.stop();
        await feed.close();
        await closeDatabase(database);
      },
    };
  }

  async function write(store: OrderStore, ordersCount: number): Promise<void> {
    for (let count = 0; count < ordersCount; count++) {
      const { id } = await insertOrder(store);
      for (let version = 2; version <= 10; version++) await store.change(id, force({}));
    }
  }
  /** Draws the numbers of its rows and commits them slowly. */
  async function dawdle(store: OrderStore, ordersCount: number): Promise<void> {
    const client = postgres(stage.url, { max: 1, fetch_types: false });
    for (let count = 0; count < ordersCount; count++) {
      const { id } = await insertOrder(store);
      for (const version of [2, 5, 8]) {
        await client.begin(async (slow) => {
          await insertEventsByHand(slow, id, version, 3);
          await slow`select pg_sleep(random() * 0.004)`;
        });
      }
    }
    await client.end();
  }

  await Promise.all(
    processes.flatMap(({ store }) => [
      write(store, writtenCount),
      ...Array.from({ length: 4 }, () => dawdle(store, dawdledCount)),
    ]),
  );
  for (const { assignAll } of processes) await assignAll();
  for (const reader of readers) await reader.readOn();

  const [all] =
    await admin`select max(position) as last, count(position) as placed, count(*) as count from event_places`;
  const count = String(eventsCount);
  expect({ ...all }).toEqual({ last: count, placed: count, count });
  const disorder = await admin`
    select from event_places one join event_places other on other.position = one.position + 1 and other.number < one.number`;
  // Otherwise this test would prove nothing.
  expect(disorder.length).toBeGreaterThan(eventsCount / 500);
  for (const { seen } of readers) {
    expect(seen).toHaveLength(eventsCount);
    const latest = new Map<string, number>();
    for (const name of seen) {
      const [orderId = '', version] = name.split('@');
      expect(Number(version)).toBe((latest.get(orderId) ?? 0) + 1);
      latest.set(orderId, Number(version));
    }
    expect(latest.size).toBe(ordersCount);
  }
  await Promise.all(processes.map((process) => process.close()));
}, 180_000);
