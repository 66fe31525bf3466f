import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Room for a cluster and a long test. */
const megabytes = 400;
const chunk = Buffer.alloc(1024 * 1024, 'x');

/** A disk of its own that a test may fill. */
export interface SmallDisk {
  readonly folder: string;
  /** Leaves no byte free. */
  fill(): Promise<void>;
  /** Gives the space back. */
  free(): Promise<void>;
  remove(): Promise<void>;
}

/** Mounts one in memory; `undefined` where this account may not mount, or the system is not Linux. */
export async function mountSmallDisk(): Promise<SmallDisk | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'gapura-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  } catch {
    await rm(folder, { recursive: true, force: true });
    return undefined;
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    async fill() {
      for (let size = chunk.length; size >= 1; size = Math.floor(size / 2)) await fillBy(filler, size);
    },
    free: () => rm(filler, { force: true }),
    async remove() {
      await run('umount', ['--lazy', folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function fillBy(file: string, bytes: number): Promise<void> {
  try {
    for (;;) await appendFile(file, chunk.subarray(0, bytes));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
