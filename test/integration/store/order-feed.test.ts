import postgres from 'postgres';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ListeningOrderFeed } from '../../../src/store/feed/order-feed.ts';
import { wakeUpChannel } from '../../../src/store/feed/wake-up-channel.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import { announcingStore, openWriter } from '../../support/announcing-store.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { patienceMs } from '../../support/eventually.ts';
import { openOrderFeed } from '../../support/open-order-feed.ts';
import { accepted, insertOrder, learn, paid } from '../../support/order-store-contract/steps.ts';
import { silentLog } from '../../support/silent-log.ts';
import { startTcpRelay, type TcpRelay } from '../../support/tcp-relay.ts';

let fresh: FreshDatabase;
let database: Database;
let store: OrderStore;
let relay: TcpRelay;
let feed: ListeningOrderFeed;
/** The process that changes the orders: `feed` is another one's. */
let writer: ReturnType<typeof openWriter>;
let listening: ReturnType<typeof signals>;

beforeEach(async () => {
  fresh = await freshDatabase();
  database = connectDatabase({ url: fresh.url, connectionsMax: 2 });
  writer = openWriter(fresh.url, database);
  store = writer.store;
  const url = new URL(fresh.url);
  relay = await startTcpRelay({ host: url.hostname, port: Number(url.port) });
  url.host = `127.0.0.1:${relay.port}`;
  listening = signals();
  feed = await openOrderFeed({
    url: url.href,
    database,
    log: { ...silentLog, info: listening.hear, warn: listening.hear },
  });
});

afterEach(async () => {
  vi.useRealTimers();
  await feed.close();
  await writer.close();
  await relay.close();
  await closeDatabase(database);
  await fresh.drop();
});

/** Resolves when a line of that name is logged for the first time after the call. */
function signals() {
  const waiting = new Map<string, () => void>();
  return {
    hear: (event: string) => waiting.get(event)?.(),
    next: (event: string) => new Promise<void>((resolve) => waiting.set(event, resolve)),
  };
}

test('every process hears what one of them changed', async () => {
  const other = await openOrderFeed({ url: fresh.url, database });
  const { id } = await insertOrder(store);
  const watches = [feed.watch(id), other.watch(id)];
  const woken = watches.map((watch) => watch.next());
  await announcingStore(database, feed).change(id, learn(accepted));
  expect(await Promise.all(woken)).toEqual([true, true]);
  await other.close();
});

test('a process greets the others whenever it begins to listen, not only with its heartbeats', async () => {
  await feed.close();
  const peer = postgres(fresh.url, { max: 1, onnotice: () => undefined });
  let hear: (message: string) => void = () => {};
  await peer.listen(wakeUpChannel, (message) => hear(message));
  const greeted = () =>
    new Promise<string>((resolve) => {
      hear = resolve;
    });
  vi.useFakeTimers({ toFake: ['setInterval'] });
  const first = greeted();
  const url = new URL(fresh.url);
  url.host = `127.0.0.1:${relay.port}`;
  const other = await openOrderFeed({ url: url.href, database });
  expect(await first).toMatch(/^[\w-]+$/);
  const again = greeted();
  relay.cut({ isOpen: true });
  expect(await again).toBe(await first);
  await other.close();
  await peer.end();
});

test('wake-ups lost with the connection are made up for: every watcher reads again when it is back', async () => {
  const [one, other] = [await insertOrder(store), await insertOrder(store)];
  const watches = [feed.watch(one.id), feed.watch(other.id)];
  const woken = Promise.all(watches.map((watch) => watch.next()));
  const disconnected = listening.next('order_feed.disconnected');
  relay.cut({ isOpen: false });
  await disconnected;
  expect(feed.isConnected()).toBe(false);

  await store.change(one.id, learn(accepted));
  relay.cut({ isOpen: true });
  expect(await woken).toEqual([true, true]);
  expect(feed.isConnected()).toBe(true);
});

test('while nobody can listen, a watcher reads again every few seconds', async () => {
  const { id } = await insertOrder(store);
  const watch = feed.watch(id);
  relay.cut({ isOpen: false });
  await store.change(id, learn(accepted));
  expect(await watch.next(AbortSignal.timeout(patienceMs))).toBe(true);
  expect(feed.isConnected()).toBe(false);
});

test('a LISTEN that Postgres ended is resumed', async () => {
  const { id } = await insertOrder(store);
  const watch = feed.watch(id);
  for (const fact of [accepted, paid]) {
    const back = listening.next('order_feed.connected');
    const woken = watch.next();
    const admin = postgres(fresh.url, { max: 1 });
    const ended = await admin`
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'gapura-feed' and datname = current_database()`;
    await admin.end();
    expect(ended).toHaveLength(1);
    await store.change(id, learn(fact));
    expect(await woken).toBe(true);
    await back;
  }
  // The new connection itself listens; the watcher was not only woken with all others.
  const woken = watch.next();
  const { id: otherId } = await insertOrder(store);
  await store.change(otherId, learn(accepted));
  await store.change(id, learn({ type: 'EXPIRED' }));
  expect(await woken).toBe(true);
});

test('a feed that is closed ends its watches and its connection', async () => {
  const watch = feed.watch('any');
  const next = watch.next();
  await feed.close();
  expect([await next, await watch.next(), feed.isConnected()]).toEqual([false, false, false]);
});

test('a feed does not start if it cannot listen', async () => {
  relay.cut({ isOpen: false });
  const url = new URL(fresh.url);
  url.host = `127.0.0.1:${relay.port}`;
  await expect(openOrderFeed({ url: url.href, database })).rejects.toMatchObject({
    name: 'StoreUnavailable',
  });
});

test('a session that a proxy lost half-way is replaced, though its connection stays open', async () => {
  const { id } = await insertOrder(store);
  const watch = feed.watch(id);
  const [lost, back] = [listening.next('order_feed.disconnected'), listening.next('order_feed.connected')];
  // Nothing that Postgres says comes through any more, and nobody closes the connection.
  relay.hold();
  await store.change(id, learn(accepted));
  expect(await watch.next()).toBe(true);
  await Promise.all([lost, back]);
  expect(await feed.prove()).toBe('heard');
});

test('a LISTEN that is answered by an error is repeated, although its connection stays open', async () => {
  const { id } = await insertOrder(store);
  const watch = feed.watch(id);
  const [refused, back] = [
    listening.next('order_feed.connect_failed'),
    listening.next('order_feed.connected'),
  ];
  relay.misspell('listen');
  relay.cut({ isOpen: true });
  await refused;
  expect([feed.isConnected(), await feed.prove()]).toEqual([false, 'deaf']);
  await back;
  expect(await watch.next()).toBe(true);
  await store.change(id, learn(accepted));
  expect(await watch.next()).toBe(true);
});

test('a feed does not start on another database than the one on which orders are changed', async () => {
  const other = await freshDatabase();
  await expect(openOrderFeed({ url: other.url, database })).rejects.toMatchObject({
    name: 'UnheardHeartbeat',
  });
  await other.drop();
});

test('a heartbeat that cannot be written says nothing about the session, which stays', async () => {
  await database.$client.unsafe('alter table world rename to world_away');
  expect(await feed.prove()).toBe('unwritten');
  expect(feed.isConnected()).toBe(true);
});
