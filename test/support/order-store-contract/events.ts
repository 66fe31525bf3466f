import { describe, expect, test } from 'vitest';
import type { MerchantEvent } from '../../../src/domain/merchant-event.ts';
import { newEventId } from '../../../src/domain/merchant-event.ts';
import { rupiah } from '../../../src/domain/money.ts';
import { decideRefund } from '../../../src/domain/refund-lifecycle.ts';
import { MalformedCursor } from '../../../src/use-cases/ports/pages.ts';
import { minute, recorded } from '../orders.ts';
import { accepted, aRefund, insertOrder, insertPaidOrder, learn, requestRefund } from './steps.ts';
import type { StoreUnderTest } from './store-under-test.ts';

export function describeEvents(subject: () => StoreUnderTest): void {
  /** Every event, in pages of that size. */
  async function readAll(size: number): Promise<MerchantEvent[]> {
    const { store, assignPositions } = subject();
    await assignPositions();
    const all: MerchantEvent[] = [];
    let after: string | undefined;
    for (;;) {
      const page = await store.pageEvents({ first: size, ...(after === undefined ? {} : { after }) });
      all.push(...page.items.map(({ item }) => item));
      if (!page.hasNextPage) return all;
      after = page.items.at(-1)?.cursor;
    }
  }

  describe('the list of events', () => {
    test.each([1, 2, 100])('has every change of every order once, in pages of %i', async (size) => {
      const { store } = subject();
      const [one, other] = [await insertOrder(store), await insertPaidOrder(store)];
      await store.change(one.id, learn(accepted));
      await store.change(other.id, () => null);
      const events = await readAll(size);
      expect(events.map(({ event }) => [event.orderId, event.version])).toEqual([
        [one.id, 1],
        [other.id, 1],
        [other.id, 2],
        [other.id, 3],
        [one.id, 2],
      ]);
    });

    test('has an event that is found by its id once it has its position', async () => {
      const { store } = subject();
      const { id } = await insertOrder(store);
      const [created] = await readAll(10);
      expect(await store.findEvent(created?.event.id ?? '')).toEqual(created);
      expect(await store.findEvent(newEventId(id))).toBeNull();
    });

    test('gives each event an id of its own that its timeline shows too', async () => {
      const { store } = subject();
      const [one, other] = [await insertOrder(store), await insertPaidOrder(store)];
      const ids = (await readAll(10)).map(({ event }) => event.id);
      expect(new Set(ids).size).toBe(4);
      const timelines = await Promise.all(
        [one, other].map(async ({ id }) => (await store.pageTimeline(id, { first: 10 })).items),
      );
      expect(timelines.flat().map(({ item }) => item.id)).toEqual(ids);
    });

    test('shows each order as it stood then, but for the instruction', async () => {
      const { store } = subject();
      const { id } = await insertOrder(store, { payMethod: 'VIRTUAL_ACCOUNT' });
      const orders = [await store.find({ id })];
      for (const fact of [accepted, { ...paidByCard, paidAt: minute(5) }]) {
        await store.change(id, learn(fact));
        orders.push(await store.find({ id }));
      }
      const events = await readAll(10);
      expect(events.map(({ order }) => order)).toEqual(
        orders.map((order) => ({ ...order, instruction: null })),
      );
      expect(events.map(({ order }) => [order.payMethod, ...order.paidWith])).toEqual([
        ['VIRTUAL_ACCOUNT'],
        ['VIRTUAL_ACCOUNT'],
        ['VIRTUAL_ACCOUNT', ...paidByCard.paidWith],
      ]);
      const timeline = await store.pageTimeline(id, { first: 10 });
      expect(events.map(({ event }) => event)).toEqual(timeline.items.map(({ item }) => item));
    });

    test('shows the refund of an event as it stood then', async () => {
      const { store } = subject();
      const order = await insertPaidOrder(store);
      const refund = aRefund(order.id);
      await store.change(order.id, requestRefund(refund));
      await store.change(order.id, (current, [known = refund]) => {
        const verdict = { type: 'REFUNDED', refundNo: 'DANA-R-1' } as const;
        const { decision, refund: next } = decideRefund(current, known, verdict, 'QUERY', minute(9));
        if (decision.kind !== 'changed') throw new Error(decision.kind);
        return {
          order: decision.order,
          event: recorded(decision.event),
          refund: { refund: next },
          dueAt: null,
        };
      });
      const events = await readAll(10);
      expect(events.map(({ refund }) => refund)).toEqual([
        null,
        null,
        null,
        { ...refund, updatedAt: events[3]?.event.occurredAt },
        { ...refund, status: 'SUCCEEDED', refundNo: 'DANA-R-1', updatedAt: minute(9) },
      ]);
      expect(
        events.map(({ order: { refundPending, refunded } }) => [refundPending, refunded]).slice(3),
      ).toEqual([
        [refund.amount, 0n],
        [0n, refund.amount],
      ]);
    });

    test('goes on after a cursor with what came since, and back before it', async () => {
      const { store, assignPositions } = subject();
      const { id } = await insertOrder(store);
      await assignPositions();
      const { items, hasNextPage } = await store.pageEvents({ last: 1 });
      expect(hasNextPage).toBe(false);
      const after = items[0]?.cursor ?? '';
      await store.change(id, learn(accepted));
      await assignPositions();
      const next = await store.pageEvents({ first: 5, after });
      expect(next.items.map(({ item }) => item.event.version)).toEqual([2]);
      const before = await store.pageEvents({ last: 5, before: next.items[0]?.cursor ?? '' });
      expect(before.items.map(({ item }) => item.event.version)).toEqual([1]);
    });

    test('refuses text that is no cursor', async () => {
      const { store, assignPositions } = subject();
      await insertOrder(store);
      await assignPositions();
      for (const cursor of ['', 'WzFd', '000000000000007:', Buffer.from('[1,"x"]').toString('base64url')]) {
        await expect(store.pageEvents({ first: 1, after: cursor })).rejects.toThrow(MalformedCursor);
      }
    });
  });
}

const paidByCard = {
  type: 'PAID',
  referenceNo: 'DANA-1',
  paidWith: [{ payMethod: 'CARD', payOption: 'NETWORK_PAY_PG_CARD', amount: rupiah(7_500_000n) }],
} as const;
