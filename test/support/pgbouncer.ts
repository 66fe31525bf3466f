import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './free-ports.ts';

/** Tests that need pgbouncer are skipped on a machine without one; `sayWithoutPgbouncer` reports that. */
export const hasPgbouncer = spawnSync('pgbouncer', ['--version']).status === 0;

/** Prints one line if there is no pgbouncer: what was skipped, and which package has it. */
export function sayWithoutPgbouncer(what: string): void {
  if (!hasPgbouncer) console.warn(`${what} NOT tried behind pgbouncer: install the Debian package pgbouncer`);
}

/** A pgbouncer before one database. */
export interface Pgbouncer {
  /** The database of `url`, through the pooler. */
  readonly url: string;
  stop(): Promise<void>;
}

const nobody = 65_534;

/** Starts a pgbouncer before the database of `url`, as it is installed but for `lines` of its pgbouncer.ini. */
export async function startPgbouncer(url: string, lines: readonly string[] = []): Promise<Pgbouncer> {
  const [port = 0] = await freePorts(1);
  const { hostname, port: serverPort, username, password, pathname } = new URL(url);
  const folder = await mkdtemp(join(tmpdir(), 'gapura-pgbouncer-'));
  const name = pathname.slice(1);
  const server = `host=${hostname} port=${serverPort} dbname=${name} user=${username} password=${decodeURIComponent(password)}`;
  const settings = [
    `[databases]\n${name} = ${server}\n[pgbouncer]`,
    `listen_addr = 127.0.0.1\nlisten_port = ${port}\nunix_socket_dir =`,
    `auth_type = any\nauth_file = ${folder}/users.txt`,
    ...lines,
  ];
  await writeFile(join(folder, 'users.txt'), `"${username}" ""\n`);
  await writeFile(join(folder, 'pgbouncer.ini'), `${settings.join('\n')}\n`);
  await chmod(folder, 0o755);
  // It refuses to run as root.
  const account = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  const child = spawn('pgbouncer', [join(folder, 'pgbouncer.ini')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...account,
  });
  await hasStarted(child);
  const pooled = new URL(url);
  pooled.host = `127.0.0.1:${port}`;
  return {
    url: pooled.href,
    async stop() {
      const ended = child.exitCode === null ? once(child, 'exit') : Promise.resolve();
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when the pooler says that it runs; rejects with what it said if it ends before. */
function hasStarted(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += String(chunk);
      if (said.includes('process up')) resolve();
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`pgbouncer has ended: ${said}`)));
  });
}
