import { describe, expect, test } from 'vitest';
import type { Order } from '../../../src/domain/order.ts';
import type { OrderFilter } from '../../../src/use-cases/ports/order-pages.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import { MalformedCursor, type Page, type PageRequest } from '../../../src/use-cases/ports/pages.ts';
import { birth, minute } from '../orders.ts';
import {
  accepted,
  aNotification,
  anIncident,
  aRefund,
  insertOrder,
  insertPaidOrder,
  learn,
  paid,
  requestRefund,
} from './steps.ts';
import type { StoreUnderTest } from './store-under-test.ts';

/** Every item, page by page, in the order in which the list shows them. */
async function readAll<Item>(
  direction: 'forward' | 'backward',
  size: number,
  read: (request: PageRequest) => Promise<Page<Item>>,
): Promise<Item[]> {
  const all: Item[] = [];
  let cursor: string | undefined;
  for (;;) {
    const isForward = direction === 'forward';
    const start = cursor === undefined ? {} : isForward ? { after: cursor } : { before: cursor };
    const page = await read({ ...(isForward ? { first: size } : { last: size }), ...start });
    const items = page.items.map(({ item }) => item);
    if (isForward) all.push(...items);
    else all.unshift(...items);
    // From the second page on there is something on the other side.
    expect(isForward ? page.hasPreviousPage : page.hasNextPage).toBe(cursor !== undefined);
    if (!(isForward ? page.hasNextPage : page.hasPreviousPage)) return all;
    cursor = page.items.at(isForward ? -1 : 0)?.cursor;
  }
}

const idsOf = (page: Page<{ id: string }>) => page.items.map(({ item }) => item.id);

/** A cursor as Postgres's keysets encode them, with values that no row has. */
const madeUp = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');

