import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type { DatabaseClient } from '../driver/driver.ts';
import { isEncrypted, openPool } from '../driver/pool.ts';
import type { StatementObserver } from '../driver/statement-observer.ts';
import { dispensableSettings, sessionSettings } from './session-settings.ts';

/** A host that does not answer is given up on; a busy one takes its time to check a password. */
const connectTimeoutMs = 5_000;
/** A place in the pool whose connection failed is tried again after this long, on every attempt: no growing back-off. */
const reconnectAfterMs = 100;
/** A connection that nobody uses for this long is closed. A new one plans every statement anew, so a pause keeps them. */
const idleTimeoutMs = 60_000;
/** Inside TLS a silence of nobody cannot be told from one of the server: shorter than the silence below. */
const idleTimeoutTlsMs = 6_000;
/** A statement waits this long for a connection of the pool, unless the settings say otherwise. */
const connectionWaitMaxMsDefault = 5_000;
/** The server answers within its statement timeout, so a longer silence means that the server is gone. */
export const silenceMaxMs = 7_500;
/** Longer than every other bound of a statement, for an answer that the driver has lost. */
const answerMaxMs = 10_000;
const keepAliveMs = 5_000;
/** Statements under way may end; after this long their connections are cut. */
const closeTimeoutMs = 2_000;

/**
 * A pool of connections behind drizzle. Only the store's rooms hold one. `transaction` is not on it, for the reason that
 * `DatabaseClient` gives; a change is one statement.
 */
export type Database = Omit<PostgresJsDatabase, 'transaction'> & { readonly $client: DatabaseClient };

/** How a process uses a database. */
export interface PoolSettings {
  /** The most connections at once. */
  readonly connectionsMax: number;
  /** How long a statement waits for a connection. */
  readonly connectionWaitMaxMs?: number;
  /** False if a pooler before the database does not know prepared statements. Default: true, until one is lost. */
  readonly arePrepared?: boolean;
}

interface DatabaseWish extends PoolSettings {
  readonly url: string;
  /** Called once, when the pool stops preparing statements because a pooler loses them. */
  readonly onPreparationLost?: () => void;
  /** Told the SQLSTATE of each statement that Postgres refused. */
  readonly onRefusal?: (code: string) => void;
  /** Measures every statement; default: nobody does. */
  readonly observer?: StatementObserver | undefined;
}

/**
 * Opens the pool for every statement of the store. Connects at the first statement, and again whenever a connection
 * was lost. A statement waits `connectionWaitMaxMs` at most for a connection and then rejects as one that was never sent.
 */
export function connectDatabase({
  url,
  connectionsMax,
  connectionWaitMaxMs = connectionWaitMaxMsDefault,
  arePrepared = true,
  onPreparationLost,
  onRefusal,
  observer,
}: DatabaseWish): Database {
  const care = { silenceMaxMs, keepAliveMs, reconnectAfterMs, onRefusal };
  return drizzle(
    openPool(
      url,
      care,
      {
        max: connectionsMax,
        prepare: arePrepared,
        idle_timeout: (isEncrypted(url) ? idleTimeoutTlsMs : idleTimeoutMs) / 1000,
        connect_timeout: connectTimeoutMs / 1000,
        connection: { application_name: 'gapura', ...dispensableSettings, ...sessionSettings },
        fetch_types: false,
        onnotice: () => undefined,
      },
      {
        waitMaxMs: connectionWaitMaxMs,
        answerMaxMs,
        dispensable: Object.keys(dispensableSettings),
        onPreparationLost,
        observer,
      },
    ),
  );
}

/** Opens the one connection that only notifies; see `feed/notifier.ts`. Connects at the first statement. */
export function connectNotifier(url: string): DatabaseClient {
  const settings = { ...dispensableSettings, synchronous_commit: 'off' };
  return openPool(
    url,
    { silenceMaxMs, keepAliveMs, reconnectAfterMs },
    {
      max: 1,
      max_lifetime: null,
      connect_timeout: connectTimeoutMs / 1000,
      connection: { application_name: 'gapura-notifier', ...settings, ...sessionSettings },
      fetch_types: false,
      onnotice: () => undefined,
    },
    { waitMaxMs: connectionWaitMaxMsDefault, answerMaxMs, dispensable: Object.keys(settings) },
  );
}

/** Closes the pool. Called once, after the last statement was started; statements under way may end first. */
export async function closeDatabase(database: Database): Promise<void> {
  await database.$client.end({ timeout: closeTimeoutMs / 1000 });
}
