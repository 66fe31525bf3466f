import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { orderStatuses } from '../../../src/domain/order.ts';
import { createEventOutbox } from '../../../src/store/events/event-outbox.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { createWorkLists } from '../../../src/store/people/work-lists.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import type { OrderFilter } from '../../../src/use-cases/ports/order-pages.ts';
import { pendingOperations } from '../../../src/use-cases/ports/people/work-lists.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { endpointUrl, underWayCount } from '../../support/large/copies.ts';
import { fillTables } from '../../support/large/fill-tables.ts';
import { explain, recordStatements, type SentStatement } from '../../support/large/plans.ts';
import { isLong } from '../../support/sample.ts';

const ordersCount = isLong ? 1_000_000 : 10_000;
const pageSize = 20;
/** A few times what a page has. A list of orders that have ended may begin with a walk over the newest, under way. */
const rowsReadMax = 6 * pageSize + underWayCount;

let fresh: FreshDatabase;
let database: Database;
let sql: postgres.Sql;
let sent: SentStatement[];

beforeAll(async () => {
  fresh = await freshDatabase();
  await fillTables(fresh.url, ordersCount);
  database = connectDatabase({ url: fresh.url, connectionsMax: 1 });
  sent = recordStatements(database);
  sql = postgres(fresh.url, { max: 1, fetch_types: false, onnotice: () => undefined });
}, 600_000);
afterAll(async () => {
  await sql.end();
  await closeDatabase(database);
  await fresh.drop();
});

const filters: readonly OrderFilter[] = [
  {},
  ...orderStatuses.map((status) => ({ status: [status] })),
  ...['VIRTUAL_ACCOUNT', 'OTC', 'CREDIT_CARD'].map((payMethod) => ({ payMethod: [payMethod] })),
  { createdFrom: new Date('2026-05-31T20:00:00Z') },
  { createdTo: new Date('2026-05-31T20:00:00Z') },
];

describe.each([
  ['without statistics', 'select 1'],
  ['with fresh statistics', 'analyze'],
])('%s', (_, prepare) => {
  beforeAll(async () => {
    await sql.unsafe(prepare);
  });

  test('a page of orders in one status, or of one method, costs a few times what it shows', async () => {
    const store = createOrderStore(database);
    const faults: string[] = [];
    for (const filter of filters) {
      sent.length = 0;
      await store.pageOrders(filter, { first: pageSize });
      for (const statement of sent) {
        const { rowsRead, text } = await explain(sql, statement);
        if (rowsRead > rowsReadMax) faults.push(`${JSON.stringify(filter)} read ${rowsRead} rows:\n${text}`);
      }
    }
    expect(faults.join('\n\n')).toBe('');
  }, 600_000);

  test('what is pending, and the totals of an hour, cost a few times what they show', async () => {
    const work = createWorkLists(database);
    const store = createOrderStore(database);
    const hour = [new Date('2026-05-31T20:00:00Z'), new Date('2026-05-31T21:00:00Z')] as const;
    const faults: string[] = [];
    sent.length = 0;
    for (const operation of pendingOperations) {
      await work.pagePending(operation, null, { first: pageSize });
      await work.pagePending(operation, hour[0], { first: pageSize });
    }
    await store.pageApprovals({ waitingFor: 'person-1' }, { first: pageSize });
    await store.pageInbox({ first: pageSize }, { isKept: true });
    await work.openTotals();
    await work.dayTotals(...hour);
    await createEventOutbox(database).pageFailed(endpointUrl, { isGivenUp: true }, { first: pageSize });
    for (const statement of sent) {
      const { rowsRead, text } = await explain(sql, statement);
      // 417 orders an hour.
      if (rowsRead > rowsReadMax + 500) faults.push(`${statement.text} read ${rowsRead} rows:\n${text}`);
    }
    expect(faults.join('\n\n')).toBe('');
  }, 600_000);

  test('a search by what a customer knows costs a few times what it shows', async () => {
    const store = createOrderStore(database);
    const faults: string[] = [];
    const none = { number: null, lastDigits: null, amount: null, phoneDigits: null };
    const window = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') };
    for (const terms of [
      { number: 'ord-unknown' },
      { lastDigits: '8059000123' },
      { amount: rupiah(123_400n) },
      { phoneDigits: '4321' },
    ]) {
      sent.length = 0;
      await store.searchOrders({ ...none, ...terms }, window, pageSize, []);
      for (const statement of sent) {
        const { rowsRead, text } = await explain(sql, statement);
        if (rowsRead > rowsReadMax) faults.push(`${Object.keys(terms)} read ${rowsRead} rows:\n${text}`);
      }
    }
    expect(faults.join('\n\n')).toBe('');
  }, 600_000);
});
