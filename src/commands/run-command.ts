import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Config, readConfig } from '../config/config.ts';
import { codeOf } from '../runtime/error-code.ts';

/** What a command ends with. Usage and configuration as sysexits.h has them. */
export const exitCodes = { done: 0, failed: 1, usage: 64, configuration: 78 } as const;

/** The operator typed something that cannot be done; printed with the usage. */
export class UsageError extends Error {}

/** The variables are missing or wrong; the message has one line for each. */
export class ConfigurationError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>;
type Values<Declared extends Options> = ReturnType<typeof parseArgs<{ options: Declared }>>['values'];

interface Command<Declared extends Options, Name extends string> {
  readonly usage: string;
  readonly options: Declared;
  /** The first word, if the command has several parts: `list` of `npm run keys -- list`. */
  readonly subcommands?: readonly Name[];
  /** Whether other words may follow, such as the names of files. For commands without subcommands. */
  readonly takesWords?: boolean;
  /** Resolves with the exit code. Errors are printed by their message. */
  run(values: Values<Declared>, subcommand: NoInfer<Name>, words: readonly string[]): Promise<number>;
}

/**
 * The main of every program in this folder: reads the arguments, answers --help, prints errors, sets the exit
 * code.
 */
export async function runCommand<const Declared extends Options, Name extends string = never>(
  command: Command<Declared, Name>,
  args: readonly string[] = process.argv.slice(2),
): Promise<void> {
  try {
    process.exitCode = await parseAndRun(command, args);
  } catch (error) {
    const isUsage = error instanceof UsageError || codeOf(error)?.startsWith('ERR_PARSE_ARGS');
    process.stderr.write(`${messageOf(error)}\n${isUsage ? `\n${command.usage}\n` : ''}`);
    if (isUsage) process.exitCode = exitCodes.usage;
    else if (error instanceof ConfigurationError) process.exitCode = exitCodes.configuration;
    else process.exitCode = exitCodes.failed;
  }
}

async function parseAndRun<const Declared extends Options, Name extends string>(
  { usage, options, subcommands = [], takesWords = false, run }: Command<Declared, Name>,
  args: readonly string[],
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { ...options, help: { type: 'boolean' } },
    allowPositionals: takesWords || subcommands.length > 0,
  });
  if ('help' in values && values.help === true) {
    process.stdout.write(`${usage}\n`);
    return exitCodes.done;
  }
  const subcommand = subcommands.find((name) => name === positionals[0]);
  const isClear = subcommands.length === 0 || (subcommand !== undefined && positionals.length === 1);
  if (!isClear) throw new UsageError(`Name one of: ${subcommands.join(', ')}`);
  return run(values as Values<Declared>, subcommand as Name, positionals);
}

/** The configuration of this environment; throws ConfigurationError. */
export function readConfiguration(): Config {
  const result = readConfig(process.env);
  if (result.kind === 'faulty') throw new ConfigurationError(result.faults.join('\n'));
  return result.config;
}

/** Prints what a command did, or that it found nothing to do it to; the exit code. */
export function reportOutcome(isDone: boolean, done: string, missing: string): number {
  if (isDone) process.stdout.write(`${done}\n`);
  else process.stderr.write(`${missing}\n`);
  return isDone ? exitCodes.done : exitCodes.failed;
}

/** Returns the message of a thrown value, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
