import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import { StoreUnavailable } from '../../../src/use-cases/ports/store-unavailable.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { freePorts } from '../../support/free-ports.ts';
import { accepted, changed, force, insertOrder, learn } from '../../support/order-store-contract/steps.ts';
import { anOrder } from '../../support/orders.ts';
import { startTcpRelay } from '../../support/tcp-relay.ts';

let fresh: FreshDatabase;
let database: Database;
let store: OrderStore;
let admin: postgres.Sql;

beforeEach(async () => {
  fresh = await freshDatabase();
  database = connectDatabase({ url: fresh.url, connectionsMax: 10 });
  store = createOrderStore(database);
  admin = postgres(fresh.url, { max: 2, onnotice: () => undefined });
});

afterEach(async () => {
  await admin.end();
  await closeDatabase(database);
  await fresh.drop();
});

/** Ends every connection of the pool, as a restart of Postgres or an operator does. */
function endConnections(): Promise<unknown> {
  return admin`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'gapura' and datname = current_database()`;
}

async function waitingForLock(count: number): Promise<void> {
  await eventually(
    () => admin`
      select from pg_stat_activity
      where application_name = 'gapura' and datname = current_database() and wait_event_type = 'Lock'`,
    (waiting) => waiting.length >= count,
  );
}

async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

test('connections that break under load lose nothing that was acknowledged, and the pool recovers', async () => {
  const orders = await Promise.all(Array.from({ length: 30 }, () => insertOrder(store)));
  const acknowledged = new Map<string, number>();
  const failures: unknown[] = [];
  /** Orders that changed since the connections were last broken. */
  const busy = new Set<string>();
  let isOver = false;

  async function keepChanging(id: string): Promise<void> {
    while (!isOver) {
      try {
        const order = changed(await store.change(id, force({})));
        acknowledged.set(id, order.version);
        busy.add(id);
      } catch (error) {
        failures.push(error);
      }
    }
  }
  const changing = orders.map(({ id }) => keepChanging(id));
  for (let round = 0; round < 10; round++) {
    await endConnections();
    busy.clear();
    await eventually(
      async () => busy.size,
      (count) => count >= 10,
    );
  }
  isOver = true;
  await Promise.all(changing);

  expect(failures.length).toBeGreaterThan(0);
  expect(failures.filter((error) => !(error instanceof StoreUnavailable))).toEqual([]);
  // No statement waited for a connection that never came: no slot of the pool was left stuck.
  expect(failures.filter((error) => String(error).includes('CONNECT_TIMEOUT'))).toEqual([]);
  for (const [id, version] of acknowledged) {
    const [row] = await admin`select version from orders where id = ${id}`;
    const events = await admin`select version from order_events where order_id = ${id} order by version`;
    expect(row?.version).toBeGreaterThanOrEqual(version);
    expect(events.map((event) => event.version)).toEqual(
      Array.from({ length: row?.version }, (_, i) => i + 1),
    );
  }
});

test('nothing fails after an outage because of it', async () => {
  const orders = await Promise.all(Array.from({ length: 10 }, () => insertOrder(store)));
  await admin.begin(async (holder) => {
    await holder`select from orders for update`;
    const changes = orders.map(({ id }) => failure(store.change(id, force({}))));
    await waitingForLock(10);
    await endConnections();
    for (const error of await Promise.all(changes)) expect(error).toMatchObject({ isCertain: false });
  });
  // One statement after the other, and then many at once, in every slot of the pool.
  for (const { id } of orders) changed(await store.change(id, force({})));
  await Promise.all(orders.map(async ({ id }) => changed(await store.change(id, force({})))));
});

test('a connection that broke in the middle of an answer does not damage the next answer', async () => {
  const orders = await Promise.all(Array.from({ length: 100 }, () => insertOrder(store)));
  const { hostname, port } = new URL(fresh.url);
  const relay = await startTcpRelay({ host: hostname, port: Number(port) });
  const url = new URL(fresh.url);
  url.port = String(relay.port);
  const single = connectDatabase({ url: url.href, connectionsMax: 1 });
  const narrow = createOrderStore(single);
  const ids = orders.map(({ id }) => id);
  // Before anything breaks: each connection prepares the statement once.
  expect(await narrow.findMany(ids)).toHaveLength(100);
  relay.cutAfter(20_000);
  expect(await failure(narrow.findMany(ids))).toMatchObject({ name: 'StoreUnavailable', isCertain: false });
  for (const { id } of orders.slice(0, 3)) expect(await narrow.find({ id })).toMatchObject({ id });
  relay.cutAfter(20_000);
  expect(await failure(narrow.findMany(ids))).toMatchObject({ name: 'StoreUnavailable' });
  expect(await narrow.findMany(ids)).toHaveLength(100);
  await closeDatabase(single);
  await relay.close();
});

