import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import type { Addresses } from './payer.ts';

/** A gateway for tests has this long to end by itself, with its database; then it is killed. */
const endWithinMs = 20_000;
/** The end of what it wrote to standard error, for error messages. */
const saidCharactersMax = 10_000;

/** How to start the process of a gateway. */
export interface ProcessWish {
  /** The program: a module for Node, with its arguments. */
  readonly program: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Copies its standard error to ours. */
  readonly isHeard: boolean;
  readonly startWithinMs: number;
}

/** A gateway that listens, in a process of its own. */
export interface GatewayProcess {
  readonly addresses: Addresses;
  /** Ends it and waits for its end. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts a gateway and waits until it listens. Rejects with what it said last if it ends before, or is not ready in time;
 * then nothing of it goes on running.
 */
export async function startGatewayProcess(wish: ProcessWish): Promise<GatewayProcess> {
  const child = spawn(process.execPath, wish.program, {
    // Not the shop's folder: a .env there is the shop's.
    cwd: tmpdir(),
    env: wish.env,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + String(chunk)).slice(-saidCharactersMax);
    if (wish.isHeard) process.stderr.write(chunk);
  });
  // `close` would say both, but never comes once this side has closed the channel.
  const ended = Promise.all([once(child, 'exit'), child.stderr && once(child.stderr, 'close')]).then(
    () => 'ended' as const,
  );
  ended.catch(() => undefined);

  /** The closing channel tells it to end; it takes its database along. */
  async function stop(): Promise<void> {
    child.ref();
    if (child.connected) child.disconnect();
    const timer = setTimeout(() => child.kill('SIGKILL'), endWithinMs);
    await ended.catch(() => undefined).finally(() => clearTimeout(timer));
  }

  const addresses = await firstMessage(child, ended, wish.startWithinMs);
  if (typeof addresses !== 'string') {
    unref(child);
    return { addresses, stop };
  }
  await stop();
  const what = {
    ended: 'could not start',
    late: `was not ready within ${wish.startWithinMs / 1000} s`,
  } as const;
  throw new Error(
    `The gateway ${what[addresses]}. ${said === '' ? 'It said nothing.' : `It said:\n${said}`}`,
  );
}

/** What the program sends once it listens; why not otherwise. Rejects if there is no such program. */
async function firstMessage(
  child: ChildProcess,
  ended: Promise<'ended'>,
  withinMs: number,
): Promise<Addresses | 'ended' | 'late'> {
  const waiting = new AbortController();
  const { signal } = waiting;
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      once(child, 'message', { signal }).then(([message]) => message as Addresses),
      ended,
      new Promise<'late'>((resolve) => {
        timer = setTimeout(() => resolve('late'), withinMs);
      }),
    ]);
  } finally {
    clearTimeout(timer);
    waiting.abort();
  }
}

/** Lets a test process end that has nothing else to do. */
function unref(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
  const stderr = child.stderr as { unref?(): void } | null;
  stderr?.unref?.();
}
