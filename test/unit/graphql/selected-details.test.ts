import { describe, expect, test, vi } from 'vitest';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { run } from '../../support/graphql-execution.ts';
import { viewOf } from '../../support/order-view.ts';
import { anOrder } from '../../support/orders.ts';

const order = anOrder({ status: 'PENDING' });
const id = globalId('Order', order.id);

describe('the details of an order', () => {
  test.each([
    ['{ id status }', '', []],
    ['{ goods { name } }', '', ['goods']],
    ['{ label: metadata { key } }', '', ['metadata']],
    ['{ ... on Order { instruction { __typename } } }', '', ['instruction']],
    ['{ paymentNumber }', '', ['instruction']],
    [
      '{ ...A goods { name } }',
      'fragment A on Order { id ...B } fragment B on Order { metadata { key } }',
      ['goods', 'metadata'],
    ],
    ['{ goods @skip(if: true) { name } }', '', ['goods']],
  ] as const)('that %s selects are read with it %s', async (selection, fragments, details) => {
    const findOrder = vi.fn(async () => viewOf(order, details));
    const text = `{ order(by: { id: "${id}" }) ${selection} } ${fragments}`;
    const result = await run(text, { useCases: { findOrder } });
    expect(result.errors).toBeUndefined();
    expect(findOrder).toHaveBeenCalledExactlyOnceWith({ id: order.id }, expect.objectContaining({ details }));
  });

  test('of two selections of one field are both read', async () => {
    const findOrder = vi.fn(async () => viewOf(order));
    const text = `{ order(by: { id: "${id}" }) { goods { name } } order(by: { id: "${id}" }) { metadata { key } } }`;
    await run(text, { useCases: { findOrder } });
    expect(findOrder).toHaveBeenCalledExactlyOnceWith(
      { id: order.id },
      expect.objectContaining({ details: ['goods', 'metadata'] }),
    );
  });

  test('of listed orders are read with the list', async () => {
    const items = [{ cursor: 'c', item: viewOf(order, ['metadata']) }];
    const listOrders = vi.fn(async () => ({ items, hasNextPage: false, hasPreviousPage: false }));
    const result = await run('{ orders { nodes { metadata { key } } } }', { useCases: { listOrders } });
    expect(result.errors).toBeUndefined();
    expect(listOrders).toHaveBeenCalledExactlyOnceWith({}, { first: 20 }, ['metadata']);
  });

  test('that were not read are an error, never an empty list', async () => {
    // A mistake in `selectedDetails` must not show an order without the goods that it has.
    const findOrder = async () => viewOf(order, []);
    const result = await run(`{ order(by: { id: "${id}" }) { goods { name } } }`, {
      useCases: { findOrder },
    });
    expect(result.errors?.[0]?.message).toBe('the order was read without its goods');
  });
});
