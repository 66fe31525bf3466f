import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.ts';
import { migrateDatabase } from '../../src/store/postgres/migrate-database.ts';
import { databaseUrl } from './database-url.ts';
import { bundlePrograms } from './programs.ts';
import { removeAbandonedFolders, removeTestFolder, testDataDir, testFolder } from './test-folder.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A server on which databases may be created; names its maintenance database. */
    postgresUrl: string;
    /** The prefix of every database of this run; the migrated one to copy is this and `_template`. */
    postgresRunName: string;
  }
}

/**
 * Vitest calls this before the first test of each project that names it, one project after the other, and calls the
 * returned function after the last test. TEST_DATABASE_URL names a server whose user may create databases;
 * without it, one embedded Postgres is started in a temporary folder for all projects of the run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // In watch mode the sources change while the bundled programs do not, so processes run from the sources.
  const bundled = project.vitest.config.watch ? undefined : bundlePrograms();
  const [server] = await Promise.all([startServer(process.env.TEST_DATABASE_URL), bundled]);
  const runName = `gapura_test_${randomBytes(4).toString('hex')}`;
  const admin = postgres(server.url, { max: 1, fetch_types: false, onnotice: () => undefined });

  async function tearDown(): Promise<void> {
    const left = await admin<{ name: string }[]>`
      select datname as name from pg_database where starts_with(datname, ${runName})`;
    for (const { name } of left) await admin.unsafe(`drop database if exists ${name} with (force)`);
    await admin.end();
    await server.leave();
  }

  try {
    await makeTemplate(admin, server.url, `${runName}_template`);
  } catch (error) {
    await tearDown();
    throw error;
  }
  project.provide('postgresUrl', server.url);
  project.provide('postgresRunName', runName);
  return tearDown;
}

async function makeTemplate(admin: postgres.Sql, serverUrl: string, name: string): Promise<void> {
  await admin.unsafe(`create database ${name}`);
  await migrateDatabase(databaseUrl(serverUrl, name));
  // A database can be copied only while nobody is connected to it, Postgres's own autovacuum included.
  await admin.unsafe(`alter database ${name} allow_connections false`);
}

async function startServer(url: string | undefined): Promise<{ url: string; leave(): Promise<void> }> {
  if (url) return { url, leave: async () => undefined };
  await removeAbandonedFolders();
  const folder = testFolder();
  const server = await startEmbeddedPostgres({ dataDir: testDataDir(folder) });
  return {
    url: server.url,
    async leave() {
      await server.leave();
      // Another project of this run may still need it.
      await removeTestFolder(folder);
    },
  };
}
