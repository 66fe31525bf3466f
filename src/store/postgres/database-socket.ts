import net from 'node:net';

/** What postgres.js hands to its undocumented `socket` option: its own options, parsed from the URL. */
interface Destination {
  readonly host: readonly string[];
  readonly port: readonly number[];
  readonly path: string | false;
}

export interface SocketCare {
  /**
   * The connection is cut after this long without a byte in either direction. For connections that never wait
   * longer than a statement may take; undefined for one that listens.
   */
  readonly silenceMaxMs?: number;
  /** How often the operating system asks a silent peer whether it is still there. */
  readonly keepAliveMs: number;
  readonly onClose?: () => void;
}

/** Options of postgres.js. */
interface CaredSockets {
  readonly socket: (destination: Destination) => net.Socket;
  readonly keep_alive: number;
}

/**
 * The sockets for postgres.js, which alone gives no bound on a peer that went silent: a lost route or a firewall that
 * forgot the connection would hold a statement, and its place in the pool, for the 15 minutes that Linux goes
 * on sending. Spread the answer into the options.
 */
export function caredSockets(care: SocketCare): CaredSockets {
  let attemptCount = 0;
  return {
    keep_alive: care.keepAliveMs / 1000,
    socket({ host, port, path }) {
      // As postgres.js does by itself: where the URL names several hosts, each attempt takes the next one.
      const index = attemptCount++ % host.length;
      const name = host[index] ?? 'localhost';
      const socket = path ? net.connect(path) : net.connect(port[index] ?? 5432, name);
      // postgres.js sets its `keep_alive` before a plain socket is connected, when the operating system does not take
      // the delay yet, and over TLS after the handshake.
      socket.once('connect', () => socket.setKeepAlive(true, care.keepAliveMs));
      if (care.silenceMaxMs !== undefined) {
        socket.setTimeout(care.silenceMaxMs, () => socket.destroy(new SilentPeer()));
      }
      if (care.onClose) socket.once('close', care.onClose);
      // What postgres.js reads for the name in TLS, and for its error messages.
      return Object.assign(socket, { host: name, port: port[index] });
    },
  };
}

class SilentPeer extends Error {
  readonly code = 'ETIMEDOUT';
  constructor() {
    super('the database fell silent');
  }
}