describe('the store is unavailable', () => {
  test('and the outcome is uncertain if the connection broke during a statement', async () => {
    const { id } = await insertOrder(store);
    await admin.begin(async (holder) => {
      await holder`select from orders where id = ${id} for update`;
      const change = failure(store.change(id, learn(accepted)));
      await waitingForLock(1);
      await endConnections();
      expect(await change).toMatchObject({ name: 'StoreUnavailable', isCertain: false });
    });
    expect((await store.find({ id }))?.version).toBe(1);
  });

  test('and nothing was recorded if the database is read-only', async () => {
    const { id } = await insertOrder(store);
    const [{ name }] = (await admin`select current_database() as name`) as unknown as [{ name: string }];
    await admin.unsafe(`alter database ${name} set default_transaction_read_only = on`);
    await endConnections();
    await failure(store.nextDueAt());
    expect(await failure(store.change(id, learn(accepted)))).toMatchObject({ isCertain: true });
    expect(await store.find({ id })).toMatchObject({ version: 1 });
  });

  test('and nothing was recorded if a statement took too long', async () => {
    const { id } = await insertOrder(store);
    const url = new URL(fresh.url);
    url.searchParams.set('statement_timeout', '50');
    const impatient = connectDatabase({ url: url.href, connectionsMax: 1 });
    await admin.begin(async (holder) => {
      await holder`select from orders where id = ${id} for update`;
      const error = await failure(createOrderStore(impatient).change(id, learn(accepted)));
      expect(error).toMatchObject({ name: 'StoreUnavailable', isCertain: true });
    });
    expect((await store.find({ id }))?.version).toBe(1);
    await closeDatabase(impatient);
  });

  test('and nothing was sent if no server listens, or if the pool was closed', async () => {
    const url = new URL(fresh.url);
    url.host = `127.0.0.1:${String(await freePorts(1))}`;
    const nowhere = connectDatabase({ url: url.href, connectionsMax: 1 });
    expect(await failure(createOrderStore(nowhere).nextDueAt())).toMatchObject({ isCertain: true });
    await closeDatabase(nowhere);
    expect(await failure(createOrderStore(nowhere).nextDueAt())).toMatchObject({ isCertain: true });
  });

  test('and nothing was recorded if there are too many connections', async () => {
    const role = `crowded_${randomBytes(4).toString('hex')}`;
    await admin.unsafe(`create role ${role} login password 'crowded' connection limit 0`);
    const url = new URL(fresh.url);
    url.username = role;
    url.password = 'crowded';
    const crowded = connectDatabase({ url: url.href, connectionsMax: 1 });
    const error = await failure(createOrderStore(crowded).nextDueAt());
    await closeDatabase(crowded);
    await admin.unsafe(`drop role ${role}`);
    expect(error).toMatchObject({ isCertain: true, message: expect.stringContaining('53300') });
  });
});

test('no error contains what a payer, a merchant or DANA wrote', async () => {
  const secret = 'canary-8059';
  const { id } = await insertOrder(store, { title: secret, partnerReferenceNo: secret });
  const tooMuch = { referenceNo: secret, paid: rupiah(anOrder().amount + 1n) };
  const refused = await failure(store.change(id, force(tooMuch)));
  expect(refused).toMatchObject({
    name: 'StatementRefused',
    constraint: 'orders_paid_is_within_amount',
    code: '23514',
  });
  const duplicate = await failure(
    insertOrder(store, { id, title: secret, partnerReferenceNo: `${secret}-2` }),
  );
  expect(duplicate).toMatchObject({ name: 'StatementRefused', constraint: 'orders_pkey', code: '23505' });
  for (const error of [refused, duplicate]) {
    const shown = JSON.stringify(error, Object.getOwnPropertyNames(error));
    expect(shown).not.toContain(secret);
    expect((error as Error).cause).toBeUndefined();
  }
});

test('characters that Postgres cannot store do not prevent the recording of a payment', async () => {
  const { id } = await insertOrder(store);
  const odd = 'DANA\0 says \ud800';
  await store.change(
    id,
    learn({ type: 'ACCEPTED', referenceNo: odd, instruction: { kind: 'QRIS', content: odd } }),
  );
  const kept = 'DANA\ufffd says \ufffd';
  expect(await store.find({ id })).toMatchObject({ referenceNo: kept, instruction: { content: kept } });
  const { items } = await store.pageTimeline(id, { last: 1 });
  expect(items[0]?.item.fact).toMatchObject({ referenceNo: kept });
  expect((await store.find({ referenceNo: odd }))?.id).toBe(id);
});
