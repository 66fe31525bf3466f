import { and, asc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import {
  earlyNotificationsMax,
  type InboxDisposition,
  type InboxEntry,
} from '../../use-cases/ports/inbox.ts';
import type { OnIncident } from '../../use-cases/ports/incidents.ts';
import type { OrderStore } from '../../use-cases/ports/order-store.ts';
import type { Database } from '../postgres/database.ts';
import { withStoreErrors } from '../postgres/errors.ts';
import {
  columnList,
  insertRow,
  parameter,
  prepareStatement,
  rowFromParameter,
  rowParameter,
} from '../postgres/statement.ts';
import { inbox, orders } from '../tables/order-tables.ts';
import { type NewsRow, newsOf, returningResolved, tellNews } from './incident-news.ts';
import { incidentParameter, isAboutNotification, recordIncidentIf, resolveIncidents } from './incidents.ts';

const {
  disposition: _disposition,
  orderId: _orderId,
  orderVersion: _orderVersion,
  replayCount: _replayCount,
  ...entryColumns
} = getTableColumns(inbox);

type Inbox = Pick<OrderStore, 'countReplay' | 'keepNotification' | 'listEarlyNotifications'>;

/** Stores notifications that change no order: for an operator, or until their order exists. */
export function makeInbox(database: Database, onIncident: OnIncident): Inbox {
  const keep = prepareStatement<NewsRow>(
    database,
    sql`
      with notification as (
        ${insertRow(inbox, 'inbox')}
        on conflict (id) do update set disposition = excluded.disposition, order_id = excluded.order_id
        where ${inbox.disposition} = 'ORPHANED'
      ), judged as (
        ${resolveIncidents(sql`entry.received_at`, sql`'Its order is known; the notification is in quarantine'`)}
        from ${inbox} told, ${rowFromParameter(inbox, 'inbox')} entry
        where told.id = entry.id and told.disposition = 'ORPHANED' and entry.disposition = 'QUARANTINED'
          and ${isAboutNotification(['ORPHANED'])}
        ${returningResolved}
      ), recorded as (
        ${recordIncidentIf(sql`true`)}
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

  const count = prepareStatement<{ disposition: InboxDisposition }>(
    database,
    sql`
      update ${inbox} set replay_count = replay_count + 1
      where id = (
        select id from ${inbox} where content_hash = ${parameter(inbox.contentHash, 'contentHash')}
        order by received_at, id limit 1
      )
      returning disposition`,
  );

  return {
    countReplay: async (contentHash) => (await count({ contentHash }))[0]?.disposition ?? null,
    async keepNotification(entry, disposition, incident, orderId) {
      const rows = await keep({
        inbox: rowParameter(inbox, { ...entry, disposition, orderId, replayCount: 0 }),
        incident: incidentParameter(incident, entry.receivedAt, entry.id),
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
  /** Ends a stored notification that was orphaned or quarantined; does nothing if it has ended already. */
  end(storedId: string, orderId: string): Promise<void>;
}

export function makeUnchangedNotifications(
  database: Database,
  onIncident: OnIncident,
): UnchangedNotifications {
  const columns = columnList(Object.values(entryColumns));
  const orderId = sql`${parameter(inbox.orderId, 'orderId')}`;
  const keep = prepareStatement(
    database,
    sql`
      insert into ${inbox} (${columns}, order_id, disposition)
      select ${columns}, ${orderId}, ${dispositionOf(orderId)} from ${rowFromParameter(inbox, 'inbox')} notification`,
  );
  const end = prepareStatement<NewsRow>(
    database,
    sql`
      with ended as (
        update ${inbox} notification set order_id = ${orderId}, disposition = ${dispositionOf(orderId)}
        where id = ${parameter(inbox.id, 'storedId')} and disposition in ('ORPHANED', 'QUARANTINED')
        returning id
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
    async end(storedId, id) {
      tellNews(await end({ storedId, orderId: id }), onIncident);
    },
  };
}

/** DUPLICATE if an earlier notification said the same about the same order, else NO_OP: we knew it from elsewhere. */
function dispositionOf(orderId: SQL): SQL {
  return sql`
    case when exists (
      select from ${inbox} earlier
      where earlier.order_id = ${orderId} and earlier.id <> notification.id
        and earlier.latest_transaction_status is not distinct from notification.latest_transaction_status
        and earlier.amount is not distinct from notification.amount
    ) then 'DUPLICATE'::inbox_disposition else 'NO_OP' end`;
}
