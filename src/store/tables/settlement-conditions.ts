import { type SQL, sql } from 'drizzle-orm';
import { type AnyPgColumn, index } from 'drizzle-orm/pg-core';

/**
 * Conditions of the indexes by which settlement finds what may be missing in DANA's files. The statements write the very
 * same, or Postgres does not use the index.
 */

/** Whether an instant is on a later day in Jakarta than another one: the hour decides, not the time between them. */
export function isOnLaterDay(later: AnyPgColumn, earlier: AnyPgColumn): SQL {
  const dayOf = (instant: AnyPgColumn) => sql`date_trunc('day', ${instant} at time zone interval '7 hours')`;
  return sql`${dayOf(later)} > ${dayOf(earlier)}`;
}

/** Since when DANA can have cancelled a paid order: its payment, or the request if nobody knows when it was paid. */
export function cancelledAfter(paidAt: AnyPgColumn, requestedAt: AnyPgColumn): SQL {
  return sql`coalesce(${paidAt}, ${requestedAt})`;
}

/** Whether more than a day lies between the two instants. */
export function isLong(from: AnyPgColumn, to: AnyPgColumn): SQL {
  return sql`${to} - ${from} > interval '1 day'`;
}

/** Small indexes of orders: what the files of the days after a payment must have, and what became known after its day. */
export function ordersToSearch(
  t: Readonly<Record<'paidAt' | 'cancellationRequestedAt' | 'voided' | 'updatedAt', AnyPgColumn>>,
) {
  return [
    index('orders_voided')
      .on(cancelledAfter(t.paidAt, t.cancellationRequestedAt))
      .where(sql`${t.voided} > 0`),
    index('orders_changed_on_later_day').on(t.updatedAt).where(isOnLaterDay(t.updatedAt, t.paidAt)),
  ];
}
