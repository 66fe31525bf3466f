import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { createLog } from '../../../src/runtime/log.ts';

const folder = fs.mkdtempSync(join(tmpdir(), 'gapura-log-'));
const file = join(folder, 'log');
const target = fs.openSync(file, 'a');

afterEach(() => {
  vi.restoreAllMocks();
});

const written = () =>
  fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { event: string; droppedCount?: number });

/** The disk of the log is full until the function is called that this returns. */
function fillDisk(code: string): () => void {
  const write = vi.spyOn(fs, 'writeSync').mockImplementation(() => {
    throw Object.assign(new Error(`${code}: write`), { code });
  });
  return () => write.mockRestore();
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test.each(['ENOSPC', 'EIO'])(
  '%s of the log ends nothing, and lines that waited are written later',
  async (code) => {
    const log = createLog('info', target);
    const makeRoom = fillDisk(code);
    expect(() => {
      log.error('first.failed');
      log.info('second.finished');
    }).not.toThrow();
    makeRoom();
    log.info('third.finished');
    await settled();
    expect(written().map(({ event }) => event)).toEqual([
      'first.failed',
      'second.finished',
      'third.finished',
    ]);
    fs.truncateSync(file);
  },
);

test('lines that found no place are counted, and the count is logged when there is room', async () => {
  const log = createLog('info', target);
  const makeRoom = fillDisk('ENOSPC');
  for (let count = 0; count < 5; count++) log.info('line.written', { text: 'x'.repeat(300 * 1024) });
  makeRoom();
  log.info('line.written');
  await settled();
  const dropped = written().filter(({ event }) => event === 'log.lines_dropped');
  expect(dropped.map(({ droppedCount }) => droppedCount)).toEqual([2]);
  fs.truncateSync(file);
});

test('a reader of the log that has gone ends nothing', () => {
  const log = createLog('info', target);
  fillDisk('EPIPE');
  expect(() => {
    log.info('first.finished');
    log.info('second.finished');
  }).not.toThrow();
});

test.runIf(fs.existsSync('/dev/full'))('a device that is full ends nothing', () => {
  const full = fs.openSync('/dev/full', 'w');
  expect(() => createLog('info', full).info('line.written')).not.toThrow();
});
