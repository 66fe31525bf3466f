import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A proxy that serves a gateway below a path of its own, as nginx's `proxy_pass` with or without a path does. */
export interface PrefixingProxy {
  /** Scheme, host, port and prefix. */
  readonly url: string;
  /** Whether the gateway gets paths without the prefix. */
  setStrips(strips: boolean): void;
  leadTo(gatewayUrl: string): void;
  close(): Promise<void>;
}

/** Listens on a free port of loopback. `answerPage` answers what is the proxy's host's own; false: the gateway does. */
export async function openPrefixingProxy(
  prefix: string,
  answerPage: (from: IncomingMessage, to: ServerResponse, path: string) => Promise<boolean>,
): Promise<PrefixingProxy> {
  let target = '';
  let isStripping = true;
  const sockets = new Set<Socket>();

  function ask(from: IncomingMessage) {
    const path = (from.url ?? '').slice(isStripping ? prefix.length : 0);
    return request(new URL(path, target), { method: from.method, headers: from.headers });
  }

  const server = createServer(async (from, to) => {
    if (!from.url?.startsWith(`${prefix}/`)) return to.writeHead(404).end();
    if (await answerPage(from, to, from.url.slice(prefix.length))) return;
    const asked = ask(from).on('error', () => to.destroy());
    asked.on('response', (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
    });
    from.pipe(asked);
  });
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on('upgrade', (from, client: Socket) => {
    const asked = ask(from).on('error', () => client.destroy());
    asked.on('response', () => client.destroy());
    asked.on('upgrade', (answer, gateway) => {
      sockets.add(gateway);
      const lines = answer.rawHeaders.flatMap((name, index, all) =>
        index % 2 === 0 ? [`${name}: ${all[index + 1]}\r\n`] : [],
      );
      client.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('')}\r\n`);
      client.pipe(gateway).pipe(client);
      for (const socket of [client, gateway]) socket.on('error', () => socket.destroy());
    });
    asked.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`,
    setStrips(strips) {
      isStripping = strips;
    },
    leadTo(gatewayUrl) {
      target = gatewayUrl;
    },
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
