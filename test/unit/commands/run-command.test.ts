import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ConfigurationError, runCommand, UsageError } from '../../../src/commands/run-command.ts';

let printed: { stdout: string; stderr: string };
const exitCode = process.exitCode;

beforeEach(() => {
  printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      printed[stream] += String(text);
      return true;
    });
  }
});

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = exitCode;
});

/** Runs a command with one option and these arguments; resolves with how it ended and what it printed. */
async function end(
  args: readonly string[],
  run: (values: { name?: string | undefined }, subcommand: 'list' | 'revoke') => Promise<number> = async () =>
    0,
) {
  const subcommands = ['list', 'revoke'] as const;
  await runCommand({ usage: 'how to use it', options: { name: { type: 'string' } }, subcommands, run }, args);
  return { exitCode: process.exitCode, ...printed };
}

describe('a command', () => {
  test('gets its options and its subcommand, and decides the exit code', async () => {
    const run = vi.fn(async () => 1);
    expect(await end(['revoke', '--name', 'shop'], run)).toEqual({ exitCode: 1, stdout: '', stderr: '' });
    expect(run).toHaveBeenCalledWith(expect.objectContaining({ name: 'shop' }), 'revoke', ['revoke']);
  });

  test('prints its usage for --help and does nothing else', async () => {
    const run = vi.fn(async () => 1);
    expect(await end(['--help'], run)).toEqual({ exitCode: 0, stdout: 'how to use it\n', stderr: '' });
    expect(run).not.toHaveBeenCalled();
  });

  test.each([
    [[], 'Name one of: list, revoke'],
    [['delete'], 'Name one of: list, revoke'],
    [['list', 'revoke'], 'Name one of: list, revoke'],
    [['list', '--nam', 'shop'], "Unknown option '--nam'"],
  ])('ends with 64 and its usage for the arguments %j', async (args, message) => {
    const { exitCode, stderr } = await end(args);
    expect(exitCode).toBe(64);
    expect(stderr).toContain(message);
    expect(stderr).toContain('how to use it');
  });

  test.each([
    [new UsageError('--name is missing'), 64, '--name is missing\n\nhow to use it\n'],
    [new ConfigurationError('MCC is missing\nPORT is wrong'), 78, 'MCC is missing\nPORT is wrong\n'],
    [new Error('the database is away'), 1, 'the database is away\n'],
  ])('that throws %s ends with %d', async (error, exitCode, stderr) => {
    const failing = () => Promise.reject(error);
    expect(await end(['list'], failing)).toEqual({ exitCode, stdout: '', stderr });
  });
});
