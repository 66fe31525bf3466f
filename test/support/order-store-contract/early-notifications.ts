import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { earlyNotificationsMax } from '../../../src/use-cases/ports/inbox.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import { birth, minute, openNewOrder } from '../orders.ts';
import {
  accepted,
  aNotification,
  anIncident,
  changed,
  claimDue,
  insertOrder,
  insertPaidOrder,
  learn,
  paid,
} from './steps.ts';
import type { StoreUnderTest } from './store-under-test.ts';

async function keepOrphan(store: OrderStore, partnerReferenceNo: string): Promise<string> {
  const orphan = aNotification({ partnerReferenceNo });
  await store.keepNotifications(
    [{ entry: orphan, incident: anIncident({ dedupeKey: orphan.id }) }],
    'ORPHANED',
    null,
  );
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
      const [one, two] = [await keepOrphan(store, 'early'), await keepOrphan(store, 'early')];
      const inserted = await insert(store, 'early');
      if (inserted.kind !== 'inserted') throw new Error(inserted.kind);
      changed(await store.reapply([one], inserted.order.id, learn(accepted, { dueAt: null }, minute(6))));
      expect(await store.nextDueAt()).toEqual(minute(6));
      changed(await store.reapply([two], inserted.order.id, learn(paid, { dueAt: null }, minute(7))));
      expect(await store.nextDueAt()).toBeNull();
    });

    test('is not alone: the oldest of many are read, within a bound', async () => {
      const { store } = subject();
      const kept = Array.from({ length: earlyNotificationsMax + 1 }, () => {
        const entry = aNotification();
        return { entry, incident: anIncident() };
      });
      await store.keepNotifications(kept, 'ORPHANED', null);
      expect(await store.listEarlyNotifications('ord-1')).toHaveLength(earlyNotificationsMax);
    });

    test('is applied with all others by one change, which makes a version for each that changes the order', async () => {
      const { store, notificationEnd } = subject();
      const said = (latestTransactionStatus: string, at: number) =>
        aNotification({ latestTransactionStatus, receivedAt: minute(at) });
      const [open, closed, opened, payment] = [said('01', 1), said('05', 2), said('01', 3), said('00', 4)];
      const all = [open, closed, opened, payment];
      await store.keepNotifications(
        all.map((entry) => ({ entry, incident: anIncident({ kind: 'ORPHANED', dedupeKey: entry.id }) })),
        'ORPHANED',
        null,
      );
      const { id: orderId } = await insertOrder(store, { partnerReferenceNo: 'ord-1' });
      const ids = all.map(({ id }) => id);
      const outcome = await store.reapply(ids, orderId, (order) => {
        const first = learn({ type: 'EXPIRED' })(order, []);
        const second = first && learn(paid, { dueAt: minute(60) })(first.order, []);
        const madeBy = new Map([
          [closed.id, 2],
          [payment.id, 3],
        ]);
        return second && { ...second, earlier: [first], madeBy };
      });
      expect(outcome).toMatchObject({ kind: 'changed', order: { status: 'PAID', version: 3 } });
      expect(await store.find({ id: orderId })).toMatchObject({ status: 'PAID', version: 3 });
      const { items } = await store.pageTimeline(orderId, { first: 9 });
      expect(items.map(({ item }) => [item.version, item.status])).toEqual([
        [1, 'CONFIRMING'],
        [2, 'EXPIRED'],
        [3, 'PAID'],
      ]);
      const ends = await Promise.all(ids.map(async (id) => await notificationEnd(id)));
      expect(ends.map((end) => [end?.disposition, end?.orderVersion])).toEqual([
        ['NO_OP', null],
        ['APPLIED', 2],
        ['DUPLICATE', null],
        ['APPLIED', 3],
      ]);
      expect(await store.nextDueAt()).toEqual(minute(60));
      const unresolved = await store.pageIncidents({ status: ['OPEN'] }, { first: 9 });
      expect(unresolved.items).toEqual([]);
    });

    test('that is kept after its order was inserted makes the order due, and DANA must report on it', async () => {
      const { store } = subject();
      const { id } = await insertPaidOrder(store, { partnerReferenceNo: 'ord-1' });
      const other = await insertPaidOrder(store);
      expect(await store.nextDueAt()).toBeNull();
      const entry = aNotification({ receivedAt: minute(8) });
      await store.keepNotifications([{ entry, incident: anIncident() }], 'ORPHANED', null);
      const leases = await claimDue(store, minute(8), minute(9), 9);
      expect(leases.map(({ order }) => order.id)).toEqual([id]);
      expect(leases[0]).toMatchObject({ reportNeededAfter: minute(8) });
      await store.keepNotifications(
        [{ entry: aNotification({ partnerReferenceNo: other.partnerReferenceNo }), incident: anIncident() }],
        'QUARANTINED',
        other.id,
      );
      expect(await claimDue(store, minute(9), minute(10), 9)).toMatchObject([{ order: { id } }]);
    });

    test('is a DUPLICATE if it repeats one that ends with it, whichever is named first', async () => {
      const { store, notificationEnd } = subject();
      const { id: orderId } = await insertOrder(store, { partnerReferenceNo: 'ord-1' });
      const [older, younger] = [aNotification({ receivedAt: minute(1) }), aNotification()];
      const kept = [younger, older].map((entry) => ({ entry, incident: anIncident() }));
      await store.keepNotifications(kept, 'ORPHANED', null);
      await store.reapply([younger.id, older.id], orderId, () => null);
      expect((await notificationEnd(older.id))?.disposition).toBe('NO_OP');
      expect((await notificationEnd(younger.id))?.disposition).toBe('DUPLICATE');
    });
  });

  describe('a notification', () => {
    test('finds its order, and whether others wait for it', async () => {
      const { store } = subject();
      const message = { contentHash: 'new', partnerReferenceNo: 'ord-1' };
      const nothing = { earlierEnd: null, order: null, hasEarlyNotifications: false };
      expect(await store.findNotified(message)).toEqual(nothing);
      expect(await store.findNotified({ ...message, partnerReferenceNo: null })).toEqual(nothing);
      const order = await insertOrder(store, { partnerReferenceNo: 'ord-1' });
      expect(await store.findNotified(message)).toEqual({ ...nothing, order });
      const early = aNotification({ partnerReferenceNo: 'ord-1' });
      await store.keepNotifications([{ entry: early, incident: anIncident() }], 'ORPHANED', null);
      expect(await store.findNotified(message)).toEqual({
        earlierEnd: null,
        order,
        hasEarlyNotifications: true,
      });
    });

    test('that comes again is counted on the row that it made the first time', async () => {
      const { store } = subject();
      const replayOf = async (contentHash: string) =>
        (await store.findNotified({ contentHash, partnerReferenceNo: null })).earlierEnd;
      const { id } = await insertOrder(store);
      const [ours, foreign] = ['ours', 'foreign'].map((contentHash) => aNotification({ contentHash }));
      if (ours === undefined || foreign === undefined) throw new Error('two are needed');
      expect(await replayOf('ours')).toBeNull();
      await store.change(id, learn(paid), { inbox: ours });
      await store.keepNotifications(
        [{ entry: foreign, incident: anIncident({ kind: 'QUARANTINED' }) }],
        'QUARANTINED',
        null,
      );
      const replays = Array.from({ length: 10 }, () => replayOf('ours'));
      expect(new Set(await Promise.all(replays))).toEqual(new Set(['APPLIED']));
      expect(await replayOf('foreign')).toBe('QUARANTINED');
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
