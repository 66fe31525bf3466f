import postgres from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { insertEventsByHand } from '../../support/events-by-hand.ts';
import { insertOrder } from '../../support/order-store-contract/steps.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let admin: postgres.Sql;

beforeEach(async () => {
  stage = await openStage();
  admin = postgres(stage.url, { max: 1, fetch_types: false, onnotice: () => undefined });
});

afterEach(async () => {
  await admin.end();
  await stage.close();
});

test('a cursor from before a database restore leads to the last event that both histories share', async () => {
  const { store, outbox } = stage;
  await stage.sell();
  await outbox.assignPositions();
  const after = (await store.pageEvents({ last: 1 })).items[0]?.cursor ?? '';
  expect(await store.pageEvents({ first: 5, after })).toEqual({
    items: [],
    hasNextPage: false,
    hasPreviousPage: true,
    historyChange: null,
  });
  const shared = (await store.pageEvents({ first: 2 })).items[1]?.cursor;
  // The database was restored to one event earlier, and another order's event was recorded since.
  await admin`
    with lost as (delete from order_events where version = 3 returning number)
    delete from event_places using lost where event_places.number = lost.number`;
  const { id } = await insertOrder(store);
  await outbox.assignPositions();
  const [moved] = await admin`
    select position from order_events join event_places using (number) where order_id = ${id}`;
  expect(Number(moved?.position)).toBe(3);
  const next = await store.pageEvents({ first: 5, after });
  expect(next.historyChange).toEqual({ startAfter: shared });
  expect(next.items.map(({ item }) => item.event.orderId)).toEqual([id]);
  const back = await store.pageEvents({ last: 5, before: after });
  expect(back.historyChange).toEqual({ startAfter: shared });
  expect(back.items.at(-1)?.cursor).toBe(shared);
});

test.each([
  // lost, then recorded again, and how many shared events a reader reads again at most
  [1, 1, 0],
  [7, 3, 19],
  [149, 60, 149],
])(
  'a reader whose last %i events were lost and %i others recorded misses none and reads few again',
  async (lostCount, newCount, againMax) => {
    const { store, outbox } = stage;
    const { id } = await insertOrder(store);
    await insertEventsByHand(admin, id, 2, 149);
    await outbox.assignPositions();
    const after = (await store.pageEvents({ last: 1 })).items[0]?.cursor ?? '';
    const readBefore = new Set(
      (await store.pageEvents({ first: 200 })).items.map(({ item }) => item.event.id),
    );
    const sharedCount = 150 - lostCount;
    await admin`
      with lost as (delete from event_places where position > ${sharedCount} returning number)
      delete from order_events using lost where order_events.number = lost.number`;
    await insertEventsByHand(admin, id, sharedCount + 1, newCount);
    await outbox.assignPositions();
    const { items, historyChange } = await store.pageEvents({ first: 200, after });
    const readNow = items.map(({ item }) => item.event.id);
    expect(historyChange).not.toBeNull();
    expect(readNow.filter((event) => !readBefore.has(event))).toHaveLength(newCount);
    expect(readNow.length - newCount).toBeLessThanOrEqual(againMax);
  },
);

test('an event shows what was empty then, also if the order has it by now', async () => {
  const { store, outbox } = stage;
  const id = await stage.sell();
  await outbox.assignPositions();
  const { items } = await store.pageEvents({ first: 3 });
  const order = await store.find({ id });
  expect(order).toMatchObject({ paid: order?.amount, referenceNo: 'DANA-1', paidWith: [{ amount: null }] });
  const empty = { paid: 0n, paidAt: null, paidWith: [] };
  expect(items.map(({ item }) => item.order)).toMatchObject([
    { ...empty, referenceNo: null },
    { ...empty, referenceNo: 'DANA-1' },
    { paid: order?.paid, paidAt: order?.paidAt, paidWith: order?.paidWith },
  ]);
});

test('an event without a snapshot, from an earlier gateway, shows its order as it is now', async () => {
  const { store, outbox } = stage;
  const id = await stage.sell();
  await admin`update order_events set snapshot = null where version = 2`;
  await outbox.assignPositions();
  const { items } = await store.pageEvents({ first: 10 });
  expect(items.map(({ item }) => item.order.status)).toEqual(['CONFIRMING', 'PAID', 'PAID']);
  expect(items[1]?.item.order).toEqual({ ...(await store.find({ id })), instruction: null });
});
