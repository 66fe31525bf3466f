import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { InboxEntry } from '../../use-cases/ports/inbox.ts';
import type { OrderChange } from '../../use-cases/ports/order-changes.ts';
import { orderChannel } from '../feed/order-channel.ts';
import { newsOf, returningResolved } from '../notifications/incident-news.ts';
import {
  incidentParameter,
  isAboutNotification,
  recordIncidentIf,
  resolveIncidents,
} from '../notifications/incidents.ts';
import { insertRow, rowFromParameter, rowParameter } from '../postgres/statement.ts';
import { inbox, orderEvents, orders, refunds } from '../tables/order-tables.ts';
import { writeEvent, writeOrder } from './order-rows.ts';
import { snapshotOf, stateColumns } from './order-state.ts';

/** The notification behind a change: new with it, or stored before it. */
export type ChangeCause = { readonly inbox: InboxEntry } | { readonly storedId: string } | undefined;

/** The lease that the order must still have; null for any. */
const whileLeased = sql`${sql.placeholder('whileLeased')}::timestamptz`;

/** What DANA has answered conclusively; null if it has not. */
const conclusion = sql`${sql.placeholder('conclusion')}::text`;

/** Whether an orphaned notification, other than the one behind this change, is waiting for the order. */
const hasEarlyNotification = sql`exists (
  select from ${inbox} early
  where early.partner_reference_no = orders.partner_reference_no and early.disposition = 'ORPHANED'
    and early.id is distinct from ${sql.placeholder('storedId')}
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

/** The condition of every row that is written together with the change. */
const hasChanged = sql`exists (select from changed)`;

/**
 * A change and all that belongs to it, in one statement: all of it is recorded or nothing. Returns no row if the order
 * no longer has the version, or the lease, that was read. A new refund with the number of another one violates
 * `refunds_partner_refund_no`.
 *
 * The wake-up stands in the outermost select, because Postgres never runs a function in a `with` that nobody reads.
 * Postgres sends it after the commit.
 */
export const changeStatement: SQL = sql`
  with proposed as (
    select * from ${rowFromParameter(orders, 'order')}
  ), changed as (
    update ${orders} set attempt_count = 0, ${queueAssignments}, ${assignments()}
    from proposed
    where ${orders.id} = proposed.id and ${orders.version} = proposed.version - 1
      and (${whileLeased} is null or ${orders.leasedUntil} = ${whileLeased})
    returning ${orders.id}
  ), event as (
    ${insertRow(orderEvents, 'event')} where ${hasChanged}
  ), refund as (
    ${insertRow(refunds, 'refund')} where id is not null and ${hasChanged}
    on conflict (id) do update
    set status = excluded.status, refund_no = excluded.refund_no, updated_at = excluded.updated_at
  ), incident as (
    ${recordIncidentIf(hasChanged)}
  ), concluded as (
    ${resolveIncidents(sql`proposed.updated_at`, conclusion)}
    from proposed
    where incidents.order_id = proposed.id and incidents.kind = 'UNKNOWN_FOR_LONG'
      and incidents.status <> 'RESOLVED' and ${conclusion} is not null and ${hasChanged}
    ${returningResolved}
  ), notification as (
    ${insertRow(inbox, 'inbox')} where id is not null and ${hasChanged}
  ), stored as (
    update ${inbox} set disposition = 'APPLIED', order_id = proposed.id, order_version = proposed.version
    from proposed
    where ${inbox.id} = ${sql.placeholder('storedId')} and ${inbox.disposition} <> 'APPLIED' and ${hasChanged}
  ), resolved as (
    ${resolveIncidents(sql`proposed.updated_at`, sql`'The notification was applied: version ' || proposed.version`)}
    from proposed, ${inbox} told
    where told.id = ${sql.placeholder('storedId')} and ${hasChanged}
      and ${isAboutNotification(['ORPHANED', 'QUARANTINED'])}
    ${returningResolved}
  )
  select pg_notify(${sql.raw(`'${orderChannel}'`)}, id), ${newsOf('incident', 'concluded', 'resolved')} from changed`;

/** The values of the placeholders. `whileLeased`: the lease that the order must still have, or null for any. */
export function changeParameters(change: OrderChange, cause: ChangeCause, whileLeased: Date | null) {
  const {
    event,
    refund,
    incident,
    conclusion = null,
    dueAt,
    reportNeededAfter = null,
    lateQueryAt = null,
    leasedUntil = null,
    releasedLease,
  } = change;
  const order = { ...writeOrder(change.order), dueAt, reportNeededAfter, lateQueryAt, leasedUntil };
  const { id, version } = order;
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
    event: rowParameter(orderEvents, { ...writeEvent(event), snapshot: snapshotOf(change.order) }),
    refund: refund ? rowParameter(refunds, { ...refund.refund, request: refund.request ?? null }) : null,
    incident: incident ? incidentParameter(incident, event.occurredAt) : null,
    conclusion,
    inbox:
      cause && 'inbox' in cause ? rowParameter(inbox, { ...cause.inbox, ...applied, replayCount: 0 }) : null,
    storedId: cause && 'storedId' in cause ? cause.storedId : null,
    whileLeased: whileLeased?.toISOString() ?? null,
    releasedLease: releasedLease?.toISOString() ?? null,
  };
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
