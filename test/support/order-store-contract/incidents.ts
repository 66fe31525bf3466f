import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/domain/actor.ts';
import type { IncidentFilter, NewIncident } from '../../../src/use-cases/ports/incidents.ts';
import { aDetail, newlyRecorded, said } from '../incidents.ts';
import { minute } from '../orders.ts';
import { accepted, aNotification, anIncident, insertOrder, learn, paid } from './steps.ts';
import type { StoreUnderTest } from './store-under-test.ts';

const unknownId = 'inc_ffffffff-ffff-4fff-bfff-ffffffffffff';
const operator: Actor = { kind: 'SERVER_KEY', id: 'key-1', name: 'ops' };

export function describeIncidents(subject: () => StoreUnderTest): void {
  async function incidents(filter: IncidentFilter = {}) {
    const { items } = await subject().store.pageIncidents(filter, { first: 100 });
    return items.map(({ item }) => item);
  }

  async function recorded(incident: NewIncident, at = minute(1)) {
    await subject().store.recordIncident(incident, at);
    const found = (await incidents()).find(({ dedupeKey }) => dedupeKey === incident.dedupeKey);
    return found ?? expect.unreachable();
  }

  describe('an incident', () => {
    test('is recorded once for each key, as it was first reported', async () => {
      const { store } = subject();
      const incident = anIncident({ kind: 'MISCONFIGURED', dedupeKey: 'key', partnerReferenceNo: 'ord-1' });
      await store.recordIncident(incident, minute(1));
      await store.recordIncident({ ...incident, detail: aDetail('told differently') }, minute(2));
      expect(await incidents()).toEqual([
        { ...incident, ...newlyRecorded(minute(1)), id: expect.any(String) },
      ]);
    });

    test('is resolved once its cause is over, and reopened when the cause comes back', async () => {
      const { store } = subject();
      const cause = anIncident({ kind: 'BACKGROUND_WORK_FAILING' });
      await recorded(cause);
      await store.resolveCause('of another incident', { at: minute(2), resolution: 'over' });
      expect((await incidents())[0]).toMatchObject({ status: 'OPEN' });
      for (const at of [minute(3), minute(4)])
        await store.resolveCause(cause.dedupeKey, { at, resolution: 'over' });
      expect((await incidents())[0]).toMatchObject({
        status: 'RESOLVED',
        resolvedAt: minute(3),
        resolvedBy: { kind: 'GATEWAY' },
        resolution: 'over',
      });
      expect(await recorded(cause, minute(5))).toMatchObject({ status: 'OPEN', reopenedAt: minute(5) });
    });

    test('is found by its id', async () => {
      const incident = await recorded(anIncident());
      expect(await subject().store.findIncident(incident.id)).toEqual(incident);
      expect(await subject().store.findIncident(unknownId)).toBeNull();
    });

    test('is recorded once, however many report it at once', async () => {
      const { store } = subject();
      const incident = anIncident();
      await Promise.all(Array.from({ length: 20 }, () => store.recordIncident(incident, minute(1))));
      expect(await incidents()).toHaveLength(1);
    });

    test('stands before older ones, among its kind and among those of its status', async () => {
      const { store } = subject();
      const kinds = ['ORPHANED', 'CONTRADICTED', 'ORPHANED'] as const;
      for (const [index, kind] of kinds.entries()) {
        await store.recordIncident(anIncident({ kind, detail: aDetail(String(index)) }), minute(index));
      }
      const details = async (filter: IncidentFilter) => (await incidents(filter)).map(said);
      expect(await details({})).toEqual(['2', '1', '0']);
      expect(await details({ kind: 'ORPHANED' })).toEqual(['2', '0']);
      const [newest = expect.unreachable()] = await incidents();
      await store.acknowledgeIncident(newest.id, { by: operator, at: minute(4) });
      expect(await details({ status: ['ACKNOWLEDGED'] })).toEqual(['2']);
      expect(await details({ kind: 'ORPHANED', status: ['OPEN'] })).toEqual(['0']);
      expect(await details({ status: ['OPEN', 'ACKNOWLEDGED'] })).toEqual(['2', '1', '0']);
      expect(await details({ status: [] })).toEqual([]);
    });
  });

  describe('the life of an incident', () => {
    test('a cause that persists is counted once an hour', async () => {
      const cause = anIncident({ kind: 'UNKNOWN_FOR_LONG' });
      for (const at of [1, 2, 30, 60]) await recorded(cause, minute(at));
      expect(await recorded(cause, minute(60))).toMatchObject({
        occurrenceCount: 1,
        lastOccurredAt: minute(1),
      });
      expect(await recorded(cause, minute(61))).toMatchObject({
        occurrenceCount: 2,
        occurredAt: minute(1),
        lastOccurredAt: minute(61),
      });
    });

    test('acknowledging and resolving name who did it, and the first time counts', async () => {
      const { store } = subject();
      const { id } = await recorded(anIncident());
      const colleague: Actor = { kind: 'OPERATOR', id: null, name: null };
      const acknowledged = await store.acknowledgeIncident(id, { by: operator, at: minute(2) });
      expect(acknowledged).toMatchObject({
        status: 'ACKNOWLEDGED',
        acknowledgedAt: minute(2),
        acknowledgedBy: operator,
      });
      expect(await store.acknowledgeIncident(id, { by: colleague, at: minute(3) })).toEqual(acknowledged);
      const resolved = await store.resolveIncident(id, {
        by: colleague,
        at: minute(4),
        resolution: 'refunded',
      });
      expect(resolved).toEqual({
        ...acknowledged,
        status: 'RESOLVED',
        resolvedAt: minute(4),
        resolvedBy: colleague,
        resolution: 'refunded',
      });
      expect(await store.resolveIncident(id, { by: operator, at: minute(5), resolution: 'other' })).toEqual(
        resolved,
      );
      expect(await store.acknowledgeIncident(id, { by: operator, at: minute(6) })).toEqual(resolved);
      expect(await store.findIncident(id)).toEqual(resolved);
    });

    test('of an unknown id has no steps', async () => {
      const { store } = subject();
      expect(await store.acknowledgeIncident(unknownId, { by: operator, at: minute(1) })).toBeNull();
      expect(
        await store.resolveIncident(unknownId, { by: operator, at: minute(1), resolution: 'x' }),
      ).toBeNull();
    });

    test('a cause that comes back after it was resolved reopens the incident, with its new text', async () => {
      const cause = anIncident({ kind: 'MISCONFIGURED', orderId: 'order-1' });
      const { id } = await recorded(cause);
      await subject().store.acknowledgeIncident(id, { by: operator, at: minute(2) });
      await subject().store.resolveIncident(id, { by: operator, at: minute(3), resolution: 'new key' });
      expect(await recorded(cause, minute(3))).toMatchObject({ status: 'RESOLVED' });
      const again = { ...cause, orderId: 'order-2', detail: aDetail('once more') };
      expect(await recorded(again, minute(4))).toEqual({
        ...again,
        ...newlyRecorded(minute(1)),
        id,
        reopenedAt: minute(4),
        lastOccurredAt: minute(4),
        occurrenceCount: 2,
      });
    });

    test('a fact that DANA repeats after the incident was resolved does not reopen it', async () => {
      const fact = anIncident({ kind: 'QUARANTINED' });
      const { id } = await recorded(fact);
      await subject().store.resolveIncident(id, { by: operator, at: minute(2), resolution: 'checked' });
      expect(await recorded(fact, minute(90))).toMatchObject({ status: 'RESOLVED', occurrenceCount: 2 });
    });
  });

  describe('an incident that a later fact resolves', () => {
    test('UNKNOWN_FOR_LONG is resolved by a conclusive change of its order, and no other incident is', async () => {
      const { store } = subject();
      const { id: orderId } = await insertOrder(store);
      const long = await recorded(anIncident({ kind: 'UNKNOWN_FOR_LONG', orderId }));
      const other = await recorded(anIncident({ kind: 'UNKNOWN_FOR_LONG', orderId: 'another' }));
      const contradiction = await recorded(anIncident({ kind: 'CONTRADICTED', orderId }));
      await store.change(orderId, learn(accepted));
      expect(await incidents({ status: ['RESOLVED'] })).toEqual([]);
      await store.change(orderId, learn(paid, { conclusion: 'PAID at version 3' }, minute(9)));
      expect(await incidents({ status: ['RESOLVED'] })).toEqual([
        {
          ...long,
          status: 'RESOLVED',
          resolvedAt: minute(9),
          resolvedBy: { kind: 'GATEWAY', id: null, name: null },
          resolution: 'PAID at version 3',
        },
      ]);
      expect(await store.findIncident(other.id)).toEqual(other);
      expect(await store.findIncident(contradiction.id)).toEqual(contradiction);
    });

    test('UNKNOWN_FOR_LONG ends when its order waits for nothing any more, and no other incident does', async () => {
      const { store } = subject();
      const { id: waitingId } = await insertOrder(store);
      const { id: reportId } = await insertOrder(store);
      await store.change(reportId, learn(accepted, { reportNeededAfter: minute(8) }));
      const { id: orderId } = await insertOrder(store);
      await recorded(anIncident({ kind: 'UNKNOWN_FOR_LONG', orderId: waitingId }));
      await recorded(anIncident({ kind: 'UNKNOWN_FOR_LONG', orderId: reportId }));
      await store.change(orderId, learn(accepted));
      const long = await recorded(anIncident({ kind: 'UNKNOWN_FOR_LONG', orderId }));
      await recorded(anIncident({ kind: 'CONTRADICTED', orderId }));
      await store.endSilences(minute(9));
      const resolvedBy = { kind: 'GATEWAY', id: null, name: null };
      const end = {
        status: 'RESOLVED',
        resolvedAt: minute(9),
        resolvedBy,
        resolution: 'DANA has answered: version 2',
      } as const;
      expect(await incidents({ status: ['RESOLVED'] })).toEqual([{ ...long, ...end }]);
    });

    test.each(['ORPHANED', 'QUARANTINED'] as const)(
      '%s is resolved when its notification, or one that says the same, is applied or unchanged after all',
      async (kind) => {
        const { store } = subject();
        const { id: orderId } = await insertOrder(store);
        const [first, repeat] = [aNotification(), aNotification()];
        const incident = anIncident({ kind, partnerReferenceNo: 'ord-1' });
        const owner = kind === 'ORPHANED' ? null : orderId;
        for (const inbox of [first, repeat])
          await store.keepNotifications([{ entry: inbox, incident: incident }], kind, owner);
        const odd = aNotification({ amount: null });
        await store.keepNotifications(
          [{ entry: odd, incident: anIncident({ kind, partnerReferenceNo: 'ord-1' }) }],
          kind,
          owner,
        );
        await store.reapply([repeat.id], orderId, learn(paid));
        expect((await incidents({ status: ['RESOLVED'] })).map(({ dedupeKey }) => dedupeKey)).toEqual([
          incident.dedupeKey,
        ]);
        await store.reapply([odd.id], orderId, () => null);
        expect(await incidents({ status: ['OPEN'] })).toEqual([]);
      },
    );

    test('ORPHANED is resolved when its notification is judged against its order, which opens QUARANTINED', async () => {
      const { store } = subject();
      const { id: orderId } = await insertOrder(store);
      const orphan = aNotification();
      await store.keepNotifications(
        [{ entry: orphan, incident: anIncident({ kind: 'ORPHANED' }) }],
        'ORPHANED',
        null,
      );
      await store.keepNotifications(
        [{ entry: orphan, incident: anIncident({ kind: 'QUARANTINED' }) }],
        'QUARANTINED',
        orderId,
      );
      expect((await incidents({ status: ['RESOLVED'] })).map(({ kind }) => kind)).toEqual(['ORPHANED']);
      expect((await incidents({ status: ['OPEN'] })).map(({ kind }) => kind)).toEqual(['QUARANTINED']);
    });
  });
}
