import type { GatewaySettings } from '../config/settings.ts';
import type { SystemClock } from '../runtime/clock.ts';
import type { StatementObserver } from '../store/driver/statement-observer.ts';
import { makeIncidents } from '../store/notifications/incidents.ts';
import { closeDatabase, connectDatabase } from '../store/postgres/database.ts';
import { makeReadDatabaseTime } from '../store/postgres/database-time.ts';
import { migrateDatabase } from '../store/postgres/migrate-database.ts';
import { isStatementBounded, requireSuitableDatabase } from '../store/postgres/preconditions.ts';
import { requireSameDatabase } from '../store/postgres/same-database.ts';
import { claimWorld } from '../store/world/database-world.ts';
import { makeRoundFailures } from '../use-cases/background/round-failures.ts';
import { logIncidents } from '../use-cases/incidents/log-incidents.ts';
import type { Log } from '../use-cases/ports/log.ts';
import { followDatabaseClock } from './database-clock.ts';
import { worldOf } from './world-of.ts';

/**
 * Connects, migrates, and lets the clock follow the database's. Throws UnsuitableDatabase, OutdatedDatabase or
 * ForeignDatabase before anything reads or changes an order of another world.
 */
export async function openDatabase(
  settings: GatewaySettings,
  {
    clock,
    log,
    ...watching
  }: {
    clock: SystemClock;
    log: Log;
    observer: StatementObserver | undefined;
    onRefusal: (code: string) => void;
  },
) {
  const database = connectDatabase({
    url: settings.databaseUrl,
    ...settings.pool,
    onPreparationLost: () => log.warn('prepared_statements.refused'),
    ...watching,
  });
  try {
    const facts = await requireSuitableDatabase(database);
    if (!isStatementBounded(facts)) {
      log.warn('statement_timeout.ignored', { statementTimeoutMs: facts.statementTimeoutMs });
    }
    if (settings.listenUrl !== settings.databaseUrl) await requireSameDatabase(database, settings.listenUrl);
    await migrateDatabase(settings.listenUrl, { log });
    const readDatabaseTime = makeReadDatabaseTime(database);
    await claimWorld(database, worldOf(settings), await readDatabaseTime());
    const incidents = makeIncidents(database, logIncidents(log));
    const failures = makeRoundFailures({ incidents, clock, log });
    const databaseClock = await followDatabaseClock({ readDatabaseTime, clock, log, failures });
    return { database, databaseClock, failures };
  } catch (error) {
    await closeDatabase(database);
    throw error;
  }
}
