import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Authenticate } from '../../access/authenticate.ts';
import type { RequestRates } from '../admission/request-rates.ts';
import type { StreamSlots } from '../admission/stream-slots.ts';
import type { Limits } from '../limits.ts';
import { answerRaw } from '../wire/answers.ts';
import { clientAddress } from '../wire/client-address.ts';
import type { ReadPath } from '../wire/request-path.ts';
import type { RunningResponses } from '../wire/running-responses.ts';
import type { WebSockets } from './websockets.ts';

/** A path at which WebSockets are opened. */
export interface SocketDoor {
  /** Whether the page behind this request may open one. */
  readonly isAllowedOrigin: (request: IncomingMessage) => boolean;
  /** How the credential of the opened socket is checked. */
  readonly authenticateFor: (request: IncomingMessage) => Authenticate;
}

/**
 * Answers requests with an Upgrade header. A request for a WebSocket at a door becomes one. Any other upgrade is
 * ignored and the request answered as usual, which HTTP allows (RFC 9110, 7.8) and Node does not do: Java's HttpClient
 * offers h2c with its first request to every http:// address, so its mutations, or a Finish Notify from such a sender,
 * would be lost.
 */
export function createUpgradeHandler(options: {
  readonly server: Server;
  /** By path. */
  readonly doors: ReadonlyMap<string, SocketDoor>;
  readonly sockets: WebSockets;
  readonly runningResponses: RunningResponses;
  readonly requestRates: RequestRates;
  readonly streamSlots: StreamSlots;
  /** How many of our own proxies stand before this process. */
  readonly proxiesCount: number;
  readonly readPath: ReadPath;
  /** The standard headers of every response, as lines. */
  readonly headerLines: readonly string[];
  readonly isDraining: () => boolean;
  readonly limits: Limits;
}): (request: IncomingMessage, connection: Duplex, head: Buffer) => void {
  const { server, sockets, requestRates, streamSlots, limits } = options;

  const returned = new WeakSet<Duplex>();

  return (request, connection, head) => {
    const isFirst = !returned.has(connection);
    // Without a listener, a client that resets its connection now would end the process.
    if (isFirst) connection.on('error', destroyBroken);
    // A request may be sent ahead, while earlier ones on its connection are being answered: the first waits, because
    // Node has detached its parser, and a second one would answer out of order or not at all.
    options.runningResponses.whenNone(connection, () => {
      if (!connection.destroyed) proceed(request, connection, head, isFirst);
    });
  };

  function proceed(request: IncomingMessage, connection: Duplex, head: Buffer, isFirst: boolean): void {
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
      // Each pass adds listeners to the connection, so after a second one it is closed.
      connection.unshift(withoutUpgrade(request, head, isFirst ? [] : ['Connection: close']));
      returned.add(connection);
      server.emit('connection', connection);
      return;
    }
    const door = options.doors.get(options.readPath(request.url));
    const status = door === undefined ? 404 : refusalStatusOf(request, door);
    if (door === undefined || status !== null) {
      answerRaw(connection, status ?? 404, options.headerLines);
      return;
    }
    const address = clientAddress(request, options.proxiesCount);
    const release = requestRates.admitUpgrade(address) === null ? streamSlots.takeForAddress(address) : null;
    if (release === null) {
      answerRaw(connection, 429, options.headerLines);
      return;
    }
    connection.on('close', release);
    sockets.accept(request, connection, head, { address, authenticate: door.authenticateFor(request) });
  }

  function refusalStatusOf(request: IncomingMessage, door: SocketDoor): number | null {
    if (!door.isAllowedOrigin(request)) return 403;
    if (options.isDraining() || sockets.count >= limits.socketsMax) return 503;
    return null;
  }
}

/** A listener. A closure would keep the whole request for as long as the socket is open: 1.6 KB for each waiting payer. */
function destroyBroken(this: Duplex): void {
  this.destroy();
}

/** The request's bytes so far, without its offer of another protocol and with the header lines `more`. */
function withoutUpgrade(request: IncomingMessage, head: Buffer, more: readonly string[]): Buffer {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`, ...more];
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? '';
    if (!['upgrade', 'connection', 'http2-settings'].includes(name.toLowerCase())) {
      lines.push(`${name}: ${request.rawHeaders[index + 1]}`);
    }
  }
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]);
}
