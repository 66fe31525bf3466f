import { asc } from 'drizzle-orm';
import { translateFinishNotify } from '../../src/dana/finish-notify.ts';
import { createOrderStore } from '../../src/store/orders/order-store.ts';
import type { Database } from '../../src/store/postgres/database.ts';
import { orderColumns, readEvent, readOrder, refundColumns } from '../../src/store/rows/order-rows.ts';
import { inbox, orderEvents, orders } from '../../src/store/tables/order-tables.ts';
import { refunds } from '../../src/store/tables/refund-tables.ts';
import { makeReplayInbox } from '../../src/use-cases/notifications/replay-inbox.ts';
import { brokenInvariants, type DanaTruth, type Recorded } from './invariants.ts';

/** Everything that a database has recorded. For the small databases of tests only. */
export async function readRecorded(database: Database): Promise<Recorded> {
  const [orderRows, eventRows, refundRows, inboxRows] = await Promise.all([
    database.select(orderColumns).from(orders).orderBy(asc(orders.createdAt), asc(orders.id)),
    database.select().from(orderEvents).orderBy(asc(orderEvents.version)),
    database.select(refundColumns).from(refunds).orderBy(asc(refunds.createdAt)),
    database.select().from(inbox).orderBy(asc(inbox.receivedAt), asc(inbox.id)),
  ]);
  const events = eventRows.map(readEvent);
  return {
    orders: orderRows.map(readOrder).map((order) => ({
      order,
      events: events.filter(({ orderId }) => orderId === order.id),
      refunds: refundRows.filter(({ orderId }) => orderId === order.id),
    })),
    inbox: inboxRows.map(({ disposition, orderId, orderVersion: _, replayCount, ...entry }) => ({
      entry,
      disposition,
      orderId,
      replayCount,
    })),
  };
}

export interface Judgement {
  readonly truths: readonly DanaTruth[];
  readonly isSettled: boolean;
  readonly merchantId: string;
}

/**
 * The oracle for a database: `brokenInvariants`, and the second half of I8: processing the whole inbox again would
 * change nothing. For the end of every test that moves money.
 */
export async function judge(database: Database, judgement: Judgement): Promise<string[]> {
  const recorded = await readRecorded(database);
  const replayInbox = makeReplayInbox({
    store: createOrderStore(database),
    clock: { now: () => new Date(), elapsedMs: () => 0, at: () => () => undefined },
    chance: { uuid: () => '', fraction: () => 0 },
    merchantId: judgement.merchantId,
    translateFinishNotify,
  });
  const found = brokenInvariants({ ...judgement, recorded, translateFinishNotify });
  for await (const { notification, effect } of replayInbox({ isDryRun: true })) {
    const isStill = effect.kind === 'agrees' || effect.kind === 'kept';
    if (!isStill) found.push(`I8 ${notification.entry.id} ${notification.disposition} is ${effect.kind}`);
  }
  return found;
}
