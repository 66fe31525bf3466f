import { sql } from 'drizzle-orm';
import type { Inbox, InboxDisposition } from '../../use-cases/ports/inbox.ts';
import type { Database } from '../postgres/database.ts';
import { parameter, prepareRead, rowReader, selectList } from '../postgres/statement.ts';
import { inbox, orders } from '../tables/order-tables.ts';
import { orderColumns, readOrder } from './order-rows.ts';

const orderOffset = 2;
const readOrderRow = rowReader(orderColumns, orderOffset);

/**
 * Implements `Inbox.findNotified`. One statement, because DANA waits for it: it counts the message if it is a replay, and
 * reads everything that decides what the message changes.
 */
export function makeFindNotified(database: Database): Inbox['findNotified'] {
  const find = prepareRead(
    database,
    sql`
      with replayed as (
        update ${inbox} set replay_count = replay_count + 1
        where id = (
          select id from ${inbox} where content_hash = ${parameter(inbox.contentHash, 'contentHash')}
          order by received_at, id limit 1
        )
        returning disposition
      )
      select (select disposition from replayed), exists (
        select from ${inbox} early
        where early.partner_reference_no = ${orders.partnerReferenceNo} and early.disposition = 'ORPHANED'
      ), ${selectList(orderColumns)}
      from (select ${sql.placeholder('partnerReferenceNo')}::text as reference) message
      left join ${orders} on ${orders.partnerReferenceNo} = message.reference`,
  );

  return async function findNotified({ contentHash, partnerReferenceNo }) {
    const [values = []] = await find({ contentHash, partnerReferenceNo });
    const [disposition, hasEarlyNotifications] = values;
    const isKnown = (values[orderOffset] ?? null) !== null;
    return {
      earlierEnd: disposition as InboxDisposition | null,
      order: isKnown ? readOrder(readOrderRow(values)) : null,
      hasEarlyNotifications: hasEarlyNotifications === true || hasEarlyNotifications === 't',
    };
  };
}
