import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secretsIn } from './canaries.ts';
import { freePorts } from './free-ports.ts';
import { programArguments } from './programs.ts';

/** Modules that every gateway process loads first. */
const preloads = ['test/support/shifted-clock.ts', 'test/support/watch-answers.ts'];
/** A start that does not listen within this time has failed. */
const startDeadlineMs = 60_000;
const stopDeadlineMs = 60_000;

/** A gateway in a process of its own, as `npm start` runs it, with a folder and ports of its own. */
export interface GatewayProcess {
  readonly url: string;
  readonly simulatorUrl: string;
  readonly serverKey: string;
  readonly dataDir: string;
  /** Everything that the process has written so far. */
  output(): string;
  /**
   * Starts again in the same folder, on the same ports; adds `more` to its environment. Resolves when it
   * listens.
   */
  start(more?: Readonly<Record<string, string>>): Promise<void>;
  /** Stops it where it stands, as a machine that hangs; SIGCONT lets it go on, SIGUSR2 steps its clock. */
  signal(name: 'SIGSTOP' | 'SIGCONT' | 'SIGUSR2'): void;
  /** False once the process has ended, however it did. */
  isAlive(): boolean;
  /** Resolves when the process has ended by itself. */
  ended(): Promise<void>;
  /** Sends SIGTERM and waits for the end; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Sends SIGKILL: the process cannot finish anything. */
  kill(): Promise<void>;
  /** Stops the process and removes the folder; rejects if a line of its log or an answer contained a secret. */
  dispose(): Promise<void>;
}

export async function startGatewayProcess(
  environment: Readonly<Record<string, string>> = {},
  entry = 'src/main.ts',
): Promise<GatewayProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gapura-'));
  const [freePort, simulatorPort] = await freePorts(2);
  const port = environment.PORT ?? freePort;
  const serverKey = `gsk_test_${randomBytes(32).toString('base64url')}`;
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  let output = '';
  /** The log lines of every process started here. Sentences for people, on standard output, are none. */
  let log = '';

  async function start(more: Readonly<Record<string, string>> = {}): Promise<void> {
    const started = spawn(process.execPath, programArguments(entry, preloads), {
      cwd: join(import.meta.dirname, '../..'),
      // The caller's environment must not configure this gateway.
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        DATA_DIR: dataDir,
        PORT: String(port),
        SIMULATOR_PORT: String(simulatorPort),
        DEV_SERVER_KEY: serverKey,
        ...environment,
        ...more,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    await new Promise<void>((listening, failed) => {
      const fail = (reason: string) => failed(new Error(`the gateway ${reason}\n${output}`));
      const deadline = setTimeout(() => fail(`did not listen within ${startDeadlineMs} ms`), startDeadlineMs);
      const read = (chunk: Buffer) => {
        output += chunk.toString();
        if (!output.includes(url) && !output.includes('gateway.started')) return;
        clearTimeout(deadline);
        listening();
      };
      output = '';
      started.stdout.on('data', read);
      started.stderr.on('data', read);
      started.stderr.on('data', (chunk: Buffer) => {
        log += chunk.toString();
      });
      started.once('exit', (code) => {
        clearTimeout(deadline);
        fail(`ended with code ${code}`);
      });
    });
  }

  const isAlive = () => child !== null && child.exitCode === null && child.signalCode === null;

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (child === null || !isAlive()) return child?.exitCode ?? null;
    const ended = once(child, 'exit', { signal: AbortSignal.timeout(stopDeadlineMs) });
    child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  }

  const gateway: GatewayProcess = {
    url,
    simulatorUrl: `http://127.0.0.1:${simulatorPort}`,
    serverKey,
    dataDir,
    output: () => output,
    start,
    signal(name) {
      child?.kill(name);
    },
    isAlive,
    async ended() {
      if (child === null || !isAlive()) return;
      await once(child, 'exit', { signal: AbortSignal.timeout(stopDeadlineMs) });
    },
    stop: () => end('SIGTERM'),
    async kill() {
      await end('SIGKILL');
    },
    async dispose() {
      await end('SIGTERM');
      await rm(dataDir, { recursive: true, force: true });
      refuseSecrets(log, environment);
    },
  };
  try {
    await start();
  } catch (error) {
    await gateway.dispose();
    throw error;
  }
  return gateway;
}

/** Every test also searches for canaries: whatever a test does, the gateway must not leak a secret. */
function refuseSecrets(log: string, environment: Readonly<Record<string, string>>): void {
  for (const line of log.split('\n')) {
    const found = secretsIn(line, 'log', environment);
    if (found.length > 0) throw new Error(`the gateway logged ${found.join(', ')}: ${line.slice(0, 2_000)}`);
    if (line.includes('canary.in_answer')) throw new Error(`an answer held a secret: ${line}`);
  }
}
