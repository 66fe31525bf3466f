import postgres from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEventOutbox } from '../../../src/store/events/event-outbox.ts';
import { sweepEveryMs } from '../../../src/store/events/placed-floor.ts';
import { insertEventsByHand } from '../../support/events-by-hand.ts';
import { insertOrder } from '../../support/order-store-contract/steps.ts';
import { openReader } from './event-reader.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let admin: postgres.Sql;

beforeEach(async () => {
  stage = await openStage();
  admin = postgres(stage.url, { max: 2, fetch_types: false, onnotice: () => undefined });
});

afterEach(async () => {
  await admin.end();
  await stage.close();
});

test('however late a change is committed, later changes of its order come after it', async () => {
  const { store } = stage;
  let nowMs = 0;
  const outbox = createEventOutbox(stage.database, undefined, () => nowMs);
  const placeForMinutes = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute += 1) {
      await insertOrder(store);
      await outbox.assignPositions();
      nowMs += sweepEveryMs / 2;
      await insertOrder(store);
      await outbox.assignPositions();
      nowMs += sweepEveryMs / 2;
    }
  };
  const late = await insertOrder(store);
  await placeForMinutes(4);
  await admin.begin(async (slow) => {
    await insertEventsByHand(slow, late.id, 2, 1);
    // As while a standby is away that commits wait for.
    await placeForMinutes(4);
    // A sweep, so that the next placing is none.
    await outbox.assignPositions();
  });
  await insertEventsByHand(admin, late.id, 3, 1);
  await outbox.assignPositions();
  const reader = openReader(store, 50);
  await reader.readOn();
  const versions = reader.seen.filter((name) => name.startsWith(late.id));
  expect(versions).toEqual([1, 2, 3].map((version) => `${late.id}@${version}`));
});

test('an event that somebody writes by hand, with an old number, gets its position within a minute', async () => {
  const { store } = stage;
  let nowMs = 0;
  const outbox = createEventOutbox(stage.database, undefined, () => nowMs);
  const { id } = await insertOrder(store);
  for (let minute = 0; minute < 4; minute += 1) {
    await insertOrder(store);
    await outbox.assignPositions();
    nowMs += sweepEveryMs;
  }
  await outbox.assignPositions();
  await admin`update event_places set position = null where number = (select min(number) from event_places)`;
  nowMs += sweepEveryMs;
  await outbox.assignPositions();
  const reader = openReader(store, 50);
  await reader.readOn();
  expect(reader.seen.at(-1)).toBe(`${id}@1`);
});
