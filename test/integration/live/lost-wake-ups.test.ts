import postgres from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Order } from '../../../src/domain/order.ts';
import type { ListeningOrderFeed } from '../../../src/store/feed/order-feed.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { makeReadInBatches } from '../../../src/use-cases/orders/read-in-batches.ts';
import { makeWatchOrder } from '../../../src/use-cases/orders/watch-order.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import { openWriter } from '../../support/announcing-store.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { openOrderFeed } from '../../support/open-order-feed.ts';
import { changed, force, insertOrder } from '../../support/order-store-contract/steps.ts';
import { silentLog } from '../../support/silent-log.ts';
import { startTcpRelay, type TcpRelay } from '../../support/tcp-relay.ts';

/** Only the listening connection goes through the relay. */
let fresh: FreshDatabase;
let relay: TcpRelay;
let database: Database;
let store: OrderStore;
let feed: ListeningOrderFeed;
let operator: postgres.Sql;
let listenCount: number;
/** The process that changes the orders: the watchers are at another one. */
let writer: ReturnType<typeof openWriter>;

beforeEach(async () => {
  fresh = await freshDatabase();
  const { hostname, port } = new URL(fresh.url);
  relay = await startTcpRelay({ host: hostname, port: Number(port) });
  database = connectDatabase({ url: fresh.url, connectionsMax: 5 });
  writer = openWriter(fresh.url, database);
  store = writer.store;
  operator = postgres(fresh.url, { max: 1, onnotice: () => undefined });
  listenCount = 0;
  const url = new URL(fresh.url);
  url.host = `127.0.0.1:${relay.port}`;
  const log = {
    ...silentLog,
    info: (event: string) => void (event === 'order_feed.connected' && listenCount++),
  };
  feed = await openOrderFeed({ url: url.href, database, log });
});
afterEach(async () => {
  await feed.close();
  await writer.close();
  await closeDatabase(database);
  await operator.end();
  await relay.close();
  await fresh.drop();
});

/** Ends every listening connection, as a restart of Postgres does. */
async function endListening(): Promise<void> {
  const ended = await operator`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'gapura-feed' and datname = current_database()`;
  expect(ended).toHaveLength(1);
}

/** Watches through the real use case. Its clock stands still, so its own periodic read never happens. */
function watch(orderId: string) {
  const watchOrder = makeWatchOrder({
    readOrder: makeReadInBatches(store),
    feed,
    clock: manualClock(),
    noteReader: async () => undefined,
  });
  const states = watchOrder(orderId, { afterVersion: null, signal: new AbortController().signal });
  const seen: Order[] = [];
  // Ends with the feed.
  void (async () => {
    for await (const order of states) seen.push(order);
  })();
  return {
    seen,
    sees: (version: number) =>
      eventually(
        async () => seen.at(-1)?.version,
        (last) => last === version,
      ),
  };
}

test('a connection that ends between a commit and its delivery loses the wake-up, not the change', async () => {
  const { id } = await insertOrder(store);
  const watcher = watch(id);
  await watcher.sees(1);
  relay.hold();
  const sent = writer.nextSent();
  await store.change(id, force({}));
  // Postgres has the wake-up, and it is on its way. It will not arrive.
  await sent;
  expect(watcher.seen).toHaveLength(1);
  await endListening();
  relay.cut({ isOpen: true });
  await watcher.sees(2);
  expect(listenCount).toBe(2);
});

test('changes made while the feed is down are seen when it is up again', async () => {
  const orders = await Promise.all(Array.from({ length: 50 }, () => insertOrder(store)));
  const watchers = orders.map(({ id }) => watch(id));
  await Promise.all(watchers.map(({ sees }) => sees(1)));
  relay.cut({ isOpen: false });
  await Promise.all(orders.map(({ id }) => store.change(id, force({}))));
  expect(feed.isConnected()).toBe(false);
  relay.cut({ isOpen: true });
  await Promise.all(watchers.map(({ sees }) => sees(2)));
});

test('connections that end repeatedly under load cost no watcher the last state', async () => {
  const endsCount = 3;
  const orders = await Promise.all(Array.from({ length: 20 }, () => insertOrder(store)));
  const watchers = orders.map(({ id }) => watch(id));
  const ending = (async () => {
    for (let heard = 1; heard <= endsCount; heard += 1) {
      await eventually(
        async () => listenCount,
        (count) => count >= heard,
      );
      await endListening();
    }
  })();
  const lastVersions = await Promise.all(
    orders.map(async ({ id }) => {
      for (;;) {
        const { version } = changed(await store.change(id, force({})));
        if (listenCount > endsCount) return version;
      }
    }),
  );
  await ending;
  for (const [index, { seen, sees }] of watchers.entries()) {
    await sees(lastVersions[index] ?? 0);
    const versions = seen.map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    expect(seen.every(({ id }) => id === orders[index]?.id)).toBe(true);
  }
});
