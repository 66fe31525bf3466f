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

/** Standard output is a full disk, and nobody reads standard error any more: its pipe is closed. */
test.runIf(existsSync('/dev/full'))(
  'a gateway whose standard output is full and whose terminal has closed starts, serves and stops',
  { timeout: 90_000 },
  async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'gapura-'));
    const [port, simulatorPort] = await freePorts(2);
    const full = openSync('/dev/full', 'w');
    child = spawn(process.execPath, programArguments('src/main.ts'), {
      cwd: join(import.meta.dirname, '../..'),
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        DATA_DIR: dataDir,
        PORT: String(port),
        SIMULATOR_PORT: String(simulatorPort),
      },
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    child.stderr?.destroy();
    const ready = () =>
      fetch(`http://127.0.0.1:${port}/health/ready`).then(
        ({ status }) => status,
        () => null,
      );
    const isOver = () => child?.exitCode != null;
    await eventually(ready, (status) => status === 200 || isOver(), { withinMs: 80_000 });
    // The welcome was written after the port had been opened: a moment later the process is still there.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect([await ready(), child.exitCode]).toEqual([200, null]);
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  },
);
