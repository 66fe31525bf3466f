import net from 'node:net';
import postgres from 'postgres';

/*
 * Every workaround for postgres.js stands in this file, each with its issue upstream. test/integration/store/driver.test.ts
 * shows each fault on the driver itself, so that a release that repairs one makes its test fail and the workaround can go.
 * All of them were met with postgres.js 3.4.9.
 */

/**
 * A pool of connections as the store may use it. Transactions (`begin`) and reserved connections are not on it: if the
 * server ends a session between two of their statements, postgres.js writes to a socket that is gone, and this process
 * ends (https://github.com/porsager/postgres/issues/1154, https://github.com/porsager/postgres/issues/1208).
 */
export interface DatabaseClient {
  /**
   * Runs one statement. Rejects with the driver's error, on which `wasSent` says whether the statement can have been
   * executed.
   */
  unsafe<Rows extends object[]>(
    text: string,
    parameters?: string[],
    options?: { readonly prepare?: boolean },
  ): Promise<Rows>;
  /** Ends all connections; statements under way may end first, for `timeout` seconds. */
  end(options?: { readonly timeout?: number }): Promise<void>;
}

/** How the driver keeps a connection healthy: bounds of silence, keep-alive and reconnection. */
export interface ConnectionCare {
  /**
   * The connection is cut after this long without a byte in either direction. For connections that never wait
   * longer than a statement may take; undefined for one that listens.
   */
  readonly silenceMaxMs?: number;
  /** How often the operating system probes a silent peer. */
  readonly keepAliveMs: number;
  /** How long after a lost or failed connection the driver opens the next one. */
  readonly reconnectAfterMs: number;
  readonly onClose?: () => void;
}

/** What postgres.js hands to its undocumented `socket` option: its own options, parsed from the URL. */
interface Destination {
  readonly host: readonly string[];
  readonly port: readonly number[];
  readonly path: string | false;
}

/** Options of postgres.js. */
interface ConnectionOptions {
  readonly socket: (destination: Destination) => net.Socket;
  readonly keep_alive: number;
  readonly backoff: () => number;
}

/**
 * Options for connections that notice a silent peer and come back soon. Spread them into the options of postgres.js.
 *
 * postgres.js alone has no bound on a silent peer: after a lost route, or if a firewall forgot the connection, a statement
 * and its place in the pool wait for the 15 minutes that Linux keeps sending
 * (https://github.com/porsager/postgres/issues/1089). Its own back-off grows: after an outage of 3 s a connection
 * that listens came back only 17 s after Postgres did. No issue upstream; the back-off is meant, and wrong for us.
 */
export function connectionOptions(care: ConnectionCare): ConnectionOptions {
  let attemptCount = 0;
  return {
    keep_alive: care.keepAliveMs / 1000,
    backoff: () => care.reconnectAfterMs / 1000,
    socket({ host, port, path }) {
      // If the URL names several hosts, each attempt takes the next one, as postgres.js does by itself.
      const index = attemptCount++ % host.length;
      const name = host[index] ?? 'localhost';
      const socket = new AttendedSocket(care);
      // postgres.js listens one microtask after it was handed the socket. An address that cannot be reached, or a lack
      // of descriptors, fails before that if the attempt begins here: nobody would hear the error, and an error that
      // nobody hears ends the process. No issue upstream.
      queueMicrotask(() => {
        if (socket.destroyed) return;
        if (path) socket.connect(path);
        else socket.connect(port[index] ?? 5432, name);
      });
      // postgres.js reads these for the name in TLS, and for its error messages.
      return Object.assign(socket, { host: name, port: port[index] });
    },
  };
}

/**
 * A socket whose own listeners stay: postgres.js removes every listener of a socket before it wraps it in TLS, and with
 * them the bound on silence and the notice of the end. No issue upstream.
 */
class AttendedSocket extends net.Socket {
  readonly #care: ConnectionCare;

  constructor(care: ConnectionCare) {
    super();
    this.#care = care;
    // postgres.js sets its `keep_alive` before a plain socket is connected, when the operating system does not accept
    // the delay yet, and over TLS after the handshake.
    this.once('connect', () => this.setKeepAlive(true, care.keepAliveMs));
    if (care.silenceMaxMs !== undefined) this.setTimeout(care.silenceMaxMs);
    this.#attend();
  }

  override removeAllListeners(...event: [name?: string | symbol]): this {
    // Node counts the arguments: an event of `undefined` would be an event of that name.
    super.removeAllListeners(...event);
    if (event.length === 0) this.#attend();
    return this;
  }

  #attend(): void {
    // Whatever the driver does with the socket, somebody hears its errors. `close` follows each of them.
    this.on('error', () => undefined);
    this.on('timeout', () => this.destroy(new SilentPeer()));
    if (this.#care.onClose) this.once('close', this.#care.onClose);
  }
}

class SilentPeer extends Error {
  readonly code = 'ETIMEDOUT';
  constructor() {
    super('the database fell silent');
  }
}

/**
 * postgres.js puts further statements onto a connection that is busy. With this option it does not: a lost connection
 * loses one statement instead of up to a hundred, a slow statement delays no other, and the driver avoids the state in
 * which a write that was waiting when the connection broke keeps the next ones from ever being sent
 * (https://github.com/porsager/postgres/issues/1208; seen in 4 of 4 restarts under load, 0 of 24 with the option).
 */
export const oneStatementAtATime = { max_pipeline: 0 };

/**
 * Opens a pool with every workaround. Connects at the first statement. `options` are those of postgres.js. The store sees
 * the client as a `DatabaseClient`; the driver's own type is for drizzle, which must be handed one.
 */
export function openPool(
  url: string,
  care: ConnectionCare,
  options: postgres.Options<Record<string, postgres.PostgresType>>,
): postgres.Sql {
  const client = postgres(url, { ...options, ...oneStatementAtATime, ...connectionOptions(care) });
  client.unsafe = followed(client.unsafe);
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
function followed(send: postgres.Sql['unsafe']): postgres.Sql['unsafe'] {
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
