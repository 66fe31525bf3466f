import { type FileHandle, open, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** An append-only file of lines. A line counts as stored when `durable` has resolved after its append. */
export interface Journal {
  append(line: string): void;
  /**
   * Resolves when every line appended so far is on disk. After a write error it always rejects: memory then
   * holds more than the disk, and the simulator may send nothing any more.
   */
  durable(): Promise<void>;
  close(): Promise<void>;
}

const fileName = 'journal.jsonl';
/** Characters written at once when the journal starts over. */
const chunkLengthMin = 1024 * 1024;

/** The lines of earlier runs, oldest first; none if there was no earlier run. */
export async function* readJournal(folder: string): AsyncGenerator<string> {
  const file = await open(join(folder, fileName), 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (file === null) return;
  // The loop closes the file, also if the reader stops early.
  for await (const line of file.readLines()) if (line !== '') yield line;
}

/**
 * Starts the journal over with these lines, which hold the same state as all earlier lines. The new file
 * replaces the old one by rename, so that a crash leaves one of the two intact.
 */
export async function startJournal(folder: string, lines: Iterable<string>): Promise<Journal> {
  const path = join(folder, fileName);
  const file = await open(`${path}.new`, 'w', 0o600);
  for (const chunk of inChunks(lines)) await file.appendFile(chunk);
  await file.datasync();
  await rename(`${path}.new`, path);
  await syncFolder(folder);
  return appendTo(file);
}

/** Joins lines into chunks, since a journal may exceed the maximum length of a string. */
function* inChunks(lines: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const line of lines) {
    chunk += `${line}\n`;
    if (chunk.length < chunkLengthMin) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/** Lines that arrive during one write share the next write: many orders, one fsync. */
function appendTo(file: FileHandle): Journal {
  let gathered: string[] = [];
  let underWay: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  const write = async (): Promise<void> => {
    const lines = gathered.join('');
    gathered = [];
    await file.appendFile(lines);
    await file.datasync();
  };
  const durable = (): Promise<void> => {
    if (gathered.length === 0) return underWay;
    next ??= underWay.then(() => {
      next = undefined;
      underWay = write();
      return underWay;
    });
    return next;
  };

  return {
    append: (line) => {
      gathered.push(`${line}\n`);
      // Write even if nobody waits; a later waiter learns of a failure.
      durable().catch(() => undefined);
    },
    durable,
    close: () => durable().finally(() => file.close()),
  };
}
