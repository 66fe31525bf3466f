import { execFile } from 'node:child_process';
import { readFile, readlink, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

/** The server process that runs on a data folder now, as its postmaster.pid describes it. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** False while the server starts, recovers or stops; it will soon be ready or gone. */
  readonly isReady: boolean;
}

/**
 * Reads which server runs on `dataFolder`; `undefined` if none does. Postgres writes postmaster.pid there and removes it
 * when it ends cleanly: one line each for pid, folder, start time, port, socket folder, address, shared memory and state
 * (src/include/utils/pidfile.h of Postgres).
 *
 * After a crash or reboot the file is stale and its pid may by now belong to any program. Postgres then refuses to start
 * if that program runs under its own account ("lock file already exists"), so this function moves such a file away.
 * Postgres itself replaces a stale file whose pid is free.
 */
export async function findPostmaster(dataFolder: string): Promise<Postmaster | undefined> {
  const pidFile = join(dataFolder, 'postmaster.pid');
  const content = await readFile(pidFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const [pidLine = '', , , portLine = '', , , , stateLine = ''] = content.split('\n');
  const pid = Number.parseInt(pidLine, 10);
  if (!(pid > 0) || !isAlive(pid)) return undefined;
  if (!(await isPostgresOf(dataFolder, pid))) {
    await putAside(pidFile, content);
    return undefined;
  }
  return { pid, port: Number.parseInt(portLine, 10), isReady: stateLine.trim() === 'ready' };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    // No such process, or one of another account: Postgres also counts that as gone.
    return false;
  }
}

/** Whether the running process `pid` is a Postgres and not a later program with the same number. */
async function isPostgresOf(dataFolder: string, pid: number): Promise<boolean> {
  switch (process.platform) {
    case 'linux':
      // A postmaster's working folder is its data folder. A finished process that was not reaped yet has none.
      return (await readlink(`/proc/${pid}/cwd`).catch(() => undefined)) === dataFolder;
    case 'win32':
      // There Postgres checks its own signal pipe and not the number, so it is never misled.
      return true;
    default: {
      const command = await promisify(execFile)('/bin/ps', ['-o', 'comm=', '-p', String(pid)]).catch(
        () => undefined,
      );
      return basename(command?.stdout.trim() ?? '') === 'postgres';
    }
  }
}

/** Renames the stale file, unless another process replaced it by a live one after it was read. */
async function putAside(pidFile: string, stale: string): Promise<void> {
  const aside = `${pidFile}.${process.pid}.stale`;
  try {
    await rename(pidFile, aside);
  } catch {
    return; // Another process was as quick to put it aside.
  }
  if ((await readFile(aside, 'utf8')) === stale) await rm(aside);
  else await rename(aside, pidFile);
}
