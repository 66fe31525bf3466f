import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

/** What stands between clients and several gateways and reads nothing: a load balancer, or a hotel's proxy. */
export interface FrontDoor {
  readonly url: string;
  readonly port: number;
  /** Connections go to these in turn; one that does not answer is skipped. */
  leadTo(urls: readonly string[]): void;
  /** False: requests for a WebSocket are refused, everything else passes. */
  setMayUpgrade(may: boolean): void;
  /** How many requests for a WebSocket were refused. */
  refusedCount(): number;
  close(): Promise<void>;
}

/** Listens on a free port of loopback. */
export async function openFrontDoor(): Promise<FrontDoor> {
  let ports: readonly number[] = [];
  let turn = 0;
  let mayUpgrade = true;
  let refusedCount = 0;
  const sockets = new Set<net.Socket>();

  const server = net.createServer((client) => {
    keep(client);
    client.once('data', (first) => {
      if (!mayUpgrade && /\r\nupgrade: websocket\r\n/i.test(first.toString('latin1'))) {
        refusedCount += 1;
        client.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
        return;
      }
      client.pause();
      client.unshift(first);
      turn += 1;
      lead(
        client,
        ports.map((_, index) => ports[(turn + index) % ports.length] ?? 0),
      );
    });
  });

  function keep(socket: net.Socket): void {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  }

  /** Connects to the first of these that answers; if none does, the client gets a broken connection. */
  function lead(client: net.Socket, [port, ...others]: readonly number[]): void {
    if (port === undefined) {
      client.destroy();
      return;
    }
    const gateway = net.connect(port, '127.0.0.1');
    const passOver = () => lead(client, others);
    gateway.once('error', passOver);
    gateway.once('connect', () => {
      gateway.off('error', passOver);
      keep(gateway);
      client.pipe(gateway).pipe(client);
      client.on('close', () => gateway.destroy());
      gateway.on('close', () => client.destroy());
    });
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    leadTo(urls) {
      ports = urls.map((url) => Number(new URL(url).port));
    },
    setMayUpgrade(may) {
      mayUpgrade = may;
    },
    refusedCount: () => refusedCount,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
