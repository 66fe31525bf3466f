import postgres from 'postgres';
import { type ConnectionCare, connectionOptions } from './driver.ts';
import { followed, type SendingRules } from './followed-statements.ts';
import { makePlaces, type Places } from './places.ts';
import { isBrokenWait } from './refusals.ts';

/**
 * postgres.js puts further statements onto a connection that is busy. With this option it does not: a lost connection
 * loses one statement instead of up to a hundred, a slow statement delays no other, and the driver avoids the state in
 * which a write that was waiting when the connection broke keeps the next ones from ever being sent
 * (https://github.com/porsager/postgres/issues/1208; seen in 4 of 4 restarts under load, 0 of 24 with the option).
 */
export const oneStatementAtATime = { max_pipeline: 0 };

/**
 * How many statements one client of the driver sends. postgres.js keeps its free connections in an array (`queue.js`) that
 * grows by eight bytes with each statement, until all connections are busy at once: 29 MB an hour at a thousand statements
 * a second. So a client that has sent this many is replaced and ends when its statements have. No issue upstream.
 */
const statementsMaxDefault = 1_000_000;

/** A session that refuses every write does not come alone, so all of them are replaced, once in this time. */
const renewalEveryMs = 1_000;
const oldPoolTimeoutMs = 2_000;
/** The session is read-only: of a standby, or begun while the database was. */
const readOnlySession = '25006';

/** Whether connections to this URL are inside TLS, as the driver reads the URL and its own variables. */
export function isEncrypted(url: string): boolean {
  // A client connects at its first statement; this one never does.
  return Boolean(postgres(url, { max: 1 }).options.ssl);
}

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
  rules: SendingRules,
): postgres.Sql {
  let brokenWaitsCount = 0;
  let places: Places | undefined;
  const noticed = {
    onnotice(notice: postgres.Notice) {
      if (isBrokenWait(notice)) brokenWaitsCount += 1;
      options.onnotice?.(notice);
    },
    onclose: () => places?.noteClosed(),
  };
  const open = () =>
    postgres(url, { ...options, ...oneStatementAtATime, ...connectionOptions(url, care), ...noticed });
  const client = open();
  places = makePlaces(client.options.max);
  // One object for all connections of a client; postgres.js reads it at each connect and for each statement.
  const { prepare, connection } = client.options;
  const learned: { prepare: boolean; connection: Record<string, unknown> } = { prepare, connection };
  let current: Pick<postgres.Sql, 'unsafe' | 'end' | 'options'> = {
    unsafe: client.unsafe,
    end: client.end,
    options: client.options,
  };
  let renewedAtMs = Number.NEGATIVE_INFINITY;
  let isEnding = false;
  let sentCount = 0;

  /** `endMaxMs`: how long statements under way may take to end. */
  function renew(endMaxMs: number): void {
    if (isEnding) return;
    sentCount = 0;
    const old = current;
    const next = open();
    // Drizzle has changed how its client reads and writes some types.
    Object.assign(next.options.parsers, client.options.parsers);
    Object.assign(next.options.serializers, client.options.serializers);
    Object.assign(next.options, learned);
    current = next;
    void old.end({ timeout: endMaxMs / 1000 });
  }

  function renewReadOnly(): void {
    if (performance.now() - renewedAtMs < renewalEveryMs) return;
    renewedAtMs = performance.now();
    renew(oldPoolTimeoutMs);
  }

  const { statementsMax = statementsMaxDefault } = rules;
  const send = ((...statement: Parameters<postgres.Sql['unsafe']>) => {
    if (sentCount >= statementsMax) renew(rules.answerMaxMs);
    sentCount += 1;
    return current.unsafe(...statement);
  }) as postgres.Sql['unsafe'];
  client.unsafe = followed(send, {
    ...rules,
    places,
    brokenWaitsCount: () => brokenWaitsCount,
    isPreparing: () => learned.prepare,
    stopPreparing() {
      if (!learned.prepare) return;
      learned.prepare = false;
      Object.assign(current.options, learned);
      rules.onPreparationLost?.();
    },
    doWithout(setting) {
      learned.connection = { ...learned.connection, [setting]: undefined };
      Object.assign(current.options, learned);
    },
    client: () => current,
    onUnasked(asked) {
      if (asked === current && current.options.target_session_attrs) renew(oldPoolTimeoutMs);
    },
    onRefusal(code) {
      if (code === readOnlySession) renewReadOnly();
      care.onRefusal?.(code);
    },
  });
  client.end = (wish) => {
    // A refusal that arrives now opens nothing any more.
    isEnding = true;
    return current.end(wish);
  };
  return client;
}
