import postgres from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeEventsWithoutPlace } from '../../../src/store/events/events-without-place.ts';
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

/** Removes the place of one event, as a restore by hand may. */
async function losePlace(orderId: string, version: number): Promise<void> {
  const lost = await admin`
    delete from event_places using order_events event
    where event_places.number = event.number and order_id = ${orderId} and version = ${version}`;
  expect(lost.count).toBe(1);
}

async function eventsRead(): Promise<readonly string[]> {
  while (await stage.outbox.assignPositions());
  const { items } = await stage.store.pageEvents({ first: 20 });
  return items.map(({ item: { event } }) => `${event.orderId} ${event.version}`);
}

test('an event without a place is counted, gets one, and readers get it after all others', async () => {
  const withoutPlace = makeEventsWithoutPlace(stage.database);
  expect(await withoutPlace.count(1_000n)).toBe(0);
  expect(await withoutPlace.place()).toBe(0);
  const orderId = await stage.sell();
  await eventsRead();
  await losePlace(orderId, 2);
  expect(await eventsRead()).toEqual([`${orderId} 1`, `${orderId} 3`]);
  expect(await withoutPlace.count(1_000n)).toBe(1);
  expect(await withoutPlace.count(1n)).toBe(0);
  expect(await withoutPlace.place()).toBe(1);
  expect(await eventsRead()).toEqual([`${orderId} 1`, `${orderId} 3`, `${orderId} 2`]);
  expect([await withoutPlace.count(1_000n), await withoutPlace.place()]).toEqual([0, 0]);
});

test('events whose numbers lie far apart are found in every range, the first and the last too', async () => {
  const withoutPlace = makeEventsWithoutPlace(stage.database);
  const ids: string[] = [];
  for (const number of [1, 100_001, 450_000]) {
    await admin.unsafe(`alter table order_events alter number restart with ${number}`);
    ids.push(await stage.sell());
  }
  await losePlace(ids[0] ?? '', 1);
  await losePlace(ids[1] ?? '', 1);
  await losePlace(ids[2] ?? '', 3);
  expect(await withoutPlace.count(1_000_000n)).toBe(3);
  // The first lies outside: 450,002 less 450,000 is 2.
  expect(await withoutPlace.count(450_000n)).toBe(2);
  expect(await withoutPlace.place()).toBe(3);
  expect(await eventsRead()).toHaveLength(9);
});
