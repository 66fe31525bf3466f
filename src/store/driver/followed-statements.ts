import postgres from 'postgres';
import type { Places } from './places.ts';
import { hasWaitedInPooler, isPreparationLost, isShortage, refusedSetting } from './refusals.ts';
import { type StatementObserver, unobserved } from './statement-observer.ts';

/**
 * How often one statement meets the last words of an ended connection (see `followed`), or a pooler that refuses
 * something. Each place in the pool says them once, so more than a few in a row have another cause.
 */
const againMax = 3;
/** The server ended the session: 57P01 by a shutdown or an operator, 57P02 by a crash of another session. */
const endOfSession = /^57P0[12]$/;
/** A server without a connection for us is asked again after this long. */
const shortageDelayMs = 100;

/** How statements are sent. */
export interface SendingRules {
  /** How long a statement may wait for a connection before it rejects with NoConnectionFree. */
  readonly waitMaxMs: number;
  /** How long a statement that was sent may go without its answer before it rejects with NoAnswer. */
  readonly answerMaxMs: number;
  /** How many statements one client of the driver sends before another one replaces it; default: a million. */
  readonly statementsMax?: number | undefined;
  /** Settings that the pool asks for when it connects, and does without where a pooler refuses them. */
  readonly dispensable: readonly string[];
  /** Called once, when the pool stops preparing statements because a pooler loses them. */
  readonly onPreparationLost?: (() => void) | undefined;
  /** Measures every statement; default: nobody does. */
  readonly observer?: StatementObserver | undefined;
}

/** What `followed` reads and changes of the pool that it sends to. */
interface FollowedPool extends SendingRules {
  readonly places: Places;
  /** How many commits of this pool were told so far that the wait for their standby was broken off. */
  brokenWaitsCount(): number;
  isPreparing(): boolean;
  /** May be called again and again. */
  stopPreparing(): void;
  doWithout(setting: string): void;
  /** Which client of the driver is sent to now. */
  client(): object;
  /** A connection of this client began without being asked whether the pool may use it. */
  onUnasked(client: object): void;
  /** Called with the SQLSTATE of each statement that was refused in the end. */
  onRefusal(code: string): void;
}

/** Thrown instead of an answer that did not come, or is none. The statement may have been executed. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly code = 'ANSWER_LOST';
}

interface Marked {
  readonly wasSent: boolean;
}

/** True if a statement that rejected with this error cannot have been executed; false also if nobody knows. */
export function wasNeverSent(error: object): boolean {
  const { wasSent }: Partial<Marked> = error;
  return wasSent === false;
}

/**
 * The driver's `unsafe` with faults repaired, facts added and poolers understood:
 *
 * 1. Fact: a rejected statement says whether it can have been executed (`wasSent`). The code of a lost connection is the
 *    same before and after sending, and postgres.js has no other way to tell. No issue upstream.
 * 2. Last words: postgres.js keeps the last error of an ended connection ("terminating connection") and rejects with it the
 *    first statement of the next connection, which it never sends (https://github.com/porsager/postgres/issues/1223,
 *    pull request 1209). The statement is sent again here. Otherwise a restart of Postgres would fail one statement for
 *    every place in the pool, hours later on a quiet night. That next connection is used without its check of
 *    `target_session_attrs`, which only a statement that waits for a connection causes: it may lead to a standby, where an
 *    order that exists reads as missing. So the client is replaced. No issue upstream.
 * 3. Holes: see `withoutHoles`.
 * 4. Waiting: a statement waits for a connection, also if the server has fewer than the pool wants, but not for ever.
 * 5. Lost answers: see `answerOf`.
 * 6. A pooler that refuses a dispensable setting when it connects is not asked for it again, and one that loses prepared
 *    statements gets no more of them. Both statements are sent again: neither was executed.
 * 7. Broken waits: a commit whose wait for its synchronous standby somebody cancels is answered like any other; only a
 *    notice says that the standby may not have it. The driver does not say to which statement a notice belongs, so every
 *    statement that was under way rejects with NoAnswer. No issue upstream.
 */
