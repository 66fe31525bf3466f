import type { Server, Socket } from 'node:net';
import type { Log } from '../../use-cases/ports/log.ts';
import type { Limits } from '../limits.ts';
import { addressName } from '../wire/client-address.ts';
import { createSlots } from './stream-slots.ts';

/** While connections are turned away, the log says so at most this often. */
const reportEveryMs = 10_000;

export interface ConnectionBounds {
  readonly limits: Pick<Limits, 'connectionsMax' | 'connectionsPerAddressMax' | 'descriptorsReserved'>;
  /** Files and sockets that this process may have open (`ulimit -n`); null if nobody knows. */
  readonly descriptorsMax: number | null;
  /** Behind proxies of our own every connection has a proxy's address, so addresses are not counted. */
  readonly proxiesCount: number;
  readonly log: Log;
}

/**
 * Bounds the connections of a server, WebSockets included: in all, so that descriptors are left for the database, and for
 * each public address, so that one client cannot hold them all. Further connections are closed at once, without an answer.
 * An error of accepting a connection, such as a lack of descriptors on the machine, is logged and does not end the process.
 */
export function boundConnections(server: Server, bounds: ConnectionBounds): void {
  const { limits, descriptorsMax, proxiesCount, log } = bounds;
  const connectionsMax = Math.min(limits.connectionsMax, leftOf(descriptorsMax, limits.descriptorsReserved));
  const perAddressMax = Math.min(limits.connectionsPerAddressMax, Math.ceil(connectionsMax / 2));
  const takeForAddress = createSlots(perAddressMax);
  const known = new WeakSet<Socket>();
  let refusedCount = 0;
  let reportedAtMs = Number.NEGATIVE_INFINITY;

  function report(error?: Error): void {
    refusedCount += 1;
    const nowMs = performance.now();
    if (nowMs - reportedAtMs < reportEveryMs) return;
    log.warn('http.connections_refused', { refusedCount, connectionsMax, perAddressMax, error });
    reportedAtMs = nowMs;
    refusedCount = 0;
  }

  server.maxConnections = connectionsMax;
  server.on('drop', () => report());
  // Node reports a connection that could not be accepted as an error of the server, which goes on listening.
  server.on('error', (error) => {
    if (server.listening) report(error);
  });
  server.on('connection', (connection) => {
    // A connection comes a second time after an offer of another protocol than WebSocket (see upgrade-handler.ts).
    if (proxiesCount > 0 || known.has(connection)) return;
    known.add(connection);
    const address = addressName(connection.remoteAddress ?? '');
    if (address === null) return;
    const release = takeForAddress(address);
    if (release !== null) {
      connection.once('close', release);
      return;
    }
    report();
    connection.destroy();
  });
  log.info('http.connections_bounded', { descriptorsMax, connectionsMax, perAddressMax });
}

/** What the reserve leaves of the descriptors; at least half of them, however few there are. */
function leftOf(descriptorsMax: number | null, reserved: number): number {
  if (descriptorsMax === null) return Number.POSITIVE_INFINITY;
  return Math.max(descriptorsMax - reserved, Math.floor(descriptorsMax / 2), 1);
}
