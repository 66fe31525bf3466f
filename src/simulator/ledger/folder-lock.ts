import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const heldHere = new Set<string>();

/**
 * Claims a folder for this simulator: two simulators appending to one journal would ruin it. A claim that a
 * killed process left behind is replaced. Returns the release. Throws, naming the holder, if a living process
 * holds the claim.
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'lock');
  const holder = holderOf(path);
  if (holder !== null && isTaken(holder, path))
    throw new Error(
      `Another simulator (process ${holder}) uses ${folder}. Stop it or choose another folder; if no simulator runs, remove ${path}.`,
    );
  writeFileSync(path, String(process.pid), { mode: 0o600 });
  heldHere.add(path);
  return () => {
    heldHere.delete(path);
    rmSync(path, { force: true });
  };
}

function holderOf(path: string): number | null {
  try {
    return Number.parseInt(readFileSync(path, 'utf8'), 10) || null;
  } catch {
    return null;
  }
}

/**
 * Our own number in a lock that we do not hold means that a container restarted and reuses process numbers.
 */
function isTaken(holder: number, path: string): boolean {
  if (holder === process.pid) return heldHere.has(path);
  try {
    process.kill(holder, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
