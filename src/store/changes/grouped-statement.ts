import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import { pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { columnList, rowsFromArrays, writtenColumns } from '../postgres/statement.ts';
import { insertEvents } from '../rows/placed-events.ts';
import { incidents } from '../tables/incident-tables.ts';
import { inbox, orders } from '../tables/order-tables.ts';
import { assignments, type ProposedName, proposedColumns } from './change-statement.ts';

/** What changes bring that are written in one statement with others: an event, and the notification behind it or none. */
export type GroupedWith = 'inbox' | 'nothing';

/** What a change brings beside the order's columns: more columns of `given`, and of no table. */
const { conclusion, whileLeased, releasedLease } = getTableColumns(
  pgTable('given', {
    conclusion: text('conclusion'),
    whileLeased: timestamp('while_leased', { mode: 'string', withTimezone: true }),
    releasedLease: timestamp('released_lease', { mode: 'string', withTimezone: true }),
  }),
);
const givenColumns = [...proposedColumns, conclusion, whileLeased, releasedLease];

/** The condition of every row that is written together with a change. */
const isOfChanged = sql`order_id in (select id from changed)`;

const inboxColumns = writtenColumns(inbox);
const insertNotifications = sql`notification as (
  insert into ${inbox} (${columnList(inboxColumns)})
  select ${columnList(inboxColumns)} from ${rowsFromArrays(inboxColumns, 'inbox')} where ${isOfChanged}
)`;

/**
 * Several changes, of an order each, in one statement; what `changeStatement` writes for each of them alone. Returns the ids of the
 * orders that were changed. No row for an order that no longer has the version or the lease that was read. Nor for one that another
 * transaction is changing at this moment, or whose incident the change would resolve: a group waits for no row of anybody else,
 * so no stranger delays it, and two groups never wait for each other.
 */
export function groupedStatement(brought: GroupedWith): SQL {
  const parts = [
    sql`given as (select * from ${rowsFromArrays(givenColumns, 'orders')})`,
    sql`held as (
      select held.id from given cross join lateral (
        select id from ${orders}
        where id = given.id and version = given.version - 1
          and (given.while_leased is null or leased_until = given.while_leased)
          and (given.conclusion is null or not exists (
            select from ${incidents}
            where order_id = given.id and kind = 'UNKNOWN_FOR_LONG' and status <> 'RESOLVED'
          ))
        limit 1 for no key update skip locked
      ) held
    )`,
    sql`changed as (
      update ${orders} set ${assignments(proposed, sql`given.released_lease`, false)} from given
      where orders.id = given.id and given.id in (select id from held)
      returning orders.id
    )`,
    ...insertEvents((columns) => rowsFromArrays(columns, 'events'), isOfChanged),
    ...(brought === 'inbox' ? [insertNotifications] : []),
  ];
  return sql`with ${sql.join(parts, sql`, `)} select id from changed`;
}

/** What a change writes into a column. */
function proposed(name: ProposedName): SQL {
  return sql`given.${sql.identifier(getTableColumns(orders)[name].name)}`;
}
