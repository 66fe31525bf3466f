import { describe, expect, test } from 'vitest';
import { minute } from '../orders.ts';
import { anIncident } from './steps.ts';
import type { StoreUnderTest } from './store-under-test.ts';

export function describeIncidents(subject: () => StoreUnderTest): void {
  describe('an incident', () => {
    test('is recorded once for each key, as it was first reported', async () => {
      const { store } = subject();
      const incident = anIncident({ kind: 'MISCONFIGURED', dedupeKey: 'key', partnerReferenceNo: 'ord-1' });
      await store.recordIncident(incident, minute(1));
      await store.recordIncident({ ...incident, detail: 'told differently' }, minute(2));
      const { items } = await store.pageIncidents({}, { first: 10 });
      expect(items.map(({ item }) => item)).toEqual([
        { ...incident, id: expect.any(String), occurredAt: minute(1) },
      ]);
    });

    test('is found by its id', async () => {
      const { store } = subject();
      await store.recordIncident(anIncident(), minute(1));
      const { items } = await store.pageIncidents({}, { first: 10 });
      const [{ item } = expect.unreachable()] = items;
      expect(await store.findIncident(item.id)).toEqual(item);
      expect(await store.findIncident('999999999')).toBeNull();
    });

    test('is recorded once, however many report it at once', async () => {
      const { store } = subject();
      const incident = anIncident();
      await Promise.all(Array.from({ length: 20 }, () => store.recordIncident(incident, minute(1))));
      expect((await store.pageIncidents({}, { first: 10 })).items).toHaveLength(1);
    });

    test('stands before older ones, and among its kind', async () => {
      const { store } = subject();
      const kinds = ['ORPHANED', 'CONTRADICTED', 'ORPHANED'] as const;
      for (const [index, kind] of kinds.entries()) {
        await store.recordIncident(anIncident({ kind, detail: String(index) }), minute(index));
      }
      const details = async (filter: { kind?: (typeof kinds)[number] }) =>
        (await store.pageIncidents(filter, { first: 10 })).items.map(({ item }) => item.detail);
      expect(await details({})).toEqual(['2', '1', '0']);
      expect(await details({ kind: 'ORPHANED' })).toEqual(['2', '0']);
    });
  });
}
