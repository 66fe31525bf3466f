import { type SQL, sql } from 'drizzle-orm';
import type { DailyReturn } from '../../domain/approval-rules.ts';
import { zeroRupiah } from '../../domain/money.ts';
import { insertRow, type RowParameter, rowParameter } from '../postgres/statement.ts';
import { dailyReturns } from '../tables/approval-tables.ts';

/**
 * Adds what the placeholder `dailyReturn` carries to what its requester gives back that day, in the statement that records the
 * request: over one of the limits, nothing of that statement is written.
 */
export function dailyReturnUpsert(condition: SQL): SQL {
  return sql`
    ${insertRow(dailyReturns, 'dailyReturn')} where ${condition}
    on conflict (actor_id, day) do update
    set requested = daily_returns.requested + excluded.requested, alone = daily_returns.alone + excluded.alone,
      requested_max = excluded.requested_max,
      alone_max = case when excluded.alone > 0 then excluded.alone_max else daily_returns.alone_max end`;
}

/** The first row of a day; a later request adds to it. */
export function dailyReturnParameter(added: DailyReturn): RowParameter {
  const { actorId, day, amount, isAlone, requestedMax, aloneMax } = added;
  return rowParameter(dailyReturns, {
    actorId,
    day,
    requested: amount,
    alone: isAlone ? amount : zeroRupiah,
    requestedMax,
    aloneMax: isAlone ? aloneMax : null,
  });
}
