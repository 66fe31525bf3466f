import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { createWorkLists } from '../../../src/store/people/work-lists.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { ordersWalkedMax } from '../../../src/use-cases/ports/order-pages.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { fillTables } from '../../support/large/fill-tables.ts';
import { casesOf, type Filter, type FilteredList, listsOf } from '../../support/large/filtered-lists.ts';
import { explain, recordStatements, type SentStatement } from '../../support/large/plans.ts';
import { filtersOfSchema } from '../../support/large/schema-filters.ts';
import { isLong } from '../../support/sample.ts';

/** `PLAN_ORDERS`: another size, for measuring by hand. */
const ordersCount = Number(process.env.PLAN_ORDERS ?? (isLong ? 1_000_000 : 10_000));
const pageSize = 20;
/** Of a table with so few rows, Postgres may read all. */
const smallTableRows = 1_000;
/** A range has one row more than the page, and a filter may have a range for each status or each class of lifetimes. */
const rowsReadMax = 20 * (pageSize + 1) + smallTableRows;
/** How far filters walk that no index answers alone. Of a small table, Postgres would rather read all than 2,000 rows. */
const walks = isLong ? [200, 2_000, ordersWalkedMax] : [200];
/** From each of three sources, each candidate is read in an index and in its table. */
const rowsWalkedMax = walks.reduce((sum, walk) => sum + walk, rowsReadMax) * 3 * 2;

let fresh: FreshDatabase;
let database: Database;
let sql: postgres.Sql;
let sent: SentStatement[];
let lists: Readonly<Record<string, FilteredList>>;

beforeAll(async () => {
  fresh = await freshDatabase();
  await fillTables(fresh.url, ordersCount, { analyzedAt: 300 });
  database = connectDatabase({ url: fresh.url, connectionsMax: 1 });
  sent = recordStatements(database);
  sql = postgres(fresh.url, { max: 1, fetch_types: false, onnotice: () => undefined });
  lists = listsOf(database, walks);
}, 600_000);
afterAll(async () => {
  await sql.end();
  await closeDatabase(database);
  await fresh.drop();
});

/** What is wrong with the plans of the statements that this work sends, whether or not they are made for its values. */
async function faultsOf(name: string, most: number, work: () => Promise<unknown>): Promise<string[]> {
  sent.length = 0;
  await work();
  const statements = [...sent];
  const faults: string[] = [];
  for (const kind of ['custom', 'generic'] as const) {
    let rowsRead = 0;
    const plans: string[] = [];
    for (const statement of statements) {
      const cost = await explain(sql, statement, kind);
      rowsRead += cost.rowsRead;
      plans.push(cost.text);
    }
    if (rowsRead > most) faults.push(`${name}, ${kind}: ${rowsRead} rows read\n${plans.join('\n')}`);
  }
  return faults;
}

/** A page at the beginning of the list, and one at its end. */
async function faultsOfPages(list: string, filter: Filter): Promise<string[]> {
  const { isWalked, page } = lists[list] ?? expect.unreachable(`no list ${list}`);
  const most = isWalked(filter) ? rowsWalkedMax : rowsReadMax;
  const name = `${list} ${JSON.stringify(filter)}`;
  return [
    ...(await faultsOf(name, most, () => page(filter, { first: pageSize }))),
    ...(await faultsOf(`${name} from its end`, most, () => page(filter, { last: pageSize }))),
  ];
}

test('every list of the schema, and every filter of it, has cases here', () => {
  const tried = Object.entries(lists).flatMap(([list, { values }]) =>
    Object.keys(values).length === 0 ? [list] : Object.keys(values).map((filter) => `${list} ${filter}`),
  );
  expect(tried.sort()).toEqual(filtersOfSchema().sort());
});

describe.each([
  ['with statistics of the time when the tables were small', 'select 1'],
  ['with fresh statistics', 'analyze'],
])('%s', (_, prepare) => {
  beforeAll(async () => {
    await sql.unsafe(prepare);
  });

  test('a page costs a few times what it shows, for every filter and every pair of filters', async () => {
    const faults: string[] = [];
    for (const list of Object.keys(lists)) {
      for (const filter of casesOf(lists[list]?.values ?? {}))
        faults.push(...(await faultsOfPages(list, filter)));
    }
    expect(faults.join('\n\n')).toBe('');
  }, 3_600_000);

  test('the totals of an hour, and what is open, cost a few times what they show', async () => {
    const work = createWorkLists(database);
    const store = createOrderStore(database);
    const hour = [new Date('2026-05-31T20:00:00Z'), new Date('2026-05-31T21:00:00Z')] as const;
    // 417 orders an hour; 200 are under way.
    const most = rowsReadMax + 700;
    const faults = [
      ...(await faultsOf('totals of an hour', most, () => work.dayTotals(...hour))),
      ...(await faultsOf('open totals', most, () => work.openTotals())),
      ...(await faultsOf('kept notifications', most, () =>
        store.pageInbox({ first: pageSize }, { isKept: true }),
      )),
    ];
    expect(faults.join('\n\n')).toBe('');
  }, 600_000);

  test('a search by what a customer knows costs a few times what it shows', async () => {
    const store = createOrderStore(database);
    const none = { numbers: [], lastDigits: null, amount: null, phoneDigits: null };
    const window = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') };
    const faults: string[] = [];
    for (const terms of [
      { numbers: ['ord-unknown', 'ORD-UNKNOWN', 'ord-unknown-2'] },
      { lastDigits: '8059000123' },
      { amount: rupiah(123_400n) },
      { phoneDigits: '4321' },
    ]) {
      const search = () => store.searchOrders({ ...none, ...terms }, window, pageSize, []);
      faults.push(...(await faultsOf(Object.keys(terms).join(), rowsReadMax, search)));
    }
    expect(faults.join('\n\n')).toBe('');
  }, 600_000);
});
