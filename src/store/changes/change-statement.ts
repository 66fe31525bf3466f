import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { dailyReturnUpsert } from '../approvals/daily-returns.ts';
import { dispositionOf, storedNotifications } from '../notifications/inbox.ts';
import { newsOf, returningResolved } from '../notifications/incident-news.ts';
import { isAboutNotification, recordIncidentsIf, resolveIncidents } from '../notifications/incidents.ts';
import { insertRow, rowFromParameter, rowsFromParameter, valueFromParameter } from '../postgres/statement.ts';
import { stateColumns } from '../rows/order-state.ts';
import { insertEvents } from '../rows/placed-events.ts';
import { approvals } from '../tables/approval-tables.ts';
import { inbox, orders } from '../tables/order-tables.ts';
import { refunds } from '../tables/refund-tables.ts';

/** What the placeholder `order` carries of a change. */
export const proposedNames = [
  'id',
  'dueAt',
  'reportNeededAfter',
  'lateQueryAt',
  'leasedUntil',
  ...stateColumns,
] as const;

/** A column that a change writes. */
export type ProposedName = (typeof proposedNames)[number];

/** The columns that `proposedNames` name. */
export const proposedColumns: readonly AnyPgColumn[] = proposedNames.map(
  (name) => getTableColumns(orders)[name],
);

/** What the change writes into a column. */
function proposed(name: ProposedName): SQL {
  return valueFromParameter(getTableColumns(orders)[name], 'order');
}

/** The lease that the order must still have; null for any. */
const whileLeased = sql`${sql.placeholder('whileLeased')}::timestamptz`;

/** The lease that the change releases. */
const releasedLease = sql`${sql.placeholder('releasedLease')}::timestamptz`;

/** Whether an orphaned notification, other than those behind this change, is waiting for the order. */
function hasEarlyNotification(hasStored: boolean): SQL {
  const isOther = hasStored ? sql`and not exists (select from stored where stored.id = early.id)` : sql``;
  return sql`exists (
    select from ${inbox} early
    where early.partner_reference_no = orders.partner_reference_no and early.disposition = 'ORPHANED' ${isOther}
  )`;
}

/**
 * What a change assigns. A report that is needed stays needed, and is never postponed; an early notification makes the order
 * due at once.
 */
export function assignments(
  proposed: (name: ProposedName) => SQL,
  releasedLease: SQL,
  hasStored: boolean,
): SQL {
  const columns = getTableColumns(orders);
  const state = stateColumns.map((name) => sql`${sql.identifier(columns[name].name)} = ${proposed(name)}`);
  return sql`
    attempt_count = 0,
    due_at = case
      when ${hasEarlyNotification(hasStored)} then ${proposed('updatedAt')}
      when orders.report_needed_after is null then ${proposed('dueAt')}
      else least(orders.due_at, ${proposed('dueAt')})
    end,
    late_query_at = coalesce(${proposed('lateQueryAt')}, orders.late_query_at),
    report_needed_after = greatest(orders.report_needed_after, ${proposed('reportNeededAfter')}),
    leased_until = case
      when orders.leased_until = ${releasedLease} then null
      else coalesce(${proposed('leasedUntil')}, orders.leased_until)
    end,
    ${sql.join(state, sql`, `)}`;
}

/** How many versions the change makes. */
const versionCount = sql`${sql.placeholder('versionCount')}::integer`;

/** The condition of every row that is written together with the change. */
const hasChanged = sql`exists (select from changed)`;

/** What changes bring beside the order and its events, by the names of the parameters, and how each is recorded. */
const extras = {
  refund: sql`refund as (
    ${insertRow(refunds, 'refund')} where ${hasChanged}
    on conflict (id) do update
    set status = excluded.status, refund_no = excluded.refund_no, updated_at = excluded.updated_at,
      returned = excluded.returned, returned_at = excluded.returned_at
  )`,
  approval: sql`approval as (
    ${insertRow(approvals, 'approval')} where ${hasChanged}
    on conflict (id) do update
    set status = excluded.status, decided_by = excluded.decided_by, ended_at = excluded.ended_at,
      decision_reason = excluded.decision_reason
  )`,
  dailyReturn: sql`daily_return as (
    ${dailyReturnUpsert(hasChanged)}
  )`,
  incidents: sql`incident as (
    ${recordIncidentsIf(hasChanged)}
  )`,
  conclusion: sql`concluded as (
    ${resolveIncidents(proposed('updatedAt'), sql`${sql.placeholder('conclusion')}::text`)}
    where incidents.order_id = ${proposed('id')} and incidents.kind = 'UNKNOWN_FOR_LONG'
      and incidents.status <> 'RESOLVED' and ${hasChanged}
    ${returningResolved}
  )`,
  inbox: sql`notification as (
    ${insertRow(inbox, 'inbox')} where ${hasChanged}
  )`,
  stored: sql`ended as (
    update ${inbox} notification set order_id = ${proposed('id')}, order_version = stored.version,
      disposition = case when stored.version is not null then 'APPLIED'
        else ${dispositionOf(proposed('id'), sql`stored.place > 1`)} end
    from stored
    where notification.id = stored.id and ${hasChanged} and (
      notification.disposition in ('ORPHANED', 'QUARANTINED')
      or notification.disposition <> 'APPLIED' and stored.version is not null
    )
  ), resolved as (
    ${resolveIncidents(proposed('updatedAt'), sql`'The notification was applied: version ' || ${proposed('version')}`)}
    from stored, ${inbox} told
    where told.id = stored.id and ${hasChanged}
      and ${isAboutNotification(['ORPHANED', 'QUARANTINED'])}
    ${returningResolved}
  )`,
} as const;

/** The name of a part of a change. */
export type Extra = keyof typeof extras;
export const extraNames = Object.keys(extras) as readonly Extra[];

/** The parts of the statement that touch incidents. */
const newsSources: Partial<Readonly<Record<Extra, string>>> = {
  incidents: 'incident',
  conclusion: 'concluded',
  stored: 'resolved',
};

/**
 * A change and all that belongs to it, in one statement: all of it is recorded or nothing. Returns no row if the order
 * no longer has the version, or the lease, that was read. A new refund with the number of another one violates
 * `refunds_partner_refund_no`.
 *
 * `brought`: what changes bring that use this statement; what they do not bring costs nothing. `hasOneEvent`: the change
 * makes one version, as nearly every one does.
 *
 * It wakes nobody: a commit that notifies holds a lock of the whole Postgres server, and all writers would queue for it.
 * The caller announces the change after the commit.
 */
export function changeStatement(brought: readonly Extra[], hasOneEvent: boolean): SQL {
  const hasStored = brought.includes('stored');
  const parts = [
    ...(hasStored ? [sql`stored as (${storedNotifications})`] : []),
    sql`changed as (
      update ${orders} set ${assignments(proposed, releasedLease, hasStored)}
      where ${orders.id} = ${proposed('id')} and ${orders.version} = ${proposed('version')} - ${versionCount}
        and (${whileLeased} is null or ${orders.leasedUntil} = ${whileLeased})
      returning ${orders.id}
    )`,
    ...insertEvents(
      (columns) => (hasOneEvent ? rowFromParameter(columns, 'event') : rowsFromParameter(columns, 'events')),
      hasChanged,
    ),
    ...brought.map((name) => extras[name]),
  ];
  const sources = brought.flatMap((name) => newsSources[name] ?? []);
  const news = sources.length === 0 ? sql`null::text as news` : newsOf(...sources);
  return sql`with ${sql.join(parts, sql`, `)} select id, ${news} from changed`;
}
