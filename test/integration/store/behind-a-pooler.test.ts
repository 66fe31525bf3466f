import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkDatabase } from '../../../src/doctor/check-database.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { migrateDatabase } from '../../../src/store/postgres/migrate-database.ts';
import { knownMigrations } from '../../../src/store/postgres/migrations.ts';
import {
  isStatementBounded,
  requireSuitableDatabase,
  sessionFactsQuery,
} from '../../../src/store/postgres/preconditions.ts';
import { requireSameDatabase } from '../../../src/store/postgres/same-database.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { openOrderFeed } from '../../support/open-order-feed.ts';
import { insertOrder } from '../../support/order-store-contract/steps.ts';
import { hasPgbouncer, sayWithoutPgbouncer, startPgbouncer } from '../../support/pgbouncer.ts';

sayWithoutPgbouncer('The store');

const transactionMode = ['pool_mode = transaction', 'default_pool_size = 6'];
const world = { environment: 'sandbox', danaHost: 'h', partnerId: 'p', merchantId: 'm' } as const;
let fresh: FreshDatabase;
let admin: postgres.Sql;
const cleanUps: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  fresh = await freshDatabase();
  admin = postgres(fresh.url, { max: 2, fetch_types: false, onnotice: () => undefined });
});

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  await admin.end();
  await fresh.drop();
});

async function pooledUrl(lines: readonly string[]): Promise<string> {
  const pgbouncer = await startPgbouncer(fresh.url, lines);
  cleanUps.push(pgbouncer.stop);
  return pgbouncer.url;
}

function open(url: string, wish: Partial<Parameters<typeof connectDatabase>[0]> = {}): Database {
  const database = connectDatabase({ url, connectionsMax: 10, ...wish });
  cleanUps.push(() => closeDatabase(database));
  return database;
}

describe.skipIf(!hasPgbouncer)('behind pgbouncer', () => {
  test('the store works in session mode as pgbouncer is installed, without the setting that it refuses', async () => {
    const database = open(await pooledUrl([]));
    const facts = await requireSuitableDatabase(database);
    expect(isStatementBounded(facts)).toBe(false);
    const store = createOrderStore(database);
    const createdAt = new Date('2026-12-05T03:00:00.500Z');
    const orders = await Promise.all(Array.from({ length: 30 }, () => insertOrder(store, { createdAt })));
    for (const { id } of orders) expect(await store.find({ id })).toMatchObject({ id, createdAt });
  });

  test('every shared session has the pinned settings, whatever the database prescribes', async () => {
    const name = new URL(fresh.url).pathname.slice(1);
    await admin.unsafe(`alter database ${name} set DateStyle = 'SQL, DMY'`);
    await admin.unsafe(`alter database ${name} set TimeZone = 'America/St_Johns'`);
    await admin.unsafe(`alter database ${name} set statement_timeout = '4s'`);
    const database = open(await pooledUrl(transactionMode));
    const asked = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const [, [facts] = []] = await database.$client.unsafe<Record<string, unknown>[][]>(
          `select pg_sleep(0.05); ${sessionFactsQuery}, current_setting('TimeZone') as zone, pg_backend_pid() as pid`,
        );
        return facts;
      }),
    );
    expect(new Set(asked.map((facts) => facts?.pid)).size).toBeGreaterThan(2);
    for (const facts of asked) {
      expect(facts).toMatchObject({ dateStyle: 'ISO, YMD', zone: 'UTC', statementTimeoutMs: 4_000 });
    }
  });

  test('nothing of a migration through the pooler outlives it, and several at once migrate once', async () => {
    await admin`drop schema public, drizzle cascade`;
    await admin`create schema public`;
    const url = await pooledUrl(transactionMode);
    await Promise.all(Array.from({ length: 4 }, () => migrateDatabase(url)));
    expect(await admin`select from drizzle.__drizzle_migrations`).toHaveLength(knownMigrations().length);
    expect(
      await admin`select from pg_locks where locktype = 'advisory'
        and database = (select oid from pg_database where datname = current_database())`,
    ).toHaveLength(0);
    expect(await admin`select from pg_stat_activity where datname = current_database()`).not.toHaveLength(1);
  });

  test('statements go on unprepared after a pooler has lost a prepared one, and none fails', async () => {
    let lossesCount = 0;
    const url = await pooledUrl(transactionMode);
    const database = open(url, { onPreparationLost: () => lossesCount++ });
    const store = createOrderStore(database);
    const orders = await Promise.all(Array.from({ length: 40 }, () => insertOrder(store)));
    const found = await Promise.all(orders.map(({ id }) => store.find({ id })));
    expect(found.map((order) => order?.id)).toEqual(orders.map(({ id }) => id));
    // pgbouncer 1.21 and later keeps them itself.
    if (lossesCount === 0) return;
    const before = await countPrepared(database);
    await Promise.all(orders.map(({ id }) => store.find({ id })));
    expect({ lossesCount, isGrowing: (await countPrepared(database)) > before }).toEqual({
      lossesCount: 1,
      isGrowing: false,
    });
  });

  test('the doctor names the pooler, prepared statements that it loses, and the statement timeout', async () => {
    const databaseUrl = await pooledUrl(transactionMode);
    const findings = await checkDatabase(
      {
        databaseUrl,
        listenUrl: fresh.url,
        wakeUps: { kind: 'postgres' },
        pool: { connectionsMax: 20, connectionWaitMaxMs: 5_000, arePrepared: true },
      },
      world,
    );
    const byCheck = new Map(findings.map((finding) => [finding.check, finding]));
    expect(byCheck.get('statement timeout')).toMatchObject({
      verdict: 'warn',
      todo: expect.stringContaining("alter role current_user set statement_timeout = '5s'"),
    });
    expect(byCheck.get('pooler')?.says).toContain('shares connections between transactions');
    expect(byCheck.get('two URLs')).toMatchObject({ verdict: 'ok' });
    expect(byCheck.get('NOTIFY')).toMatchObject({ verdict: 'ok' });
    expect(findings.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
  });

  test('the doctor names the line of pgbouncer.ini for a parameter of the URL that it refuses', async () => {
    const url = `${await pooledUrl([])}?options=${encodeURIComponent('-c work_mem=8MB')}`;
    const [finding] = await checkDatabase(
      {
        databaseUrl: url,
        listenUrl: fresh.url,
        wakeUps: { kind: 'postgres' },
        pool: { connectionsMax: 20, connectionWaitMaxMs: 5_000, arePrepared: true },
      },
      world,
    );
    expect(finding).toMatchObject({
      verdict: 'fail',
      todo: expect.stringMatching(/ignore_startup_parameters = \w+/),
    });
  });

  test('a URL of a pooler that shares connections, and no other, is refused at the start, which says what to set', async () => {
    const url = await pooledUrl(transactionMode);
    const database = open(url, { arePrepared: false });
    await expect(openOrderFeed({ url, database })).rejects.toThrow(
      /pooler that shares connections between transactions, set DATABASE_LISTEN_URL to Postgres itself/,
    );
  });

  test('a client that pgbouncer has no place for waits', async () => {
    const database = open(await pooledUrl([...transactionMode, 'max_client_conn = 4']));
    const asked = Array.from({ length: 40 }, () => database.$client.unsafe('select pg_sleep(0.01)'));
    expect(await Promise.all(asked)).toHaveLength(40);
  });
});

