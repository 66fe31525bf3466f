import net from 'node:net';
import { destinationsOf } from './destinations.ts';

/*
 * Every workaround for postgres.js stands in this folder, each with its issue upstream.
 * driver.test.ts and driver-connections.test.ts in test/integration/store show each fault on the driver itself, so that a
 * release that repairs one makes its test fail and the workaround can go. All of them were met with postgres.js 3.4.9.
 */

/**
 * A pool of connections as the store may use it. Transactions (`begin`) and reserved connections are not on it: if the
 * server ends a session between two of their statements, postgres.js writes to a socket that is gone, and this process
 * ends (https://github.com/porsager/postgres/issues/1154, https://github.com/porsager/postgres/issues/1208).
 */
export interface DatabaseClient {
  /**
   * Runs one statement. Rejects with the driver's error, on which `wasSent` says whether the statement can have been
   * executed. With `values`, called at once, each row is the list of its values.
   */
  unsafe<Rows extends object[]>(
    text: string,
    parameters?: string[],
    options?: { readonly prepare?: boolean },
  ): Promise<Rows> & { values(): Promise<unknown[][]> };
  /** Ends all connections; statements under way may end first, for `timeout` seconds. */
  end(options?: { readonly timeout?: number }): Promise<void>;
}

/** How the driver keeps a connection healthy: bounds of silence, keep-alive and reconnection. */
export interface ConnectionCare {
  /**
   * The connection is cut if it was written to and then this long without a byte in either direction. For connections that
   * never wait longer than a statement may take; undefined for one that listens. Inside TLS nobody sees what was written:
   * there the connection is cut after any such silence.
   */
  readonly silenceMaxMs?: number;
  /** How often the operating system probes a silent peer. */
  readonly keepAliveMs: number;
  /** How long after a lost or failed connection the driver opens the next one. */
  readonly reconnectAfterMs: number;
  readonly onClose?: () => void;
  /** Told the SQLSTATE of each statement of a pool that the server refused. */
  readonly onRefusal?: ((code: string) => void) | undefined;
}

/** For a connection that does one thing, takes its time and ends. */
export const plainCare: ConnectionCare = { keepAliveMs: 5_000, reconnectAfterMs: 100 };

/** Options of postgres.js. */
interface ConnectionOptions {
  readonly socket: () => net.Socket;
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
export function connectionOptions(url: string, care: ConnectionCare): ConnectionOptions {
  const destinations = destinationsOf(url);
  let attemptCount = 0;
  return {
    keep_alive: care.keepAliveMs / 1000,
    backoff: () => care.reconnectAfterMs / 1000,
    socket() {
      // If the URL names several hosts, each attempt takes the next one, as postgres.js does by itself.
      const destination = destinations[attemptCount++ % destinations.length] ?? {
        host: 'localhost',
        port: 5432,
      };
      const socket = new AttendedSocket(care);
      // postgres.js listens one microtask after it was handed the socket. An address that cannot be reached, or a lack
      // of descriptors, fails before that if the attempt begins here: nobody would hear the error, and an error that
      // nobody hears ends the process. No issue upstream.
      queueMicrotask(() => {
        if (socket.destroyed) return;
        socket.connect({ ...destination });
      });
      // postgres.js reads these for the name in TLS, and for its error messages.
      return Object.assign(socket, { port: undefined, ...destination });
    },
  };
}

/**
 * A socket whose own listeners stay: postgres.js removes every listener of a socket before it wraps it in TLS, and with
 * them the bound on silence and the notice of the end. No issue upstream.
 */
class AttendedSocket extends net.Socket {
  readonly #care: ConnectionCare;
  /** Whether an answer may be due: nothing has come yet, or the last bytes went out. */
  #isAwaiting = true;

  constructor(care: ConnectionCare) {
    super();
    this.#care = care;
    // postgres.js sets its `keep_alive` before a plain socket is connected, when the operating system does not accept
    // the delay yet, and over TLS after the handshake.
    this.once('connect', () => {
      this.setKeepAlive(true, care.keepAliveMs);
      this.on('data', () => {
        this.#isAwaiting = false;
      });
    });
    if (care.silenceMaxMs !== undefined) this.setTimeout(care.silenceMaxMs);
    this.#attend();
  }

  override _write(bytes: unknown, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#isAwaiting = true;
    super._write(bytes, encoding, done);
  }

  override _writev(
    all: { chunk: unknown; encoding: BufferEncoding }[],
    done: (error?: Error | null) => void,
  ): void {
    this.#isAwaiting = true;
    super._writev?.(all, done);
  }

  override removeAllListeners(...event: [name?: string | symbol]): this {
    // Node counts the arguments: an event of `undefined` would be an event of that name.
    super.removeAllListeners(...event);
    if (event.length === 0) {
      this.#isAwaiting = true;
      this.#attend();
    }
    return this;
  }

  /**
   * Tells nobody that the end came by an error, for that the driver has heard already. Between a socket's `error` and its
   * `close` postgres.js still hands it statements; after a `close` by an error it rejects none of them. Such a statement
   * waits until its place in the pool is connected again, and is then answered with no rows: an order that exists reads as
   * missing. After a plain `close` it is rejected at once. No issue upstream.
   */
  override emit(event: string | symbol, ...values: unknown[]): boolean {
    return event === 'close' ? super.emit(event, false) : super.emit(event as string, ...values);
  }

  #attend(): void {
    // Whatever the driver does with the socket, somebody hears its errors. `close` follows each of them.
    this.on('error', () => undefined);
    this.on('timeout', () => {
      if (this.#isAwaiting) this.destroy(new SilentPeer());
    });
    if (this.#care.onClose) this.once('close', this.#care.onClose);
  }
}

class SilentPeer extends Error {
  readonly code = 'ETIMEDOUT';
  constructor() {
    super('the database fell silent');
  }
}
