import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFolder } from '../../src/store/embedded/cluster.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.ts';
import { findPostmaster } from '../../src/store/embedded/postmaster.ts';

const folderPattern = /^gapura-test-(\d+)(-.*)?$/;

/** The folder for what this process's tests write; other folders' names begin with its name. */
export function testFolder(): string {
  return join(tmpdir(), `gapura-test-${process.pid}`);
}

/** The `dataDir` of the embedded Postgres in a test folder. */
export function testDataDir(folder: string): string {
  return join(folder, 'postgres');
}

/** Removes a test folder, unless somebody still uses its Postgres. */
export async function removeTestFolder(folder: string): Promise<void> {
  const postmaster = await findPostmaster(dataFolder(testDataDir(folder)));
  if (!postmaster) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Tidies up after killed runs, which leave servers or folders behind. Called before a run. */
export async function removeAbandonedFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = folderPattern.exec(name)?.[1];
    if (owner === undefined || isAlive(Number(owner))) continue;
    const folder = join(tmpdir(), name);
    const dataDir = testDataDir(folder);
    try {
      if (existsSync(dataDir)) await (await startEmbeddedPostgres({ dataDir })).leave();
      await removeTestFolder(folder);
    } catch (error) {
      console.warn(`${folder} of an earlier run could not be tidied up:`, error);
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // The process of another account; its folder is not ours to remove.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
