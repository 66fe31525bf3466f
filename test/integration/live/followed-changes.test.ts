import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../../src/runtime/clock.ts';
import { createEventOutbox } from '../../../src/store/events/event-outbox.ts';
import type { ListeningOrderFeed } from '../../../src/store/feed/order-feed.ts';
import { makeIsReady } from '../../../src/store/heartbeat/readiness.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { migrateDatabase } from '../../../src/store/postgres/migrate-database.ts';
import { makeEventRelay } from '../../../src/use-cases/events/relay-events.ts';
import { makeChangeFollower } from '../../../src/use-cases/orders/follow-changes.ts';
import { announcingStore } from '../../support/announcing-store.ts';
import { databaseUrl } from '../../support/database-url.ts';
import { eventually } from '../../support/eventually.ts';
import { type MortalPostgres, startMortalPostgres } from '../../support/mortal-postgres.ts';
import { openOrderFeed } from '../../support/open-order-feed.ts';
import { accepted, insertOrder, learn, paid } from '../../support/order-store-contract/steps.ts';
import { silentFailures } from '../../support/silent-failures.ts';
import { silentLog } from '../../support/silent-log.ts';

/** A deadline for a busy machine, not a claim about speed. */
const withinMs = 60_000;

/** A server of its own: the queue of notifications belongs to the whole server, and here it gets full. */
let server: MortalPostgres;
let database: Database;
let feed: ListeningOrderFeed;
let stopProcess: () => Promise<void>;

beforeAll(async () => {
  server = await startMortalPostgres();
  const admin = postgres(server.url(), { max: 1, onnotice: () => undefined });
  await admin`create database followed`;
  // Half a megabyte; the setting is read when the server starts.
  await admin`alter system set max_notify_queue_pages = 64`;
  await admin.end();
  await server.stop('SIGINT');
  await server.start();
  const url = databaseUrl(server.url(), 'followed');
  await migrateDatabase(url);
  database = connectDatabase({ url, connectionsMax: 5 });
  feed = await openOrderFeed({ url, database });
  const parts = { feed, clock: systemClock(), log: silentLog, failures: silentFailures };
  const follower = makeChangeFollower({ ...parts, store: createOrderStore(database) });
  const relay = makeEventRelay({ ...parts, outbox: createEventOutbox(database), onRound: follower.wake });
  relay.start();
  follower.start();
  stopProcess = async () => {
    await relay.stop();
    await follower.stop();
  };
});
afterAll(async () => {
  await stopProcess();
  await feed.close();
  await closeDatabase(database);
  await server.dispose();
});

test('a watcher learns of a change whose process died before it announced it', async () => {
  const store = createOrderStore(database);
  const { id } = await insertOrder(store);
  const watch = feed.watch(id);
  // The follower's first round, and the order's first event, wake it too.
  while (await watch.next(AbortSignal.timeout(3_000)));
  await store.change(id, learn(accepted));
  expect(await watch.next(AbortSignal.timeout(withinMs))).toBe(true);
  watch.close();
});

test('a full NOTIFY queue stops no recording and makes no process unready; watchers elsewhere learn of changes', async () => {
  const url = databaseUrl(server.url(), 'followed');
  const isReady = makeIsReady({ prove: feed.prove, trouble: { isOpen: () => false }, log: silentLog });
  const somebody = postgres(url, { max: 1, onnotice: () => undefined });
  const filler = postgres(url, { max: 1, onnotice: () => undefined });
  // Somebody listens and never ends the transaction: the queue keeps everything from then on.
  await somebody.unsafe('listen elsewhere');
  await somebody.unsafe('begin; select 1');
  const fill = () =>
    filler.unsafe(`select pg_notify('elsewhere', repeat('x', 7000) || n) from generate_series(1, 2000) n`);
  await eventually(
    () =>
      fill().then(
        () => '',
        (error: { code: string }) => error.code,
      ),
    (code) => code === '54000',
    { withinMs },
  );

  const store = announcingStore(database, feed);
  const { id } = await insertOrder(store);
  // Of another process, whose wake-up is lost.
  await createOrderStore(database).change(id, learn(accepted));
  const watch = feed.watch(id);
  expect(await watch.next(AbortSignal.timeout(withinMs))).toBe(true);
  expect(await store.change(id, learn(paid))).toMatchObject({ kind: 'changed' });
  expect([await feed.prove(), await isReady(), feed.isConnected()]).toEqual(['written', true, true]);

  await somebody.unsafe('rollback');
  await somebody.end();
  await filler.end();
  await eventually(feed.prove, (proof) => proof === 'heard', { withinMs });
});
