import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { vi } from 'vitest';
import { dataFolder } from '../../src/store/embedded/cluster.ts';
import { findPostmaster, type Postmaster } from '../../src/store/embedded/postmaster.ts';
import { testDataDir, testFolder } from './test-folder.ts';

const memberProgram = fileURLToPath(new URL('embedded-postgres-member.ts', import.meta.url));
const deadlineMs = 60_000;

/** Another process that shares the server. */
export interface Member {
  /** Resolves with the URL once the process has joined; rejects with its output if it ends before. */
  readonly url: Promise<string>;
  /** Requests it to leave, and resolves with its exit code. */
  leave(): Promise<number | null>;
  /** SIGKILL for the process alone; initdb or pg_ctl, if one is running, continues. */
  kill(): Promise<void>;
  /** SIGKILL for the process and the programs that it started. The server itself has a group of its own. */
  killGroup(): Promise<void>;
}

/** A temporary folder with a data folder in it, and the processes that use the data folder. */
export interface Stage {
  readonly folder: string;
  readonly dataDir: string;
  /** Starts a member; `program` may be a copy of the repository's own. */
  startMember(program?: string): Member;
  findServer(): Promise<Postmaster | undefined>;
  /** Signals the server: SIGINT stops it in order, SIGQUIT and SIGKILL do not. */
  signalServer(signal: NodeJS.Signals): Promise<void>;
  untilStopped(): Promise<void>;
  /** Ends every process that a failed test may have left; the data folder stays. For `afterEach`. */
  clear(): Promise<void>;
  /** Empties the folder, so that the next start is the first. */
  empty(): Promise<void>;
  /** Does the same, and removes the folder itself. For `afterAll`. */
  close(): Promise<void>;
}

/** Makes a stage for the tests of one file. */
export async function setStage(): Promise<Stage> {
  const folder = await realpath(await mkdtemp(`${testFolder()}-`));
  const dataDir = testDataDir(folder);
  const members: Member[] = [];

  async function empty(): Promise<void> {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    await mkdir(folder);
    // Ordinary permissions; mkdtemp closes its folders to other accounts, also to the one that runs Postgres
    // for root.
    await chmod(folder, 0o755);
  }
  await empty();

  async function clear(): Promise<void> {
    await Promise.all(members.splice(0).map((member) => member.killGroup()));
    for (const name of await readdir(folder)) {
      const server = await findPostmaster(dataFolder(join(folder, name)));
      if (server) process.kill(server.pid, 'SIGQUIT');
      await untilStopped(join(folder, name));
    }
  }

  return {
    folder,
    dataDir,
    empty,
    clear,
    findServer: () => findPostmaster(dataFolder(dataDir)),
    untilStopped: () => untilStopped(dataDir),
    startMember(program = memberProgram) {
      const member = startMember(program, dataDir);
      members.push(member);
      return member;
    },
    async signalServer(signal) {
      const server = await findPostmaster(dataFolder(dataDir));
      if (!server) throw new Error('No Postgres runs.');
      process.kill(server.pid, signal);
    },
    async close() {
      await clear();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Waits until no server runs on the data folder. */
async function untilStopped(dataDir: string): Promise<void> {
  await vi.waitFor(
    async () => {
      if (await findPostmaster(dataFolder(dataDir))) throw new Error(`A Postgres still runs in ${dataDir}.`);
    },
    { timeout: deadlineMs, interval: 20 },
  );
}

/** Executes one query over a connection of its own. */
export async function ask(url: string, statement: string): Promise<postgres.RowList<postgres.Row[]>> {
  // Without the driver's query for array types, whose rejection nobody handles if the server ends at that moment.
  const sql = postgres(url, { max: 1, fetch_types: false, onnotice: () => undefined });
  return sql.unsafe(statement).finally(() => sql.end({ timeout: 1 }));
}

function startMember(program: string, dataDir: string): Member {
  // A process group of its own, so that initdb and pg_ctl can be killed along with it.
  const child = spawn(process.execPath, ['--import', 'tsx', program, dataDir], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  const url = Promise.race([
    once(createInterface(child.stdout), 'line').then(([line]) => String(line)),
    ended.then(() => Promise.reject(new Error(complaint))),
  ]);
  // A test that expects a failed start, or kills the process, need not await this promise.
  url.catch(() => undefined);

  return {
    url,
    async leave() {
      child.kill('SIGTERM');
      await ended;
      return child.exitCode;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async killGroup() {
      try {
        if (child.pid) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // The group has no process any more.
      }
      await ended;
    },
  };
}
