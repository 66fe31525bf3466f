import { codeOf } from '../runtime/error-code.ts';
import { closeDatabase, connectDatabase } from '../store/postgres/database.ts';
import { type DatabaseFacts, inspectDatabase, sendAndHear } from '../store/postgres/inspect-database.ts';
import { findUnsuitability } from '../store/postgres/preconditions.ts';
import { describeWorld, readWorld, type World } from '../store/world/database-world.ts';
import { type Finding, fail, ok } from './finding.ts';

/** A notification inside one server takes milliseconds. */
const hearWithinMs = 3_000;

/** Checks the database, its migrations, whose it is, and a NOTIFY between the two connections. Changes nothing. */
export async function checkDatabase(
  urls: { databaseUrl: string; listenUrl: string },
  world: World,
): Promise<readonly Finding[]> {
  const facts = await inspectDatabase(urls.databaseUrl).catch((error: unknown) => unreachable(error));
  if ('verdict' in facts) return [facts];
  return [
    checkServer(facts),
    checkMigrations(facts),
    await checkWorld(urls.databaseUrl, world),
    await checkNotify(urls),
  ];
}

/** Checks the version of the Postgres server. */
export function checkServer({ session }: Pick<DatabaseFacts, 'session'>): Finding {
  const unsuitability = findUnsuitability(session);
  if (unsuitability !== null) return fail('database', unsuitability.says, unsuitability.todo);
  return ok('database', `Postgres ${session.versionText}, ${session.encoding}`);
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
        'let the user of DATABASE_URL create schemas and tables: grant create on database and schema',
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
export function unreachable(error: unknown): Finding {
  const code = codeOf(error) ?? 'no code';
  return fail('database', `it cannot be used (${code})`, todos[code] ?? todos.default ?? '');
}

const todos: Readonly<Record<string, string>> = {
  '28P01': 'see the password in DATABASE_URL',
  '28000':
    'let the user of DATABASE_URL connect from this machine (pg_hba.conf), with TLS where the server demands it',
  '3D000': 'create the database that DATABASE_URL names: createdb',
  '42501': 'let the user of DATABASE_URL read and write there: grant',
  '53300': 'the server has no connections left: each gateway needs 22',
  ENOTFOUND: 'see the host in DATABASE_URL: no such name',
  ECONNREFUSED: 'start Postgres, and see host and port in DATABASE_URL',
  default: 'see host and port in DATABASE_URL, that Postgres runs, and that a firewall lets us pass',
};
