import { sql } from 'drizzle-orm';
import type { ChangeLog, FollowedChange } from '../../use-cases/ports/order-feed.ts';
import type { Database } from '../postgres/database.ts';
import { parameter, prepareStatement } from '../postgres/statement.ts';
import { eventPlaces } from '../tables/event-tables.ts';
import { orderEvents } from '../tables/order-tables.ts';

interface ChangeLogRow {
  readonly last_position: string | number;
  readonly changes: readonly FollowedChange[] | null;
}

/** The ChangeLog port on Postgres: one statement over the index of positions, which costs nothing if nothing is new. */
export function makeChangeLog(database: Database): ChangeLog {
  const read = prepareStatement<ChangeLogRow>(
    database,
    sql`
      select (select coalesce(max(position), 0) from ${eventPlaces}) as last_position, (
        select json_agg((
          select json_build_object('orderId', order_id, 'version', version, 'position', position)
          from ${orderEvents} where ${orderEvents.number} = next.number
        ) order by position) from (
          select number, position from ${eventPlaces}
          where position > ${parameter(eventPlaces.position, 'position')}
          order by position limit ${sql.placeholder('limit')}::int
        ) next
      ) as changes`,
  );
  return {
    async changesAfter(position, limit) {
      const [row] = await read({ position, limit });
      return { changes: row?.changes ?? [], lastPosition: Number(row?.last_position ?? 0) };
    },
  };
}
