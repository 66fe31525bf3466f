import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { freePorts } from '../support/free-ports.ts';
import { programArguments } from '../support/programs.ts';

let child: ChildProcess | null = null;
let dataDir: string | null = null;
afterEach(async () => {
  if (child !== null && child.exitCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }
  if (dataDir !== null) await rm(dataDir, { recursive: true, force: true });
});

/**
 * Standard output is a full disk first, then a pipe: its reader, and that of standard error, end after the first line,
 * as in `npm start 2>&1 | head -1`.
 */
test.runIf(existsSync('/dev/full'))(
  'a gateway whose standard output is full, or whose readers have gone, starts, serves and stops',
  { timeout: 90_000 },
  async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'gapura-'));
    const full = openSync('/dev/full', 'w');
    await startServeAndStop(full);
    closeSync(full);
    await startServeAndStop('pipe');
  },
);

async function startServeAndStop(stdout: number | 'pipe'): Promise<void> {
  const [port, simulatorPort] = await freePorts(2);
  const started = spawn(process.execPath, programArguments('src/main.ts'), {
    cwd: join(import.meta.dirname, '../..'),
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATA_DIR: dataDir ?? '',
      PORT: String(port),
      SIMULATOR_PORT: String(simulatorPort),
    },
    stdio: ['ignore', stdout, 'pipe'],
  });
  child = started;
  started.stderr?.once('data', () => {
    started.stdout?.destroy();
    started.stderr?.destroy();
  });
  const ready = () =>
    fetch(`http://127.0.0.1:${port}/health/ready`).then(
      ({ status }) => status,
      () => null,
    );
  const isOver = () => started.exitCode !== null;
  await eventually(ready, (status) => status === 200 || isOver(), { withinMs: 80_000 });
  // The welcome was written after the port had been opened; a request that fails makes a line of the log.
  await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', body: '{' });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([await ready(), started.exitCode]).toEqual([200, null]);
  const ended = once(started, 'exit');
  started.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
}
