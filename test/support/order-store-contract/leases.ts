import { describe, expect, test } from 'vitest';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import { birth, minute } from '../orders.ts';
import { accepted, claimDue, insertOrder, inVain, learn } from './steps.ts';
import type { StoreUnderTest } from './store-under-test.ts';

/** Inserts an order without a lease, due at that time (null: never). */
export async function insertDue(store: OrderStore, dueAt: Date | null): Promise<string> {
  const { id } = await insertOrder(store);
  await store.release(id, minute(0), inVain(dueAt));
  return id;
}

export function describeLeases(subject: () => StoreUnderTest): void {
  describe('a claim', () => {
    test('leases the orders that are due, the longest due first, up to its limit', async () => {
      const { store } = subject();
      const second = await insertDue(store, minute(2));
      await insertDue(store, minute(3));
      const first = await insertDue(store, minute(1));
      await insertDue(store, minute(60));
      await insertDue(store, null);
      const claimed = await claimDue(store, minute(5), minute(6), 2);
      expect(claimed.map(({ order }) => order.id)).toEqual([first, second]);
      expect(claimed.map(({ leasedUntil }) => leasedUntil)).toEqual([minute(6), minute(6)]);
      expect(claimed[0]?.order).toEqual(await store.find({ id: first }));
      expect(await claimDue(store, minute(5), minute(6), 9)).toHaveLength(1);
    });

    test('skips a leased order until its lease ends', async () => {
      const { store } = subject();
      const id = await insertDue(store, minute(1));
      await claimDue(store, minute(1), minute(2), 1);
      expect(await claimDue(store, new Date(minute(2).getTime() - 1), minute(9), 1)).toEqual([]);
      const claimed = await claimDue(store, minute(2), minute(9), 1);
      expect(claimed.map(({ order }) => order.id)).toEqual([id]);
    });

    test('never leases what a concurrent claim leases', async () => {
      const { store } = subject();
      await Promise.all(Array.from({ length: 40 }, () => insertDue(store, minute(1))));
      const claims = await Promise.all(
        Array.from({ length: 12 }, () => claimDue(store, minute(2), minute(3), 5)),
      );
      const taken = claims.flat().map(({ order }) => order.id);
      expect(new Set(taken).size).toBe(taken.length);
      const rest = await claimDue(store, minute(2), minute(3), 100);
      expect(taken.length + rest.length).toBe(40);
    });
  });

  describe('a lease on one order', () => {
    test('is given to one process, even if the order is not due', async () => {
      const { store } = subject();
      const id = await insertDue(store, null);
      const leases = await Promise.all(
        Array.from({ length: 10 }, () => store.lease(id, minute(1), minute(2))),
      );
      const given = leases.filter((lease) => lease !== null);
      const order = await store.find({ id });
      expect(given).toEqual([{ order, attemptCount: 1, reportNeededAfter: null, leasedUntil: minute(2) }]);
      expect(await store.lease(id, minute(2), minute(3))).not.toBeNull();
    });

    test('that is released can be had again', async () => {
      const { store } = subject();
      const id = await insertDue(store, minute(1));
      await store.lease(id, minute(1), minute(9));
      await store.release(id, minute(9));
      expect(await claimDue(store, minute(1), minute(9), 1)).toMatchObject([{ attemptCount: 1 }]);
    });

    test('that brought no report counts the attempt and says when to query again', async () => {
      const { store } = subject();
      const id = await insertDue(store, minute(1));
      await store.lease(id, minute(1), minute(2));
      await store.release(id, minute(2), inVain(minute(4)));
      expect(await claimDue(store, minute(3), minute(9), 1)).toEqual([]);
      expect(await claimDue(store, minute(4), minute(9), 1)).toMatchObject([{ attemptCount: 2 }]);
      await store.release(id, minute(9), inVain(null));
      expect(await store.nextDueAt()).toBeNull();
    });

    test('that ends after a change of the order keeps the schedule of the change', async () => {
      const { store } = subject();
      const id = await insertDue(store, minute(1));
      await store.lease(id, minute(1), minute(9));
      await store.change(id, learn(accepted, { dueAt: minute(2) }));
      await store.release(id, minute(9), inVain(minute(8)));
      expect(await claimDue(store, minute(2), minute(9), 1)).toMatchObject([{ attemptCount: 0 }]);
    });
  });

  describe('a lease that another process holds by now', () => {
    test('is not released by its former holder', async () => {
      const { store } = subject();
      const id = await insertDue(store, minute(1));
      await store.lease(id, minute(1), minute(2));
      await store.lease(id, minute(2), minute(3));
      await store.release(id, minute(2), inVain(minute(9)));
      expect(await store.lease(id, minute(2), minute(4))).toBeNull();
      expect(await claimDue(store, minute(3), minute(4), 1)).toMatchObject([{ attemptCount: 1 }]);
    });

    test('allows no change by its former holder', async () => {
      const { store } = subject();
      const { id } = await insertOrder(store, {}, minute(1));
      await store.lease(id, minute(1), minute(2));
      const outcome = await store.change(id, learn(accepted), { whileLeased: minute(1) });
      expect(outcome).toMatchObject({ kind: 'unchanged', order: { version: 1 } });
      expect(await store.change(id, learn(accepted), { whileLeased: minute(2) })).toMatchObject({
        kind: 'changed',
      });
    });

    test('allows none either if it changed hands between the decision and the write', async () => {
      const { store } = subject();
      const { id } = await insertOrder(store, {}, minute(1));
      const [outcome, lease] = await Promise.all([
        store.change(id, learn(accepted), { whileLeased: minute(1) }),
        store.lease(id, minute(1), minute(2)),
      ]);
      // Whichever came first, the present holder of the lease knows of the change.
      const isKnown = (lease?.order.version ?? 2) === 2;
      expect(outcome.kind === 'changed').toBe(isKnown);
    });
  });

  describe('a fresh query', () => {
    test('is allowed once in the interval, whoever requests it', async () => {
      const { store } = subject();
      const { id } = await insertOrder(store);
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => store.mayQueryNow(id, birth, 60_000)),
      );
      expect(answers.filter((isAllowed) => isAllowed)).toHaveLength(1);
      expect(await store.mayQueryNow(id, new Date(minute(1).getTime() - 1), 60_000)).toBe(false);
      expect(await store.mayQueryNow(id, minute(1), 60_000)).toBe(true);
    });
  });

  describe('an order whose query is hastened', () => {
    test('becomes due at that time, unless it is due sooner', async () => {
      const { store } = subject();
      const id = await insertDue(store, null);
      expect(await store.hasten([id], minute(5), 0)).toBe(true);
      expect(await store.nextDueAt()).toEqual(minute(5));
      expect(await store.hasten([id], minute(9), 0)).toBe(true);
      expect(await store.nextDueAt()).toEqual(minute(5));
      expect(await store.hasten([id], minute(2), 0)).toBe(true);
      expect(await store.nextDueAt()).toEqual(minute(2));
      const [lease] = await claimDue(store, minute(2), minute(3), 1);
      expect(lease).toMatchObject({ attemptCount: 1, reportNeededAfter: null });
    });

    test('stays as it is if a reader has asked within the interval', async () => {
      const { store } = subject();
      const id = await insertDue(store, minute(9));
      expect(await store.mayQueryNow(id, minute(4), 60_000)).toBe(true);
      expect(await store.hasten([id], new Date(minute(5).getTime() - 1), 60_000)).toBe(false);
      expect(await store.nextDueAt()).toEqual(minute(9));
      expect(await store.hasten([id], minute(5), 60_000)).toBe(true);
      expect(await store.hasten([id], minute(5), 60_000)).toBe(false);
      expect(await store.mayQueryNow(id, minute(5), 60_000)).toBe(false);
      expect(await store.nextDueAt()).toEqual(minute(5));
      const read = await store.findView({ id }, []);
      expect(read?.askedAt).toEqual(minute(5));
    });
  });

  describe('a change that leases its order', () => {
    test('takes the lease from its former holder', async () => {
      const { store } = subject();
      const id = await insertDue(store, minute(1));
      await store.lease(id, minute(1), minute(3));
      await store.change(id, learn(accepted, { leasedUntil: minute(5), dueAt: minute(2) }));
      await store.release(id, minute(3));
      expect(await claimDue(store, minute(4), minute(9), 1)).toEqual([]);
      await store.release(id, minute(5));
      expect(await claimDue(store, minute(4), minute(9), 1)).toHaveLength(1);
    });
  });

  describe('the first decline of an operation', () => {
    test('is the one that was noted first, even if another process notes one', async () => {
      const { store } = subject();
      expect(await store.firstDecline('one', minute(3))).toEqual(minute(3));
      expect(await store.firstDecline('one', minute(4))).toEqual(minute(3));
      expect(await store.firstDecline('another', minute(4))).toEqual(minute(4));
    });

    test('is the next one, once the note was removed', async () => {
      const { store } = subject();
      await store.firstDecline('one', minute(3));
      await store.forgetDecline('one');
      await store.forgetDecline('never noted');
      expect(await store.firstDecline('one', minute(5))).toEqual(minute(5));
    });

    test('is one and the same for all who note it at once', async () => {
      const { store } = subject();
      const noted = await Promise.all([1, 2, 3, 4].map((at) => store.firstDecline('one', minute(at))));
      expect(new Set(noted.map(Number)).size).toBe(1);
    });
  });

  describe('the next time at which a claim finds something', () => {
    test('is that of the order that is due and free first', async () => {
      const { store } = subject();
      expect(await store.nextDueAt()).toBeNull();
      await insertDue(store, null);
      expect(await store.nextDueAt()).toBeNull();
      const id = await insertDue(store, minute(1));
      await insertDue(store, minute(8));
      expect(await store.nextDueAt()).toEqual(minute(1));
      await store.lease(id, minute(1), minute(5));
      expect(await store.nextDueAt()).toEqual(minute(5));
      await store.release(id, minute(5));
      await store.lease(id, birth, new Date(birth.getTime() + 1));
      expect(await store.nextDueAt()).toEqual(minute(1));
      await store.lease(id, minute(1), minute(20));
      expect(await store.nextDueAt()).toEqual(minute(8));
    });
  });
}
