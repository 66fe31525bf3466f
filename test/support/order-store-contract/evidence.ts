import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { minute } from '../orders.ts';
import { accepted, aNotification, insertOrder, learn, paid } from './steps.ts';
import type { StoreUnderTest } from './store-under-test.ts';

export function describeEvidence(subject: () => StoreUnderTest): void {
  describe('the evidence of an order', () => {
    test('is the notification that made a version, with its bytes and the key that verified them', async () => {
      const { store } = subject();
      const [{ id }, other] = [await insertOrder(store), await insertOrder(store)];
      await store.change(id, learn(accepted));
      const inbox = aNotification({ body: '{ "a": "é" }', receivedAt: minute(8), contentHash: 'its own' });
      await store.change(id, learn(paid), { inbox });
      await store.change(id, learn(paid), { inbox: aNotification({ receivedAt: minute(9) }) });
      await store.change(other.id, learn(accepted));
      await store.change(other.id, learn(paid), { inbox: aNotification() });
      await store.findNotified(inbox);

      const behind = await store.notificationsBehind(id, [1, 2, 3, 4]);
      expect([...behind]).toEqual([
        [
          3,
          {
            receivedAt: minute(8),
            timestamp: inbox.timestamp,
            keyFingerprint: 'SHA256:dana',
            latestTransactionStatus: '00',
            replayCount: 1,
            body: '{ "a": "é" }',
            bodyHash: createHash('sha256').update('{ "a": "é" }').digest('hex'),
          },
        ],
      ]);
      expect((await store.notificationsBehind(id, [1, 2])).size).toBe(0);
    });
  });
}
