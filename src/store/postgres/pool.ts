import postgres from 'postgres';
import { type ConnectionCare, connectionOptions } from './driver.ts';

/**
 * postgres.js puts further statements onto a connection that is busy. With this option it does not: a lost connection
 * loses one statement instead of up to a hundred, a slow statement delays no other, and the driver avoids the state in
 * which a write that was waiting when the connection broke keeps the next ones from ever being sent
 * (https://github.com/porsager/postgres/issues/1208; seen in 4 of 4 restarts under load, 0 of 24 with the option).
 */
export const oneStatementAtATime = { max_pipeline: 0 };

/** A session that refuses every write does not come alone, so all of them are replaced, once in this time. */
const renewalEveryMs = 1_000;
const oldPoolTimeoutMs = 2_000;
/** The session is read-only: of a standby, or begun while the database was. */
const readOnlySession = '25006';

/**
 * Opens a pool with every workaround. Connects at the first statement. `options` are those of postgres.js. The store sees
 * the client as a `DatabaseClient`; the driver's own type is for drizzle, which must be handed one.
 *
 * postgres.js keeps a session for 30 to 60 minutes, whatever it answers. One that reached a standby by an address that
 * moves, or that began while the database was read-only, would refuse writes for as long, also when others can write. So
 * a read-only session makes the pool replace all of its sessions; statements under way may end. No issue upstream.
 */
export function openPool(
  url: string,
  care: ConnectionCare,
  options: postgres.Options<Record<string, postgres.PostgresType>>,
): postgres.Sql {
  const open = () => postgres(url, { ...options, ...oneStatementAtATime, ...connectionOptions(care) });
  const client = open();
  let current: Pick<postgres.Sql, 'unsafe' | 'end'> = { unsafe: client.unsafe, end: client.end };
  let renewedAtMs = Number.NEGATIVE_INFINITY;

  function renew(): void {
    if (performance.now() - renewedAtMs < renewalEveryMs) return;
    renewedAtMs = performance.now();
    const old = current;
    const next = open();
    // Drizzle has changed how its client reads and writes some types.
    Object.assign(next.options.parsers, client.options.parsers);
    Object.assign(next.options.serializers, client.options.serializers);
    current = next;
    void old.end({ timeout: oldPoolTimeoutMs / 1000 });
  }

  const send = ((...statement: Parameters<postgres.Sql['unsafe']>) =>
    current.unsafe(...statement)) as postgres.Sql['unsafe'];
  client.unsafe = followed(send, (code) => {
    if (code === readOnlySession) renew();
    care.onRefusal?.(code);
  });
  client.end = (wish) => {
    // A refusal that arrives now opens nothing any more.
    renewedAtMs = Number.POSITIVE_INFINITY;
    return current.end(wish);
  };
  return client;
}

/**
 * How often one statement meets the last words of an ended connection (see `followed`). Each place in the pool says them
 * once, so more than a few in a row have another cause.
 */
const lastWordsMax = 3;
/** The server ended the session: 57P01 by a shutdown or an operator, 57P02 by a crash of another session. */
const endOfSession = /^57P0[12]$/;

interface Marked {
  readonly wasSent: boolean;
}

/**
 * The same method with two faults repaired and one fact added:
 *
 * 1. Fact: a rejected statement says whether it can have been executed (`wasSent`). The code of a lost connection is the
 *    same before and after sending, and postgres.js has no other way to tell. No issue upstream.
 * 2. Last words: postgres.js keeps the last error of an ended connection ("terminating connection") and rejects with it the
 *    first statement of the next connection, which it never sends (https://github.com/porsager/postgres/issues/1223,
 *    pull request 1209). The statement is sent again here. Otherwise a restart of Postgres would fail one statement for
 *    every place in the pool, hours later on a quiet night.
 * 3. Holes: see `withoutHoles`.
 */
function followed(send: postgres.Sql['unsafe'], onRefusal: (code: string) => void): postgres.Sql['unsafe'] {
  async function run(isRaw: boolean, ...statement: Parameters<typeof send>): Promise<unknown> {
    for (let lastWordsCount = 0; ; lastWordsCount++) {
      const query = send(...statement);
      try {
        return withoutHoles(await (isRaw ? query.values() : query));
      } catch (error) {
        const wasSent = stateOf(query) !== null;
        const areLastWords =
          !wasSent && error instanceof postgres.PostgresError && endOfSession.test(error.code);
        if (areLastWords && lastWordsCount < lastWordsMax) continue;
        if (error instanceof postgres.PostgresError) onRefusal(error.code);
        throw error instanceof Error ? Object.assign(error, { wasSent } satisfies Marked) : error;
      }
    }
  }

  // Drizzle awaits what it gets, or calls `values` on it at once and awaits that. Nothing else of a query is there.
  return ((...statement: Parameters<typeof send>) => {
    let isRaw = false;
    const answer = Promise.resolve().then(() => run(isRaw, ...statement));
    return Object.assign(answer, {
      values() {
        isRaw = true;
        return answer;
      },
    });
  }) as typeof send;
}

/** True if a statement that rejected with this error cannot have been executed; false also if nobody knows. */
export function wasNeverSent(error: object): boolean {
  const { wasSent }: Partial<Marked> = error;
  return wasSent === false;
}

/**
 * If a statement failed in the middle of its rows, postgres.js goes on counting them: the next answer on that connection
 * begins with as many holes, and an order that exists reads as missing
 * (https://github.com/porsager/postgres/issues/1119, https://github.com/porsager/postgres/issues/1181).
 */
function withoutHoles<Rows extends unknown[]>(rows: Rows): Rows {
  let holesCount = 0;
  while (holesCount < rows.length && !(holesCount in rows)) holesCount += 1;
  if (holesCount > 0) rows.splice(0, holesCount);
  return rows;
}

/** Undocumented: null until a connection accepts the statement. Anything else counts as sent. */
function stateOf(query: object): unknown {
  return 'state' in query ? query.state : undefined;
}
