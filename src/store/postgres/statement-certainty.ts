import postgres from 'postgres';

/** What a driver's error is marked with: whether a connection had begun to send the statement. */
export interface Fate {
  readonly wasSent: boolean;
}

/**
 * A statement meets a place in the pool whose last connection was ended by the server, and is told of that end, before
 * it was sent. Such a place answers properly from then on, so more than a few in a row are another matter.
 */
const echoesMax = 3;
/** The server ended the session: 57P01 by a shutdown or an operator, 57P02 by a crash of another session. */
const endOfSession = /^57P0[12]$/;

/**
 * Makes every statement of this client tell, where it fails, whether it can have been executed, by marking the
 * error. postgres.js does not say so itself: the code of a lost connection is the same before and after. And postgres.js
 * 3.4.9 keeps the last words of a connection ("terminating connection") and rejects with them the first
 * statement of the next one, which it never sends: that one is sent again here. Otherwise a restart of Postgres would
 * fail a statement for every place in the pool, hours later on a quiet night.
 *
 * What is answered is made whole, too: see `withoutHoles`.
 */
export function followStatements(client: postgres.Sql): void {
  const send = client.unsafe;

  async function run(isRaw: boolean, ...statement: Parameters<typeof send>): Promise<unknown> {
    for (let echoCount = 0; ; echoCount++) {
      const query = send(...statement);
      try {
        return withoutHoles(await (isRaw ? query.values() : query));
      } catch (error) {
        const wasSent = stateOf(query) !== null;
        const isEcho = !wasSent && error instanceof postgres.PostgresError && endOfSession.test(error.code);
        if (isEcho && echoCount < echoesMax) continue;
        throw error instanceof Error ? Object.assign(error, { wasSent } satisfies Fate) : error;
      }
    }
  }

  // Drizzle awaits what it gets, or calls `values` on it at once and awaits that.
  client.unsafe = ((...statement: Parameters<typeof send>) => {
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

/**
 * Where a connection broke in the middle of an answer, postgres.js 3.4.9 goes on counting the rows that had come: the
 * next answer in that place of the pool begins with as many holes, and an order that is there reads as if it were not.
 */
function withoutHoles<Rows extends unknown[]>(rows: Rows): Rows {
  let holesCount = 0;
  while (holesCount < rows.length && !(holesCount in rows)) holesCount += 1;
  if (holesCount > 0) rows.splice(0, holesCount);
  return rows;
}

/** Undocumented: null until a connection takes the statement on. Anything else counts as sent. */
function stateOf(query: object): unknown {
  return 'state' in query ? query.state : undefined;
}
