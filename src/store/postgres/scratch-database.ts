import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { codeOf } from '../../runtime/error-code.ts';
import { connectionOptions, plainCare } from '../driver/driver.ts';

/** An empty database for one run of a program. */
export interface ScratchDatabase {
  /** Contains the server's password, so it is a secret. */
  readonly url: string;
  /** Ends all connections to the database and removes it. */
  drop(): Promise<void>;
}

const connectTimeoutMs = 5_000;

/**
 * Creates a database beside the one that `serverUrl` names, on the same server. Throws an error that says what to do if
 * the user may not create one: `alter role … createdb`.
 */
export async function createScratchDatabase(serverUrl: string, prefix: string): Promise<ScratchDatabase> {
  const name = `${prefix}_${randomBytes(6).toString('hex')}`;
  await execute(serverUrl, `create database ${name}`).catch((error: unknown) => {
    if (codeOf(error) !== insufficientPrivilege) throw error;
    throw new Error(
      'The user of DATABASE_URL may not make databases: let an administrator say `alter role <user> createdb`',
    );
  });
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => execute(serverUrl, `drop database if exists ${name} with (force)`) };
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const insufficientPrivilege = '42501';

async function execute(serverUrl: string, statement: string): Promise<void> {
  const sql = postgres(serverUrl, {
    ...connectionOptions(serverUrl, plainCare),
    max: 1,
    connect_timeout: connectTimeoutMs / 1000,
    fetch_types: false,
    onnotice: () => undefined,
  });
  await sql.unsafe(statement).finally(() => sql.end());
}
