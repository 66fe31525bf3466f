import { and, asc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import { earlyNotificationsMax, type InboxEntry } from '../../use-cases/ports/inbox.ts';
import type { OnIncident } from '../../use-cases/ports/incidents.ts';
import type { OrderStore } from '../../use-cases/ports/order-store.ts';
import type { Database } from '../postgres/database.ts';
import { withStoreErrors } from '../postgres/errors.ts';
import {
  columnList,
  insertRows,
  parameter,
  prepareStatement,
  rowFromParameter,
  rowParameter,
  rowsFromParameter,
  rowsParameter,
} from '../postgres/statement.ts';
import { inbox, orders } from '../tables/order-tables.ts';
import { type NewsRow, newsOf, returningResolved, tellNews } from './incident-news.ts';
import { incidentsParameter, isAboutNotification, recordIncidentsIf, resolveIncidents } from './incidents.ts';

const {
  disposition: _disposition,
  orderId: _orderId,
  orderVersion: _orderVersion,
  replayCount: _replayCount,
  ...entryColumns
} = getTableColumns(inbox);

type Inbox = Pick<OrderStore, 'keepNotifications' | 'listEarlyNotifications'>;

/** Stores notifications that change no order: for an operator, or until their order exists. */
export function makeInbox(database: Database, onIncident: OnIncident): Inbox {
  const entries = rowsFromParameter(Object.values(getTableColumns(inbox)), 'inbox', 'entry');
  /** Its order may have been inserted meanwhile, and this process may die before it looks: then recovery applies it. */
  const orphaned = sql`(select * from ${entries} where entry.disposition = 'ORPHANED') orphan`;
  const keep = prepareStatement<NewsRow>(
    database,
    sql`
      with notification as (
        ${insertRows(inbox, 'inbox')}
        on conflict (id) do update set disposition = excluded.disposition, order_id = excluded.order_id
        where ${inbox.disposition} = 'ORPHANED'
      ), judged as (
        ${resolveIncidents(sql`entry.received_at`, sql`'Its order is known; the notification is in quarantine'`)}
        from ${inbox} told, ${entries}
        where told.id = entry.id and told.disposition = 'ORPHANED' and entry.disposition = 'QUARANTINED'
          and ${isAboutNotification(['ORPHANED'])}
        ${returningResolved}
      ), awaited as (
        update ${orders} set
          report_needed_after = greatest(report_needed_after, (select max(received_at) from ${orphaned})),
          due_at = least(due_at, (select min(received_at) from ${orphaned}))
        where id = any(array(
          select known.id from ${orphaned}, ${orders} known
          where known.partner_reference_no = orphan.partner_reference_no
        ))
      ), recorded as (
        ${recordIncidentsIf(sql`true`)}
      )
      select ${newsOf('judged', 'recorded')}`,
  );
  const findEarlyNotifications = database
    .select(entryColumns)
    .from(inbox)
    .where(
      and(
        eq(inbox.partnerReferenceNo, parameter(inbox.partnerReferenceNo, 'partnerReferenceNo')),
        eq(inbox.disposition, 'ORPHANED'),
      ),
    )
    .orderBy(asc(inbox.receivedAt), asc(inbox.id))
    .limit(earlyNotificationsMax)
    .prepare('find_early_notifications');

  return {
    async keepNotifications(kept, disposition, orderId) {
      const ended = { disposition, orderId, replayCount: 0 };
      const rows = await keep({
        inbox: rowsParameter(kept.map(({ entry }) => rowParameter(inbox, { ...entry, ...ended }))),
        incidents: incidentsParameter(
          kept.map(({ entry, incident }) => ({
            incident,
            occurredAt: entry.receivedAt,
            notificationId: entry.id,
          })),
        ),
      });
      tellNews(rows, onIncident);
    },
    listEarlyNotifications: (partnerReferenceNo) =>
      withStoreErrors(findEarlyNotifications.execute({ partnerReferenceNo })),
  };
}

/** Stores notifications that contain nothing new for their order. */
export interface UnchangedNotifications {
  /** Stores a notification that has just come. */
  keep(entry: InboxEntry, orderId: string): Promise<void>;
  /** Ends stored notifications that were orphaned or quarantined; leaves those as they are that have ended already. */
  end(storedIds: readonly string[], orderId: string): Promise<void>;
}

export function makeUnchangedNotifications(
  database: Database,
  onIncident: OnIncident,
): UnchangedNotifications {
  const columns = Object.values(entryColumns);
  const names = columnList(columns);
  const orderId = sql`${parameter(inbox.orderId, 'orderId')}`;
  const keep = prepareStatement(
    database,
    sql`
      insert into ${inbox} (${names}, order_id, disposition)
      select ${names}, ${orderId}, ${dispositionOf(orderId, sql`false`)} from ${rowFromParameter(columns, 'inbox', 'notification')}`,
  );
  const end = prepareStatement<NewsRow>(
    database,
    sql`
      with stored as (${storedNotifications}), ended as (
        update ${inbox} notification set order_id = ${orderId}, disposition = ${dispositionOf(orderId, sql`stored.place > 1`)}
        from stored
        where notification.id = stored.id and disposition in ('ORPHANED', 'QUARANTINED')
        returning notification.id
      )
      ${resolveIncidents(sql`known.updated_at`, sql`'The order was as the notification says: version ' || known.version`)}
      from ended, ${inbox} told, ${orders} known
      where told.id = ended.id and known.id = ${orderId}
        and ${isAboutNotification(['ORPHANED', 'QUARANTINED'])}
      ${returningResolved}`,
  );
  return {
    async keep(entry, id) {
      await keep({ inbox: rowParameter(inbox, entry), orderId: id });
    },
    async end(storedIds, id) {
      tellNews(await end({ stored: storedParameter(storedIds), orderId: id }), onIncident);
    },
  };
}

/**
 * The notifications of the placeholder `stored`: `id`, the `version` that each made (null if it changed nothing), and
 * its `place` among those that say the same: first the one that changed the order, then the oldest. No row if the
 * placeholder carries null.
 */
export const storedNotifications: SQL = sql`
  select given.id, given.version, row_number() over (
    partition by latest_transaction_status, amount order by given.version, received_at, given.id
  ) as place
  from jsonb_to_recordset(${sql.placeholder('stored')}) as given(id text, version integer)
  join ${inbox} on ${inbox.id} = given.id`;

/** The value of the placeholder `stored`. */
export function storedParameter(
  ids: readonly string[],
  versionOf: (id: string) => number | null = () => null,
): string {
  return JSON.stringify(ids.map((id) => ({ id, version: versionOf(id) })));
}

/** DUPLICATE if an earlier notification said the same about the same order, else NO_OP: we knew it from elsewhere. */
export function dispositionOf(orderId: SQL, isRepeat: SQL): SQL {
  return sql`
    case when ${isRepeat} or exists (
      select from ${inbox} earlier
      where earlier.order_id = ${orderId} and earlier.id <> notification.id
        and earlier.latest_transaction_status is not distinct from notification.latest_transaction_status
        and earlier.amount is not distinct from notification.amount
    ) then 'DUPLICATE'::inbox_disposition else 'NO_OP' end`;
}
