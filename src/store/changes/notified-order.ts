import { sql } from 'drizzle-orm';
import type { Inbox, InboxDisposition } from '../../use-cases/ports/inbox.ts';
import type { Database } from '../postgres/database.ts';
import {
  parameter,
  prepareRead,
  prepareStatement,
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
 * Implements `Inbox.findNotified`. One statement, because DANA waits for it, reads everything that decides what a message changes;
 * messages that come at once are read together. Only a replay needs a second one, which counts it.
 */
export function makeFindNotified(database: Database): Inbox['findNotified'] {
  // The subquery has the name of the table, so that its columns are read like those of the table; its limit keeps the planner, which
  // does not know how few messages there are, from reading the whole table. A limit of earlier messages would let it read them by age.
  const find = prepareRead(
    database,
    sql`
      select
        message.content_hash, (
          select (array_agg(earlier.disposition order by earlier.received_at, earlier.id))[1]
          from ${inbox} earlier where earlier.content_hash = message.content_hash
        ),
        ${hasEarly}, ${selectList(orderColumns)}
      from ${rowsFromArrays([inbox.contentHash, inbox.partnerReferenceNo], 'messages', 'message')}
      left join lateral (
        select * from ${orders} where ${orders.partnerReferenceNo} = message.partner_reference_no limit 1
      ) ${orders} on true`,
  );
  const countReplay = prepareStatement(
    database,
    sql`
      update ${inbox} set replay_count = replay_count + 1
      where id = (
        select id from ${inbox} where content_hash = ${parameter(inbox.contentHash, 'contentHash')}
        order by received_at, id limit 1
      )`,
  );

  async function findTogether(messages: readonly Message[]): Promise<readonly Notified[]> {
    const rows = await find({
      messages: messages.map((message) =>
        rowParameter(inbox, message, ['contentHash', 'partnerReferenceNo']),
      ),
    });
    const found = new Map(rows.map(([contentHash, ...values]) => [contentHash, readNotified(values)]));
    return messages.map(({ contentHash }) => {
      const notified = found.get(contentHash);
      if (notified === undefined) throw new Error('Postgres did not answer about a message');
      return notified;
    });
  }

  const findAny = grouped<Message, Notified>({
    // Reads of one message may share a statement.
    keyOf: (message) => message,
    async alone(message) {
      const [notified] = await findTogether([message]);
      return notified as Notified;
    },
    together: findTogether,
  });

  return async function findNotified(message) {
    const notified = await findAny(message);
    if (notified.earlierEnd !== null) await countReplay({ contentHash: message.contentHash });
    return notified;
  };
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
