import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type { DatabaseClient } from './driver.ts';
import { openPool } from './pool.ts';
import { sessionSettings } from './session-settings.ts';

/** A host that does not answer is given up on; a busy one takes its time to check a password. */
const connectTimeoutMs = 5_000;
/** A place in the pool whose connection failed is tried again after this long, on every attempt: no growing back-off. */
const reconnectAfterMs = 100;
/** The server ends a statement that takes longer, a wait for a lock included. */
const statementTimeoutMs = 5_000;
/** A connection that nobody uses for this long is closed. Shorter than the silence below. */
const idleTimeoutMs = 6_000;
/** The server answers within its statement timeout, so a longer silence means that the server is gone. */
const silenceMaxMs = 7_500;
const keepAliveMs = 5_000;
/** Statements under way may end; after this long their connections are cut. */
const closeTimeoutMs = 2_000;

/**
 * A pool of connections behind drizzle. Only the store's rooms hold one. `transaction` is not on it, for the reason that
 * `DatabaseClient` gives; a change is one statement.
 */
export type Database = Omit<PostgresJsDatabase, 'transaction'> & { readonly $client: DatabaseClient };

/**
 * Opens the pool for every statement of the store. Connects at the first statement, and again whenever a connection
 * was lost; `connectionsMax` connections at most. `onRefusal` is told the SQLSTATE of each statement that Postgres refused.
 */
export function connectDatabase(options: {
  readonly url: string;
  readonly connectionsMax: number;
  readonly onRefusal?: (code: string) => void;
}): Database {
  const { url, connectionsMax, onRefusal } = options;
  const care = { silenceMaxMs, keepAliveMs, reconnectAfterMs, onRefusal };
  return drizzle(
    openPool(url, care, {
      max: connectionsMax,
      idle_timeout: idleTimeoutMs / 1000,
      connect_timeout: connectTimeoutMs / 1000,
      connection: { application_name: 'gapura', statement_timeout: statementTimeoutMs, ...sessionSettings },
      fetch_types: false,
      onnotice: () => undefined,
    }),
  );
}

/** Closes the pool. Called once, after the last statement was started; statements under way may end first. */
export async function closeDatabase(database: Database): Promise<void> {
  await database.$client.end({ timeout: closeTimeoutMs / 1000 });
}
