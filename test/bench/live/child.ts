import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { builtFolder } from './build.ts';

/** Longer than any request to a child takes. */
const answerTimeoutMs = 600_000;
const endTimeoutMs = 15_000;
/** Characters at the end of a log that explain why its process ended. */
const logEndCharsMax = 4_000;

/**
 * A program of the bench in a process of its own, which answers one request after another over Node's message
 * channel.
 */
export interface Child {
  readonly pid: number;
  /** Its first message, which says that it is ready. */
  readonly ready: unknown;
  ask<Answer>(question: object): Promise<Answer>;
  /** Sends SIGTERM, and SIGKILL if that is not enough. */
  end(): Promise<void>;
}

/**
 * Resolves when the program, a file beside this one as it was built or an absolute path, has sent its first message. Its
 * output goes to `logFile`.
 */
export async function startChild(
  program: string,
  options: {
    logFile: string;
    environment?: Readonly<Record<string, string>>;
    execArgv?: readonly string[];
  },
): Promise<Child> {
  const log = openSync(options.logFile, 'w');
  const child = fork(resolve(builtFolder, 'test/bench/live', program), {
    execArgv: [...(options.execArgv ?? [])],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...options.environment },
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);

  async function nextMessage(): Promise<unknown> {
    const listening = new AbortController();
    const late = setTimeout(() => listening.abort(new Error(`${program} does not answer`)), answerTimeoutMs);
    const gone = once(child, 'exit', listening).then(([code]) => {
      const end = readFileSync(options.logFile, 'utf8').slice(-logEndCharsMax);
      throw new Error(`${program} ended with code ${code}\n${end}`);
    });
    gone.catch(() => undefined);
    try {
      const [message] = (await Promise.race([once(child, 'message', listening), gone])) as [unknown];
      return message;
    } finally {
      clearTimeout(late);
      listening.abort();
    }
  }

  const ready = await nextMessage();
  return {
    pid: child.pid ?? 0,
    ready,
    async ask<Answer>(question: object) {
      const answer = nextMessage();
      child.send(question);
      return (await answer) as Answer;
    },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), endTimeoutMs);
      await ended;
      clearTimeout(late);
    },
  };
}
