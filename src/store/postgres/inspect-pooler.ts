import postgres from 'postgres';
import { connectionOptions, plainCare } from '../driver/driver.ts';
import { closeDatabase, connectDatabase, type Database } from './database.ts';
import { withStoreErrors } from './errors.ts';

/** How a pooler before the database, if there is one, treats this program's connections. */
export interface PoolerFacts {
  /** Whether it shares connections of the server between transactions of its clients. */
  readonly isShared: boolean;
  /** Whether it loses prepared statements. Seen only while it has a second connection of the server to give. */
  readonly isPreparationLost: boolean;
}

const connectTimeoutMs = 5_000;
/** A pooler with one connection of the server lets a client wait while another one has a transaction open. */
const answerMaxMs = 1_000;
/** Other clients may take the connection that was just given back, so one round may see nothing. */
const roundsCount = 3;

/**
 * Two clients of one URL: if one of them, in a transaction, gets the session of the server that the other one has just
 * used, sessions are shared. The other one then repeats its prepared statement. Changes nothing. Rejects if the database
 * cannot be reached.
 */
export async function inspectPooler(url: string): Promise<PoolerFacts> {
  let isPreparationLost = false;
  let isShared = false;
  const one = connectDatabase({
    url,
    connectionsMax: 1,
    onPreparationLost: () => (isPreparationLost = true),
  });
  const other = postgres(url, {
    ...connectionOptions(url, plainCare),
    max: 1,
    connect_timeout: connectTimeoutMs / 1000,
    connection: { application_name: 'gapura-doctor' },
    prepare: false,
    fetch_types: false,
    onnotice: () => undefined,
  });
  try {
    for (let round = 0; round < roundsCount; round++) {
      const before = await readSession(one);
      await other.unsafe('begin');
      const [taken] = await other.unsafe<{ pid: number }[]>('select pg_backend_pid() as pid');
      const meanwhile = await withinReason(readSession(one));
      await other.unsafe('rollback');
      isShared ||= taken?.pid === before || (meanwhile !== null && meanwhile !== before);
    }
    return { isShared: isShared || isPreparationLost, isPreparationLost };
  } finally {
    await Promise.all([closeDatabase(one), other.end({ timeout: 1 })]);
  }
}

async function readSession(database: Database): Promise<number | undefined> {
  const text = 'select pg_backend_pid() as pid where $1::text is not null';
  const reading = database.$client.unsafe<{ pid: number }[]>(text, [''], { prepare: true });
  return (await withStoreErrors(reading))[0]?.pid;
}

async function withinReason<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, answerMaxMs, null);
  });
  // An answer that comes too late, or never, is nobody's error.
  answer.catch(() => undefined);
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
