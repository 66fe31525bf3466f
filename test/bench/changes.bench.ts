import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { systemClock } from '../../src/runtime/clock.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.ts';
import { createEventOutbox } from '../../src/store/events/event-outbox.ts';
import { createOrderStore } from '../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase } from '../../src/store/postgres/database.ts';
import { migrateDatabase } from '../../src/store/postgres/migrate-database.ts';
import { makeEventRelay } from '../../src/use-cases/events/relay-events.ts';
import { databaseUrl } from '../support/database-url.ts';
import { openOrderFeed } from '../support/open-order-feed.ts';
import { force } from '../support/order-store-contract/steps.ts';
import { silentFailures } from '../support/silent-failures.ts';
import { silentLog } from '../support/silent-log.ts';
import { figure, median, table } from './live/numbers.ts';
import { insertPendingOrders } from './live/orders.ts';
import { describeMachine } from './machine.ts';

export const about =
  'changes of orders that one Postgres takes in a second, each read, committed and announced to every process';

/** A multiple of every number of writers, so that two writers never have the same order. */
const ordersCount = 512;
/** Writers at once, like notifications that arrive together. */
const writersCounts = [1, 8, 32];
/** Other processes that listen. */
const listenersCount = 3;
const roundsCount = 3;

export async function run({ isSmoke }: { isSmoke: boolean }): Promise<void> {
  const machine = describeMachine();
  const durationMs = isSmoke ? 300 : 4_000;
  const folder = await mkdtemp(join(tmpdir(), 'gapura-bench-'));
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  try {
    const admin = postgres(server.url, { max: 1, onnotice: () => undefined });
    await admin`create database changes`.finally(() => admin.end());
    const rows = await measure(databaseUrl(server.url, 'changes'), durationMs, isSmoke ? 1 : roundsCount);
    console.log(`
${machine}
one process writes, ${listenersCount + 1} listen; medians of ${isSmoke ? 1 : roundsCount}
${table([['writers at once', 'changes a second'], ...rows])}`);
  } finally {
    await server.leave();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(url: string, durationMs: number, rounds: number): Promise<string[][]> {
  await migrateDatabase(url);
  const orders = await insertPendingOrders(url, ordersCount);
  const database = connectDatabase({ url, connectionsMax: 16 });
  const store = createOrderStore(database);
  const feeds = await Promise.all(
    Array.from({ length: listenersCount + 1 }, () => openOrderFeed({ url, database })),
  );
  const [feed] = feeds;
  if (feed === undefined) throw new Error('nobody listens');
  // As in a gateway, every change gets its position among the events.
  const relay = makeEventRelay({
    outbox: createEventOutbox(database),
    feed,
    clock: systemClock(),
    log: silentLog,
    failures: silentFailures,
    onRound: () => undefined,
  });
  relay.start();

  /** Each writer has its own orders, so that no writer waits for another. */
  async function write(writersCount: number): Promise<number> {
    const untilMs = performance.now() + durationMs;
    let changesCount = 0;
    await Promise.all(
      Array.from({ length: writersCount }, async (_, writer) => {
        for (let turn = 0; performance.now() < untilMs; turn += 1) {
          const order = orders[(writer + turn * writersCount) % orders.length];
          if (order === undefined) break;
          await store.change(order.id, force({}));
          changesCount += 1;
        }
      }),
    );
    return changesCount / (durationMs / 1_000);
  }

  await write(8);
  const rows: string[][] = [];
  for (const writersCount of writersCounts) {
    const perSecond: number[] = [];
    for (let round = 0; round < rounds; round += 1) perSecond.push(await write(writersCount));
    rows.push([String(writersCount), figure(median(perSecond))]);
  }
  await relay.stop();
  for (const listening of feeds) await listening.close();
  await closeDatabase(database);
  return rows;
}
