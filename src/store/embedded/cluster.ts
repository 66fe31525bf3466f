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

/** The superuser that initdb makes, and the gateway's user. */
export const clusterUser = 'gapura';

/** Inside this folder everything is complete: it gets its name only once it is. */
const finishedName = 'server';
/** How the same folder is called while it is being made, followed by random characters. */
const unfinishedPrefix = 'making-';

/** Enough for several gateways with their pools, and for a test run. */
const connectionsMax = 200;
const sharedBuffersMegabytes = 32;

/** What was drawn for one data folder when it was made. */
export interface Cluster {
  /** Where Postgres keeps its files: what pg_ctl calls PGDATA. */
  readonly data: string;
  readonly password: string;
  /** Where it listens, unless another program was there first. */
  readonly port: number;
}

/** The `data` of the cluster in `folder`, be there one or not. */
export function dataFolder(folder: string): string {
  return join(folder, finishedName, 'data');
}

/**
 * Gives the cluster in `folder`, made by initdb if there is none yet (about half a second).
 *
 * It is made under another name and renamed: a process killed half-way leaves nothing that looks finished, and of two
 * processes that start together the first rename wins and the other takes what is there. Throws where
 * initdb fails.
 */
export async function openCluster(folder: string, programs: PostgresPrograms): Promise<Cluster> {
  const finished = join(folder, finishedName);
  if (!(await exists(finished))) await makeCluster(folder, finished, programs);
  // A finished one exists, so whatever is still unfinished is left over, or is about to lose and expects to.
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

/** Makes `folder` with nobody but the account of Postgres let in; folders above it keep the ordinary mode. */
export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/** Hands a file or folder to the account that runs Postgres, where that is not our own. */
export async function give(path: string, programs: PostgresPrograms): Promise<void> {
  if (programs.account) await chown(path, programs.account.uid, programs.account.gid);
}

/**
 * A port of 127.0.0.1 that nobody listens on now, `preferred` if it is one. Somebody may listen there a moment later, so
 * its user must expect that.
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

/** Removes what is left over; an initdb that lost its process may still be writing there, so a later start looks again. */
async function removeLeftover(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
}

/** Makes a rename survive a power failure, as far as the platform lets a folder be opened. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
