import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { createEventOutbox } from '../../src/store/events/event-outbox.ts';
import { createOrderStore } from '../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase } from '../../src/store/postgres/database.ts';
import { migrateDatabase } from '../../src/store/postgres/migrate-database.ts';
import { databaseUrl } from '../support/database-url.ts';
import { fillTables } from '../support/large/fill-tables.ts';
import { type CountingPostgres, startCountingPostgres } from './beside/postgres.ts';
import { processorMsOfFamily } from './beside/processor-time.ts';
import { measureDays } from './growth/days.ts';
import { leaveDeadEntries } from './growth/dead-entries.ts';
import { measureFlatness } from './growth/flatness.ts';
import { type LivesStage, liveWave, openReceiver, waveCount } from './growth/lives.ts';
import { growth, readSizes, readUpdates, readWal } from './growth/sizes.ts';
import { figure, table } from './live/numbers.ts';
import { describeMachine } from './machine.ts';

export const about =
  "what an order's life writes and keeps, day after day too, and whether statements stay flat as tables grow [--lives | --days 8 | --flatness] [--orders 1000000]";

export async function run({ isSmoke, flags }: { isSmoke: boolean; flags: readonly string[] }): Promise<void> {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      // One part of the bench.
      lives: { type: 'boolean' },
      flatness: { type: 'boolean' },
      // Only so many days, of which retention keeps the bodies of two.
      days: { type: 'string' },
      // How many orders are many.
      orders: { type: 'string', default: isSmoke ? '10000' : '1000000' },
    },
  });
  const machine = describeMachine();
  const folder = await mkdtemp(join(tmpdir(), 'gapura-bench-'));
  const server = await startCountingPostgres(join(folder, 'postgres'));
  try {
    if (values.days !== undefined || isSmoke) {
      const plan = { days: Number(values.days ?? '3'), livesADay: isSmoke ? 200 : 4_000, keptDays: 2 };
      console.log(`\n${machine}\n${await measureDays(server, plan)}`);
      if (values.days !== undefined) return;
    }
    if (!values.flatness) {
      console.log(`\n${machine}\n${await measureLives(server, isSmoke ? 2 : 10)}`);
    }
    if (values.lives) return;
    const sizes = [isSmoke ? 1_000 : 10_000, Number(values.orders)];
    const filled = await Promise.all(sizes.map((ordersCount) => fill(server.url, ordersCount)));
    console.log(`\n${await measureFlatness(filled, isSmoke ? 5 : 100)}`);
  } finally {
    await server.end();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Makes a database with this many orders, as after some time. */
async function fill(server: string, ordersCount: number) {
  const name = `with_${ordersCount}`;
  const admin = postgres(server, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name}`).finally(() => admin.end());
  const url = databaseUrl(server, name);
  await migrateDatabase(url);
  await fillTables(url, ordersCount, { areIndexesLast: true });
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await sql`vacuum analyze`;
    await leaveDeadEntries(sql, ordersCount);
  } finally {
    await sql.end();
  }
  return { url, ordersCount };
}

/** Lives among earlier ones, so that indexes have their depth. `wavesCount`: of 200 lives each. */
async function measureLives(server: CountingPostgres, wavesCount: number): Promise<string> {
  await migrateDatabase(server.url);
  const database = connectDatabase({ url: server.url, connectionsMax: 1 });
  const sql = postgres(server.url, { max: 1, onnotice: () => undefined });
  try {
    // Each round says itself when it vacuums, and full pages are told apart from what changed.
    await sql`alter system set autovacuum = off`;
    await sql`alter system set full_page_writes = off`;
    await sql`alter system set checkpoint_timeout = '1h'`;
    await sql`alter system set max_wal_size = '8GB'`;
    await sql`select pg_reload_conf()`;
    const stage: LivesStage = {
      store: createOrderStore(database),
      outbox: createEventOutbox(database),
      orderEveryMs: 1_000,
    };
    await openReceiver(stage.outbox);
    let place = 0;
    let walBytes = 0;
    let processorMs = 0;
    async function live(waves: number): Promise<void> {
      for (let wave = 0; wave < waves; wave += 1) {
        const [wal, ms] = [await readWal(sql), processorMsOfFamily(server.pid)];
        await liveWave(stage, place);
        walBytes += (await readWal(sql)) - wal;
        processorMs += processorMsOfFamily(server.pid) - ms;
        place += waveCount;
        await sql`vacuum`;
      }
    }
    await live(wavesCount);
    const [before, updates] = [await readSizes(sql), await readUpdates(sql)];
    const livesCount = wavesCount * waveCount;
    walBytes = 0;
    processorMs = 0;
    const statements = await server.countStatements(() => live(wavesCount));
    const [after, updated] = [await readSizes(sql), await readUpdates(sql)];
    const [changed, cpu] = [walBytes / livesCount, processorMs / livesCount];

    await sql`alter system set full_page_writes = on`;
    await sql`select pg_reload_conf()`;
    await sql`checkpoint`;
    walBytes = 0;
    await live(wavesCount);
    const whole = walBytes / livesCount;
    const tables = growth(before.tables, after.tables, livesCount);
    const indexes = growth(before.indexes, after.indexes, livesCount);
    const sum = (rows: typeof tables) => rows.reduce((total, [, bytes]) => total + bytes, 0);
    const hot = (updated.hot - updates.hot) / (updated.all - updates.all);
    return `${livesCount} lives after as many: recorded, accepted, paid; three events placed and delivered
${table([
  ['for each life', ''],
  ['WAL, bytes', figure(changed)],
  ['  and pages written whole after a checkpoint', figure(whole - changed)],
  ['disk, bytes', figure(sum(tables) + sum(indexes))],
  ['processor time of Postgres, ms', figure(cpu)],
  ['statements', figure(statements / livesCount)],
  ['rows updated', figure((updated.all - updates.all) / livesCount)],
  ['  share that left the indexes alone (HOT)', figure(hot)],
])}

${table([['disk of tables, bytes a life', figure(sum(tables))], ...tables.map(([name, bytes]) => [`  ${name}`, figure(bytes)])])}

${table([['disk of indexes, bytes a life', figure(sum(indexes))], ...indexes.map(([name, bytes]) => [`  ${name}`, figure(bytes)])])}`;
  } finally {
    await sql.end();
    await closeDatabase(database);
  }
}
