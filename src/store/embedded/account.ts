import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

/** The account that runs Postgres when this process is root, because Postgres refuses to run as root. */
export interface PostgresAccount {
  readonly uid: number;
  readonly gid: number;
  /** Whether the account needs the one capability to enter folders closed to it (see {@link accountArguments}). */
  readonly mayReadAnything: boolean;
}

/** The uid and gid of `nobody`, the account that every Linux brings for programs that should own nothing. */
const nobodyId = 65534;

/**
 * Returns who must run Postgres for `folder`: `undefined` means this process's own account. For root it is the folder's
 * owner, so that a folder made by an ordinary user stays theirs, or else `nobody`. No account is ever created.
 * Throws an error that says what to do if no account can run it.
 */
export async function chooseAccount(folder: string, program: string): Promise<PostgresAccount | undefined> {
  const ownUid = process.getuid?.();
  if (ownUid === undefined) return undefined;
  const owner = await stat(folder);
  if (ownUid !== 0) {
    if (owner.uid === ownUid) return undefined;
    throw new Error(
      `${folder} belongs to uid ${owner.uid}, perhaps because root once started here. Start as that account, remove the ` +
        'folder, or choose another DATA_DIR.',
    );
  }
  if (process.platform !== 'linux') {
    throw new Error('Postgres does not run as root. Start as an ordinary user, or set DATABASE_URL.');
  }
  const account = owner.uid === 0 ? { uid: nobodyId, gid: nobodyId } : { uid: owner.uid, gid: owner.gid };
  const closed =
    (await findClosedEntry(dirname(folder), account)) ?? (await findClosedEntry(program, account));
  if (closed === undefined) return { ...account, mayReadAnything: false };
  const helped = { ...account, mayReadAnything: true };
  await tryHelp(helped, program, closed);
  return helped;
}

/** Throws if the capability cannot be given: without setpriv, or in a container that withholds it from root. */
async function tryHelp(account: PostgresAccount, program: string, closed: string): Promise<void> {
  const [setpriv = '', ...rest] = [...accountArguments(account), program, '--version'];
  await promisify(execFile)(setpriv, rest, { cwd: '/', env: {} }).catch((cause: unknown) => {
    throw new Error(
      `Postgres does not run as root, and uid ${account.uid}, which would run it instead, may not enter ${closed}. Keep ` +
        `the repository and DATA_DIR where every user may enter (chmod o+x ${closed}), start as an ordinary user, or set ` +
        'DATABASE_URL.',
      { cause },
    );
  });
}

/**
 * Returns the words to put before a command so that it runs as `account`. A clone in /root, or in a folder from
 * `mktemp -d`, is closed to everyone but root. There Postgres runs under the same unprivileged uid with one more
 * capability: to read and enter, never to write, files of others. initdb and pg_ctl check their neighbouring files with
 * access(2), and `no_setuid_fixup` makes access(2) honour the capability. setpriv belongs to util-linux, which every
 * Linux with glibc has.
 */
export function accountArguments(account: PostgresAccount | undefined): string[] {
  if (!account?.mayReadAnything) return [];
  const capabilities = '-all,+dac_read_search';
  return [
    '/usr/bin/setpriv',
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    '--clear-groups',
    '--securebits=+no_setuid_fixup',
    `--inh-caps=${capabilities}`,
    `--ambient-caps=${capabilities}`,
    `--bounding-set=${capabilities}`,
    '--no-new-privs',
  ];
}

/** The first folder on the way to `path`, or `path` itself, that the account may not enter (a file: read and run). */
async function findClosedEntry(
  path: string,
  account: { uid: number; gid: number },
): Promise<string | undefined> {
  const above = dirname(path) === path ? undefined : await findClosedEntry(dirname(path), account);
  if (above !== undefined) return above;
  const entry = await stat(path);
  const shift = entry.uid === account.uid ? 6 : entry.gid === account.gid ? 3 : 0;
  const needed = entry.isDirectory() ? 0o1 : 0o5;
  return ((entry.mode >> shift) & needed) === needed ? undefined : path;
}
