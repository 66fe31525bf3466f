import { describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { newlyRecorded } from '../incidents.ts';
import { minute } from '../orders.ts';
import { aNotification, anIncident, insertOrder, learn, paid } from './steps.ts';
import type { StoreUnderTest } from './store-under-test.ts';

export function describeNotifications(subject: () => StoreUnderTest): void {
  describe('a notification', () => {
    test('that changes its order ends APPLIED, with the version it made', async () => {
      const { store, notificationEnd } = subject();
      const { id } = await insertOrder(store);
      const inbox = aNotification();
      await store.change(id, learn(paid), { inbox });
      expect(await notificationEnd(inbox.id)).toEqual({
        disposition: 'APPLIED',
        orderId: id,
        orderVersion: 2,
      });
    });

    test('that repeats an earlier one ends DUPLICATE', async () => {
      const { store, notificationEnd } = subject();
      const { id } = await insertOrder(store);
      await store.change(id, learn(paid), { inbox: aNotification() });
      const again = aNotification({ receivedAt: minute(7) });
      await store.change(id, learn(paid), { inbox: again });
      expect(await notificationEnd(again.id)).toEqual({
        disposition: 'DUPLICATE',
        orderId: id,
        orderVersion: null,
      });
    });

    test.each([
      ['another status', { latestTransactionStatus: '05' }],
      ['another amount', { amount: rupiah(100n) }],
      ['no amount', { amount: null }],
    ])('that changes nothing with %s ends NO_OP', async (_name, attributes) => {
      const { store, notificationEnd } = subject();
      const { id } = await insertOrder(store);
      await store.change(id, learn(paid), { inbox: aNotification() });
      const inbox = aNotification(attributes);
      await store.change(id, () => null, { inbox });
      expect((await notificationEnd(inbox.id))?.disposition).toBe('NO_OP');
    });

    test('is no duplicate of a notification about another order', async () => {
      const { store, notificationEnd } = subject();
      const [one, other] = [await insertOrder(store), await insertOrder(store)];
      await store.change(one.id, learn(paid), { inbox: aNotification() });
      const inbox = aNotification();
      await store.change(other.id, () => null, { inbox });
      expect((await notificationEnd(inbox.id))?.disposition).toBe('NO_OP');
    });

    test('delivered twenty times at once changes its order once, and every copy is kept', async () => {
      const { store, notificationEnd } = subject();
      const { id } = await insertOrder(store);
      const copies = Array.from({ length: 20 }, () => aNotification());
      await Promise.all(copies.map((inbox) => store.change(id, learn(paid), { inbox })));
      const ends = await Promise.all(copies.map((inbox) => notificationEnd(inbox.id)));
      const count = (disposition: string) => ends.filter((end) => end?.disposition === disposition).length;
      expect([count('APPLIED'), count('DUPLICATE')]).toEqual([1, 19]);
      expect((await store.find({ id }))?.version).toBe(2);
    });

    test('for a missing order is not kept by a change', async () => {
      const { store, notificationEnd } = subject();
      const inbox = aNotification();
      expect(await store.change('unknown', learn(paid), { inbox })).toEqual({ kind: 'missing' });
      expect(await notificationEnd(inbox.id)).toBeUndefined();
    });

    test('that does not fit is kept QUARANTINED with its incident', async () => {
      const { store, notificationEnd } = subject();
      const { id } = await insertOrder(store);
      const inbox = aNotification();
      const incident = anIncident({ kind: 'QUARANTINED', orderId: id });
      await store.keepNotifications([{ entry: inbox, incident: incident }], 'QUARANTINED', id);
      expect(await notificationEnd(inbox.id)).toEqual({
        disposition: 'QUARANTINED',
        orderId: id,
        orderVersion: null,
      });
      const { items } = await store.pageIncidents({ kind: 'QUARANTINED' }, { first: 10 });
      expect(items.map(({ item }) => item)).toEqual([
        { ...incident, ...newlyRecorded(inbox.receivedAt), id: expect.any(String) },
      ]);
    });
  });

  describe('a notification in quarantine', () => {
    async function quarantined({ store }: StoreUnderTest, orderId: string) {
      const inbox = aNotification();
      await store.keepNotifications(
        [{ entry: inbox, incident: anIncident({ kind: 'QUARANTINED' }) }],
        'QUARANTINED',
        orderId,
      );
      return inbox;
    }

    test('that fits after all is applied to its order', async () => {
      const { store, notificationEnd } = subject();
      const { id } = await insertOrder(store);
      const inbox = await quarantined(subject(), id);
      expect((await store.reapply([inbox.id], id, learn(paid))).kind).toBe('changed');
      expect(await notificationEnd(inbox.id)).toEqual({
        disposition: 'APPLIED',
        orderId: id,
        orderVersion: 2,
      });
    });

    test('that fits and changes nothing ends so, and is no duplicate of itself', async () => {
      const { store, notificationEnd } = subject();
      const { id } = await insertOrder(store);
      const [first, second] = [await quarantined(subject(), id), await quarantined(subject(), id)];
      await store.change(id, learn(paid));
      await store.reapply([first.id], id, learn(paid));
      expect((await notificationEnd(first.id))?.disposition).toBe('DUPLICATE');
      await store.reapply([second.id], id, learn(paid));
      expect((await notificationEnd(second.id))?.disposition).toBe('DUPLICATE');
      const { id: otherId } = await insertOrder(store);
      const only = await quarantined(subject(), otherId);
      await store.reapply([only.id], otherId, () => null);
      expect((await notificationEnd(only.id))?.disposition).toBe('NO_OP');
    });
  });

  describe('a notification that ended', () => {
    test('stays as it ended if it is applied again and says nothing new', async () => {
      const { store, notificationEnd } = subject();
      const { id } = await insertOrder(store);
      const [applied, duplicate] = [aNotification(), aNotification()];
      for (const inbox of [applied, duplicate]) await store.change(id, learn(paid), { inbox });
      const ends = () => Promise.all([applied, duplicate].map((inbox) => notificationEnd(inbox.id)));
      const before = await ends();
      for (const inbox of [applied, duplicate]) await store.reapply([inbox.id], id, learn(paid));
      expect(await ends()).toEqual(before);
      expect(before.map((end) => end?.disposition)).toEqual(['APPLIED', 'DUPLICATE']);
    });

    test('ends APPLIED if it is applied again and changes the order', async () => {
      const { store, notificationEnd } = subject();
      const { id } = await insertOrder(store);
      const inbox = aNotification();
      await store.change(id, () => null, { inbox });
      await store.reapply([inbox.id], id, learn(paid));
      expect(await notificationEnd(inbox.id)).toEqual({
        disposition: 'APPLIED',
        orderId: id,
        orderVersion: 2,
      });
    });
  });
}
