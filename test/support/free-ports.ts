import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/**
 * No operating system uses these ports for outgoing connections (Linux: 32768 and above), so a gateway that is
 * started again finds its own port free, even while thousands of sockets are opened.
 */
const range = { min: 12_000, max: 32_000 };
const attemptsMax = 100;

/** Free ports, all different, for programs that must know their own address beforehand. */
export async function freePorts(count: number): Promise<number[]> {
  const servers: Server[] = [];
  const ports: number[] = [];
  for (let attempts = 0; ports.length < count && attempts < attemptsMax; attempts += 1) {
    const port = randomInt(range.min, range.max);
    const server = await tryListen(port);
    if (server === null) continue;
    servers.push(server);
    ports.push(port);
  }
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  if (ports.length < count) throw new Error(`no ${count} free ports found`);
  return ports;
}

/** Null if another program uses the port. */
async function tryListen(port: number): Promise<Server | null> {
  const server = createServer().listen(port, '127.0.0.1');
  return once(server, 'listening').then(
    () => server,
    () => null,
  );
}
