import postgres from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inspectDatabase } from '../../../src/store/postgres/inspect-database.ts';
import { migrateDatabase, OutdatedDatabase } from '../../../src/store/postgres/migrate-database.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';

let fresh: FreshDatabase;
let sql: postgres.Sql;

beforeEach(async () => {
  fresh = await freshDatabase();
  sql = postgres(fresh.url, { max: 1, onnotice: () => undefined });
  await sql`drop schema public, drizzle cascade`;
  await sql`create schema public`;
});

afterEach(async () => {
  await sql.end();
  await fresh.drop();
});

test('gateways that start together migrate an empty database once', async () => {
  await Promise.all(Array.from({ length: 5 }, () => migrateDatabase(fresh.url)));
  const applied = await sql`select hash from drizzle.__drizzle_migrations`;
  expect(new Set(applied.map(({ hash }) => hash)).size).toBe(applied.length);
  expect(await sql`select count(*)::int as count from orders`).toEqual([{ count: 0 }]);
});

test('a database that is up to date is left as it is', async () => {
  await migrateDatabase(fresh.url);
  await sql`
    insert into incidents (kind, dedupe_key, detail, status, occurred_at, last_occurred_at, occurrence_count)
    values ('ORPHANED', 'k', 'd', 'OPEN', '2026-01-15', '2026-01-15', 1)`;
  const before = await sql`select * from drizzle.__drizzle_migrations`;
  await migrateDatabase(fresh.url);
  expect(await sql`select * from drizzle.__drizzle_migrations`).toEqual(before);
  expect(await sql`select dedupe_key from incidents`).toEqual([{ dedupe_key: 'k' }]);
});

test('a database of an older, unreleased build is refused in one sentence, and left as it is', async () => {
  await sql`create schema drizzle`;
  await sql`create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`;
  await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('of the old build', 1764000000000)`;
  const refusal = await migrateDatabase(fresh.url).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(OutdatedDatabase);
  expect(String(refusal)).toMatch(/older, unreleased build.*empty database.*delete the data folder/);
  expect(await sql`select from pg_tables where schemaname = 'public'`).toHaveLength(0);
  expect(await inspectDatabase(fresh.url)).toMatchObject({ isOutdated: true });
});

test('a database that a newer build has migrated is served, as during a rolling update', async () => {
  await migrateDatabase(fresh.url);
  await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('of the next build', 1900000000000)`;
  await migrateDatabase(fresh.url);
  expect(await sql`select count(*)::int as count from orders`).toEqual([{ count: 0 }]);
  expect(await inspectDatabase(fresh.url)).toMatchObject({ isOutdated: false, unknownCount: 1 });
});
