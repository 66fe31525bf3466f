import { randomUUID } from 'node:crypto';
import { decide, openOrder } from '../../../src/domain/lifecycle.ts';
import { rupiah } from '../../../src/domain/money.ts';
import type { Order } from '../../../src/domain/order.ts';
import type { OrderFact } from '../../../src/domain/order-event.ts';
import type { EventOutbox } from '../../../src/use-cases/ports/event-outbox.ts';
import type { InboxEntry } from '../../../src/use-cases/ports/inbox.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import { aServerKey } from '../../support/actors.ts';
import { newestAt } from '../../support/large/copies.ts';
import { recorded } from '../../support/orders.ts';
import { createRequestOf, instructionOf, notificationOf } from './bodies.ts';

const minuteMs = 60_000;
const callMs = 9_000;
/** Orders that are under way at the same time. */
export const waveCount = 200;
/** Changes between two rounds of the relay. */
const changesARound = 20;
const receiver = 'https://shop.example/events';

/** What an order's life needs: the store of the use cases, and the outbox of the relay. */
export interface LivesStage {
  readonly store: OrderStore;
  readonly outbox: EventOutbox;
  /** The time between two orders. */
  readonly orderEveryMs: number;
}

/**
 * Whole lives of orders, statement by statement as the use cases and the relay send them: recorded, accepted by DANA,
 * later paid by a notification; each event gets its position and is delivered to one receiver.
 */
export async function liveWave(
  { store, outbox, orderEveryMs }: LivesStage,
  firstPlace: number,
): Promise<void> {
  const createdAt = (place: number) => new Date(newestAt.getTime() + place * orderEveryMs);
  const places = Array.from({ length: waveCount }, (_, index) => firstPlace + index);
  const pending: Order[] = [];
  for (const place of places) {
    pending.push(await createOne(store, place, createdAt(place)));
    if (place % (changesARound / 2) === 0) await deliverAll(outbox, createdAt(place));
  }
  for (const [index, order] of pending.entries()) {
    await payOne(store, order);
    if (index % changesARound === 0) await deliverAll(outbox, order.createdAt);
  }
  await deliverAll(outbox, createdAt(firstPlace + waveCount));
}

export function openReceiver(outbox: EventOutbox): Promise<void> {
  return outbox.openEndpoint(receiver);
}

async function createOne(store: OrderStore, place: number, now: Date): Promise<Order> {
  const leasedUntil = new Date(now.getTime() + callMs);
  const { order, event } = openOrder(
    {
      id: randomUUID(),
      partnerReferenceNo: `shop-20260601-${String(place).padStart(8, '0')}`,
      title: 'Two tickets for the late show',
      amount: rupiah(7_500_000n),
      expiresAt: new Date(now.getTime() + 30 * minuteMs),
      createdAt: now,
      externalStoreId: 'store-1',
      subMerchantId: null,
      payMethod: 'VIRTUAL_ACCOUNT',
      payOption: 'VIRTUAL_ACCOUNT_BRI',
      goods: [],
      metadata: [{ key: 'cart', value: `cart-${place}` }],
      checkoutId: null,
      contentHash: randomUUID().replaceAll('-', '').repeat(2),
    },
    aServerKey,
  );
  const phoneDigits = String(place % 10_000).padStart(4, '0');
  const request = createRequestOf(order);
  await store.insert({ order, event: recorded(event), request, leasedUntil, phoneDigits });
  const accepted: OrderFact = {
    type: 'ACCEPTED',
    referenceNo: `2026060100007000${String(place).padStart(12, '0')}`,
    instruction: instructionOf(place),
  };
  return change(store, order, accepted, 'CREATE_ANSWER', now, {
    releasedLease: leasedUntil,
    dueAt: new Date(now.getTime() + minuteMs),
  });
}

async function payOne(store: OrderStore, { id, partnerReferenceNo, createdAt: from }: Order): Promise<void> {
  const now = new Date(from.getTime() + 5 * minuteMs);
  const contentHash = randomUUID().replaceAll('-', '').repeat(2);
  const { order } = await store.findNotified({ contentHash, partnerReferenceNo });
  if (order === null) throw new Error(`no order ${id}`);
  const paid: OrderFact = {
    type: 'PAID',
    referenceNo: order.referenceNo,
    paidAt: now,
    paidWith: [{ payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI', amount: order.amount }],
  };
  const inbox = {
    id: randomUUID(),
    receivedAt: now,
    body: notificationOf(order),
    timestamp: '2026-06-01T10:05:00+07:00',
    keyFingerprint: 'SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
    contentHash,
    partnerReferenceNo,
    latestTransactionStatus: '00',
    amount: order.amount,
  };
  const lateQueryAt = new Date(now.getTime() + 24 * 60 * minuteMs);
  await change(store, order, paid, 'FINISH_NOTIFY', now, { dueAt: null, lateQueryAt }, inbox);
}

async function change(
  store: OrderStore,
  known: Order,
  fact: OrderFact,
  source: 'CREATE_ANSWER' | 'FINISH_NOTIFY',
  now: Date,
  more: { dueAt: Date | null; releasedLease?: Date; lateQueryAt?: Date },
  inbox?: InboxEntry,
): Promise<Order> {
  const outcome = await store.change(
    known.id,
    (order) => {
      const decision = decide(order, fact, source, now);
      if (decision.kind === 'unchanged') return null;
      return { order: decision.order, event: recorded(decision.event), ...more };
    },
    { known: { order: known, refunds: [] }, ...(inbox && { inbox }) },
  );
  if (outcome.kind !== 'changed') throw new Error(`the order did not change: ${outcome.kind}`);
  return outcome.order;
}

async function deliverAll(outbox: EventOutbox, now: Date): Promise<void> {
  while (await outbox.assignPositions());
  while (await outbox.queueDeliveries(receiver, now));
  for (;;) {
    const until = new Date(now.getTime() + 30_000);
    const { deliveries } = await outbox.claimDeliveries(receiver, now, until, 16);
    if (deliveries.length === 0) return;
    for (const delivery of deliveries) await outbox.recordDelivered(delivery, now);
  }
}
