import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const runFile = promisify(execFile);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gapura-run-'));
  await copyFile(new URL('../../../run.mjs', import.meta.url), join(folder, 'run.mjs'));
  await mkdir(join(folder, 'dist'));
  await writeFile(join(folder, 'dist/hello.js'), 'console.log(process.argv.slice(2).join())');
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
});
afterAll(() => rm(folder, { recursive: true }));

describe('where tsx is not installed', () => {
  test('npm run … starts what was built, with its arguments', async () => {
    const { stdout } = await runFile(process.execPath, ['run.mjs', 'hello', 'list', '--all'], {
      cwd: folder,
    });
    expect(stdout).toBe('list,--all\n');
  });

  test('what was not built is told in a sentence', async () => {
    await expect(runFile(process.execPath, ['run.mjs', 'absent'], { cwd: folder })).rejects.toMatchObject({
      code: 78,
      stderr: expect.stringContaining('run npm run build'),
    });
  });
});
