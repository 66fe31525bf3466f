import { describe, expect, test } from 'vitest';
import { announceChanges } from '../../../src/use-cases/orders/announce-changes.ts';
import type { CheckoutStore } from '../../../src/use-cases/ports/checkout-store.ts';
import { accepted, insertOrder, learn, paid } from './steps.ts';
import type { StoreUnderTest } from './store-under-test.ts';

/** As the use cases wake watchers: after the commit. */
function announcing({ store, feed }: StoreUnderTest) {
  return { store: announceChanges({ store, checkouts: {} as CheckoutStore }, feed).store, feed };
}

export function describeWakeUps(subject: () => StoreUnderTest): void {
  describe('a watcher', () => {
    test('is woken by a change of its order, after which the change can be read', async () => {
      const { store, feed } = announcing(subject());
      const { id } = await insertOrder(store);
      const watch = feed.watch(id);
      const woken = watch.next();
      await store.change(id, learn(accepted));
      expect(await woken).toBe(true);
      expect((await store.find({ id }))?.version).toBe(2);
      watch.close();
    });

    test('that was away is woken once for everything it missed', async () => {
      const { store, feed } = announcing(subject());
      const { id } = await insertOrder(store);
      const [watch, witness] = [feed.watch(id), feed.watch(id)];
      for (const fact of [accepted, paid]) {
        const heard = witness.next();
        await store.change(id, learn(fact));
        await heard;
      }
      expect(await watch.next()).toBe(true);
      const abort = new AbortController();
      const next = watch.next(abort.signal);
      abort.abort();
      expect(await next).toBe(false);
      watch.close();
      witness.close();
    });

    test('is not woken by another order, nor by a decision to change nothing', async () => {
      const { store, feed } = announcing(subject());
      const [mine, other] = [await insertOrder(store), await insertOrder(store)];
      const [watch, witness] = [feed.watch(mine.id), feed.watch(other.id)];
      await store.change(mine.id, () => null);
      const heard = witness.next();
      await store.change(other.id, learn(accepted));
      // Wake-ups arrive in the sequence of the changes: one for this watcher would have come by now.
      await heard;
      const abort = new AbortController();
      const next = watch.next(abort.signal);
      abort.abort();
      expect(await next).toBe(false);
      watch.close();
      witness.close();
    });
  });
}
