import { readFileSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';

/** Linux's file system in memory. */
const folder = '/dev/shm';
/** A run's databases with their logs take up to half of it. */
const freeBytesMin = 4 * 1024 ** 3;

/**
 * Where tests write as fast as memory is; `undefined` where a machine has no such folder, or not enough memory for it. On
 * a disk a database of one's own takes up to five times as long, and a run a third longer.
 */
export function findMemoryFolder(): string | undefined {
  try {
    const [, , , options = ''] = mountOf(folder)?.split(' ') ?? [];
    const { bavail, bsize } = statfsSync(folder);
    const isEnough = Math.min(bavail * bsize, freemem()) >= freeBytesMin;
    // Copied programs are started from there too.
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
