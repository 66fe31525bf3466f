import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { columnList, writtenColumns } from '../postgres/statement.ts';
import { eventPlaces } from '../tables/event-tables.ts';
import { orderEvents } from '../tables/order-tables.ts';

/**
 * Parts of a statement that insert those events that meet `condition`, each with its place. `rows` makes a table expression of
 * them, with these columns.
 */
export function insertEvents(rows: (columns: readonly AnyPgColumn[]) => SQL, condition: SQL): SQL[] {
  const written = writtenColumns(orderEvents);
  const columns = columnList(written);
  return [
    sql`event as (
      insert into ${orderEvents} (${columns}) select ${columns} from ${rows(written)}
      where ${condition} returning ${orderEvents.number}
    )`,
    sql`place as (
      insert into ${eventPlaces} (number) select number from event
    )`,
  ];
}

/**
 * Events in the sequence of their positions: each is looked up by itself, because the planner, which does not know the
 * limit of a page, would rather join whole tables. The subquery has the name of the table, so that its columns are read
 * like those of the table.
 */
export const eventsInSequence: SQL = sql`
  ${eventPlaces} cross join lateral (
    select placed.* from ${orderEvents} placed where placed.number = ${eventPlaces.number} limit 1
  ) ${orderEvents}`;

/** Events that a condition finds by their ids or keys, each with its place. */
export const eventsWithPlaces: SQL = sql`
  ${orderEvents} cross join lateral (
    select place.* from ${eventPlaces} place where place.number = ${orderEvents.number} limit 1
  ) ${eventPlaces}`;
