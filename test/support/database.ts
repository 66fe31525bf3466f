import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { databaseUrl } from './database-url.ts';

/** A database of its own for one test or test file. */
export interface FreshDatabase {
  readonly url: string;
  /** Ends all connections and removes the database. What a test forgets to drop is removed when the run ends. */
  drop(): Promise<void>;
}

/**
 * Makes an empty database with every migration applied, by copying the template of this run (50 to 80 ms in
 * memory, up to 0.4 s on a slow disk). For projects whose global setup is postgres-setup.ts; throws in others.
 */
export async function freshDatabase(): Promise<FreshDatabase> {
  const serverUrl = inject('postgresUrl');
  const runName = inject('postgresRunName');
  const name = `${runName}_${randomBytes(6).toString('hex')}`;
  await execute(serverUrl, `create database ${name} template ${runName}_template`);
  return {
    url: databaseUrl(serverUrl, name),
    drop: () => execute(serverUrl, `drop database if exists ${name} with (force)`),
  };
}

async function execute(serverUrl: string, statement: string): Promise<void> {
  const sql = postgres(serverUrl, { max: 1, fetch_types: false, onnotice: () => undefined });
  await sql.unsafe(statement).finally(() => sql.end());
}
