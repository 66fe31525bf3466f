import postgres from 'postgres';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { openPool } from '../../../src/store/driver/pool.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';

export const single = { max: 1, fetch_types: false, onnotice: () => undefined } as const;
export const care = { keepAliveMs: 5_000, reconnectAfterMs: 100 };

export let fresh: FreshDatabase;
export let admin: postgres.Sql;
export const clients: postgres.Sql[] = [];

/** A database for the tests of this file; every client that they keep is closed after each of them. */
export function useDriver(): void {
  beforeAll(async () => {
    fresh = await freshDatabase();
    admin = postgres(fresh.url, { max: 2, fetch_types: false, onnotice: () => undefined });
  });
  afterAll(async () => {
    await admin.end();
    await fresh.drop();
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.end({ timeout: 0 })));
  });
}

/** The plain driver. */
export function plain(options: object = {}): postgres.Sql {
  const client = postgres(fresh.url, { ...single, ...options });
  clients.push(client);
  return client;
}

/** The driver as the store uses it. */
export function repaired(options: object = {}): postgres.Sql {
  const client = openPool(
    fresh.url,
    care,
    { ...single, ...options },
    { waitMaxMs: 5_000, answerMaxMs: 5_000, dispensable: [] },
  );
  clients.push(client);
  return client;
}

export async function endSleepingSession(): Promise<void> {
  const find = () => admin<{ pid: number }[]>`
    select pid from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`;
  const [sleeper] = await eventually(find, (rows) => rows.length > 0);
  await admin`select pg_terminate_backend(${sleeper?.pid ?? 0})`;
}

/** The code of the error that a statement rejects with; `answered` if it does not. */
export const outcomeOf = (statement: PromiseLike<unknown>) =>
  Promise.resolve(statement).then(
    () => 'answered',
    (error: { code?: string }) => error.code,
  );