export function followed(send: postgres.Sql['unsafe'], pool: FollowedPool): postgres.Sql['unsafe'] {
  const { places } = pool;
  const observer = pool.observer ?? unobserved;
  observer.watchPool(places.use);

  async function attempt(isRaw: boolean, statement: Parameters<typeof send>): Promise<unknown> {
    const brokenBefore = pool.brokenWaitsCount();
    const query = send(...statement);
    try {
      const rows = withoutHoles(await answerOf(isRaw ? query.values() : query, pool.answerMaxMs));
      if (pool.brokenWaitsCount() > brokenBefore)
        throw new NoAnswer('the wait for a synchronous standby was broken off');
      return rows;
    } catch (error) {
      const wasSent = stateOf(query) !== null && !hasWaitedInPooler(error);
      throw error instanceof Error ? Object.assign(error, { wasSent } satisfies Marked) : error;
    } finally {
      // The driver prepares a lost statement once more by itself, at every loss anew.
      if (isPreparationLost(retriedOf(query))) pool.stopPreparing();
    }
  }

  /** Whether the statement, which was not executed, should be sent again at once. */
  function isToBeRepeated(error: object, wasPrepared: boolean): boolean {
    if (wasPrepared && isPreparationLost(error)) {
      pool.stopPreparing();
      return true;
    }
    if (!wasNeverSent(error)) return false;
    const refused = refusedSetting(error, pool.dispensable);
    if (refused !== null) {
      pool.doWithout(refused);
      return true;
    }
    return isLastWords(error);
  }

  async function run(
    isRaw: boolean,
    onPlace: () => void,
    statement: Parameters<typeof send>,
  ): Promise<unknown> {
    const deadlineMs = performance.now() + pool.waitMaxMs;
    let againCount = 0;
    for (let isAgain = false; ; isAgain = true) {
      const place = places.takeFree() ?? (await places.take(deadlineMs, isAgain));
      let giveBack: (() => void) | null = place.giveBack;
      const wasPrepared = pool.isPreparing();
      const sentBy = pool.client();
      try {
        onPlace();
        return await attempt(isRaw, statement);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        if (wasNeverSent(error) && isShortage(error) && performance.now() + shortageDelayMs < deadlineMs) {
          giveBack = null;
          place.giveUp();
          await new Promise((resolve) => setTimeout(resolve, shortageDelayMs));
          continue;
        }
        if (isLastWords(error)) pool.onUnasked(sentBy);
        if (againCount++ < againMax && isToBeRepeated(error, wasPrepared)) continue;
        if (error instanceof postgres.PostgresError) pool.onRefusal(error.code);
        throw error;
      } finally {
        giveBack?.();
      }
    }
  }

  // Drizzle awaits what it gets, or calls `values` on it at once and awaits that. Nothing else of a query is there.
  return ((...statement: Parameters<typeof send>) => {
    let isRaw = false;
    const answer = Promise.resolve().then(() =>
      observer.observe(statement[0], (onPlace) => run(isRaw, onPlace, statement)),
    );
    return Object.assign(answer, {
      values() {
        isRaw = true;
        return answer;
      },
    });
  }) as typeof send;
}

/** Whether a statement was rejected with the last error of the connection before its own. */
function isLastWords(error: object): boolean {
  return wasNeverSent(error) && error instanceof postgres.PostgresError && endOfSession.test(error.code);
}

/**
 * Awaits the answer. A statement that was handed to a connection between its `error` and its `close` waits for ever, or is
 * answered by the greeting of the next connection: no rows and no command (see `AttendedSocket.emit`, which cannot repair
 * it where the driver wraps the socket in TLS). Both reject with NoAnswer.
 */
function answerOf<Rows extends unknown[]>(query: PromiseLike<Rows>, withinMs: number): Promise<Rows> {
  // One promise and no race: this runs for every statement.
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new NoAnswer(`no answer within ${withinMs} ms`)), withinMs);
    query.then(
      (rows) => {
        clearTimeout(timer);
        if (!('command' in rows) || rows.command !== null) resolve(rows);
        else reject(new NoAnswer('the answer belongs to another connection'));
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
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

/** Undocumented: the error after which the driver sent the statement a second time by itself. */
function retriedOf(query: object): unknown {
  return 'retried' in query ? query.retried : undefined;
}
