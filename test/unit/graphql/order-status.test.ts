import { describe, expect, test } from 'vitest';
import type { Order } from '../../../src/domain/order.ts';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import type { WatchOptions } from '../../../src/use-cases/orders/watch-order.ts';
import { anonymous, clientToken, serverKey, watch } from '../../support/graphql-execution.ts';
import { anOrder } from '../../support/orders.ts';

const pending = anOrder({ status: 'PENDING', version: 2 });
const paid = anOrder({ status: 'PAID', version: 3 });
const id = globalId('Order', pending.id);
const text = `subscription ($id: ID!, $afterVersion: Int) {
  orderStatus(orderId: $id, afterVersion: $afterVersion) { status version }
}`;

/** A use case that shows these orders, and what it was asked. */
function watching(...orders: readonly Order[]) {
  const asked: { orderId: string; options: WatchOptions }[] = [];
  let closedCount = 0;
  const useCases = {
    async *watchOrder(orderId: string, options: WatchOptions) {
      asked.push({ orderId, options });
      try {
        for (const order of orders) if (options.isVisible?.(order)) yield order;
      } finally {
        closedCount += 1;
      }
    },
  };
  return { useCases, asked, closedCount: () => closedCount };
}

async function all(results: Awaited<ReturnType<typeof watch>>): Promise<unknown[]> {
  if (!(Symbol.asyncIterator in results)) throw new Error(String(results.errors));
  const collected: unknown[] = [];
  for await (const result of results) collected.push(result);
  return collected;
}

async function refusal(asking: Parameters<typeof watch>[1]): Promise<unknown> {
  const result = await watch(text, asking);
  if (!('errors' in result)) throw new Error('the source was opened');
  return result.errors?.map(({ extensions }) => extensions.code);
}

describe('orderStatus', () => {
  test('sends the order at once and after every change, and ends with its source', async () => {
    const { useCases } = watching(pending, paid);
    const results = await watch(text, { variables: { id }, useCases, caller: clientToken(pending.id) });
    expect(await all(results)).toEqual([
      { data: { orderStatus: { status: 'PENDING', version: 2 } } },
      { data: { orderStatus: { status: 'PAID', version: 3 } } },
    ]);
  });

  test('does not send the version that the client has seen', async () => {
    const { signal } = new AbortController();
    for (const [afterVersion, versions] of [
      [2, [3]],
      [1, [2, 3]],
      [4, [2, 3]],
      [null, [2, 3]],
      [undefined, [2, 3]],
    ] as const) {
      const { useCases, asked } = watching(pending, paid);
      const results = await watch(text, { variables: { id, afterVersion }, useCases, signal });
      const sent = (await all(results)) as { data: { orderStatus: { version: number } } }[];
      expect(sent.map(({ data }) => data.orderStatus.version)).toEqual(versions);
      expect(asked[0]?.options.signal).toBe(signal);
    }
  });

  test('a client that leaves closes the source', async () => {
    const { useCases, closedCount } = watching(pending, paid);
    const results = (await watch(text, { variables: { id }, useCases })) as AsyncGenerator<unknown>;
    await results.next();
    await results.return(undefined);
    expect(closedCount()).toBe(1);
  });

  test('malformed, unknown and foreign ids get the same answer, and no source stays open', async () => {
    const { useCases, asked, closedCount } = watching(paid);
    const { useCases: nothing } = watching();
    const other = clientToken('00000000-0000-4000-8000-000000000002');
    expect(await refusal({ variables: { id: 'x' }, useCases })).toEqual(['NOT_FOUND']);
    expect(await refusal({ variables: { id: globalId('Refund', pending.id) }, useCases })).toEqual([
      'NOT_FOUND',
    ]);
    expect(asked).toEqual([]);
    expect(await refusal({ variables: { id }, useCases: nothing })).toEqual(['NOT_FOUND']);
    expect(await refusal({ variables: { id }, useCases, caller: other })).toEqual(['NOT_FOUND']);
    expect(closedCount()).toBe(1);
  });

  test('a caller without the permission never opens the source', async () => {
    const { useCases, asked } = watching(paid);
    expect(await refusal({ variables: { id }, useCases, caller: anonymous })).toEqual(['UNAUTHENTICATED']);
    const key = serverKey('orders:create');
    expect(await refusal({ variables: { id }, useCases, caller: key })).toEqual(['FORBIDDEN']);
    expect(asked).toEqual([]);
  });
});