export function describePages(subject: () => StoreUnderTest): void {
  describe('the list of orders', () => {
    /** Eleven orders at four instants: most share theirs. */
    async function insertEleven(store: OrderStore): Promise<Order[]> {
      const orders: Order[] = [];
      for (let count = 0; count < 11; count++) {
        orders.push(await insertOrder(store, { createdAt: minute(Math.floor(count / 3)) }));
      }
      return orders;
    }

    test.each([1, 2, 3, 11, 20])('shows each order once, the newest first, in pages of %i', async (size) => {
      const { store } = subject();
      const orders = await insertEleven(store);
      const forward = await readAll('forward', size, (request) => store.pageOrders({}, request));
      const backward = await readAll('backward', size, (request) => store.pageOrders({}, request));
      const times = forward.map(({ createdAt }) => createdAt.getTime());
      expect(times).toEqual([...times].sort((a, b) => b - a));
      expect(new Set(forward.map(({ id }) => id))).toEqual(new Set(orders.map(({ id }) => id)));
      expect(forward).toHaveLength(11);
      expect(backward).toEqual(forward);
    });

    test('goes on after a cursor although newer orders came in', async () => {
      const { store } = subject();
      await insertEleven(store);
      const before = await readAll('forward', 20, (request) => store.pageOrders({}, request));
      const page = await store.pageOrders({}, { first: 4 });
      await insertOrder(store, { createdAt: minute(60) });
      const after = page.items.at(-1)?.cursor ?? '';
      expect(idsOf(await store.pageOrders({}, { first: 20, after }))).toEqual(
        before.slice(4).map(({ id }) => id),
      );
    });

    test('has a default page size', async () => {
      const { store } = subject();
      for (let count = 0; count < 21; count++) await insertOrder(store);
      const page = await store.pageOrders({}, {});
      expect([page.items.length, page.hasNextPage]).toEqual([20, true]);
    });

    test.each([
      '',
      'garbage',
      'WyJhIiwiYiJd',
      'WzFd',
      '[]',
      'bnVsbA',
      '\ud800',
      madeUp('0000-01-01T00:00:00.000Z', 'a'),
      madeUp('1969-12-31T23:59:59.999Z', 'a'),
      madeUp('2026-02-30T00:00:00.000Z', 'a'),
      madeUp('2026-01-15T24:00:00.000Z', 'a'),
      madeUp('+010000-01-01T00:00:00.000Z', 'a'),
      madeUp('infinity', 'a'),
      madeUp('2026-01-15T00:00:00.000Z', 'a\0'),
    ])('refuses a cursor that this list never issued: %j', async (cursor) => {
      const { store } = subject();
      await insertOrder(store);
      await expect(store.pageOrders({}, { first: 5, after: cursor })).rejects.toThrow(MalformedCursor);
      await expect(store.pageOrders({}, { last: 5, before: cursor })).rejects.toThrow(MalformedCursor);
    });

    test('can be narrowed by each filter and by several at once', async () => {
      const { store } = subject();
      const early = await insertOrder(store, { partnerReferenceNo: 'shop_1-a', createdAt: birth });
      const late = await insertOrder(store, {
        partnerReferenceNo: 'shop_1-b',
        payMethod: 'VIRTUAL_ACCOUNT',
        createdAt: minute(10),
      });
      const odd = await insertOrder(store, { partnerReferenceNo: 'shopX1-c', createdAt: minute(20) });
      await store.change(early.id, learn(accepted, {}, minute(30)));
      await store.change(early.id, learn(paid, {}, minute(31)));
      await store.change(late.id, learn(accepted, {}, minute(40)));

      const cases: [OrderFilter, Order[]][] = [
        [{}, [odd, late, early]],
        [{ status: ['PAID'] }, [early]],
        [{ status: ['PAID', 'PENDING'] }, [late, early]],
        [{ status: [] }, []],
        [{ payMethod: ['VIRTUAL_ACCOUNT', 'CARD'] }, [late]],
        [{ payMethod: ['BALANCE'] }, []],
        [{ payMethod: ['C{A,"RD'] }, []],
        [{ paidWith: ['BALANCE', 'CARD'] }, [early]],
        [{ paidWith: ['VIRTUAL_ACCOUNT'] }, []],
        [{ paidWith: ['C{A,"RD'] }, []],
        [{ paidWith: [] }, []],
        [{ payMethod: [] }, []],
        [{ partnerReferenceNoPrefix: 'shop_1' }, [late, early]],
        [{ partnerReferenceNoPrefix: 'shop_1-b' }, [late]],
        [{ partnerReferenceNoPrefix: 'shop%' }, []],
        [{ partnerReferenceNoPrefix: 'SHOP' }, []],
        [{ partnerReferenceNoPrefix: '' }, [odd, late, early]],
        [{ createdFrom: minute(10) }, [odd, late]],
        [{ createdTo: minute(10) }, [early]],
        [{ createdFrom: birth, createdTo: minute(20) }, [late, early]],
        [{ updatedAfter: minute(31) }, [late]],
        [{ updatedAfter: minute(30) }, [late, early]],
        [
          {
            status: ['PAID'],
            paidWith: ['BALANCE'],
            partnerReferenceNoPrefix: 'shop_',
            updatedAfter: birth,
          },
          [early],
        ],
      ];
      for (const [filter, expected] of cases) {
        const found = idsOf(await store.pageOrders(filter, { first: 10 }));
        expect(found, JSON.stringify(filter)).toEqual(expected.map(({ id }) => id));
      }
      const narrowed = await store.pageOrders({ status: ['PAID', 'PENDING'] }, { first: 1 });
      expect(narrowed.hasNextPage).toBe(true);
    });
  });

  test('the inbox lists every notification with its disposition, the oldest first, even if dispositions change', async () => {
    const { store } = subject();
    const { id } = await insertOrder(store);
    const received = [5, 1, 3, 3, 2].map((at) => aNotification({ receivedAt: minute(at) }));
    const [applied, orphan, ...others] = received;
    if (applied === undefined || orphan === undefined) throw new Error('two are needed');
    await store.change(id, learn(paid), { inbox: applied });
    await store.keepNotifications([{ entry: orphan, incident: anIncident() }], 'ORPHANED', null);
    for (const inbox of others)
      await store.keepNotifications([{ entry: inbox, incident: anIncident() }], 'QUARANTINED', id);

    for (const size of [1, 2, 5, 20]) {
      const stored = await readAll('forward', size, (request) => store.pageInbox(request));
      const times = stored.map(({ entry }) => entry.receivedAt);
      expect(times).toEqual([1, 2, 3, 3, 5].map(minute));
      expect(new Set(stored.map(({ entry }) => entry))).toEqual(new Set(received));
      expect(stored.at(0)).toEqual({
        entry: orphan,
        disposition: 'ORPHANED',
        orderId: null,
        replayCount: 0,
      });
      expect(stored.at(-1)).toEqual({ entry: applied, disposition: 'APPLIED', orderId: id, replayCount: 0 });
    }
    const { items } = await store.pageInbox({ first: 1 });
    await store.reapply([orphan.id], id, learn(paid));
    const rest = await store.pageInbox({ first: 10, after: items[0]?.cursor ?? '' });
    expect(rest.items).toHaveLength(4);
  });

  test.each(['forward', 'backward'] as const)(
    'the lists of one order and of incidents page %s',
    async (direction) => {
      const { store } = subject();
      const { id } = await insertPaidOrder(store);
      const refunds = [7, 7, 8, 9].map((at) =>
        aRefund(id, { createdAt: minute(at), amount: 100n as Order['amount'] }),
      );
      for (const refund of refunds) await store.change(id, requestRefund(refund));
      for (const at of [1, 1, 2]) await store.recordIncident(anIncident(), minute(at));

      const listed = await readAll(direction, 3, (request) => store.pageRefunds(id, request));
      expect(listed).toEqual(await store.refundsOf(id));
      expect(listed).toHaveLength(4);
      const timeline = await readAll(direction, 2, (request) => store.pageTimeline(id, request));
      expect(timeline.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7]);
      const incidents = await readAll(direction, 2, (request) => store.pageIncidents({}, request));
      expect(incidents.map(({ occurredAt }) => occurredAt)).toEqual([minute(2), minute(1), minute(1)]);
      expect(new Set(incidents.map((incident) => incident.id)).size).toBe(3);
    },
  );

  test('a cursor of an event that is not in the timeline any more hides no event of it', async () => {
    const { store } = subject();
    // Another order's event stands for one that a restore lost: same version, another id.
    const [lost, order] = [await insertPaidOrder(store), await insertPaidOrder(store)];
    const [, second] = (await store.pageTimeline(lost.id, { first: 3 })).items;
    const cursor = second?.cursor ?? expect.unreachable();
    const versionsOf = (page: Page<{ version: number }>) => page.items.map(({ item }) => item.version);
    const next = await store.pageTimeline(order.id, { first: 3, after: cursor });
    expect([versionsOf(next), next.hasPreviousPage]).toEqual([[1, 2, 3], false]);
    const back = await store.pageTimeline(order.id, { last: 3, before: cursor });
    expect([versionsOf(back), back.hasNextPage]).toEqual([[1, 2, 3], false]);
    expect(versionsOf(await store.pageTimeline(lost.id, { first: 3, after: cursor }))).toEqual([3]);
    await expect(store.pageTimeline(order.id, { first: 3, after: madeUp(2) })).rejects.toThrow(
      MalformedCursor,
    );
  });
}
