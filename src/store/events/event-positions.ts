import { type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { EventOutbox } from '../../use-cases/ports/event-outbox.ts';
import { advisoryLocks } from '../postgres/advisory-locks.ts';
import type { Database } from '../postgres/database.ts';
import { withStoreErrors } from '../postgres/errors.ts';
import { eventPlaces } from '../tables/event-tables.ts';
import { createPlacedFloor } from './placed-floor.ts';

/** Events that one statement gives positions: some ten milliseconds of work. */
export const positionsAssignedMax = 1_000;

/**
 * Gives every recorded event its position: the sequence in which readers see the events, from 1 without gaps.
 *
 * The identity of a row cannot be the cursor. Postgres draws it when a change is written, and a change that drew 7 may
 * commit after one that drew 8: a reader that had seen 8 would never see 7. So committed events get their positions
 * afterwards, from one process at a time. No reader can skip an event, because
 *
 * 1. the process that gives positions holds the lock until they are committed and visible to everybody
 *    (Postgres makes a transaction visible before it releases its locks);
 * 2. one statement acquires the lock and the next one gives the positions. Each statement of a READ COMMITTED
 *    transaction sees what was committed before it began, so the second one sees every position given so far and
 *    continues from the last. A single statement would see the table as it was before it waited for the lock;
 * 3. hence a visible position means that all positions before it are visible. An event that is committed later gets a
 *    later position, however early its row was written.
 *
 * The events of one order keep their sequence: the change that makes version n + 1 read version n first, so its row was
 * numbered after version n had been committed. A reader that sees the later one sees the earlier one, with a smaller number.
 *
 * Both statements travel as one simple query: Postgres runs them as one transaction, and no transaction is open
 * while this process might die or be slow. If it dies, its lock ends with its connection and another process continues.
 */
const placing = (floor: bigint): SQL => sql`
  select pg_advisory_xact_lock(${sql.raw(String(advisoryLocks.eventPositions))});
  with waiting as (
    select number from ${eventPlaces} where position is null and number > ${sql.raw(String(floor))}
    order by number limit ${sql.raw(String(positionsAssignedMax))}
  ), numbered as (
    select number, row_number() over (order by number) as place from waiting
  ), last as (
    select coalesce(max(position), 0) as position from ${eventPlaces}
  ), placed as (
    update ${eventPlaces} set position = last.position + numbered.place
    from numbered, last
    where ${eventPlaces.number} = numbered.number
    returning ${eventPlaces.number}
  )
  select (select count(*) from placed)::int as count,
    (select coalesce(max(number), 0) from ${eventPlaces})::text as last_number,
    pg_snapshot_xmin(pg_current_snapshot())::text as xmin, pg_snapshot_xmax(pg_current_snapshot())::text as xmax`;

interface PlacingRow {
  readonly count: number;
  readonly last_number: string;
  readonly xmin: string;
  readonly xmax: string;
}

/** The part of the outbox that gives all events one sequence. `elapsedMs`: of a clock that never goes back. */
export function makeAssignPositions(
  database: Database,
  elapsedMs: () => number = () => performance.now(),
): EventOutbox['assignPositions'] {
  const dialect = new PgDialect();
  const floor = createPlacedFloor(elapsedMs);
  return async function assignPositions() {
    // Without parameters the driver sends a simple query, and returns a result for each of its statements.
    const { sql: text } = dialect.sqlToQuery(placing(floor.take()));
    const results = await withStoreErrors(database.$client.unsafe<PlacingRow[][]>(text));
    const row = results.at(-1)?.[0];
    if (row === undefined) throw new Error('the statement of the positions returned no row');
    const isMore = row.count === positionsAssignedMax;
    if (!isMore) {
      const [lastNumber, xmin, xmax] = [BigInt(row.last_number), BigInt(row.xmin), BigInt(row.xmax)];
      floor.note({ lastNumber, xmin, xmax });
    }
    return isMore;
  };
}
