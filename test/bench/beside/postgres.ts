import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { dataFolder } from '../../../src/store/embedded/cluster.ts';
import { startEmbeddedPostgres } from '../../../src/store/embedded/embedded-postgres.ts';
import { databaseUrl } from '../../support/database-url.ts';

/** A Postgres of its own that can count statements. */
export interface CountingPostgres {
  readonly url: string;
  readonly pid: number;
  /** The statements, BEGIN and COMMIT included, that Postgres executed for all its clients meanwhile. */
  countStatements(during: () => Promise<void>): Promise<number>;
  /** From now on Postgres counts nothing, which would cost every server time. */
  stopCounting(): Promise<void>;
  end(): Promise<void>;
}

/** Starts a Postgres with pg_stat_statements, which it can only load at its start, in a folder that is empty. */
export async function startCountingPostgres(dataDir: string): Promise<CountingPostgres> {
  const first = await startEmbeddedPostgres({ dataDir });
  await execute(first.url, `alter system set shared_preload_libraries = 'pg_stat_statements'`);
  await first.leave();
  const server = await startEmbeddedPostgres({ dataDir });
  await execute(server.url, 'create database peers');
  const url = databaseUrl(server.url, 'peers');
  // In a schema of its own: PostGraphile would make it a part of its API.
  await execute(url, 'create schema counting; create extension pg_stat_statements schema counting');
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  return {
    url,
    pid: Number(readFileSync(join(dataFolder(dataDir), 'postmaster.pid'), 'utf8').split('\n', 1)[0]),
    async countStatements(during) {
      await sql`select counting.pg_stat_statements_reset()`;
      await during();
      const [counted] = await sql<{ calls: number }[]>`
        select coalesce(sum(calls), 0)::integer as calls from counting.pg_stat_statements
        where query not like '%counting.pg_stat_statements%'`;
      return counted?.calls ?? Number.NaN;
    },
    async stopCounting() {
      await sql`alter system set pg_stat_statements.track = 'none'`;
      await sql`select pg_reload_conf()`;
    },
    async end() {
      await sql.end();
      await server.leave();
    },
  };
}

async function execute(url: string, statements: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  await sql.unsafe(statements).finally(() => sql.end());
}
