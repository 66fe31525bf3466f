import type { GatewaySettings } from '../config/settings.ts';
import { codeOf } from '../runtime/error-code.ts';
import { refusedParameter } from '../store/driver/refusals.ts';
import { closeDatabase, connectDatabase } from '../store/postgres/database.ts';
import { type DatabaseFacts, inspectDatabase, sendAndHear } from '../store/postgres/inspect-database.ts';
import { inspectPooler, type PoolerFacts } from '../store/postgres/inspect-pooler.ts';
import { findUnsuitability, isStatementBounded } from '../store/postgres/preconditions.ts';
import { differentPlaces, isSameDatabase } from '../store/postgres/same-database.ts';
import { describeWorld, readWorld, type World } from '../store/world/database-world.ts';

import { checkDatabaseClock } from './check-clock.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** A notification inside one server takes milliseconds. */
const hearWithinMs = 3_000;

/** Checks the database, its migrations, whose it is, and a NOTIFY between the two connections, if wake-ups travel so. Changes nothing. */
export async function checkDatabase(
  urls: Pick<GatewaySettings, 'databaseUrl' | 'listenUrl' | 'pool' | 'wakeUps'>,
  world: World,
): Promise<readonly Finding[]> {
  const { databaseUrl, listenUrl, pool } = urls;
  const facts = await inspectDatabase(databaseUrl, listenUrl).catch(async (error: unknown) => {
    const isDirectOne = listenUrl !== databaseUrl && (await isUsable(databaseUrl));
    return unreachable(error, isDirectOne ? 'DATABASE_LISTEN_URL' : 'DATABASE_URL');
  });
  if ('verdict' in facts) return [facts];
  return [
    checkServer(facts),
    checkDatabaseClock(facts),
    checkStatementTimeout(facts),
    await inspectPooler(databaseUrl).then(
      (pooler) => judgePooler(pooler, pool),
      (error: unknown) => ({ ...unreachable(error), check: 'pooler' }),
    ),
    ...(listenUrl === databaseUrl ? [] : [await checkSameDatabase(databaseUrl, listenUrl)]),
    checkMigrations(facts),
    await checkWorld(urls.databaseUrl, world),
    ...(urls.wakeUps.kind === 'postgres' ? [await checkNotify(urls)] : []),
  ];
}

/** Checks the version of the Postgres server. */
export function checkServer({ session }: Pick<DatabaseFacts, 'session'>): Finding {
  const unsuitability = findUnsuitability(session);
  if (unsuitability !== null) return fail('database', unsuitability.says, unsuitability.todo);
  return ok('database', `Postgres ${session.versionText}, ${session.encoding}`);
}

/** Without a bound, a statement that waits for a lock outlives the request that sent it. */
export function checkStatementTimeout({ session }: Pick<DatabaseFacts, 'session'>): Finding {
  const check = 'statement timeout';
  if (isStatementBounded(session)) return ok(check, `${session.statementTimeoutMs} ms`);
  return warn(
    check,
    `${session.statementTimeoutMs} ms, although the gateway asks for another one: a pooler refuses or drops it`,
    "let the role have it, in every mode of every pooler: alter role current_user set statement_timeout = '5s'",
  );
}

/** A pooler that shares connections is no fault, if the gateway prepares no statements that it loses. */
export function judgePooler(
  { isShared, isPreparationLost }: PoolerFacts,
  { arePrepared }: GatewaySettings['pool'],
): Finding {
  const check = 'pooler';
  if (!isShared) return ok(check, 'none that shares connections between transactions');
  const says = 'DATABASE_URL leads to a pooler that shares connections between transactions';
  if (isPreparationLost && arePrepared) {
    return warn(
      check,
      `${says} and loses prepared statements`,
      'set DATABASE_PREPARED_STATEMENTS=false, or use pgbouncer 1.21 or newer with max_prepared_statements above 0',
    );
  }
  return ok(
    check,
    arePrepared ? `${says} and knows prepared statements` : `${says}; statements are not prepared`,
  );
}

async function checkSameDatabase(databaseUrl: string, listenUrl: string): Promise<Finding> {
  const check = 'two URLs';
  const database = connectDatabase({ url: databaseUrl, connectionsMax: 1 });
  try {
    return (await isSameDatabase(database, listenUrl))
      ? ok(check, 'both lead to the same tables')
      : fail(check, differentPlaces.says, differentPlaces.todo);
  } catch (error) {
    return { ...unreachable(error), check };
  } finally {
    await closeDatabase(database);
  }
}

