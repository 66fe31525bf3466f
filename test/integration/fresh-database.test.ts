import postgres from 'postgres';
import { expect, test } from 'vitest';
import { freshDatabase } from '../support/database.ts';
import { ask } from '../support/embedded-postgres-stage.ts';

test('each test gets a migrated database of its own', async () => {
  const databases = await Promise.all(Array.from({ length: 5 }, () => freshDatabase()));
  const [first, second] = databases;
  if (!first || !second) throw new Error('Five were asked for.');

  expect((await ask(first.url, 'select from orders')).count).toBe(0);
  await ask(first.url, 'create table only_here ()');
  await expect(ask(second.url, 'select from only_here')).rejects.toThrow('does not exist');

  await Promise.all(databases.map((database) => database.drop()));
  await expect(ask(first.url, 'select 1')).rejects.toThrow('does not exist');
});

test('a database is dropped although a client is still connected', async () => {
  const database = await freshDatabase();
  const sql = postgres(database.url, { max: 1, fetch_types: false });
  await sql`select 1`;
  await database.drop();
  await expect(sql`select 1`).rejects.toThrow();
  await sql.end();
});
