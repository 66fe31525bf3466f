import { and, eq, isNull, lte, or, sql } from 'drizzle-orm';
import { makePgArray } from 'drizzle-orm/pg-core';
import type { LastQuery } from '../../domain/verdict.ts';
import type { OrderQueue } from '../../use-cases/ports/order-queue.ts';
import type { RepeatDeclines } from '../../use-cases/ports/repeats.ts';
import type { Database } from '../postgres/database.ts';
import { withStoreErrors } from '../postgres/errors.ts';
import { readInstant } from '../postgres/read-instant.ts';
import { parameter, prepareStatement } from '../postgres/statement.ts';
import { storedText } from '../postgres/stored-text.ts';
import { orderColumns, readLease } from '../rows/order-rows.ts';
import { incidents } from '../tables/incident-tables.ts';
import { orders } from '../tables/order-tables.ts';
import { repeatDeclines } from '../tables/refund-tables.ts';
import { makeClaimDue } from './order-claim.ts';

/** Leases of which one statement reads the ends: those of some sixty processes. */
const leasesReadMax = 1_000;

type OrderLeases = OrderQueue & RepeatDeclines;

/** The OrderQueue port on Postgres: the rows of orders say which process queries DANA about which order, and when. */
export function makeOrderLeases(database: Database): OrderLeases {
  const isFree = or(
    isNull(orders.leasedUntil),
    lte(orders.leasedUntil, parameter(orders.leasedUntil, 'now')),
  );
  const takeLease = { leasedUntil: sql`${parameter(orders.leasedUntil, 'leasedUntil')}` };
  const lease = database
    .update(orders)
    .set(takeLease)
    .where(and(eq(orders.id, parameter(orders.id, 'id')), isFree))
    .returning(orderColumns)
    .prepare('lease');
  const release = prepareStatement(
    database,
    sql`
      update ${orders} set
        leased_until = null,
        due_at = case
          when version = ${sql.placeholder('version')} and report_needed_after is not distinct from ${sql.placeholder('reportNeededAfter')}
          then ${sql.placeholder('dueAt')} else due_at end,
        attempt_count = attempt_count + case when version = ${sql.placeholder('version')} then ${sql.placeholder('inVainCount')} else 0 end,
        report_needed_after = case when report_needed_after <= ${sql.placeholder('reportQueriedAt')} then null else report_needed_after end,
        reported_at = coalesce(${sql.placeholder('reportedAt')}, reported_at),
        reported_state = coalesce(${sql.placeholder('reportedState')}, reported_state),
        unanswered_at = case when ${sql.placeholder('reportedAt')}::timestamptz is null
          then coalesce(${sql.placeholder('unansweredAt')}, unanswered_at) end
      where id = ${parameter(orders.id, 'id')} and leased_until = ${parameter(orders.leasedUntil, 'leasedUntil')}`,
  );
  const isAskedLongAgo = sql`(
      asked_at is null or asked_at <= ${parameter(orders.askedAt, 'askedBefore')}
      or asked_at >= ${parameter(orders.askedAt, 'askedAfter')}
    )`;
  const ask = prepareStatement(
    database,
    sql`
      update ${orders} set asked_at = ${parameter(orders.askedAt, 'now')}
      where id = ${parameter(orders.id, 'id')} and ${isAskedLongAgo} returning id`,
  );
  // Rows that somebody else has locked are passed over: two statements of many rows might wait for each other.
  const hasten = prepareStatement(
    database,
    sql`
      update ${orders} set asked_at = ${parameter(orders.askedAt, 'now')},
        due_at = least(due_at, ${parameter(orders.dueAt, 'now')})
      where id in (
        select id from ${orders} where id = any(${sql.placeholder('ids')}) and ${isAskedLongAgo}
        for no key update skip locked
      ) returning id`,
  );
  const requireReport = prepareStatement(
    database,
    sql`
      update ${orders} set
        report_needed_after = greatest(report_needed_after, ${parameter(orders.reportNeededAfter, 'reportNeededAfter')}),
        due_at = least(due_at, ${parameter(orders.dueAt, 'dueAt')})
      where id = ${parameter(orders.id, 'id')}`,
  );
  // A second note writes the first instant again, because `do nothing` would return no row. An instant further
  // ahead than processes' clocks differ was written before the clock was set back: the window begins anew.
  const noteDecline = database
    .insert(repeatDeclines)
    .values({
      operation: sql.placeholder('operation'),
      declinedAt: sql`${parameter(repeatDeclines.declinedAt, 'declinedAt')}`,
    })
    .onConflictDoUpdate({
      target: repeatDeclines.operation,
      set: {
        declinedAt: sql`case when ${repeatDeclines.declinedAt} > excluded.declined_at + interval '5 minutes' then excluded.declined_at else ${repeatDeclines.declinedAt} end`,
      },
    })
    .returning({ declinedAt: repeatDeclines.declinedAt })
    .prepare('note_decline');
  const forgetDecline = database
    .delete(repeatDeclines)
    .where(eq(repeatDeclines.operation, parameter(repeatDeclines.operation, 'operation')))
    .prepare('forget_decline');
  const at = (name: string) => sql`${parameter(orders.dueAt, name)}`;
  const isStuck = sql`exists (
    select from ${incidents} where incidents.order_id = ${orders.id} and incidents.kind = 'STUCK' and incidents.status <> 'RESOLVED'
  )`;
  // A few searches, each with its own index, and nearly always without a result.
  const recall = prepareStatement<{ id: string }>(
    database,
    sql`
      update ${orders} set
        leased_until = case when leased_until > ${at('leasedUntil')} then null else leased_until end,
        due_at = case when due_at is null then null else least(due_at, ${at('now')}) end,
        report_needed_after = case
          when report_needed_after > ${at('reportNeededAfter')} then ${at('reportNeededAfter')}
          else report_needed_after
        end
      where id in (
        select id from ${orders} where leased_until > ${at('leasedUntil')}
        union all select id from ${orders} where due_at > ${at('stuckDueAt')}
        union all select id from ${orders} where due_at > ${at('operationDueAt')} and not ${isStuck}
        union all select id from ${orders}
          where due_at > ${at('laterDueAt')} and cancellation_status is distinct from 'PENDING' and refund_pending = 0
          and not ${isStuck}
        union all select id from ${orders} where status = 'CONFIRMING' and due_at > ${at('confirmingDueAt')} and not ${isStuck}
      )
      returning id`,
  );
  // Two queries, each in the order of its own index, so that the planner never reads the table: of the many orders that
  // are due some day, few are leased. If more were, the sweep finds those that this does not see.
  const readNextDue = prepareStatement<{ due_at: string | null }>(
    database,
    sql`
      select least(
        (select due_at from ${orders} where due_at is not null and leased_until is null order by due_at limit 1),
        (
          select min(greatest(due_at, leased_until)) from (
            select due_at, leased_until from ${orders} where leased_until is not null
            order by leased_until limit ${sql.raw(String(leasesReadMax))}
          ) leased where due_at is not null
        )
      ) as due_at`,
  );

  return {
    claimDue: makeClaimDue(database),
    async lease(id, now, leasedUntil) {
      const [row] = await withStoreErrors(lease.execute({ now, leasedUntil, id }));
      return row === undefined ? null : readLease(row, leasedUntil);
    },
    async release(id, leasedUntil, end) {
      await release({
        id,
        leasedUntil,
        // Versions count from 1: 0 is none.
        version: end?.version ?? 0,
        dueAt: end?.dueAt?.toISOString() ?? null,
        inVainCount: end?.isInVain ? 1 : 0,
        reportNeededAfter: end?.reportNeededAfter?.toISOString() ?? null,
        reportQueriedAt: end?.reportQueriedAt?.toISOString() ?? null,
        ...queriedColumns(end?.lastQuery ?? null),
      });
    },
    mayQueryNow: async (id, now, intervalMs) => (await ask({ id, ...asking(now, intervalMs) })).length > 0,
    async hasten(orderIds, now, intervalMs) {
      const ids = makePgArray(orderIds.map(storedText));
      return (await hasten({ ids, ...asking(now, intervalMs) })).length > 0;
    },
    async recall({ dueAt: laterDueAt, ...latest }) {
      return (await recall({ ...latest, laterDueAt })).length;
    },
    async requireReport(id, needed) {
      await requireReport({ id, ...needed });
    },
    async firstDecline(operation, declinedAt) {
      const [row] = await withStoreErrors(noteDecline.execute({ operation, declinedAt }));
      return row?.declinedAt ?? declinedAt;
    },
    async forgetDecline(operation) {
      await withStoreErrors(forgetDecline.execute({ operation }));
    },
    async nextDueAt() {
      const [row] = await readNextDue({});
      return row?.due_at == null ? null : readInstant(row.due_at);
    },
  };
}

/** What a query leaves in the row: a clear answer replaces the last one, and ends what was unanswered. */
function queriedColumns(lastQuery: LastQuery | null) {
  const at = lastQuery?.at.toISOString() ?? null;
  const reportedState = lastQuery?.state ?? null;
  return {
    reportedState,
    reportedAt: reportedState === null ? null : at,
    unansweredAt: reportedState === null ? at : null,
  };
}

function asking(now: Date, intervalMs: number) {
  const askedBefore = new Date(now.getTime() - intervalMs);
  // A time that far ahead was written before the clock was set back.
  const askedAfter = new Date(now.getTime() + intervalMs);
  return { now, askedBefore, askedAfter };
}
