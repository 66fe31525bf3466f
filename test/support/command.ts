import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { programArguments } from './programs.ts';

/** How a command ended, and its output. */
export interface CommandEnd {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/**
 * Runs `src/commands/<name>.ts` as an operator does beside the gateways: with their environment and nothing
 * else.
 */
export async function runCommand(
  name: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<CommandEnd> {
  const run = spawn(process.execPath, [...programArguments(`src/commands/${name}.ts`), ...words], {
    cwd: new URL('../..', import.meta.url),
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(run.stdout),
    text(run.stderr),
    once(run, 'close'),
  ]);
  return { stdout: stdout.trim(), stderr, exitCode: Number(exitCode) };
}
