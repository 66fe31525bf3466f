import postgres from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { advisoryLocks } from '../../../src/store/postgres/advisory-locks.ts';
import { inspectDatabase } from '../../../src/store/postgres/inspect-database.ts';
import {
  CannotMigrate,
  migrateDatabase,
  OutdatedDatabase,
} from '../../../src/store/postgres/migrate-database.ts';
import { knownMigrations } from '../../../src/store/postgres/migrations.ts';
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

test('tables with indexes of what waits are vacuumed long before a fifth of them has changed', async () => {
  await migrateDatabase(fresh.url);
  const early = await sql<{ table: string }[]>`
    select relname as table from pg_class
    where reloptions @> array['autovacuum_vacuum_scale_factor=0.01'] order by relname`;
  expect(early.map(({ table }) => table)).toEqual(['event_places', 'orders']);
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

/** A log that keeps what it is told. */
function recordingLog() {
  const lines: { name: string; fields: Record<string, unknown> | undefined }[] = [];
  const note = (name: string, fields?: Record<string, unknown>) => void lines.push({ name, fields });
  return { lines, log: { debug: note, info: note, warn: note, error: note } };
}

test('a session that holds the migration lock is waited for, named, and given up on after a while', async () => {
  const other = postgres(fresh.url, { max: 1, connection: { application_name: 'stranded' } });
  await other`select pg_advisory_lock(${advisoryLocks.migration})`;
  const { log, lines } = recordingLog();
  const refusal = await migrateDatabase(fresh.url, { log, waitMaxMs: 600 }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(CannotMigrate);
  expect(String(refusal)).toMatch(/migration lock \(7306571\): process \d+ of Postgres \(stranded, idle\)/);
  expect(lines).toMatchObject([
    { name: 'migration.awaited', fields: { obstacle: 'migration lock', waitMaxMs: 600 } },
  ]);
  const actor = { kind: 'OPERATOR', id: null, name: 'ops' } as const;
  const migrating = migrateDatabase(fresh.url, { log, actor });
  await other.end();
  await migrating;
  expect(lines.at(-1)).toMatchObject({
    name: 'database.migrated',
    fields: { count: knownMigrations().length, actor },
  });
});

test('a lock that is stranded stops nobody if nothing is pending', async () => {
  await migrateDatabase(fresh.url);
  await sql`select pg_advisory_lock(${advisoryLocks.migration})`;
  await migrateDatabase(fresh.url, { waitMaxMs: 0 });
});

test('a failed migration leaves the database as it was', async () => {
  await sql`create table incidents (id int)`;
  await expect(migrateDatabase(fresh.url)).rejects.toThrow('"incidents" already exists');
  expect(await sql`select to_regnamespace('drizzle') is null as "isAsBefore"`).toEqual([
    { isAsBefore: true },
  ]);
});
