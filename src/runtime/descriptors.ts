import { readFileSync } from 'node:fs';

/**
 * How many files and sockets this process may have open at once (the soft limit of `ulimit -n`). Null if the operating
 * system does not say (only Linux does), or if there is no limit.
 */
export function readDescriptorsMax(read = () => readFileSync('/proc/self/limits', 'utf8')): number | null {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(read()) ?? [];
    return soft === undefined ? null : Number(soft);
  } catch {
    return null;
  }
}
