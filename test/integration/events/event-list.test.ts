import postgres from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
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

test('a cursor from before a database restore is refused, and so is text that is no cursor', async () => {
  const { store, outbox } = stage;
  await stage.sell();
  await outbox.assignPositions();
  const after = (await store.pageEvents({ last: 1 })).items[0]?.cursor ?? '';
  expect(await store.pageEvents({ first: 5, after })).toEqual({
    items: [],
    hasNextPage: false,
    hasPreviousPage: true,
  });
  // The database was restored to one event earlier, and another order's event was recorded since.
  await admin`delete from order_events where version = 3`;
  const { id } = await insertOrder(store);
  await outbox.assignPositions();
  const [moved] = await admin`select position from order_events where order_id = ${id}`;
  expect(Number(moved?.position)).toBe(3);
  await expect(store.pageEvents({ first: 5, after })).rejects.toThrow('not on record');
  for (const foreign of ['', 'WzFd', Buffer.from('["1","x"]').toString('base64url')]) {
    await expect(store.pageEvents({ first: 5, after: foreign })).rejects.toThrow('cursor');
  }
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
