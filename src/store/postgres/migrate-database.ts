import postgres from 'postgres';
import type { Actor } from '../../domain/actor.ts';
import { codeOf } from '../../runtime/error-code.ts';
import type { Log } from '../../use-cases/ports/log.ts';
import { connectionOptions, plainCare } from '../driver/driver.ts';
import { advisoryLocks } from './advisory-locks.ts';
import {
  isOutdated,
  type KnownMigration,
  type Migration,
  pendingMigrations,
  readAppliedMigrations,
  youngestOf,
} from './migrations.ts';
import { sessionSettings } from './session-settings.ts';

/** The connection to a host that does not answer fails after this; a busy host needs time to check a password. */
const connectTimeoutMs = 5_000;
/** Starting processes wait this long for one that is migrating, or for a table that others have locked. */
const migrationWaitMs = 60_000;
/** How often a waiting process tries again; it holds neither a lock nor a connection of a pooler meanwhile. */
const retryAfterMs = 250;
/** How often a waiting process says so. */
const sayAgainAfterMs = 10_000;
/** A migration that waits for a table delays every statement behind it: it gives up soon, and tries again. */
const tableLockWaitMs = 3_000;
const closeTimeoutMs = 2_000;

/** SQLSTATEs of our own: another process holds the migration lock; another process has migrated meanwhile. */
const lockIsTaken = 'GA001';
const recordHasChanged = 'GA002';
/** https://www.postgresql.org/docs/15/errcodes-appendix.html */
const lockNotAvailable = '55P03';
const deadlockDetected = '40P01';
const insufficientPrivilege = '42501';

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

/** Thrown if migrations are pending and cannot be applied now, or by this role. Its message says what to do. */
export class CannotMigrate extends Error {
  override readonly name = 'CannotMigrate';
}

/** How a process migrates. */
export interface MigrationWish {
  /** Hears of waiting and of what was applied. */
  readonly log?: Log | undefined;
  /** Default: 60 s. */
  readonly waitMaxMs?: number;
  /** The operator who migrates; absent if a gateway does at its start. */
  readonly actor?: Actor;
}

/**
 * Brings the tables up to date; every process calls it at start. If nothing is pending it only reads, so a role that
 * owns nothing can start. One process migrates at a time and the others wait.
 *
 * All pending migrations, the lock around them and the settings they need travel as one simple query, which Postgres
 * carries out as one transaction. So nothing outlives it: neither a pooler that shares connections between
 * transactions nor a process that dies can strand the lock.
 *
 * Returns how many migrations it applied. Throws OutdatedDatabase and CannotMigrate, and then has changed nothing; and the driver's error if the database
 * cannot be reached.
 */
export async function migrateDatabase(
  url: string,
  { log, actor, waitMaxMs = migrationWaitMs }: MigrationWish = {},
): Promise<number> {
  const client = postgres(url, {
    ...connectionOptions(url, plainCare),
    max: 1,
    connect_timeout: connectTimeoutMs / 1000,
    connection: { application_name: 'gapura-migrate', ...sessionSettings },
    // Behind a pooler a prepared statement may be on another connection than the one that it is executed on.
    prepare: false,
    fetch_types: false,
    onnotice: () => undefined,
  });
  const startedMs = performance.now();
  let saidAtMs = Number.NEGATIVE_INFINITY;
  try {
    for (;;) {
      const applied = await readRecord(client);
      if (isOutdated(applied)) throw new OutdatedDatabase();
      const pending = pendingMigrations(applied);
      if (pending.length === 0) return 0;
      const obstacle = await tryMigrate(client, applied, pending);
      if (obstacle === null) {
        if (log) log.info('database.migrated', { count: pending.length, ...(actor ? { actor } : {}) });
        return pending.length;
      }
      if (obstacle === 'changed') continue;
      const waitedMs = Math.round(performance.now() - startedMs);
      const holder = await describeHolder(client);
      if (waitedMs >= waitMaxMs) throw new CannotMigrate(lateMessage(obstacle, waitedMs, holder));
      if (waitedMs - saidAtMs >= sayAgainAfterMs) {
        saidAtMs = waitedMs;
        if (log) log.warn('migration.awaited', { obstacle, holder, waitedMs, waitMaxMs });
      }
      await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
    }
  } finally {
    await client.end({ timeout: closeTimeoutMs / 1000 });
  }
}

