import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, cp, writeFile } from 'node:fs/promises';
import net, { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import postgres from 'postgres';
import { dataFolder } from '../../../src/store/embedded/cluster.ts';
import { startEmbeddedPostgres } from '../../../src/store/embedded/embedded-postgres.ts';

const connectWithinMs = 30_000;

/** A Postgres whose commits wait for a standby. */
export interface ReplicatedPostgres {
  readonly url: string;
  end(): Promise<void>;
}

/**
 * Starts a Postgres and its synchronous standby in `folder`, both on this machine; what the standby confirms reaches the
 * primary `delayMs` later. The standby is a copy of the files of the primary before its first start: pg_basebackup is not
 * among the binaries of the embedded Postgres.
 */
export async function startReplicatedPostgres(folder: string, delayMs: number): Promise<ReplicatedPostgres> {
  const primaryFolder = join(folder, 'primary');
  const standbyFolder = join(folder, 'standby');
  const made = await startEmbeddedPostgres({ dataDir: primaryFolder });
  await made.leave();
  // Node's own `cp` would give the files to root, which Postgres refuses.
  if (process.platform === 'win32') await cp(primaryFolder, standbyFolder, { recursive: true });
  else execFileSync('cp', ['-a', primaryFolder, standbyFolder]);

  const primary = await startEmbeddedPostgres({ dataDir: primaryFolder });
  const { hostname: host, port, username, password } = new URL(primary.url);
  const line = await startSlowLine({ host, port: Number(port) }, delayMs);
  const conninfo = `host=127.0.0.1 port=${line.port} user=${username} password=${password}`;
  const data = dataFolder(standbyFolder);
  await appendFile(join(data, 'postgresql.auto.conf'), `primary_conninfo = '${conninfo}'\n`);
  await writeFile(join(data, 'standby.signal'), '');
  const standby = await startEmbeddedPostgres({ dataDir: standbyFolder });

  const sql = postgres(primary.url, { max: 1, onnotice: () => undefined });
  await sql`alter system set synchronous_standby_names = '*'`;
  await sql`select pg_reload_conf()`;
  await requireSynchronous(sql);
  await sql.end();
  return {
    url: primary.url,
    async end() {
      await standby.leave();
      line.close();
      await primary.leave();
    },
  };
}

async function requireSynchronous(sql: postgres.Sql): Promise<void> {
  const deadlineMs = performance.now() + connectWithinMs;
  while (performance.now() < deadlineMs) {
    const standbys = await sql`select from pg_stat_replication where sync_state in ('sync', 'quorum')`;
    if (standbys.length > 0) return;
  }
  throw new Error('the standby does not follow');
}

/** Forwards every byte; those to `target` leave `delayMs` after they came, however many are on their way. */
async function startSlowLine(
  target: { readonly host: string; readonly port: number },
  delayMs: number,
): Promise<{ readonly port: number; close(): void }> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer({ noDelay: true }, (client) => {
    const upstream = net.connect({ ...target, noDelay: true });
    upstream.pipe(client);
    client.on('data', (bytes) => setTimeout(() => upstream.write(bytes), delayMs));
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => other.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
