import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/domain/actor.ts';
import type { NewIncident } from '../../../src/use-cases/ports/incidents.ts';
import { said } from '../incidents.ts';
import { minute } from '../orders.ts';
import { aNotification, anIncident, insertOrder, learn, paid } from './steps.ts';
import type { StoreUnderTest } from './store-under-test.ts';

const operator: Actor = { kind: 'SERVER_KEY', id: 'key-1', name: 'ops' };

export function describeIncidentNews(subject: () => StoreUnderTest): void {
  async function recorded(incident: NewIncident, at = minute(1)) {
    await subject().store.recordIncident(incident, at);
    const { items } = await subject().store.pageIncidents({}, { first: 100 });
    const found = items.find(({ item }) => item.dedupeKey === incident.dedupeKey);
    return found?.item ?? expect.unreachable();
  }

  describe('the news of incidents', () => {
    const told = () => subject().news.map(({ step, kind, actor }) => `${step} ${kind} by ${actor.kind}`);

    test('name each step once, with its actor and reason, and no cause that is only counted', async () => {
      const { store, news } = subject();
      const cause = anIncident({ kind: 'MISCONFIGURED', orderId: 'order-1' });
      const { id } = await recorded(cause);
      for (const at of [2, 61, 62]) await store.recordIncident(cause, minute(at));
      for (const at of [63, 64]) await store.acknowledgeIncident(id, { by: operator, at: minute(at) });
      for (const at of [65, 66])
        await store.resolveIncident(id, { by: operator, at: minute(at), resolution: 'new key' });
      for (const at of [70, 71]) await store.recordIncident(cause, minute(at));
      expect(told()).toEqual([
        'raised MISCONFIGURED by GATEWAY',
        'acknowledged MISCONFIGURED by SERVER_KEY',
        'resolved MISCONFIGURED by SERVER_KEY',
        'reopened MISCONFIGURED by GATEWAY',
      ]);
      const about = { incidentId: id, kind: 'MISCONFIGURED', orderId: 'order-1' };
      expect(news[2]).toEqual({ ...about, step: 'resolved', actor: operator, reason: 'new key' });
      expect(news[3]).toMatchObject({ ...about, reason: said(cause) });
    });

    test('a fact that DANA repeats after its incident was resolved is no news', async () => {
      const fact = anIncident({ kind: 'QUARANTINED' });
      const { id } = await recorded(fact);
      await subject().store.resolveIncident(id, { by: operator, at: minute(2), resolution: 'checked' });
      await recorded(fact, minute(90));
      expect(told()).toEqual(['raised QUARANTINED by GATEWAY', 'resolved QUARANTINED by SERVER_KEY']);
    });

    test('tell what a change raises and resolves, with the fact that resolved it', async () => {
      const { store, news } = subject();
      const { id: orderId } = await insertOrder(store);
      await recorded(anIncident({ kind: 'UNKNOWN_FOR_LONG', orderId }));
      const incident = anIncident({ kind: 'CONTRADICTED', orderId });
      await store.change(orderId, learn(paid, { conclusion: 'PAID at version 2', incident }, minute(9)));
      expect(told().toSorted()).toEqual([
        'raised CONTRADICTED by GATEWAY',
        'raised UNKNOWN_FOR_LONG by GATEWAY',
        'resolved UNKNOWN_FOR_LONG by GATEWAY',
      ]);
      expect(news.find(({ step }) => step === 'resolved')).toMatchObject({
        orderId,
        reason: 'PAID at version 2',
      });
    });

    test('tell what a notification raises and resolves', async () => {
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
      await store.reapply([orphan.id], orderId, () => null);
      expect(told().toSorted()).toEqual([
        'raised ORPHANED by GATEWAY',
        'raised QUARANTINED by GATEWAY',
        'resolved ORPHANED by GATEWAY',
        'resolved QUARANTINED by GATEWAY',
      ]);
    });
  });
}
