import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { Order } from '../../src/domain/order.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.ts';
import { createEventOutbox } from '../../src/store/events/event-outbox.ts';
import { createOrderStore } from '../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase } from '../../src/store/postgres/database.ts';
import { migrateDatabase } from '../../src/store/postgres/migrate-database.ts';
import { makeEventRelay } from '../../src/use-cases/events/relay-events.ts';
import type { OrderStore } from '../../src/use-cases/ports/order-store.ts';
import { announcingStore } from '../support/announcing-store.ts';
import { databaseUrl } from '../support/database-url.ts';
import { openOrderFeed } from '../support/open-order-feed.ts';
import { force } from '../support/order-store-contract/steps.ts';
import { silentFailures } from '../support/silent-failures.ts';
import { silentLog } from '../support/silent-log.ts';
import { startReplicatedPostgres } from './beside/standby.ts';
import { figure, median, table } from './live/numbers.ts';
import { insertPendingOrders } from './live/orders.ts';
import { describeMachine } from './machine.ts';

export const about =
  'changes of orders that one Postgres takes in a second, each announced to every process; beside the same change alone';

/** A multiple of every number of writers, so that two writers never have the same order. */
const ordersCount = 512;
/** Writers at once, like notifications that arrive together. */
const writersCounts = [1, 8, 32];
/** Other processes that listen. */
const listenersCount = 3;
const roundsCount = 5;
const roundMs = 2_000;
const standbyDelayMs = 5;

interface Plan {
  readonly rounds: number;
  readonly durationMs: number;
}

/** Who changes orders in a database of its own. */
interface Writer {
  readonly store: OrderStore;
  readonly orders: readonly Order[];
  close(): Promise<void>;
}

export async function run({ isSmoke }: { isSmoke: boolean }): Promise<void> {
  const plan = isSmoke ? { rounds: 1, durationMs: 200 } : { rounds: roundsCount, durationMs: roundMs };
  const machine = describeMachine();
  const folder = await mkdtemp(join(tmpdir(), 'gapura-bench-'));
  try {
    const server = await startEmbeddedPostgres({ dataDir: join(folder, 'alone') });
    const alone = await measure(server.url, plan).finally(() => server.leave());
    const replicated = await startReplicatedPostgres(join(folder, 'replicated'), standbyDelayMs);
    const replicatedRows = await measure(replicated.url, plan).finally(() => replicated.end());
    const head = ['writers at once', 'changes a second', 'without wake-ups', 'ratio'];
    console.log(`
${machine}
one process writes, ${listenersCount + 1} listen; medians of ${plan.rounds} rounds in turns
one Postgres
${table([head, ...alone])}

with a synchronous standby ${standbyDelayMs} ms away
${table([head, ...replicatedRows])}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A row for each number of writers; the ratio is taken within each round. */
async function measure(serverUrl: string, { rounds, durationMs }: Plan): Promise<string[][]> {
  const announcing = await openAnnouncing(await makeDatabase(serverUrl, 'announcing'));
  const silent = await openSilent(await makeDatabase(serverUrl, 'silent'));
  const rows: string[][] = [];
  for (const writer of [announcing, silent]) await write(writer, 8, durationMs);
  for (const writersCount of writersCounts) {
    const figures: (readonly [announced: number, silent: number])[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const run = (writer: Writer) => write(writer, writersCount, durationMs);
      if (round % 2 === 0) figures.push([await run(announcing), await run(silent)]);
      else {
        const first = await run(silent);
        figures.push([await run(announcing), first]);
      }
    }
    rows.push([
      String(writersCount),
      figure(median(figures.map(([announced]) => announced))),
      figure(median(figures.map(([, alone]) => alone))),
      figure(median(figures.map(([announced, alone]) => announced / alone))),
    ]);
  }
  await announcing.close();
  await silent.close();
  return rows;
}

async function makeDatabase(serverUrl: string, name: string): Promise<string> {
  const admin = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name}`).finally(() => admin.end());
  const url = databaseUrl(serverUrl, name);
  await migrateDatabase(url);
  return url;
}

/** As in a gateway: every change is announced to every process, and gets its position among the events. */
async function openAnnouncing(url: string): Promise<Writer> {
  const orders = await insertPendingOrders(url, ordersCount);
  const database = connectDatabase({ url, connectionsMax: 16 });
  const feeds = await Promise.all(
    Array.from({ length: listenersCount + 1 }, () => openOrderFeed({ url, database })),
  );
  const [feed] = feeds;
  if (feed === undefined) throw new Error('nobody listens');
  const relay = makeEventRelay({
    outbox: createEventOutbox(database),
    feed,
    clock: systemClock(),
    log: silentLog,
    failures: silentFailures,
    onRound: () => undefined,
  });
  relay.start();
  return {
    store: announcingStore(database, feed),
    orders,
    async close() {
      await relay.stop();
      for (const listening of feeds) await listening.close();
      await closeDatabase(database);
    },
  };
}

/** The same changes by the same statement: nobody hears of them, and their events get no position. */
async function openSilent(url: string): Promise<Writer> {
  const orders = await insertPendingOrders(url, ordersCount);
  const database = connectDatabase({ url, connectionsMax: 16 });
  return { store: createOrderStore(database), orders, close: () => closeDatabase(database) };
}

/** Changes a second. Each writer has its own orders, so that no writer waits for another. */
async function write({ store, orders }: Writer, writersCount: number, durationMs: number): Promise<number> {
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
