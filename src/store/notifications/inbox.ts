import { and, asc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { InboxEntry } from '../../use-cases/ports/inbox.ts';
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
import { inbox, incidents } from '../tables/order-tables.ts';
import { insertIncident } from './incidents.ts';

const {
  disposition: _disposition,
  orderId: _orderId,
  orderVersion: _orderVersion,
  ...entryColumns
} = getTableColumns(inbox);

type Inbox = Pick<OrderStore, 'keepNotification' | 'listEarlyNotifications'>;

/** Notifications that change no order: kept for an operator, or until their order turns up. */
export function makeInbox(database: Database): Inbox {
  const keep = prepareStatement(
    database,
    sql`
      with notification as (
        ${insertRow(inbox, 'inbox')}
        on conflict (id) do update set disposition = excluded.disposition, order_id = excluded.order_id
        where ${inbox.disposition} = 'ORPHANED'
      )
      ${insertIncident}`,
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
    .prepare('find_orphans');

  return {
    async keepNotification(entry, disposition, incident, orderId) {
      await keep({
        inbox: rowParameter(inbox, { ...entry, disposition, orderId }),
        incident: rowParameter(incidents, { ...incident, occurredAt: entry.receivedAt }),
      });
    },
    listEarlyNotifications: (partnerReferenceNo) =>
      withStoreErrors(findEarlyNotifications.execute({ partnerReferenceNo })),
  };
}

/** How a notification ends that told its order nothing new. */
export interface UnchangedNotifications {
  /** One that just came. */
  keep(entry: InboxEntry, orderId: string): Promise<void>;
  /** One that was kept, as an orphan or in quarantine; nothing happens where it has ended otherwise already. */
  settle(storedId: string, orderId: string): Promise<void>;
}

export function makeUnchangedNotifications(database: Database): UnchangedNotifications {
  const entry = columnList(Object.values(entryColumns));
  const orderId = sql`${parameter(inbox.orderId, 'orderId')}`;
  const keep = prepareStatement(
    database,
    sql`
      insert into ${inbox} (${entry}, order_id, disposition)
      select ${entry}, ${orderId}, ${ending(orderId)} from ${rowFromParameter(inbox, 'inbox')} news`,
  );
  const settle = prepareStatement(
    database,
    sql`
      update ${inbox} news set order_id = ${orderId}, disposition = ${ending(orderId)}
      where id = ${parameter(inbox.id, 'storedId')} and disposition in ('ORPHANED', 'QUARANTINED')`,
  );
  return {
    async keep(news, id) {
      await keep({ inbox: rowParameter(inbox, news), orderId: id });
    },
    async settle(storedId, id) {
      await settle({ storedId, orderId: id });
    },
  };
}

/** DUPLICATE where an earlier notification said the same of the same order, else NO_OP: we knew it otherwise. */
function ending(orderId: SQL): SQL {
  return sql`
    case when exists (
      select from ${inbox} earlier
      where earlier.order_id = ${orderId} and earlier.id <> news.id
        and earlier.latest_transaction_status is not distinct from news.latest_transaction_status
        and earlier.amount is not distinct from news.amount
    ) then 'DUPLICATE'::inbox_disposition else 'NO_OP' end`;
}
