import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { connectionOptions, plainCare } from '../driver/driver.ts';
import { closeDatabase, connectDatabase, silenceMaxMs } from './database.ts';
import { isOutdated, knownMigrations, pendingMigrations, readAppliedMigrations } from './migrations.ts';
import { type SessionFacts, sessionFactsQuery } from './preconditions.ts';
import { sessionSettings } from './session-settings.ts';

const connectTimeoutMs = 5_000;

/** Facts about a database, read without changing anything in it. */
export interface DatabaseFacts {
  readonly session: SessionFacts;
  /** Migrations of this build that are still to be applied. */
  readonly pendingCount: number;
  /** Recorded migrations that this build does not know: a newer build applied them. */
  readonly unknownCount: number;
  /** Whether an older, unreleased build made the database: no gateway of this build starts on it. */
  readonly isOutdated: boolean;
  /** Whether this user may create the tables that are still missing. */
  readonly mayMigrate: boolean;
  /** The database's clock was read as `readMs` between these two of this machine's clock; all in ms since 1970. */
  readonly clock: { readonly readMs: number; readonly sentAtMs: number; readonly answeredAtMs: number };
}

/**
 * Reads the facts for an operator: the session as the service has it, and the tables over the URL that migrations take.
 * Rejects with the driver's error if the database cannot be reached or read.
 */
export async function inspectDatabase(url: string, migrationUrl: string = url): Promise<DatabaseFacts> {
  const database = connectDatabase({ url, connectionsMax: 1 });
  const sql = open(migrationUrl);
  try {
    const [session] = await database.$client.unsafe<SessionFacts[]>(sessionFactsQuery);
    const sentAtMs = Date.now();
    const [server] = await sql<{ mayMigrate: boolean; readMs: number }[]>`
      select (extract(epoch from clock_timestamp()) * 1000)::float8 as "readMs",
        has_database_privilege(current_database(), 'create')
          and coalesce(has_schema_privilege(to_regnamespace('public'), 'create'), false) as "mayMigrate"`;
    const answeredAtMs = Date.now();
    if (session === undefined || server === undefined) throw new Error('Postgres answered nothing');
    const applied = await readAppliedMigrations(sql);
    const known = knownMigrations();
    return {
      session,
      pendingCount: pendingMigrations(applied).length,
      unknownCount: applied.filter(({ hash }) => !known.some((migration) => migration.hash === hash)).length,
      isOutdated: isOutdated(applied),
      mayMigrate: server.mayMigrate,
      clock: { readMs: Number(server.readMs), sentAtMs, answeredAtMs },
    };
  } finally {
    await Promise.all([closeDatabase(database), sql.end({ timeout: 1 })]);
  }
}

/**
 * Sends a NOTIFY over one connection and listens on another. Returns after how many ms it arrived, or null if it did
 * not arrive within `withinMs`. Uses a channel that nobody else listens to. Rejects if it cannot connect.
 */
export async function sendAndHear(wish: {
  readonly databaseUrl: string;
  readonly listenUrl: string;
  readonly withinMs: number;
}): Promise<number | null> {
  const channel = `gapura_doctor_${randomBytes(6).toString('hex')}`;
  const listener = open(wish.listenUrl);
  const sender = open(wish.databaseUrl);
  let timer: NodeJS.Timeout | undefined;
  try {
    let hear: () => void = () => undefined;
    const heard = new Promise<true>((resolve) => {
      hear = () => resolve(true);
    });
    await listener.listen(channel, () => hear());
    const startedMs = performance.now();
    await sender.notify(channel, 'heard');
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(resolve, wish.withinMs, false);
    });
    return (await Promise.race([heard, late])) ? performance.now() - startedMs : null;
  } finally {
    clearTimeout(timer);
    await Promise.all([listener.end({ timeout: 1 }), sender.end({ timeout: 1 })]);
  }
}

function open(url: string): postgres.Sql {
  return postgres(url, {
    ...connectionOptions(url, { ...plainCare, silenceMaxMs }),
    max: 1,
    connect_timeout: connectTimeoutMs / 1000,
    connection: { application_name: 'gapura-doctor', ...sessionSettings },
    // A pooler may be in between.
    prepare: false,
    fetch_types: false,
    onnotice: () => undefined,
  });
}
