import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import { birth, minute, openNewOrder } from '../orders.ts';
import { accepted, aNotification, anIncident, changed, insertOrder, learn, paid } from './steps.ts';
import type { StoreUnderTest } from './store-under-test.ts';

async function keepOrphan(store: OrderStore, partnerReferenceNo: string): Promise<string> {
  const orphan = aNotification({ partnerReferenceNo });
  await store.keepNotification(orphan, 'ORPHANED', anIncident({ dedupeKey: orphan.id }), null);
  return orphan.id;
}

function insert(store: OrderStore, partnerReferenceNo: string) {
  const { order, event } = openNewOrder({ id: randomUUID(), partnerReferenceNo });
  return store.insert({ order, event, request: '{}', leasedUntil: birth });
}

export function describeEarlyNotifications(subject: () => StoreUnderTest): void {
  describe('a notification that comes before its order', () => {
    test('is reported by the insert of the order', async () => {
      const { store } = subject();
      await keepOrphan(store, 'early');
      expect(await insert(store, 'early')).toMatchObject({ kind: 'inserted', hasEarlyNotifications: true });
      expect(await insert(store, 'other')).toMatchObject({ kind: 'inserted', hasEarlyNotifications: false });
    });

    test('leaves the order due at once after a change, even if the insert missed it', async () => {
      const { store } = subject();
      const inserted = await insert(store, 'early');
      if (inserted.kind !== 'inserted') throw new Error(inserted.kind);
      await keepOrphan(store, 'early');
      await store.change(inserted.order.id, learn(accepted, { dueAt: minute(30) }, minute(6)));
      expect(await store.nextDueAt()).toEqual(minute(6));
    });

    test('no longer makes the order due once it is applied', async () => {
      const { store } = subject();
      const inserted = await insert(store, 'early');
      if (inserted.kind !== 'inserted') throw new Error(inserted.kind);
      const [one, two] = [await keepOrphan(store, 'early'), await keepOrphan(store, 'early')];
      changed(await store.reapply(one, inserted.order.id, learn(accepted, { dueAt: null }, minute(6))));
      expect(await store.nextDueAt()).toEqual(minute(6));
      changed(await store.reapply(two, inserted.order.id, learn(paid, { dueAt: null }, minute(7))));
      expect(await store.nextDueAt()).toBeNull();
    });

    test('is not alone: the oldest of many are read, and the rest in a later round', async () => {
      const { store } = subject();
      for (let count = 0; count < 55; count++) {
        await keepOrphan(store, 'ord-1');
      }
      expect(await store.listEarlyNotifications('ord-1')).toHaveLength(50);
    });
  });

  describe('a notification', () => {
    test('that comes again is counted on the row that it made the first time', async () => {
      const { store } = subject();
      const { id } = await insertOrder(store);
      const [ours, foreign] = ['ours', 'foreign'].map((contentHash) => aNotification({ contentHash }));
      if (ours === undefined || foreign === undefined) throw new Error('two are needed');
      expect(await store.countReplay('ours')).toBeNull();
      await store.change(id, learn(paid), { inbox: ours });
      await store.keepNotification(foreign, 'QUARANTINED', anIncident({ kind: 'QUARANTINED' }), null);
      const replays = Array.from({ length: 10 }, () => store.countReplay('ours'));
      expect(new Set(await Promise.all(replays))).toEqual(new Set(['APPLIED']));
      expect(await store.countReplay('foreign')).toBe('QUARANTINED');
      const { items } = await store.pageInbox({ first: 9 });
      expect(items.map(({ item }) => [item.entry.id, item.replayCount]).sort()).toEqual(
        [
          [ours.id, 10],
          [foreign.id, 1],
        ].sort(),
      );
    });
  });
}
