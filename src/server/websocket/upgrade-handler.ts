import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RequestRates } from '../admission/request-rates.ts';
import type { StreamSlots } from '../admission/stream-slots.ts';
import type { Limits } from '../limits.ts';
import { answerRaw } from '../wire/answers.ts';
import { clientAddress } from '../wire/client-address.ts';
import { isAllowedOrigin } from '../wire/cross-origin.ts';
import type { WebSockets } from './websockets.ts';

/**
 * Answers requests that carry an Upgrade header. One that asks for a WebSocket on /graphql becomes one. One that
 * asks for anything else is answered as if it had not asked, which HTTP allows (RFC 9110, 7.8) and Node does not
 * do: Java's HttpClient offers h2c with its first request to every http:// address, and its mutations, or a
 * Finish Notify from such a sender, would be lost.
 */
export function createUpgradeHandler(options: {
  readonly server: Server;
  readonly path: string;
  readonly sockets: WebSockets;
  readonly requestRates: RequestRates;
  readonly streamSlots: StreamSlots;
  /** Proxies of our own that stand before this process. */
  readonly proxiesCount: number;
  readonly corsOrigins: readonly string[];
  /** Header lines that every answer of this server carries. */
  readonly headerLines: readonly string[];
  readonly isDraining: () => boolean;
  readonly limits: Limits;
}): (request: IncomingMessage, connection: Duplex, head: Buffer) => void {
  const { server, sockets, requestRates, streamSlots, limits } = options;

  const comeAgain = new WeakSet<Duplex>();

  return (request, connection, head) => {
    const isFirst = !comeAgain.has(connection);
    // Without a listener, a peer that resets its connection now would end the process.
    if (isFirst) connection.on('error', () => connection.destroy());
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
      // Each time leaves listeners behind, so a connection that does it again is closed after the answer.
      connection.unshift(withoutUpgrade(request, head, isFirst ? [] : ['Connection: close']));
      comeAgain.add(connection);
      server.emit('connection', connection);
      return;
    }
    const status = refusal(request);
    if (status !== null) return answerRaw(connection, status, options.headerLines);
    const address = clientAddress(request, options.proxiesCount);
    const release = requestRates.admitUpgrade(address) === null ? streamSlots.takeForAddress(address) : null;
    if (release === null) return answerRaw(connection, 429, options.headerLines);
    connection.on('close', release);
    sockets.accept(request, connection, head, address);
  };

  function refusal(request: IncomingMessage): number | null {
    if (request.url?.split('?', 1)[0] !== options.path) return 404;
    if (!isAllowedOrigin(request, options.corsOrigins)) return 403;
    if (options.isDraining() || sockets.count >= limits.socketsMax) return 503;
    return null;
  }
}

/** The request as it came, less its offer to speak another protocol and with `more`; then what of its body has come. */
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
