import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** How much was copied, to see whether it was everything. */
export interface TreeSize {
  readonly filesCount: number;
  readonly bytes: number;
}

/** Files that are copied at a time: enough for the disk, few enough for the descriptors. */
const filesAtATime = 16;

/**
 * Copies a folder of files and folders, as clones where the file system can. `own` is called for each before anything is
 * put into it. Modes stay as they are. Rejects if anything cannot be read or written.
 */
export async function copyTree(
  from: string,
  to: string,
  own: (path: string) => Promise<void>,
): Promise<TreeSize> {
  const files: { readonly from: string; readonly to: string }[] = [];
  await copyFolders(from, to, own, files);
  let bytes = 0;
  const pending = files.values();
  async function copyFiles(): Promise<void> {
    for (const file of pending) {
      await copyFile(file.from, file.to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
      await own(file.to);
      const { size } = await stat(file.to);
      bytes += size;
    }
  }
  await Promise.all(Array.from({ length: filesAtATime }, copyFiles));
  return { filesCount: files.length, bytes };
}

async function copyFolders(
  from: string,
  to: string,
  own: (path: string) => Promise<void>,
  files: { from: string; to: string }[],
): Promise<void> {
  await mkdir(to);
  await chmod(to, (await stat(from)).mode & 0o7777);
  await own(to);
  for await (const entry of await opendir(from)) {
    const paths = { from: join(from, entry.name), to: join(to, entry.name) };
    if (entry.isDirectory()) await copyFolders(paths.from, paths.to, own, files);
    else files.push(paths);
  }
}
