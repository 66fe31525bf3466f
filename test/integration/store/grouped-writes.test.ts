import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import type { Order } from '../../../src/domain/order.ts';
import { createEventOutbox } from '../../../src/store/events/event-outbox.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import type { IncidentNews } from '../../../src/use-cases/ports/incidents.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { recordStatements, type SentStatement } from '../../support/large/plans.ts';
import {
  aNotification,
  anIncident,
  changed,
  force,
  insertOrder,
  learn,
  paid,
} from '../../support/order-store-contract/steps.ts';
import { minute, openNewOrder } from '../../support/orders.ts';

/** What comes at once in these tests. */
const atOnce = 40;

let fresh: FreshDatabase;
/** Two processes of a gateway. */
let databases: readonly [Database, Database];
let stores: readonly [OrderStore, OrderStore];
let store: OrderStore;
let sent: SentStatement[];
let sql: postgres.Sql;
const news: IncidentNews[] = [];

beforeAll(async () => {
  fresh = await freshDatabase();
  sql = postgres(fresh.url, { max: 1, onnotice: () => undefined });
});
beforeEach(() => {
  const open = () => connectDatabase({ url: fresh.url, connectionsMax: 10 });
  databases = [open(), open()];
  stores = [createOrderStore(databases[0], (one) => news.push(one)), createOrderStore(databases[1])];
  [store] = stores;
  sent = recordStatements(databases[0]);
  news.length = 0;
});
afterEach(async () => {
  for (const database of databases) await closeDatabase(database);
});
afterAll(async () => {
  await sql.end();
  await fresh.drop();
});

const times = <Made>(count: number, make: (place: number) => Made): Made[] =>
  Array.from({ length: count }, (_, place) => make(place));

async function insertOrders(count: number): Promise<readonly Order[]> {
  return Promise.all(times(count, () => insertOrder(store)));
}

/** The versions of the order, each with the type of its event. */
async function eventsOf({ id }: Pick<Order, 'id'>): Promise<readonly string[]> {
  const rows = await sql<{ version: number; type: string }[]>`
    select version, type from order_events where order_id = ${id} order by version`;
  return rows.map(({ version, type }) => `${version} ${type}`);
}

/** A lock that a transaction holds until it is opened: `statement` takes it. */
async function hold(statement: (transaction: postgres.TransactionSql) => Promise<unknown>) {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let released: Promise<unknown> = Promise.resolve();
  await new Promise<void>((resolve) => {
    released = sql.begin(async (transaction) => {
      await statement(transaction);
      resolve();
      await opened;
    });
  });
  return async () => {
    open();
    await released;
  };
}

/** Changes the order as a notification does that says it is paid. */
function pay(order: Order, by: OrderStore = store) {
  const inbox = aNotification({ partnerReferenceNo: order.partnerReferenceNo, contentHash: order.id });
  return by.change(order.id, learn(paid, { conclusion: 'PAID' }), { inbox, known: { order, refunds: [] } });
}

test('changes that come at once are written by a few statements, with all that belongs to each', async () => {
  const orders = await insertOrders(atOnce);
  sent.length = 0;
  const outcomes = await Promise.all(orders.map((order) => pay(order)));
  expect(sent.length).toBeLessThan(atOnce / 4);
  for (const [place, outcome] of outcomes.entries()) {
    const order = orders[place] ?? expect.unreachable('an outcome without an order');
    expect(await store.find({ id: order.id })).toEqual(changed(outcome));
    expect(await eventsOf(order)).toEqual(['1 CREATED', '2 PAID']);
    const [kept] = await sql`select disposition, order_version from inbox where order_id = ${order.id}`;
    expect(kept).toEqual({ disposition: 'APPLIED', order_version: 2 });
  }
  await createEventOutbox(databases[0]).assignPositions();
  const [placed] = await sql`
    select count(*)::integer as events, count(position)::integer as placed
    from order_events left join event_places using (number)`;
  expect(placed?.placed).toBe(placed?.events);
});

test('orders that are created at once are inserted by a few statements', async () => {
  const orders = await insertOrders(atOnce);
  expect(sent.length).toBeLessThan(atOnce / 4);
  for (const order of orders) expect(await store.find({ id: order.id })).toEqual(order);
});

test('one that violates a constraint is refused, and the changes of others are made', async () => {
  const orders = await insertOrders(atOnce);
  const outcomes = await Promise.allSettled(
    orders.map(({ id }, place) => store.change(id, force(place === 20 ? { paid: rupiah(99_999_900n) } : {}))),
  );
  expect(outcomes.flatMap(({ status }, place) => (status === 'rejected' ? [place] : []))).toEqual([20]);
  expect(outcomes[20]).toMatchObject({
    reason: { name: 'StatementRefused', constraint: expect.any(String) },
  });
  for (const { id } of orders.toSpliced(20, 1))
    expect(await store.find({ id })).toMatchObject({ version: 2 });
});