/** Whoever waits for the migration lock or a table; `changed`: the record is another one than was read. */
type Obstacle = 'migration lock' | 'table lock' | 'changed';

async function tryMigrate(
  client: postgres.Sql,
  applied: readonly Migration[],
  pending: readonly KnownMigration[],
): Promise<Obstacle | null> {
  try {
    await client.unsafe(migrationScript(applied, pending));
    return null;
  } catch (error) {
    const code = codeOf(error);
    if (code === lockIsTaken) return 'migration lock';
    if (code === recordHasChanged) return 'changed';
    if (code === lockNotAvailable || code === deadlockDetected) return 'table lock';
    if (code !== insufficientPrivilege) throw error;
    throw new CannotMigrate(
      `${pending.length} migrations are pending, and this role may not apply them (${messageOf(error)}). Apply them as ` +
        'the owner of the tables: npm run database -- migrate --help.',
      { cause: error },
    );
  }
}

async function readRecord(client: postgres.Sql): Promise<readonly Migration[]> {
  try {
    return await readAppliedMigrations(client);
  } catch (error) {
    if (codeOf(error) !== insufficientPrivilege) throw error;
    throw new CannotMigrate(
      `This role may not read which migrations the database has (${messageOf(error)}): grant usage on schema drizzle ` +
        'and select on all tables in schema drizzle. docs/operating.md, "Roles", has every grant.',
      { cause: error },
    );
  }
}

/**
 * One simple query. `set local` holds until its end, also where a pooler refuses these settings at the start of a
 * session; a migration may take longer than a statement of the service.
 */
function migrationScript(applied: readonly Migration[], pending: readonly KnownMigration[]): string {
  return [
    'set local statement_timeout = 0',
    `set local lock_timeout = ${tableLockWaitMs}`,
    ...Object.entries(sessionSettings).map(([name, value]) => `set local ${name} = '${value}'`),
    raiseUnless(`pg_try_advisory_xact_lock(${advisoryLocks.migration})`, lockIsTaken),
    // As drizzle makes it, whose tools read it. Later it is there, and to make what is there, too, takes a privilege.
    ...(applied.length > 0
      ? []
      : [
          'create schema if not exists drizzle',
          'create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
        ]),
    // A statement after the lock sees what its last holder has committed.
    raiseUnless(
      `(select coalesce(max(created_at), 0) from drizzle.__drizzle_migrations) = ${youngestOf(applied)}`,
      recordHasChanged,
    ),
    ...pending.flatMap(({ hash, at, statements }) => [
      ...statements,
      `insert into drizzle.__drizzle_migrations (hash, created_at) values ('${hash}', ${at})`,
    ]),
  ].join(';\n');
}

function raiseUnless(condition: string, code: string): string {
  return `do $guard$ begin if not (${condition}) then raise exception using errcode = '${code}'; end if; end $guard$`;
}

/** Who holds the migration lock now, in words; null if nobody does. */
async function describeHolder(client: postgres.Sql): Promise<string | null> {
  const [holder] = await client.unsafe<{ pid: number; name: string; state: string }[]>(`
    select pid, coalesce(application_name, '') as name, coalesce(state, 'unknown') as state
    from pg_locks left join pg_stat_activity using (pid)
    where locktype = 'advisory' and granted and classid = 0 and objid = ${advisoryLocks.migration} and objsubid = 1
      and database = (select oid from pg_database where datname = current_database())`);
  return holder === undefined ? null : `process ${holder.pid} of Postgres (${holder.name}, ${holder.state})`;
}

function lateMessage(obstacle: Obstacle, waitedMs: number, holder: string | null): string {
  const seconds = Math.round(waitedMs / 1000);
  if (obstacle === 'table lock') {
    return `Migrations are pending, and for ${seconds} s others have held locks on the tables: see pg_locks.`;
  }
  return (
    `Migrations are pending, and for ${seconds} s another session has held the migration lock ` +
    `(${advisoryLocks.migration}): ${holder ?? 'it has just ended'}. If no gateway is migrating, end that session ` +
    'with pg_terminate_backend, and start again.'
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
