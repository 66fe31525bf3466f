import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type DatabaseClock, followDatabaseClock } from '../../../src/gateway/database-clock.ts';
import { systemClock } from '../../../src/runtime/clock.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { makeReadDatabaseTime } from '../../../src/store/postgres/database-time.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { patienceMs } from '../../support/eventually.ts';
import { silentFailures } from '../../support/silent-failures.ts';

const minute = 60_000;
let fresh: FreshDatabase;
let database: Database;
let followers: DatabaseClock[];
let lines: Record<string, unknown>[];

beforeEach(async () => {
  fresh = await freshDatabase();
  database = connectDatabase({ url: fresh.url, connectionsMax: 1 });
  followers = [];
  lines = [];
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const follower of followers) await follower.stop();
  await closeDatabase(database);
  await fresh.drop();
});

const realNow = Date.now.bind(Date);
/** Sets this machine's clock. */
function setMachineClock(byMs: number): void {
  vi.spyOn(Date, 'now').mockImplementation(() => realNow() + byMs);
}

/** A process that starts on a machine whose clock is wrong by this much. */
async function startProcess(byMs: number) {
  setMachineClock(byMs);
  const clock = systemClock();
  const tell = (event: string, fields: object = {}) => void lines.push({ event, ...fields });
  const log = { debug: tell, info: tell, warn: tell, error: tell };
  const follower = await followDatabaseClock({
    readDatabaseTime: makeReadDatabaseTime(database),
    clock,
    log,
    failures: silentFailures,
  });
  followers.push(follower);
  return { clock, follower };
}

test('processes whose machines differ by two minutes have one time of day, the database’s', async () => {
  const ahead = await startProcess(minute);
  expect(Math.round(ahead.follower.machineAheadMs() / minute)).toBe(1);
  const behind = await startProcess(-minute);
  const readDatabaseTime = makeReadDatabaseTime(database);
  const before = (await readDatabaseTime()).getTime();
  const nows = [ahead.clock.now().getTime(), behind.clock.now().getTime()];
  const after = (await readDatabaseTime()).getTime();
  for (const now of nows) {
    expect(now).toBeGreaterThan(before - minute);
    expect(now).toBeLessThan(after + minute);
  }
  expect(Math.round(behind.follower.machineAheadMs() / minute)).toBe(-1);
  expect(lines.slice(0, 2)).toMatchObject([{ event: 'clock.deviated' }, { event: 'clock.deviated' }]);
});

test('a machine whose clock is set is noticed within seconds, and the time of day stays right', async () => {
  const { clock, follower } = await startProcess(0);
  expect(lines).toEqual([]);
  setMachineClock(-60 * minute);
  await vi.waitFor(() => expect(lines).toHaveLength(1), patienceMs);
  expect(lines[0]).toMatchObject({ event: 'clock.deviated' });
  expect(Math.round(follower.machineAheadMs() / minute)).toBe(-60);
  expect(Math.abs(clock.now().getTime() - realNow())).toBeLessThan(1_000);
  setMachineClock(0);
  await vi.waitFor(() => expect(lines).toHaveLength(2), patienceMs);
  expect(lines[1]).toMatchObject({ event: 'clock.corrected' });
});
