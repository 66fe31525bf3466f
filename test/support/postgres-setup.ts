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
    /** A server where databases may be made; names its maintenance database. */
    postgresUrl: string;
    /** What every database of this run begins with; the migrated one to copy is called this and `_template`. */
    postgresRunName: string;
  }
}

/**
 * Vitest calls this before the first test of each project that names it, one project after the other, and what it
 * returns after the last test. TEST_DATABASE_URL names a server whose user may create databases; without it an embedded
 * Postgres is started in a temporary folder, one for all projects of the run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Who watches changes the sources while the programs stay what they were: there they run from the sources.
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
  // A database can only be copied while nobody is connected to it, not even Postgres's own cleaner.
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
      // Another project of this run may still use it.
      await removeTestFolder(folder);
    },
  };
}