/** Pending migrations are no fault: a gateway applies them when it starts. */
export function checkMigrations({
  pendingCount,
  unknownCount,
  isOutdated,
  mayMigrate,
}: DatabaseFacts): Finding {
  const check = 'migrations';
  if (isOutdated) {
    return fail(
      check,
      'an older, unreleased build made this database',
      'point DATABASE_URL at an empty database: this one cannot be brought up to date',
    );
  }
  if (unknownCount > 0) {
    return fail(
      check,
      `${unknownCount} were made by a newer gateway than this one`,
      'start the newer build; this one may misread what the newer has written',
    );
  }
  if (pendingCount === 0) return ok(check, 'up to date');
  const says = `${pendingCount} to be applied by the next start`;
  return mayMigrate
    ? ok(check, says)
    : fail(
        check,
        says,
        'apply them as the owner of the tables: npm run database -- migrate; or let the user of DATABASE_URL create ' +
          'schemas and tables: grant create on database and schema',
      );
}

async function checkWorld(url: string, expected: World): Promise<Finding> {
  const database = connectDatabase({ url, connectionsMax: 1 });
  try {
    return judgeWorld(await readWorld(database), expected);
  } catch (error) {
    return { ...unreachable(error), check: 'world' };
  } finally {
    await closeDatabase(database);
  }
}

/** `found` null: no gateway has started on the database yet. */
export function judgeWorld(found: World | null, expected: World): Finding {
  if (found === null) return ok('world', `no gateway has started here; the first will stamp the database`);
  if (describeWorld(found) === describeWorld(expected)) return ok('world', describeWorld(found));
  return fail(
    'world',
    `the database belongs to ${describeWorld(found)}, this configuration to ${describeWorld(expected)}`,
    'point DATABASE_URL at a database of its own, or correct DANA_ENV, DANA_BASE_URL, X_PARTNER_ID and MERCHANT_ID',
  );
}

async function checkNotify({
  databaseUrl,
  listenUrl,
}: {
  databaseUrl: string;
  listenUrl: string;
}): Promise<Finding> {
  try {
    return judgeNotify(await sendAndHear({ databaseUrl, listenUrl, withinMs: hearWithinMs }));
  } catch (error) {
    return { ...unreachable(error), check: 'NOTIFY' };
  }
}

/** `tookMs` null: the NOTIFY did not arrive. */
export function judgeNotify(tookMs: number | null): Finding {
  return tookMs === null
    ? fail(
        'NOTIFY',
        `what DATABASE_URL sent was not heard within ${hearWithinMs / 1000} s`,
        'set DATABASE_LISTEN_URL to a direct connection: LISTEN does not pass a pooler that shares connections',
      )
    : ok('NOTIFY', `heard after ${Math.round(tookMs)} ms`);
}

/** Names the server's SQLSTATE or the system's code; the driver's own message may contain parts of the URL. */
export function unreachable(
  error: unknown,
  variable: 'DATABASE_URL' | 'DATABASE_LISTEN_URL' = 'DATABASE_URL',
): Finding {
  const parameter = refusedParameter(error);
  if (parameter !== null) {
    return fail(
      'database',
      `a pooler refuses the parameter ${parameter} of the connection`,
      `add it to pgbouncer.ini, in [pgbouncer]: ignore_startup_parameters = ${parameter}; or remove it from the URL`,
    );
  }
  const code = codeOf(error) ?? 'no code';
  const says = variable === 'DATABASE_URL' ? 'it cannot be used' : `${variable} cannot be used`;
  const todo = todos[code] ?? todos.default ?? '';
  return fail('database', `${says} (${code})`, todo.replaceAll('DATABASE_URL', variable));
}

async function isUsable(url: string): Promise<boolean> {
  return inspectDatabase(url).then(
    () => true,
    () => false,
  );
}

const todos: Readonly<Record<string, string>> = {
  '28P01': 'see the password in DATABASE_URL',
  '28000':
    'let the user of DATABASE_URL connect from this machine (pg_hba.conf), with TLS where the server demands it',
  '3D000': 'create the database that DATABASE_URL names: createdb',
  '42501': 'let the user of DATABASE_URL read and write there: grant',
  '53300': 'the server has no connections left: each gateway needs DATABASE_POOL_SIZE (20) and two more',
  ENOTFOUND: 'see the host in DATABASE_URL: no such name',
  ECONNREFUSED: 'start Postgres, and see host and port in DATABASE_URL',
  default: 'see host and port in DATABASE_URL, that Postgres runs, and that a firewall lets us pass',
};
