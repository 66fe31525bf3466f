import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { DailyReturn } from '../../domain/approval-rules.ts';
import { zeroRupiah } from '../../domain/money.ts';
import type { InboxEntry } from '../../use-cases/ports/inbox.ts';
import { type OrderChange, versionsOf } from '../../use-cases/ports/order-changes.ts';
import { dispositionOf, storedNotifications, storedParameter } from '../notifications/inbox.ts';
import { newsOf, returningResolved } from '../notifications/incident-news.ts';
import {
  incidentsParameter,
  isAboutNotification,
  recordIncidentsIf,
  resolveIncidents,
} from '../notifications/incidents.ts';
import {
  insertRow,
  insertRows,
  rowFromParameter,
  rowParameter,
  rowsParameter,
} from '../postgres/statement.ts';
import { approvals, dailyReturns } from '../tables/approval-tables.ts';
import { inbox, orderEvents, orders } from '../tables/order-tables.ts';
import { refunds } from '../tables/refund-tables.ts';
import { writeEvent, writeOrder } from './order-rows.ts';
import { snapshotOf, stateColumns } from './order-state.ts';

/** The notifications behind a change: one that is new with it, or those stored before it, by their ids. */
export type ChangeCause =
  | { readonly inbox: InboxEntry }
  | { readonly storedIds: readonly string[] }
  | undefined;

/** The lease that the order must still have; null for any. */
const whileLeased = sql`${sql.placeholder('whileLeased')}::timestamptz`;

/** What DANA has answered conclusively; null if it has not. */
const conclusion = sql`${sql.placeholder('conclusion')}::text`;

/** Whether an orphaned notification, other than those behind this change, is waiting for the order. */
const hasEarlyNotification = sql`exists (
  select from ${inbox} early
  where early.partner_reference_no = orders.partner_reference_no and early.disposition = 'ORPHANED'
    and not exists (select from stored where stored.id = early.id)
)`;

/** A report that is needed stays needed, and is never postponed; an early notification makes the order due at once. */
const queueAssignments = sql`
  due_at = case
    when ${hasEarlyNotification} then proposed.updated_at
    when orders.report_needed_after is null then proposed.due_at
    else least(orders.due_at, proposed.due_at)
  end,
  late_query_at = coalesce(proposed.late_query_at, orders.late_query_at),
  report_needed_after = greatest(orders.report_needed_after, proposed.report_needed_after),
  leased_until = case
    when orders.leased_until = ${sql.placeholder('releasedLease')}::timestamptz then null
    else coalesce(proposed.leased_until, orders.leased_until)
  end`;

/** How many versions the change makes. */
const versionCount = sql`jsonb_array_length(${sql.placeholder('events')})`;

/** The condition of every row that is written together with the change. */
const hasChanged = sql`exists (select from changed)`;

/**
 * A change and all that belongs to it, in one statement: all of it is recorded or nothing. Returns no row if the order
 * no longer has the version, or the lease, that was read. A new refund with the number of another one violates
 * `refunds_partner_refund_no`.
 *
 * It wakes nobody: a commit that notifies holds a lock of the whole Postgres server, and all writers would queue for it.
 * The caller announces the change after the commit.
 */