test('an order that somebody has locked delays nobody else’s change', async () => {
  const orders = await insertOrders(atOnce);
  // The first ones go alone.
  const locked = orders[20];
  const release = await hold(
    (transaction) => transaction`select from orders where id = ${locked?.id ?? ''} for update`,
  );
  let isLockedDone = false;
  const changes = orders.map(({ id }) => store.change(id, force({})));
  const waits = changes[20]?.finally(() => {
    isLockedDone = true;
  });
  await Promise.all(changes.toSpliced(20, 1));
  expect(isLockedDone).toBe(false);
  await release();
  await waits;
  expect(await store.find({ id: locked?.id ?? '' })).toMatchObject({ version: 2 });
});

test('the incident that a change resolves is told once, among others that resolve none', async () => {
  const orders = await insertOrders(atOnce);
  const [, , , , silent] = orders;
  const orderId = silent?.id ?? '';
  await store.recordIncident(anIncident({ kind: 'UNKNOWN_FOR_LONG', orderId }), minute(3));
  news.length = 0;
  await Promise.all(orders.map((order) => pay(order)));
  expect(news).toMatchObject([{ step: 'resolved', kind: 'UNKNOWN_FOR_LONG', orderId, reason: 'PAID' }]);
});

test('of orders under one reference, created at once by two processes, one exists', async () => {
  const references = times(atOnce, (place) => `shared-${place}`);
  const insertAll = (by: OrderStore, sequence: readonly string[]) =>
    Promise.all(
      sequence.map(async (partnerReferenceNo) => {
        const { order, event } = openNewOrder({ id: crypto.randomUUID(), partnerReferenceNo });
        return by.insert({ order, event, request: '{}', leasedUntil: minute(0) });
      }),
    );
  // Each reference takes a while, so that the groups meet.
  await sql`
    create function take_a_while() returns trigger language plpgsql
    as $$ begin perform pg_sleep(0.01); return new; end $$`;
  await sql`create trigger slow before insert on partner_references for each row execute function take_a_while()`;
  // Groups of opposite sequences, each of them twice: nobody waits for ever, nobody is refused.
  const outcomes = await Promise.all([
    insertAll(stores[0], [...references, ...references]),
    insertAll(stores[1], [...references.toReversed(), ...references]),
  ]);
  await sql`drop trigger slow on partner_references`;
  const kinds = outcomes.flat().map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'inserted')).toHaveLength(atOnce);
  expect(kinds.filter((kind) => kind === 'existing')).toHaveLength(3 * atOnce);
});

test('changes of the same orders by two processes are made one after the other, each once', async () => {
  const orders = await insertOrders(10);
  const changes = stores.flatMap((by) =>
    times(4, () =>
      orders.map(({ id }) =>
        by.change(id, (order, refunds) =>
          force({ contradictions: [...order.contradictions, crypto.randomUUID()] })(order, refunds),
        ),
      ),
    ).flat(),
  );
  for (const outcome of await Promise.all(changes)) changed(outcome);
  for (const { id } of orders) {
    const order = await store.find({ id });
    expect(order).toMatchObject({ version: 9 });
    expect(new Set(order?.contradictions).size).toBe(8);
    expect(await eventsOf({ id })).toHaveLength(9);
  }
});

test('messages that come at once are read by a few statements, and a repeated one among them is counted', async () => {
  const orders = await insertOrders(atOnce);
  await pay(orders[7] ?? expect.unreachable('no order'));
  sent.length = 0;
  const found = await Promise.all(
    orders.map(({ id, partnerReferenceNo }) => store.findNotified({ contentHash: id, partnerReferenceNo })),
  );
  expect(sent.length).toBeLessThan(atOnce / 4);
  expect(found.map(({ order }) => order?.id)).toEqual(orders.map(({ id }) => id));
  expect(found.flatMap(({ earlierEnd }, place) => (earlierEnd === null ? [] : [place]))).toEqual([7]);
  const [replays] = await sql`select replay_count from inbox where content_hash = ${orders[7]?.id ?? ''}`;
  expect(replays?.replay_count).toBe(1);
  sent.length = 0;
  const same = { contentHash: 'same', partnerReferenceNo: orders[0]?.partnerReferenceNo ?? null };
  for (const { order } of await Promise.all(times(atOnce, () => store.findNotified({ ...same }))))
    expect(order?.id).toBe(orders[0]?.id);
  expect(sent.length).toBeLessThan(atOnce / 4);
});

test('of a connection that breaks under a group nobody knows what was written, and those who come later are', async () => {
  // The reference of one new order is being taken: its group waits for the other transaction.
  const release = await hold(
    (transaction) => transaction`insert into partner_references (partner_reference_no) values ('taken')`,
  );
  const group = Promise.allSettled([
    ...times(8, () => insertOrder(store)),
    insertOrder(store, { partnerReferenceNo: 'taken' }),
  ]);
  const admin = postgres(fresh.url, { max: 1 });
  const find = () => admin<{ pid: number }[]>`
    select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  const [waiting] = await eventually(find, (rows) => rows.length > 0);
  await admin`select pg_terminate_backend(${waiting?.pid ?? 0})`;
  await admin.end();
  const outcomes = await group;
  await release();
  const broken = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(broken.length).toBeGreaterThan(1);
  for (const { reason } of broken)
    expect(reason).toMatchObject({ name: 'StoreUnavailable', isCertain: false });
  await insertOrders(atOnce);
});
