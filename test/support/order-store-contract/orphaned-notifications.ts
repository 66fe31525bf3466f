import { describe, expect, test } from 'vitest';
import { minute } from '../orders.ts';
import { aNotification, anIncident, force, insertOrder, learn, paid } from './steps.ts';
import type { StoreUnderTest } from './store-under-test.ts';

export function describeOrphanedNotifications(subject: () => StoreUnderTest): void {
  describe('an orphaned notification', () => {
    const orphaned = (dedupeKey: string) => anIncident({ kind: 'ORPHANED', dedupeKey });

    test('waits for its order, the oldest first, exactly as it came', async () => {
      const { store } = subject();
      const younger = aNotification({ receivedAt: minute(9), body: '{ "a" : "\\u00e9 é" }\n' });
      const older = aNotification({ receivedAt: minute(8) });
      const stranger = aNotification({ partnerReferenceNo: 'ord-2' });
      for (const inbox of [younger, older, stranger]) {
        await store.keepNotifications([{ entry: inbox, incident: orphaned('one') }], 'ORPHANED', null);
      }
      expect(await store.listEarlyNotifications('ord-1')).toEqual([older, younger]);
      expect((await store.pageIncidents({}, { first: 10 })).items).toHaveLength(1);
    });

    test('that finds its order is applied to it', async () => {
      const { store, notificationEnd } = subject();
      const inbox = aNotification();
      await store.keepNotifications([{ entry: inbox, incident: orphaned('one') }], 'ORPHANED', null);
      const { id } = await insertOrder(store);
      const outcome = await store.reapply([inbox.id], id, learn(paid));
      expect(outcome).toMatchObject({ kind: 'changed', order: { status: 'PAID', version: 2 } });
      expect(await notificationEnd(inbox.id)).toEqual({
        disposition: 'APPLIED',
        orderId: id,
        orderVersion: 2,
      });
      expect(await store.listEarlyNotifications('ord-1')).toEqual([]);
    });

    test('that says nothing new to its order ends so, and is applied once', async () => {
      const { store, notificationEnd } = subject();
      const [first, second] = [aNotification(), aNotification({ receivedAt: minute(7) })];
      for (const inbox of [first, second])
        await store.keepNotifications([{ entry: inbox, incident: orphaned('one') }], 'ORPHANED', null);
      const { id } = await insertOrder(store);
      await store.change(id, learn(paid));
      for (const inbox of [first, second, first]) {
        expect((await store.reapply([inbox.id], id, learn(paid))).kind).toBe('unchanged');
      }
      expect((await notificationEnd(first.id))?.disposition).toBe('NO_OP');
      expect((await notificationEnd(second.id))?.disposition).toBe('DUPLICATE');
    });

    test('that many processes apply at once is applied once', async () => {
      const { store, notificationEnd } = subject();
      const inbox = aNotification();
      await store.keepNotifications([{ entry: inbox, incident: orphaned('one') }], 'ORPHANED', null);
      const { id } = await insertOrder(store);
      await Promise.all(Array.from({ length: 10 }, () => store.reapply([inbox.id], id, learn(paid))));
      expect((await store.find({ id }))?.version).toBe(2);
      expect(await notificationEnd(inbox.id)).toEqual({
        disposition: 'APPLIED',
        orderId: id,
        orderVersion: 2,
      });
    });

    test('that does not fit its order goes into quarantine, and stays as it ended otherwise', async () => {
      const { store, notificationEnd } = subject();
      const [mismatchOf, adopted] = [aNotification(), aNotification()];
      for (const inbox of [mismatchOf, adopted]) {
        await store.keepNotifications([{ entry: inbox, incident: orphaned('one') }], 'ORPHANED', null);
      }
      const { id } = await insertOrder(store);
      await store.reapply([adopted.id], id, learn(paid));
      for (const inbox of [mismatchOf, adopted]) {
        await store.keepNotifications(
          [{ entry: inbox, incident: anIncident({ kind: 'QUARANTINED' }) }],
          'QUARANTINED',
          id,
        );
      }
      expect(await notificationEnd(mismatchOf.id)).toEqual({
        disposition: 'QUARANTINED',
        orderId: id,
        orderVersion: null,
      });
      expect((await notificationEnd(adopted.id))?.disposition).toBe('APPLIED');
      expect(await store.listEarlyNotifications('ord-1')).toEqual([]);
    });

    test('keeps the version that it made, whatever it is used for again', async () => {
      const { store, notificationEnd } = subject();
      const inbox = aNotification();
      await store.keepNotifications([{ entry: inbox, incident: orphaned('one') }], 'ORPHANED', null);
      const { id } = await insertOrder(store);
      for (let version = 2; version <= 3; version++) await store.reapply([inbox.id], id, force({}));
      expect((await store.find({ id }))?.version).toBe(3);
      expect(await notificationEnd(inbox.id)).toMatchObject({ orderVersion: 2 });
    });

    test('whose order is missing stays orphaned', async () => {
      const { store } = subject();
      const inbox = aNotification();
      await store.keepNotifications([{ entry: inbox, incident: orphaned('one') }], 'ORPHANED', null);
      expect(await store.reapply([inbox.id], 'unknown', learn(paid))).toEqual({ kind: 'missing' });
      expect(await store.listEarlyNotifications('ord-1')).toEqual([inbox]);
    });
  });
}
