import { fileURLToPath } from 'node:url';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { advisoryLocks } from './advisory-locks.ts';
import { type DatabaseClient, openPool } from './driver.ts';

/** A host that does not answer is given up on; a busy one takes its time to check a password. */
const connectTimeoutMs = 5_000;
/** A slot whose connection failed is tried again after this long, on every attempt: no growing back-off. */
const reconnectAfterMs = 100;
/** The server ends a statement that takes longer, a wait for a lock included. */
const statementTimeoutMs = 5_000;
/** A connection that nobody uses for this long is given back. Shorter than the silence below. */
const idleTimeoutMs = 6_000;
/** The server answers within its statement timeout, so a longer silence means that it is not there any more. */
const silenceMaxMs = 7_500;
const keepAliveMs = 5_000;
/** Starting processes wait this long for one that is migrating. */
const migrationWaitMs = 60_000;
/** Statements under way may end; after this long their connections are cut. */
const closeTimeoutMs = 2_000;

/** Beside this file both in src and in dist, where the build copies them. */
const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));

/**
 * A pool of connections behind drizzle. Only the store's rooms hold one. `transaction` is not on it, for the reason that
 * `DatabaseClient` gives; a change is one statement.
 */
export type Database = Omit<PostgresJsDatabase, 'transaction'> & { readonly $client: DatabaseClient };

/**
 * Called at start, before `connectDatabase`, by every process: brings the tables up to date. One process at a
 * time, the others wait (drizzle itself takes no lock). Needs a direct connection: behind a pooler that shares
 * connections between transactions, the lock would not hold.
 */
export async function migrateDatabase(url: string): Promise<void> {
  // One connection, so that the lock and the migration share a session; the lock ends with it.
  const client = postgres(url, {
    max: 1,
    connect_timeout: connectTimeoutMs / 1000,
    connection: { application_name: 'gapura-migrate', lock_timeout: migrationWaitMs },
    fetch_types: false,
    onnotice: () => undefined,
  });
  try {
    await client`select pg_advisory_lock(${advisoryLocks.migration})`;
    await migrate(drizzle(client), { migrationsFolder });
  } finally {
    await client.end({ timeout: closeTimeoutMs / 1000 });
  }
}

/**
 * The pool for everything the store asks. Connects at the first statement, and again whenever a connection was
 * lost; `connectionsMax` connections at the most.
 */
export function connectDatabase({ url, connectionsMax }: { url: string; connectionsMax: number }): Database {
  const care = { silenceMaxMs, keepAliveMs, reconnectAfterMs };
  return drizzle(
    openPool(url, care, {
      max: connectionsMax,
      idle_timeout: idleTimeoutMs / 1000,
      connect_timeout: connectTimeoutMs / 1000,
      connection: { application_name: 'gapura', statement_timeout: statementTimeoutMs, TimeZone: 'UTC' },
      fetch_types: false,
      onnotice: () => undefined,
    }),
  );
}

/** Called once, when nothing will be asked any more. Statements under way may end first. */
export async function closeDatabase(database: Database): Promise<void> {
  await database.$client.end({ timeout: closeTimeoutMs / 1000 });
}
