import { sql } from 'drizzle-orm';
import type { Inbox, InboxDisposition } from '../../use-cases/ports/inbox.ts';
import type { Database } from '../postgres/database.ts';
import {
  parameter,
  prepareRead,
  rowParameter,
  rowReader,
  rowsFromArrays,
  selectList,
} from '../postgres/statement.ts';
import { orderColumns, readOrder } from '../rows/order-rows.ts';
import { inbox, orders } from '../tables/order-tables.ts';
import { grouped } from './grouping.ts';

type Message = Parameters<Inbox['findNotified']>[0];
type Notified = Awaited<ReturnType<Inbox['findNotified']>>;

const orderOffset = 2;
const readOrderRow = rowReader(orderColumns, orderOffset);

/** Whether an orphaned notification is waiting for the order of the message. */
const hasEarly = sql`exists (
  select from ${inbox} early
  where early.partner_reference_no = ${orders.partnerReferenceNo} and early.disposition = 'ORPHANED'
)`;

/**
 * Implements `Inbox.findNotified`. One statement, because DANA waits for it: it counts the message if it is a replay, and
 * reads everything that decides what the message changes. Messages that come at once are read together; a replay among them,
 * which is rare, is read again to be counted.
 */
export function makeFindNotified(database: Database): Inbox['findNotified'] {
  const findOne = prepareRead(
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
      select (select disposition from replayed), ${hasEarly}, ${selectList(orderColumns)}
      from (select ${sql.placeholder('partnerReferenceNo')}::text as reference) message
      left join ${orders} on ${orders.partnerReferenceNo} = message.reference`,
  );
  // The subquery has the name of the table, so that its columns are read like those of the table; its limit keeps the planner, which
  // does not know how few messages there are, from reading the whole table.
  const findSeveral = prepareRead(
    database,
    sql`
      select
        message.content_hash,
        (select disposition from ${inbox} original where original.content_hash = message.content_hash limit 1),
        ${hasEarly}, ${selectList(orderColumns)}
      from ${rowsFromArrays([inbox.contentHash, inbox.partnerReferenceNo], 'messages', 'message')}
      left join lateral (
        select * from ${orders} where ${orders.partnerReferenceNo} = message.partner_reference_no limit 1
      ) ${orders} on true`,
  );
  return grouped<Message, Notified>({
    keyOf: ({ contentHash }) => contentHash,
    alone: async ({ contentHash, partnerReferenceNo }) =>
      readNotified((await findOne({ contentHash, partnerReferenceNo }))[0] ?? []),
    async together(messages) {
      const rows = await findSeveral({
        messages: messages.map((message) =>
          rowParameter(inbox, message, ['contentHash', 'partnerReferenceNo']),
        ),
      });
      const found = new Map(rows.map(([contentHash, ...values]) => [contentHash, readNotified(values)]));
      return messages.map(({ contentHash }) => {
        const notified = found.get(contentHash);
        return notified?.earlierEnd === null ? notified : undefined;
      });
    },
  });
}

function readNotified(values: readonly unknown[]): Notified {
  const [disposition, hasEarlyNotifications] = values;
  const isKnown = (values[orderOffset] ?? null) !== null;
  return {
    earlierEnd: (disposition ?? null) as InboxDisposition | null,
    order: isKnown ? readOrder(readOrderRow(values)) : null,
    hasEarlyNotifications: hasEarlyNotifications === true || hasEarlyNotifications === 't',
  };
}
