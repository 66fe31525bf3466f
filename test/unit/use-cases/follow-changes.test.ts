import { setImmediate as aTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { makeChangeFollower } from '../../../src/use-cases/orders/follow-changes.ts';
import type { ChangeLog } from '../../../src/use-cases/ports/order-feed.ts';
import { StoreUnavailable } from '../../../src/use-cases/ports/store-unavailable.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { silentFailures } from '../../support/silent-failures.ts';
import { silentLog } from '../../support/silent-log.ts';

const sweepMs = 2_000;
const readMax = 1_000;
const behindMax = 10_000;

/** A follower of a log that the test writes: one version of one order at each position. */
async function openFollower(firstPosition: number) {
  const clock = manualClock();
  let last = firstPosition;
  let isDown = false;
  const woken: string[] = [];
  let wokenAllCount = 0;
  let readsCount = 0;
  const store: ChangeLog = {
    async changesAfter(position, limit) {
      readsCount++;
      if (isDown) throw new StoreUnavailable('down', { isCertain: true });
      const count = Math.max(0, Math.min(limit, last - position));
      const changes = Array.from({ length: count }, (_, index) => {
        return { orderId: `order-${position + index + 1}`, version: 2, position: position + index + 1 };
      });
      return { changes, lastPosition: last };
    },
  };
  const feed = {
    wakeUnlessAnnounced: (orderId: string, version: number) => void woken.push(`${orderId}@${version}`),
    wakeAll: () => void wokenAllCount++,
  };
  const follower = makeChangeFollower({ store, feed, clock, log: silentLog, failures: silentFailures });
  async function pass(ms: number): Promise<void> {
    clock.advance(ms);
    await aTurn();
  }
  follower.start();
  await aTurn();
  return {
    woken,
    wokenAllCount: () => wokenAllCount,
    readsCount: () => readsCount,
    pass,
    record: (count: number) => {
      last += count;
    },
    setDown: (value: boolean) => {
      isDown = value;
    },
    setBack: (position: number) => {
      last = position;
    },
  };
}

test('a follower begins at the last change, and wakes everybody who began to watch before it knew which', async () => {
  const { woken, wokenAllCount, pass } = await openFollower(70);
  await pass(sweepMs);
  expect([woken, wokenAllCount()]).toEqual([[], 1]);
});

test('changes that nobody announced are found at the next sweep, each once', async () => {
  const { woken, record, pass } = await openFollower(70);
  record(2);
  await pass(sweepMs);
  await pass(sweepMs);
  expect(woken).toEqual(['order-71@2', 'order-72@2']);
});

test('a follower that the database did not answer misses nothing', async () => {
  const { woken, record, setDown, pass } = await openFollower(0);
  setDown(true);
  record(1);
  await pass(sweepMs);
  expect(woken).toEqual([]);
  setDown(false);
  await pass(sweepMs);
  expect(woken).toEqual(['order-1@2']);
});

test('many changes are read in bounded pieces', async () => {
  const { woken, record, readsCount, pass } = await openFollower(0);
  record(2 * readMax + 1);
  await pass(sweepMs);
  expect([woken.length, new Set(woken).size, readsCount()]).toEqual([2 * readMax + 1, 2 * readMax + 1, 4]);
});

test('a follower that is far behind wakes everybody instead of reading on', async () => {
  const { woken, wokenAllCount, record, pass } = await openFollower(0);
  record(behindMax + 1);
  await pass(sweepMs);
  expect([woken, wokenAllCount()]).toEqual([[], 2]);
  record(1);
  await pass(sweepMs);
  expect(woken).toEqual([`order-${behindMax + 2}@2`]);
});

test('a database that was set back to a backup wakes everybody, and is followed from there', async () => {
  const { woken, wokenAllCount, setBack, record, pass } = await openFollower(50);
  setBack(20);
  await pass(sweepMs);
  expect(wokenAllCount()).toBe(2);
  record(1);
  await pass(sweepMs);
  expect(woken).toEqual(['order-21@2']);
});