async function countPrepared(database: Database): Promise<number> {
  const counts = await Promise.all(
    Array.from({ length: 12 }, () =>
      database.$client.unsafe<{ count: number }[]>(
        'select count(*)::int as count, pg_sleep(0.05)::text from pg_prepared_statements',
      ),
    ),
  );
  return Math.max(...counts.map(([row]) => row?.count ?? 0));
}

test('the doctor sees no pooler where there is none', async () => {
  const pool = { connectionsMax: 20, connectionWaitMaxMs: 5_000, arePrepared: true };
  const wakeUps = { kind: 'postgres' } as const;
  const findings = await checkDatabase(
    { databaseUrl: fresh.url, listenUrl: fresh.url, pool, wakeUps },
    world,
  );
  expect(findings.find(({ check }) => check === 'pooler')).toMatchObject({
    verdict: 'ok',
    says: expect.stringMatching(/^none/),
  });
  expect(findings.find(({ check }) => check === 'statement timeout')).toMatchObject({ says: '5000 ms' });
});

test('the doctor names the URL that cannot be used', async () => {
  const pool = { connectionsMax: 20, connectionWaitMaxMs: 5_000, arePrepared: true };
  const wakeUps = { kind: 'postgres' } as const;
  const nowhere = new URL(fresh.url);
  nowhere.pathname = '/not_there';
  const [listening] = await checkDatabase(
    { databaseUrl: fresh.url, listenUrl: nowhere.href, pool, wakeUps },
    world,
  );
  expect(listening).toMatchObject({
    says: 'DATABASE_LISTEN_URL cannot be used (3D000)',
    todo: expect.stringContaining('DATABASE_LISTEN_URL'),
  });
  const [serving] = await checkDatabase(
    { databaseUrl: nowhere.href, listenUrl: fresh.url, pool, wakeUps },
    world,
  );
  expect(serving?.todo).toMatch(/DATABASE_URL/);
});

test('two URLs that lead to different databases are refused before anything is made', async () => {
  const another = await freshDatabase();
  cleanUps.push(another.drop);
  await expect(requireSameDatabase(open(fresh.url), another.url)).rejects.toThrow(
    /DATABASE_LISTEN_URL leads to another/,
  );
  await requireSameDatabase(open(fresh.url), fresh.url);
});

test('a caller waits for a connection as long as the pool says, and then nothing was sent', async () => {
  const database = open(fresh.url, { connectionsMax: 1, connectionWaitMaxMs: 50 });
  const [first, second] = await Promise.allSettled([
    database.$client.unsafe('select pg_sleep(1)'),
    database.$client.unsafe('select 1'),
  ]);
  expect(first.status).toBe('fulfilled');
  expect(second).toMatchObject({ reason: { code: 'CONNECTION_WAIT_TIMED_OUT', wasSent: false } });
});

test('callers wait for a connection if the server has fewer than the pool wants', async () => {
  const role = `gapura_few_${randomBytes(4).toString('hex')}`;
  await admin.unsafe(`create role ${role} login password 'of-this-test' connection limit 3`);
  cleanUps.push(() => admin.unsafe(`drop role ${role}`));
  const url = new URL(fresh.url);
  url.username = role;
  url.password = 'of-this-test';
  const database = open(url.href, { connectionsMax: 20 });
  const asked = Array.from({ length: 180 }, () => database.$client.unsafe('select pg_sleep(0.01)'));
  const outcomes = await Promise.allSettled(asked);
  expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
});
