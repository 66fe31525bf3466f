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
    findOrder: async () => pending,
    async *watchOrder(orderId: string, options: WatchOptions) {
      asked.push({ orderId, options });
      try {
        yield* orders;
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

  test('passes the seen version and the abort signal to the use case', async () => {
    const { signal } = new AbortController();
    for (const [afterVersion, expected] of [
      [2, 2],
      [null, null],
      [undefined, null],
    ]) {
      const { useCases, asked } = watching(paid);
      const results = await watch(text, { variables: { id, afterVersion }, useCases, signal });
      await all(results);
      expect(asked).toEqual([{ orderId: pending.id, options: { afterVersion: expected, signal } }]);
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

  test('malformed, unknown and foreign ids get the same answer, and no source opens', async () => {
    const { useCases, asked } = watching(paid);
    const findNothing = { ...useCases, findOrder: async () => null };
    const other = clientToken('00000000-0000-4000-8000-000000000002');
    expect(await refusal({ variables: { id: 'x' }, useCases })).toEqual(['NOT_FOUND']);
    expect(await refusal({ variables: { id: globalId('Refund', pending.id) }, useCases })).toEqual([
      'NOT_FOUND',
    ]);
    expect(await refusal({ variables: { id }, useCases: findNothing })).toEqual(['NOT_FOUND']);
    expect(await refusal({ variables: { id }, useCases, caller: other })).toEqual(['NOT_FOUND']);
    expect(asked).toEqual([]);
  });

  test('a caller without the permission never opens the source', async () => {
    const { useCases, asked } = watching(paid);
    expect(await refusal({ variables: { id }, useCases, caller: anonymous })).toEqual(['UNAUTHENTICATED']);
    const key = serverKey('orders:create');
    expect(await refusal({ variables: { id }, useCases, caller: key })).toEqual(['FORBIDDEN']);
    expect(asked).toEqual([]);
  });
});
