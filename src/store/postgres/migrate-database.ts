import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { advisoryLocks } from './advisory-locks.ts';
import { sessionSettings } from './session-settings.ts';

/** The connection to a host that does not answer fails after this; a busy host needs time to check a password. */
const connectTimeoutMs = 5_000;
/** Starting processes wait this long for one that is migrating. */
const migrationWaitMs = 60_000;
const closeTimeoutMs = 2_000;

/** The migrations folder: beside this file's folder in src, and in dist too, because the build copies it. */
const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));

/** One migration of this build, or one that a database has on record. */
export interface Migration {
  /** SHA-256 of its file. */
  readonly hash: string;
  /** When it was made, in ms since 1970; drizzle applies what is younger than the youngest on record. */
  readonly at: number;
}

/** Thrown instead of migrating. Its message says what to do. */
export class OutdatedDatabase extends Error {
  override readonly name = 'OutdatedDatabase';
  constructor() {
    super(
      'This database was made by an older, unreleased build of the gateway and cannot be brought up to date. Point ' +
        'DATABASE_URL at an empty database or, if DATABASE_URL is not set, delete the data folder that DATA_DIR names ' +
        '(.data by default), and start again.',
    );
  }
}

/** The migrations of this build, oldest first. */
export function knownMigrations(): readonly Migration[] {
  return readMigrationFiles({ migrationsFolder }).map(({ hash, folderMillis }) => ({
    hash,
    at: folderMillis,
  }));
}

/** The migrations that a database has on record, none if it was never migrated. */
export async function readAppliedMigrations(client: postgres.Sql): Promise<readonly Migration[]> {
  const [record] = await client`select to_regclass('drizzle.__drizzle_migrations') is not null as "isThere"`;
  if (!record?.isThere) return [];
  const rows = await client<{ hash: string; at: string }[]>`
    select hash, created_at::text as at from drizzle.__drizzle_migrations`;
  return rows.map(({ hash, at }) => ({ hash, at: Number(at) }));
}

/**
 * Whether an older, unreleased build made the database: it has migrations on record, and the first migration of this
 * build is not among them. A newer build's database has it, beside others that this build does not know; during a
 * rolling update such a database is served.
 */
export function isOutdated(applied: readonly Migration[]): boolean {
  const [initial] = knownMigrations();
  return applied.length > 0 && !applied.some(({ hash }) => hash === initial?.hash);
}

/**
 * Brings the tables up to date. Every process calls it at start, before `connectDatabase`. One process migrates at a time,
 * the others wait (drizzle itself takes no lock). Needs a direct connection: behind a pooler that shares connections
 * between transactions, the lock would not hold. Throws OutdatedDatabase, and then has changed nothing.
 */
export async function migrateDatabase(url: string): Promise<void> {
  // One connection, so that the lock and the migration share a session; the lock ends with the session.
  const client = postgres(url, {
    max: 1,
    connect_timeout: connectTimeoutMs / 1000,
    connection: { application_name: 'gapura-migrate', lock_timeout: migrationWaitMs, ...sessionSettings },
    fetch_types: false,
    onnotice: () => undefined,
  });
  try {
    await client`select pg_advisory_lock(${advisoryLocks.migration})`;
    if (isOutdated(await readAppliedMigrations(client))) throw new OutdatedDatabase();
    await migrate(drizzle(client), { migrationsFolder });
  } finally {
    await client.end({ timeout: closeTimeoutMs / 1000 });
  }
}
