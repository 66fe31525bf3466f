import { describe, expect, test } from 'vitest';
import { minute } from '../orders.ts';
import { insertDue } from './leases.ts';
import { accepted, claimDue, inVain, learn, paid } from './steps.ts';
import type { StoreUnderTest } from './store-under-test.ts';

/** The reports that are needed from DANA: when their queries are due, and when they no longer are. */
export function describeNeededReports(subject: () => StoreUnderTest): void {
  describe('a report that is needed', () => {
    const owed = (dueAt: Date, reportNeededAfter = dueAt) => ({ dueAt, reportNeededAfter });

    test('becomes due at its time, unless the order is due sooner, and the lease says from when it counts', async () => {
      const { store } = subject();
      const id = await insertDue(store, null);
      await store.requireReport(id, owed(minute(5), minute(6)));
      await store.requireReport(id, owed(minute(9)));
      await store.requireReport(id, owed(minute(7), minute(8)));
      expect(await store.nextDueAt()).toEqual(minute(5));
      expect(await claimDue(store, minute(5), minute(6), 1)).toMatchObject([
        { reportNeededAfter: minute(9) },
      ]);
    });

    test('stays needed if DANA gave none, or one too early, and is no longer needed once DANA gave one', async () => {
      const { store } = subject();
      const id = await insertDue(store, null);
      const reportNeededAfter = minute(4);
      await store.requireReport(id, owed(minute(1), reportNeededAfter));
      await store.lease(id, minute(1), minute(2));
      await store.release(id, minute(2), inVain(minute(3), { reportNeededAfter }));
      expect(await claimDue(store, minute(3), minute(4), 1)).toMatchObject([{ reportNeededAfter }]);
      await store.release(
        id,
        minute(4),
        inVain(minute(4), { reportNeededAfter, reportQueriedAt: minute(3) }),
      );
      expect(await claimDue(store, minute(4), minute(5), 1)).toMatchObject([{ reportNeededAfter }]);
      await store.release(id, minute(5), inVain(null, { reportNeededAfter, reportQueriedAt: minute(4) }));
      expect(await store.nextDueAt()).toBeNull();
      expect(await store.lease(id, minute(5), minute(6))).toMatchObject({ reportNeededAfter: null });
    });

    test('and becomes needed during a lease is not satisfied by the report of that lease', async () => {
      const { store } = subject();
      const id = await insertDue(store, null);
      await store.requireReport(id, owed(minute(1)));
      await store.lease(id, minute(1), minute(9));
      await store.requireReport(id, owed(minute(2)));
      const end = { reportNeededAfter: minute(1), reportQueriedAt: minute(1) };
      await store.release(id, minute(9), inVain(null, end));
      expect(await claimDue(store, minute(2), minute(9), 1)).toMatchObject([
        { reportNeededAfter: minute(2) },
      ]);
    });

    test('is neither forgotten nor postponed by a change that needs none', async () => {
      const { store } = subject();
      const id = await insertDue(store, null);
      await store.requireReport(id, owed(minute(1)));
      await store.change(id, learn(accepted, { dueAt: null }));
      await store.change(id, learn(paid, { dueAt: minute(8) }));
      expect(await claimDue(store, minute(1), minute(9), 1)).toMatchObject([
        { reportNeededAfter: minute(1) },
      ]);
    });

    test('comes with a change, and becomes due earlier if it was due later', async () => {
      const { store } = subject();
      const id = await insertDue(store, null);
      await store.change(id, learn(accepted, owed(minute(8))));
      await store.change(id, learn(paid, { dueAt: minute(5) }));
      expect(await store.nextDueAt()).toEqual(minute(5));
      expect(await claimDue(store, minute(5), minute(9), 1)).toMatchObject([
        { reportNeededAfter: minute(8) },
      ]);
    });
  });
}
