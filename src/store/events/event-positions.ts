import { type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';

import type { EventOutbox } from '../../use-cases/ports/event-outbox.ts';
import { advisoryLocks } from '../postgres/advisory-locks.ts';

import type { Database } from '../postgres/database.ts';
import { withStoreErrors } from '../postgres/errors.ts';
import { orderEvents } from '../tables/order-tables.ts';

/** Events that one statement places: some ten milliseconds of work. */
export const positionsAssignedMax = 1_000;

/**
 * Gives every recorded event its place: the order in which readers see them, from 1 without gaps.
 *
 * The identity of a row will not do as a cursor. It is drawn when a change is written, and a change that drew 7 may be
 * committed after one that drew 8: a reader that had seen 8 would never see 7. So places are given afterwards, to
 * what has been committed, by one process at a time. Nobody can skip an event, because
 *
 * 1. whoever gives places holds the lock, until what it gave has been committed and can be seen by everybody
 *    (Postgres makes a transaction visible before it lets go of its locks);
 * 2. the places are given by a statement of its own, after the one that takes the lock. Each statement of a READ
 *    COMMITTED transaction sees what was committed before it began, so this one sees every place given so far, and goes
 *    on from the last. In one statement with the lock it would look at what was there before it had waited;
 * 3. hence a place that can be seen means that all places before it can be seen. What is committed later gets a
 *    later place, however early its row was written.
 *
 * An order's events keep their order: the change that makes version n + 1 read version n first, so its row was
 * numbered after version n had been committed. Whoever sees the later one sees the earlier one, with a smaller id.
 *
 * Both statements travel as one simple query: Postgres runs them as one transaction, and no transaction is open
 * while this process might die or be slow. If it dies, its lock goes with its connection and any other process goes on.
 */
const placing: SQL = sql`
  select pg_advisory_xact_lock(${sql.raw(String(advisoryLocks.eventPositions))});
  with waiting as (
    select id from ${orderEvents} where position is null order by id limit ${sql.raw(String(positionsAssignedMax))}
  ), numbered as (
    select id, row_number() over (order by id) as number from waiting
  ), last as (
    select coalesce(max(position), 0) as position from ${orderEvents}
  ), placed as (
    update ${orderEvents} set position = last.position + numbered.number
    from numbered, last
    where ${orderEvents.id} = numbered.id
    returning ${orderEvents.id}
  )
  select count(*)::int as count from placed`;

/** The part of the outbox that orders all events. */
export function makeAssignPositions(database: Database): EventOutbox['assignPositions'] {
  const text = new PgDialect().sqlToQuery(placing).sql;
  return async function assignPositions() {
    // Without parameters the driver sends a simple query, and gives a result for each of its statements.
    const results = await withStoreErrors(database.$client.unsafe<{ count: number }[][]>(text));
    return results.at(-1)?.[0]?.count === positionsAssignedMax;
  };
}
