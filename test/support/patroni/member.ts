import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** A program of the cluster, with all that it starts. */
export interface Member {
  /** The program itself. */
  signal(name: NodeJS.Signals): void;
  /** The program and all that it started. */
  signalAll(name: NodeJS.Signals): void;
  /** What it has written so far. */
  output(): string;
  /** Resolves when it is gone, at once if it was. */
  ended(): Promise<void>;
}

export interface MemberOptions {
  /** The account to run as; default: the test's own. */
  readonly account?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Programs that it started and that are no children of it any more. */
  readonly others?: () => readonly number[];
}

/** Starts a program. */
export function startMember(
  program: string,
  parameters: readonly string[],
  { account, environment = {}, others = () => [] }: MemberOptions = {},
): Member {
  const command =
    account === undefined
      ? [program, ...parameters]
      : ['setpriv', '--reuid', account, '--regid', account, '--clear-groups', program, ...parameters];
  const [file = program, ...rest] = command;
  const child = spawn(file, rest, {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-20_000);
    });
  child.on('error', (error) => {
    output += String(error);
  });
  const { pid = 0 } = child;
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  return {
    signal(name) {
      if (!isGone()) trySignal(pid, name);
    },
    signalAll(name) {
      const roots = isGone() ? others() : [pid, ...others()];
      for (const one of [...roots, ...descendantsOf(roots)]) trySignal(one, name);
    },
    output: () => output,
    async ended() {
      if (!isGone()) await once(child, 'exit');
    },
  };
}

function trySignal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended meanwhile.
  }
}

/** The processes below these, at any depth. */
function descendantsOf(roots: readonly number[]): number[] {
  const { stdout } = spawnSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const found: number[] = [];
  for (let waiting = roots; waiting.length > 0; ) {
    const children = pairs.filter(([, parent = 0]) => waiting.includes(parent)).map(([child = 0]) => child);
    found.push(...children);
    waiting = children;
  }
  return found;
}