export const changeStatement: SQL = sql`
  with proposed as (
    select * from ${rowFromParameter(orders, 'order')}
  ), stored as (
    ${storedNotifications}
  ), changed as (
    update ${orders} set attempt_count = 0, ${queueAssignments}, ${assignments()}
    from proposed
    where ${orders.id} = proposed.id and ${orders.version} = proposed.version - ${versionCount}
      and (${whileLeased} is null or ${orders.leasedUntil} = ${whileLeased})
    returning ${orders.id}
  ), event as (
    ${insertRows(orderEvents, 'events')} where ${hasChanged}
  ), refund as (
    ${insertRow(refunds, 'refund')} where id is not null and ${hasChanged}
    on conflict (id) do update
    set status = excluded.status, refund_no = excluded.refund_no, updated_at = excluded.updated_at,
      returned = excluded.returned, returned_at = excluded.returned_at
  ), approval as (
    ${insertRow(approvals, 'approval')} where id is not null and ${hasChanged}
    on conflict (id) do update
    set status = excluded.status, decided_by = excluded.decided_by, ended_at = excluded.ended_at,
      decision_reason = excluded.decision_reason
  ), daily_return as (
    ${insertRow(dailyReturns, 'dailyReturn')} where actor_id is not null and ${hasChanged}
    on conflict (actor_id, day) do update
    set requested = daily_returns.requested + excluded.requested, alone = daily_returns.alone + excluded.alone,
      requested_max = excluded.requested_max,
      alone_max = case when excluded.alone > 0 then excluded.alone_max else daily_returns.alone_max end
  ), incident as (
    ${recordIncidentsIf(hasChanged)}
  ), concluded as (
    ${resolveIncidents(sql`proposed.updated_at`, conclusion)}
    from proposed
    where incidents.order_id = proposed.id and incidents.kind = 'UNKNOWN_FOR_LONG'
      and incidents.status <> 'RESOLVED' and ${conclusion} is not null and ${hasChanged}
    ${returningResolved}
  ), notification as (
    ${insertRow(inbox, 'inbox')} where id is not null and ${hasChanged}
  ), ended as (
    update ${inbox} notification set order_id = proposed.id, order_version = stored.version,
      disposition = case when stored.version is not null then 'APPLIED'
        else ${dispositionOf(sql`proposed.id`, sql`stored.place > 1`)} end
    from proposed, stored
    where notification.id = stored.id and ${hasChanged} and (
      notification.disposition in ('ORPHANED', 'QUARANTINED')
      or notification.disposition <> 'APPLIED' and stored.version is not null
    )
  ), resolved as (
    ${resolveIncidents(sql`proposed.updated_at`, sql`'The notification was applied: version ' || proposed.version`)}
    from proposed, stored, ${inbox} told
    where told.id = stored.id and ${hasChanged}
      and ${isAboutNotification(['ORPHANED', 'QUARANTINED'])}
    ${returningResolved}
  )
  select id, ${newsOf('incident', 'concluded', 'resolved')} from changed`;

/** The values of the placeholders. `whileLeased`: the lease that the order must still have, or null for any. */
export function changeParameters(change: OrderChange, cause: ChangeCause, whileLeased: Date | null) {
  const {
    refund,
    approval,
    dailyReturn,
    conclusion = null,
    dueAt,
    reportNeededAfter = null,
    lateQueryAt = null,
    leasedUntil = null,
    releasedLease,
    madeBy,
  } = change;
  const order = { ...writeOrder(change.order), dueAt, reportNeededAfter, lateQueryAt, leasedUntil };
  const { id, version } = order;
  const versions = versionsOf(change);
  const applied = { orderId: id, disposition: 'APPLIED', orderVersion: version } as const;
  return {
    order: rowParameter(orders, order, [
      'id',
      'dueAt',
      'reportNeededAfter',
      'lateQueryAt',
      'leasedUntil',
      ...stateColumns,
    ]),
    events: rowsParameter(
      versions.map(({ event, order }) =>
        rowParameter(orderEvents, { ...writeEvent(event), snapshot: snapshotOf(order) }),
      ),
    ),
    refund: refund ? rowParameter(refunds, { ...refund.refund, request: refund.request ?? null }) : null,
    approval: approval ? rowParameter(approvals, approval) : null,
    dailyReturn: dailyReturn ? dailyReturnParameter(dailyReturn) : null,
    incidents: incidentsParameter(
      versions.flatMap(({ event: { occurredAt }, incident }) => (incident ? { incident, occurredAt } : [])),
    ),
    conclusion,
    inbox:
      cause && 'inbox' in cause ? rowParameter(inbox, { ...cause.inbox, ...applied, replayCount: 0 }) : null,
    stored:
      cause && 'storedIds' in cause
        ? storedParameter(cause.storedIds, (storedId) =>
            madeBy === undefined ? version : (madeBy.get(storedId) ?? null),
          )
        : null,
    whileLeased: whileLeased?.toISOString() ?? null,
    releasedLease: releasedLease?.toISOString() ?? null,
  };
}

/** The first row of a day; a later request adds to it. */
function dailyReturnParameter({ actorId, day, amount, isAlone, requestedMax, aloneMax }: DailyReturn) {
  return rowParameter(dailyReturns, {
    actorId,
    day,
    requested: amount,
    alone: isAlone ? amount : zeroRupiah,
    requestedMax,
    aloneMax: isAlone ? aloneMax : null,
  });
}

function assignments(): SQL {
  const columns = getTableColumns(orders);
  return sql.join(
    stateColumns.map((name) => {
      const column = sql.identifier(columns[name].name);
      return sql`${column} = proposed.${column}`;
    }),
    sql`, `,
  );
}
