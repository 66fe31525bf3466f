import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { createEventOutbox } from '../../../src/store/events/event-outbox.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import type { Page, PageRequest } from '../../../src/use-cases/ports/pages.ts';
import { createDice, type Dice } from '../../simulation/world/dice.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import {
  accepted,
  anIncident,
  aRefund,
  insertOrder,
  learn,
  paid,
  requestRefund,
} from '../../support/order-store-contract/steps.ts';
import { minute } from '../../support/orders.ts';
import { isLong, testSeed } from '../../support/sample.ts';

const histories = isLong ? 60 : 3;
const tables = ['orders', 'partner_references', 'refunds', 'order_events', 'event_places', 'incidents'];

let fresh: FreshDatabase;
let database: Database;
let admin: postgres.Sql;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = connectDatabase({ url: fresh.url, connectionsMax: 4 });
  admin = postgres(fresh.url, { max: 1, fetch_types: false, onnotice: () => undefined });
});

afterAll(async () => {
  await admin.end();
  await closeDatabase(database);
  await fresh.drop();
});

async function backUp(): Promise<void> {
  for (const table of tables) {
    await admin.unsafe(
      `drop table if exists backup_${table}; create table backup_${table} as table ${table}`,
    );
  }
}

/** With the sequences as they were: numbers are given out again, as a restored database does. */
async function restore(): Promise<void> {
  await admin.unsafe(`truncate ${tables.join(', ')} restart identity cascade`);
  for (const table of tables) {
    await admin.unsafe(`insert into ${table} overriding system value table backup_${table}`);
  }
  await admin.unsafe(
    `select setval(pg_get_serial_sequence('order_events', 'number'), (select coalesce(max(number), 0) + 1 from order_events), false)`,
  );
}

/** A few orders, their events and incidents; most of the steps are about orders that are there already. */
function openHistory(dice: Dice) {
  const store = createOrderStore(database);
  const { assignPositions } = createEventOutbox(database);
  let instant = 0;

  async function orderIds(): Promise<string[]> {
    return (await store.pageOrders({}, { first: 100 })).items.map(({ item }) => item.id);
  }

  async function live(steps: number): Promise<void> {
    for (let step = 0; step < steps; step++) {
      instant += 1;
      const [first, ...others] = await orderIds();
      const isNew = first === undefined || dice.hits(0.25);
      const id = isNew
        ? (await insertOrder(store, { createdAt: minute(instant) })).id
        : dice.pick([first, ...others]);
      const refund = aRefund(id, { amount: rupiah(100n) });
      const decide = dice.pick([learn(accepted), learn(paid), requestRefund(refund)]);
      await store.change(id, decide);
      if (dice.hits(0.3)) await store.recordIncident(anIncident({ orderId: id }), minute(instant));
      await assignPositions();
    }
  }

  return { store, live, orderIds };
}

async function readOn<Item>(
  after: string | undefined,
  read: (request: PageRequest) => Promise<Page<Item>>,
): Promise<Item[]> {
  const page = await read({ first: 100, ...(after === undefined ? {} : { after }) });
  const items = page.items.map(({ item }) => item);
  return page.hasNextPage ? [...items, ...(await readOn(page.items.at(-1)?.cursor, read))] : items;
}

const seeds = Array.from({ length: histories }, (_, index) => testSeed * 1_000 + index);
test.each(seeds)(
  'history %i: after a restore no old cursor hides an event, and no old id is another’s',
  async (seed) => {
    await admin.unsafe(`truncate ${tables.join(', ')} restart identity cascade`);
    const dice = createDice(seed, 'restore');
    const { store, live, orderIds } = openHistory(dice);
    await live(dice.between(3, 12));
    await backUp();
    await live(dice.between(1, 12));

    const cursorsOf = async <Item>(read: (request: PageRequest) => Promise<Page<Item>>) =>
      (await read({ first: 100 })).items.map(({ cursor }) => cursor);
    const known = await orderIds();
    const eventCursors = await cursorsOf(store.pageEvents);
    const timelines = new Map<string, string[]>();
    for (const id of known) timelines.set(id, await cursorsOf((request) => store.pageTimeline(id, request)));
    const readBefore = new Set((await readOn(undefined, store.pageEvents)).map(({ event }) => event.id));
    const incidentsBefore = (await store.pageIncidents({}, { first: 100 })).items.map(({ item }) => item);

    await restore();
    await live(dice.between(1, 15));

    const everything = (await readOn(undefined, store.pageEvents)).map(({ event }) => event);
    const recordedSince = everything.filter(({ id }) => !readBefore.has(id));
    for (const cursor of eventCursors) {
      const seen = new Set((await readOn(cursor, store.pageEvents)).map(({ event }) => event.id));
      expect(recordedSince.filter(({ id }) => !seen.has(id))).toEqual([]);
    }
    for (const [orderId, cursors] of timelines) {
      const since = recordedSince.filter((event) => event.orderId === orderId);
      for (const cursor of cursors) {
        const page = await readOn(cursor, (request) => store.pageTimeline(orderId, request));
        const seen = new Set(page.map(({ id }) => id));
        expect(since.filter(({ id }) => !seen.has(id))).toEqual([]);
      }
    }
    for (const incident of incidentsBefore) {
      const found = await store.findIncident(incident.id);
      if (found !== null) expect(found.dedupeKey).toBe(incident.dedupeKey);
    }
  },
);
