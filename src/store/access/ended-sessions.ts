import { sql } from 'drizzle-orm';
import { sessionIdleMaxMs } from '../../access/console/session-store.ts';
import type { Database } from '../postgres/database.ts';
import { prepareStatement } from '../postgres/statement.ts';
import { consoleSessions, operators, serverKeys } from '../tables/access-tables.ts';

/**
 * Prepares the read of the sessions that ended within the last `ms`, by the database's clock: because they were revoked,
 * because their key or their person was, or because nobody used them. One range of an index for each.
 */
export function makeFindEndedSessions(database: Database): (ms: number) => Promise<readonly string[]> {
  const since = sql`clock_timestamp() - ${sql.placeholder('ms')}::float8 * interval '1 ms'`;
  const idle = sql.raw(`interval '${sessionIdleMaxMs} ms'`);
  const find = prepareStatement<{ readonly id: string }>(
    database,
    sql`
      select id from ${consoleSessions} where revoked_at >= ${since}
      union all
      select ${consoleSessions.id} from ${serverKeys} join ${consoleSessions} on ${consoleSessions.keyId} = ${serverKeys.id}
      where ${serverKeys.revokedAt} >= ${since}
      union all
      select ${consoleSessions.id} from ${operators} join ${consoleSessions} on ${consoleSessions.operatorId} = ${operators.id}
      where ${operators.revokedAt} >= ${since}
      union all
      select id from ${consoleSessions} where last_used_at >= ${since} - ${idle} and last_used_at <= clock_timestamp() - ${idle}`,
  );
  return async (ms) => (await find({ ms })).map(({ id }) => id);
}
