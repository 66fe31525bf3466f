import { describe, expect, test } from 'vitest';
import { minute } from '../orders.ts';
import { accepted, insertOrder, learn, paid } from './steps.ts';
import type { StoreUnderTest } from './store-under-test.ts';

/** When DANA is queried about orders that were paid. */
export function describeLateQueries(subject: () => StoreUnderTest): void {
  describe('late queries', () => {
    /** An order whose payment planned a late query. */
    async function aPlannedOrder(lateQueryAt: Date) {
      const { store } = subject();
      const { id } = await insertOrder(store);
      await store.change(id, learn(paid, { lateQueryAt, dueAt: null }));
      return id;
    }

    test('are planned by the change that records the payment, and by no later one', async () => {
      const { store } = subject();
      expect(await store.nextLateQueryAt()).toBeNull();
      const id = await aPlannedOrder(minute(60));
      await store.change(id, learn({ type: 'FROZEN' }));
      expect(await store.nextLateQueryAt()).toEqual(minute(60));
      expect(await store.nextDueAt()).toBeNull();
    });

    test('are claimed once, the longest due first, and come back when the claim runs out', async () => {
      const { store } = subject();
      const second = await aPlannedOrder(minute(61));
      const first = await aPlannedOrder(minute(60));
      await insertOrder(store);
      expect(await store.claimLateQueries(minute(59), minute(70), 10)).toEqual([]);
      expect(await store.claimLateQueries(minute(62), minute(70), 1)).toEqual([first]);
      expect(await store.claimLateQueries(minute(62), minute(71), 10)).toEqual([second]);
      expect(await store.claimLateQueries(minute(69), minute(80), 10)).toEqual([]);
      expect(await store.nextLateQueryAt()).toEqual(minute(70));
      expect(await store.claimLateQueries(minute(71), minute(80), 10)).toHaveLength(2);
    });

    test('are planned anew only by the process that holds the claim', async () => {
      const { store } = subject();
      const id = await aPlannedOrder(minute(60));
      await store.claimLateQueries(minute(60), minute(61), 1);
      await store.claimLateQueries(minute(61), minute(62), 1);
      await store.planLateQuery(id, minute(61), null);
      expect(await store.nextLateQueryAt()).toEqual(minute(62));
      await store.planLateQuery(id, minute(62), minute(90));
      expect(await store.nextLateQueryAt()).toEqual(minute(90));
      await store.claimLateQueries(minute(90), minute(91), 1);
      await store.planLateQuery(id, minute(91), null);
      expect(await store.nextLateQueryAt()).toBeNull();
    });

    test('are claimed while recovery holds the order, and never make it due', async () => {
      const { store } = subject();
      const { id } = await insertOrder(store);
      await store.change(id, learn(accepted, { dueAt: minute(5) }));
      await store.change(id, learn(paid, { lateQueryAt: minute(60), dueAt: minute(60) }));
      await store.claimDue(minute(60), minute(70), 1);
      expect(await store.claimLateQueries(minute(60), minute(61), 1)).toEqual([id]);
      await store.planLateQuery(id, minute(61), null);
      expect(await store.nextDueAt()).toEqual(minute(70));
    });
  });
}
