import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  access,
  chown,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { PostgresPrograms } from './binaries.ts';

/** The superuser that initdb creates, which is the gateway's user. */
export const clusterUser = 'gapura';

/** The folder of a complete cluster: it gets this name only once initdb has finished. */
const finishedName = 'server';
/** The name of the same folder while initdb works in it, followed by random characters. */
const unfinishedPrefix = 'making-';

/** Enough for several gateways with their pools, and for a test run. */
const connectionsMax = 200;
const sharedBuffersMegabytes = 32;

/** The values chosen at random for one data folder when it was made. */
export interface Cluster {
  /** Where Postgres keeps its files: what pg_ctl calls PGDATA. */
  readonly data: string;
  readonly password: string;
  /** The port it listens on, unless another program has it. */
  readonly port: number;
}

/** The data folder of the cluster in `folder`, whether it exists or not. */
export function dataFolder(folder: string): string {
  return join(folder, finishedName, 'data');
}

/**
 * Returns the cluster in `folder`; initdb makes it if there is none yet (half a second, on slow machines half a
 * minute), and `onMaking` is called before that.
 *
 * It is made under another name and renamed: a process killed half-way leaves nothing that looks finished, and of two
 * processes that start together the first rename wins and the other uses its cluster. Throws if initdb fails.
 */
export async function openCluster(
  folder: string,
  programs: PostgresPrograms,
  onMaking: () => void = () => undefined,
): Promise<Cluster> {
  const finished = join(folder, finishedName);
  if (!(await exists(finished))) {
    onMaking();
    await makeCluster(folder, finished, programs);
  }
  // A finished cluster exists, so an unfinished one is left over, or belongs to a process that loses the rename.
  for (const name of await readdir(folder)) {
    if (name.startsWith(unfinishedPrefix)) await removeLeftover(join(folder, name));
  }
  return {
    data: dataFolder(folder),
    password: await readFile(join(finished, 'password'), 'utf8'),
    port: Number(await readFile(join(finished, 'port'), 'utf8')),
  };
}

async function makeCluster(folder: string, finished: string, programs: PostgresPrograms): Promise<void> {
  const unfinished = await mkdtemp(join(folder, unfinishedPrefix));
  try {
    const passwordFile = join(unfinished, 'password');
    await writeFile(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600, flush: true });
    await writeFile(join(unfinished, 'port'), String(await findFreePort()), { mode: 0o600, flush: true });
    await give(unfinished, programs);
    await give(passwordFile, programs);
    const settings = {
      listen_addresses: '127.0.0.1',
      // No socket file: its path has a length limit that a deep folder exceeds.
      unix_socket_directories: '',
      max_connections: connectionsMax,
      shared_buffers: `${sharedBuffersMegabytes}MB`,
    };
    await programs.run('initdb', [
      `--pgdata=${join(unfinished, 'data')}`,
      `--username=${clusterUser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The same order of text on every machine, whatever locales it has.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...Object.entries(settings).flatMap(([name, value]) => ['--set', `${name}=${value}`]),
    ]);
    await rename(unfinished, finished);
    await syncFolder(folder);
  } catch (error) {
    if (!(await exists(finished))) throw error;
  } finally {
    await removeLeftover(unfinished);
  }
}

/** Makes `folder`, closed to all but the account of Postgres; folders above it keep the ordinary mode. */
export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/** Gives a file or folder to the account that runs Postgres, if that is not this process's own. */
export async function give(path: string, programs: PostgresPrograms): Promise<void> {
  if (programs.account) await chown(path, programs.account.uid, programs.account.gid);
}

/**
 * Returns a free port of 127.0.0.1: `preferred` if it is free. Another program may listen there a moment later, so the
 * caller must expect that.
 */
export async function findFreePort(preferred = 0): Promise<number> {
  const probe = createServer();
  try {
    probe.listen(preferred, '127.0.0.1');
    await once(probe, 'listening');
    const address = probe.address();
    if (address === null || typeof address === 'string') throw new Error('A TCP server has no port.');
    return address.port;
  } catch (error) {
    if (preferred === 0) throw error;
    return findFreePort();
  } finally {
    probe.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Removes unfinished clusters. An initdb whose parent died may still write there, so a later start tries again. */
async function removeLeftover(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
}

/** Makes a rename survive a power failure, as far as the platform lets a folder be opened. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
