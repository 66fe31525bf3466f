import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { rupiah } from '../../src/domain/money.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.ts';
import { createOrderStore } from '../../src/store/orders/order-store.ts';
import { createWorkLists } from '../../src/store/people/work-lists.ts';
import { closeDatabase, connectDatabase } from '../../src/store/postgres/database.ts';
import { migrateDatabase } from '../../src/store/postgres/migrate-database.ts';
import type { SearchTerms } from '../../src/use-cases/ports/people/order-search.ts';
import { databaseUrl } from '../support/database-url.ts';
import { newestAt } from '../support/large/copies.ts';
import { fillTables } from '../support/large/fill-tables.ts';
import { figure, percentile, table } from './live/numbers.ts';
import { describeMachine } from './machine.ts';

export const about =
  'searches by what a customer knows, and the totals of a day, among a million orders [--orders 1000000]';

const roundsCount = 200;
const dayMs = 24 * 60 * 60_000;
/** The window of a search that names none. */
const month = { from: new Date(newestAt.getTime() - 31 * dayMs), to: newestAt };
const none: SearchTerms = { numbers: [], lastDigits: null, amount: null, phoneDigits: null };

export async function run({ isSmoke, flags }: { isSmoke: boolean; flags: readonly string[] }): Promise<void> {
  const { values } = parseArgs({
    args: [...flags],
    options: { orders: { type: 'string', default: isSmoke ? '10000' : '1000000' } },
  });
  const ordersCount = Number(values.orders);
  const machine = describeMachine();
  const folder = await mkdtemp(join(tmpdir(), 'gapura-bench-'));
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  try {
    const admin = postgres(server.url, { max: 1, onnotice: () => undefined });
    await admin`create database search`.finally(() => admin.end());
    const url = databaseUrl(server.url, 'search');
    await migrateDatabase(url);
    await fillTables(url, ordersCount, { areIndexesLast: true });
    await spreadWhatIsKnown(url);
    console.log(`
${machine}
${ordersCount} orders, 10,000 a day, one caller; ${roundsCount} times each
${table([['what', 'median ms', 'p95 ms', 'found'], ...(await measure(url, ordersCount))])}`);
  } finally {
    await server.leave();
    await rm(folder, { recursive: true, force: true });
  }
}

/** For the last month: account numbers that differ, the amounts of a shop with 500 prices, a phone for each order. */
async function spreadWhatIsKnown(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await sql`
      update orders set amount = price, paid = case when paid > 0 then price else 0 end, refunded = 0,
        instruction = jsonb_build_object('kind', 'VIRTUAL_ACCOUNT', 'bank', 'BRI',
          'number', lpad(abs(hashtext(id || 'va')::bigint)::text, 12, '8')),
        phone_digits = lpad((abs(hashtext(id || 'phone')::bigint) % 10000)::text, 4, '0')
      from (select id as priced, 1000000 + abs(hashtext(id)::bigint) % 500 * 10000 as price from orders) prices
      where id = priced and created_at >= ${month.from.toISOString()}`;
    await sql`vacuum analyze`;
  } finally {
    await sql.end();
  }
}

async function measure(url: string, ordersCount: number): Promise<string[][]> {
  const database = connectDatabase({ url, connectionsMax: 10 });
  const store = createOrderStore(database);
  const work = createWorkLists(database);
  const find = (terms: Partial<SearchTerms>) => async () =>
    (await store.searchOrders({ ...none, ...terms }, month, 20, [])).length;
  const cases: readonly (readonly [string, (round: number) => Promise<number>])[] = [
    ["the merchant's number", (round) => find({ numbers: [numberOf(round, ordersCount)] })()],
    ['the last four digits of an account number', (round) => find({ lastDigits: digitsOf(round) })()],
    ['the amount', (round) => find({ amount: rupiah(1_000_000n + BigInt(round % 500) * 10_000n) })()],
    ['the last four digits of a phone number', (round) => find({ phoneDigits: digitsOf(round) })()],
    [
      'four digits that may be anything',
      (round) =>
        find({ numbers: [digitsOf(round)], lastDigits: digitsOf(round), phoneDigits: digitsOf(round) })(),
    ],
    [
      'the totals of a day',
      async () => (await work.dayTotals(new Date(newestAt.getTime() - dayMs), newestAt)).paid.count,
    ],
    ['what is open', async () => (await work.openTotals()).unknown.count],
  ];
  try {
    const rows: string[][] = [];
    for (const [name, ask] of cases) {
      const times: number[] = [];
      let found = 0;
      for (let round = 0; round < roundsCount; round++) {
        const startedMs = performance.now();
        found += await ask(round * 37);
        times.push(performance.now() - startedMs);
      }
      rows.push([
        name,
        figure(percentile(times, 0.5)),
        figure(percentile(times, 0.95)),
        figure(found / roundsCount),
      ]);
    }
    return rows;
  } finally {
    await closeDatabase(database);
  }
}

const digitsOf = (round: number) => String((round * 7919) % 10_000).padStart(4, '0');
const numberOf = (round: number, count: number) => `ord-${String((round * 7919) % count).padStart(9, '0')}`;
