import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { afterEach, expect, test } from 'vitest';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { inspectDatabase } from '../../../src/store/postgres/inspect-database.ts';
import {
  findUnsuitability,
  requireSuitableDatabase,
  type SessionFacts,
  sessionFactsQuery,
} from '../../../src/store/postgres/preconditions.ts';
import { readInstant } from '../../../src/store/postgres/read-instant.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { insertOrder } from '../../support/order-store-contract/steps.ts';

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function openFresh(): Promise<FreshDatabase> {
  const fresh = await freshDatabase();
  cleanUps.push(fresh.drop);
  return fresh;
}

function connect(url: string): Database {
  const database = connectDatabase({ url, connectionsMax: 1 });
  cleanUps.push(() => closeDatabase(database));
  return database;
}

async function execute(url: string, statement: string): Promise<void> {
  const admin = postgres(url, { max: 1, fetch_types: false, onnotice: () => undefined });
  await admin.unsafe(statement).finally(() => admin.end());
}

test('an order of the 5th of December is read as such from a database whose DateStyle is SQL, DMY', async () => {
  const { url } = await openFresh();
  const name = new URL(url).pathname.slice(1);
  for (const setting of [
    "DateStyle = 'SQL, DMY'",
    "TimeZone = 'America/St_Johns'",
    'standard_conforming_strings = off',
    "client_encoding = 'LATIN1'",
  ]) {
    await execute(url, `alter database ${name} set ${setting}`);
  }
  const database = connect(url);
  await requireSuitableDatabase(database);
  const store = createOrderStore(database);
  const createdAt = new Date('2026-12-05T03:00:00.500Z');
  const title = 'Kopi \\ “susu” 🧋';
  const { id } = await insertOrder(store, { createdAt, title });
  expect(await store.find({ id })).toMatchObject({ createdAt, title });
  expect((await store.pageOrders({ createdFrom: createdAt }, { first: 1 })).items).toHaveLength(1);
});

test.each(['LATIN1', 'WIN1252'])(
  'a database in %s is refused at start and by the doctor',
  async (encoding) => {
    const { url } = await openFresh();
    const name = `${new URL(url).pathname.slice(1)}_${randomBytes(3).toString('hex')}`;
    await execute(url, `create database ${name} encoding '${encoding}' locale 'C' template template0`);
    cleanUps.push(() => execute(url, `drop database ${name} with (force)`));
    const foreign = new URL(url);
    foreign.pathname = `/${name}`;
    await expect(requireSuitableDatabase(connect(foreign.href))).rejects.toThrow(
      new RegExp(`keeps its texts in ${encoding}.*encoding 'UTF8'`),
    );
    const { session } = await inspectDatabase(foreign.href);
    expect(findUnsuitability(session)?.todo).toMatch(/encoding 'UTF8'/);
  },
);

test('a session without the settings that the gateway asked for, as behind a pooler that drops them, is refused', async () => {
  const { url } = await openFresh();
  const session = postgres(url, { max: 1, connection: { DateStyle: 'SQL, DMY' }, onnotice: () => undefined });
  cleanUps.push(() => session.end());
  const [facts] = await session.unsafe<SessionFacts[]>(sessionFactsQuery);
  expect(facts && findUnsuitability(facts)).toMatchObject({
    says: expect.stringContaining('DateStyle is SQL, DMY'),
  });
  await session`set default_transaction_isolation = 'serializable'`;
  await session`set DateStyle = 'ISO'`;
  const [stricter] = await session.unsafe<SessionFacts[]>(sessionFactsQuery);
  expect(stricter && findUnsuitability(stricter)).toMatchObject({
    says: expect.stringContaining('serializable'),
  });
});

test('an instant in another form than ISO is an error and never another day', () => {
  expect(readInstant('2026-12-05 03:00:00.5+00')).toEqual(new Date('2026-12-05T03:00:00.500Z'));
  expect(readInstant('2026-12-05 10:00:00+07')).toEqual(new Date('2026-12-05T03:00:00Z'));
  for (const text of ['05/12/2026 03:00:00 UTC', 'infinity', '0044-03-15 00:00:00+00 BC', '2026-12-05']) {
    expect(() => readInstant(text)).toThrow(RangeError);
  }
});
