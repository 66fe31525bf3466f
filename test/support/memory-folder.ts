import { readFileSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';

/** Linux's file system in memory. */
const folder = '/dev/shm';
/** The databases of a run with their logs need up to half of it. */
const freeBytesMin = 4 * 1024 ** 3;

/**
 * A folder in memory for the files of tests; `undefined` if the machine has no such folder, or not enough
 * memory. On a disk, making a database takes up to five times as long, and a run a third longer.
 */
export function findMemoryFolder(): string | undefined {
  try {
    const [, , , options = ''] = mountOf(folder)?.split(' ') ?? [];
    const { bavail, bsize } = statfsSync(folder);
    const isEnough = Math.min(bavail * bsize, freemem()) >= freeBytesMin;
    // Copied programs are started from this folder too.
    return isEnough && options.startsWith('rw') && !options.includes('noexec') ? folder : undefined;
  } catch {
    return undefined;
  }
}

function mountOf(path: string): string | undefined {
  return readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .find((mount) => mount.split(' ')[1] === path);
}
