import { describe, expect, test } from 'vitest';
import { latestTimes } from '../../../src/use-cases/changes/schedule.ts';
import { minute } from '../orders.ts';
import { insertDue } from './leases.ts';
import { accepted, claimDue, insertOrder, inVain, learn } from './steps.ts';
import type { StoreUnderTest } from './store-under-test.ts';

/** Rows as they are after the clock was set back to minute 0. */
export function describeRecalledOrders(subject: () => StoreUnderTest): void {
  describe('a recall', () => {
    test('makes an order due that is due later than its own schedule allows', async () => {
      const { store } = subject();
      const confirming = await insertDue(store, minute(5));
      const pending = await insertDue(store, null);
      await store.change(pending, learn(accepted, { dueAt: minute(20) }));
      expect(await store.recall(latestTimes(minute(0)))).toBe(2);
      const claimed = await claimDue(store, minute(0), minute(1), 9);
      expect(claimed.map(({ order }) => order.id).sort()).toEqual([confirming, pending].sort());
    });

    test('leaves an order alone whose times its schedule allows', async () => {
      const { store } = subject();
      await insertDue(store, minute(1));
      const pending = await insertDue(store, null);
      await store.change(pending, learn(accepted, { dueAt: minute(10), reportNeededAfter: minute(10) }));
      await insertDue(store, null);
      expect(await store.recall(latestTimes(minute(0)))).toBe(0);
      expect(await claimDue(store, minute(0), minute(1), 9)).toEqual([]);
    });

    test('ends a lease that is longer than any', async () => {
      const { store } = subject();
      const { id } = await insertOrder(store);
      await store.release(id, minute(0), inVain(null));
      await store.lease(id, minute(60), minute(61));
      expect(await store.lease(id, minute(0), minute(1))).toBeNull();
      expect(await store.recall(latestTimes(minute(0)))).toBe(1);
      expect(await store.lease(id, minute(0), minute(1))).not.toBeNull();
    });

    test('brings a needed report forward, but never before the last call may have arrived', async () => {
      const { store } = subject();
      const id = await insertDue(store, null);
      await store.change(id, learn(accepted, { dueAt: minute(70), reportNeededAfter: minute(70) }));
      const latest = latestTimes(minute(0));
      await store.recall(latest);
      expect(await claimDue(store, minute(0), minute(1), 9)).toMatchObject([
        { reportNeededAfter: latest.reportNeededAfter },
      ]);
    });
  });

  describe('times that a clock which was set back left in the future', () => {
    test('do not forbid a fresh query', async () => {
      const { store } = subject();
      const { id } = await insertOrder(store);
      expect(await store.mayQueryNow(id, minute(60), 5_000)).toBe(true);
      expect(await store.mayQueryNow(id, minute(0), 5_000)).toBe(true);
      expect(await store.mayQueryNow(id, minute(0), 5_000)).toBe(false);
    });

    test('are not the first decline of an operation', async () => {
      const { store } = subject();
      await store.firstDecline('before the clock was set back', minute(60));
      expect(await store.firstDecline('before the clock was set back', minute(0))).toEqual(minute(0));
      expect(await store.firstDecline('before the clock was set back', minute(1))).toEqual(minute(0));
    });
  });
}
