import postgres from 'postgres';
import { createEventOutbox } from '../../../src/store/events/event-outbox.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase } from '../../../src/store/postgres/database.ts';
import { migrateDatabase } from '../../../src/store/postgres/migrate-database.ts';
import { createBodyRetention } from '../../../src/store/retention/body-retention.ts';
import { databaseUrl } from '../../support/database-url.ts';
import { newestAt } from '../../support/large/copies.ts';
import { figure, percentile, table } from '../live/numbers.ts';
import { type LivesStage, liveWave, openReceiver, waveCount } from './lives.ts';

const dayMs = 24 * 60 * 60_000;
const mb = 2 ** 20;
const tablesShown = 9;

interface DaysPlan {
  readonly days: number;
  readonly livesADay: number;
  /** How many days retention keeps the bodies. */
  readonly keptDays: number;
}

/** How a table stands at the end of a day, with its indexes and all dead rows. */
interface TableState {
  readonly name: string;
  readonly bytes: number;
  readonly deadRows: number;
  readonly vacuums: number;
}

/**
 * Days of lives in a fresh database, one after the other, with retention in its turn and autovacuum as Postgres runs it by
 * default, except that it looks every second: a day passes in about a minute. Once retention deletes as much as comes,
 * a table of bodies must not grow any more.
 */
export async function measureDays(
  server: { readonly url: string },
  { days, livesADay, keptDays }: DaysPlan,
): Promise<string> {
  const admin = postgres(server.url, { max: 1, onnotice: () => undefined });
  await admin`alter system set autovacuum_naptime = '1s'`;
  await admin`select pg_reload_conf()`;
  await admin`create database by_day`.finally(() => admin.end());
  const url = databaseUrl(server.url, 'by_day');
  await migrateDatabase(url);
  const database = connectDatabase({ url, connectionsMax: 1 });
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    const stage: LivesStage = {
      store: createOrderStore(database),
      outbox: createEventOutbox(database),
      orderEveryMs: dayMs / livesADay,
    };
    await openReceiver(stage.outbox);
    const retention = createBodyRetention(database);
    const states: (readonly TableState[])[] = [];
    const purgeMs: number[][] = [];
    for (let day = 0; day < days; day += 1) {
      const times: number[] = [];
      for (let place = day * livesADay; place < (day + 1) * livesADay; place += waveCount) {
        await liveWave(stage, place);
        const now = new Date(newestAt.getTime() + (place + waveCount) * stage.orderEveryMs);
        const before = new Date(now.getTime() - keptDays * dayMs);
        for (let isMore = true; isMore; ) {
          const startedMs = performance.now();
          isMore = (await retention.purge(before, now))?.isMore ?? false;
          times.push(performance.now() - startedMs);
        }
      }
      states.push(await readStates(sql));
      purgeMs.push(times);
    }
    return describe(states, purgeMs, { days, livesADay, keptDays });
  } finally {
    await sql.end();
    await closeDatabase(database);
  }
}

async function readStates(sql: postgres.Sql): Promise<readonly TableState[]> {
  await sql`select pg_stat_force_next_flush()`;
  const rows = await sql<{ name: string; bytes: string; dead: string; vacuums: string }[]>`
    select relname as name, pg_total_relation_size(relid) as bytes, n_dead_tup as dead, autovacuum_count as vacuums
    from pg_stat_user_tables order by pg_total_relation_size(relid) desc limit ${tablesShown}`;
  return rows.map(({ name, bytes, dead, vacuums }) => ({
    name,
    bytes: Number(bytes),
    deadRows: Number(dead),
    vacuums: Number(vacuums),
  }));
}

function describe(
  states: readonly (readonly TableState[])[],
  purgeMs: readonly (readonly number[])[],
  { livesADay, keptDays }: DaysPlan,
): string {
  const last = states.at(-1) ?? [];
  const bytesOf = (name: string, day: number) =>
    states[day]?.find((state) => state.name === name)?.bytes ?? 0;
  const rows = last.map(({ name, deadRows, vacuums }) => {
    const bytes = states.map((_, day) => bytesOf(name, day));
    const [sum = 0, beforeLast = 0] = [bytes.at(-1), bytes.at(-2)];
    return [
      name,
      ...bytes.map((value) => figure(value / mb)),
      figure((sum - beforeLast) / livesADay),
      figure(deadRows),
      figure(vacuums),
    ];
  });
  const columns = states.map((_, day) => `day ${day + 1}`);
  const medians = purgeMs.map((times) => figure(percentile([...times], 0.5)));
  return `${livesADay} lives a day, their bodies are kept for ${keptDays}; MB at the end of the day, with indexes and dead rows
${table([
  ['', ...columns, 'bytes a life on the last', 'dead rows', 'vacuums'],
  ...rows,
  ['a round of retention, p50 ms', ...medians, '', '', ''],
])}`;
}
