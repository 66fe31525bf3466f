import { describe, expect, test, vi } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { nothingReturned, type Refund } from '../../../src/domain/refund.ts';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import type { UseCases } from '../../../src/use-cases/use-cases.ts';
import { aServerKey } from '../../support/actors.ts';
import { checkoutToken, clientToken, run, soleError } from '../../support/graphql-execution.ts';
import { anOrder, birth, minute } from '../../support/orders.ts';

const order = anOrder({ status: 'PENDING' });
const id = globalId('Order', order.id);
const refund: Refund = {
  id: '00000000-0000-4000-8000-00000000000f',
  orderId: order.id,
  partnerRefundNo: 'refund-1',
  refundNo: null,
  amount: rupiah(2_500_000n),
  reason: null,
  status: 'PENDING',
  ...nothingReturned,
  contentHash: 'hash',
  createdAt: birth,
  updatedAt: minute(1),
  actor: aServerKey,
};

describe('finding an order', () => {
  const byText = 'query ($by: OrderBy!, $fresh: Boolean) { order(by: $by, fresh: $fresh) { id } }';

  test.each([
    [{ id }, { id: order.id }],
    [{ partnerReferenceNo: 'ord/1.a-b_c' }, { partnerReferenceNo: 'ord/1.a-b_c' }],
    [{ referenceNo: '2026011511123' }, { referenceNo: '2026011511123' }],
  ])('by %j', async (by, key) => {
    const findOrder = vi.fn(async () => order);
    const result = await run(byText, { variables: { by }, useCases: { findOrder } });
    expect(result).toEqual({ data: { order: { id } } });
    expect(findOrder).toHaveBeenCalledExactlyOnceWith(key, {
      isFresh: false,
      isVisible: expect.any(Function),
      details: [],
    });
  });

  test('fresh reaches the use case', async () => {
    const findOrder = vi.fn(async () => order);
    await run(byText, { variables: { by: { id }, fresh: true }, useCases: { findOrder } });
    expect(findOrder).toHaveBeenCalledExactlyOnceWith(
      { id: order.id },
      { isFresh: true, isVisible: expect.any(Function), details: [] },
    );
  });

  test.each([
    { id: '' },
    { id: 'x' },
    { id: order.id },
    { id: globalId('Refund', order.id) },
    { id: globalId('Query', order.id) },
    { id: globalId('Order', "' or 1=1") },
    { id: `${id}=` },
    { id: ` ${id}` },
    { partnerReferenceNo: '' },
    { partnerReferenceNo: 'a'.repeat(65) },
    { partnerReferenceNo: 'a\u0000b' },
    { referenceNo: 'a\nb' },
  ])('%j names no order, and the use case is not asked', async (by) => {
    expect(await run(byText, { variables: { by } })).toEqual({ data: { order: null } });
  });

  test('an unknown order is null', async () => {
    const result = await run(byText, {
      variables: { by: { id } },
      useCases: { findOrder: async () => null },
    });
    expect(result).toEqual({ data: { order: null } });
  });

  test('a client token finds only its own order, by any number', async () => {
    const findOrder: UseCases['findOrder'] = async (_key, { isVisible }) =>
      isVisible?.(order) === false ? null : order;
    const variables = { by: { partnerReferenceNo: 'ord-1' } };
    const own = await run(byText, { variables, useCases: { findOrder }, caller: clientToken(order.id) });
    const other = await run(byText, { variables, useCases: { findOrder }, caller: clientToken(refund.id) });
    expect(own).toEqual({ data: { order: { id } } });
    expect(other).toEqual({ data: { order: null } });
  });

  test.each([{}, { id, partnerReferenceNo: 'ord-1' }, { id: null }])('%j is not one key', async (by) => {
    const error = soleError(await run(byText, { variables: { by } }));
    expect(error.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('node', () => {
  const text =
    'query ($id: ID!) { node(id: $id) { __typename id ... on Order { title } ... on Refund { partnerRefundNo } } }';

  test('returns an order', async () => {
    const result = await run(text, { variables: { id }, useCases: { findOrder: async () => order } });
    expect(result).toEqual({ data: { node: { __typename: 'Order', id, title: 'Two tickets' } } });
  });

  test('returns a refund to every caller who may see its order', async () => {
    const asking = {
      variables: { id: globalId('Refund', refund.id) },
      useCases: { findRefund: async () => refund },
    };
    const seen = { __typename: 'Refund', id: globalId('Refund', refund.id), partnerRefundNo: 'refund-1' };
    expect(await run(text, asking)).toEqual({ data: { node: seen } });
    expect(await run(text, { ...asking, caller: clientToken(order.id) })).toEqual({ data: { node: seen } });
    expect(await run(text, { ...asking, caller: clientToken(refund.id) })).toEqual({ data: { node: null } });
  });

  test.each(['', 'x', globalId('Incident', refund.id), globalId('Order', 'x'), refund.id])(
    '%j is null',
    async (malformed) => {
      expect(await run(text, { variables: { id: malformed } })).toEqual({ data: { node: null } });
    },
  );

  test('a checkout token causes the same reads for an unknown refund as for one of somebody else', async () => {
    const variables = { id: globalId('Refund', refund.id) };
    for (const known of [null, refund]) {
      const findOrder = vi.fn(async () => null);
      const useCases = { findRefund: async () => known, findOrder };
      const result = await run(text, { variables, useCases, caller: checkoutToken('other') });
      expect(result).toEqual({ data: { node: null } });
      expect(findOrder).toHaveBeenCalledTimes(1);
    }
  });

  test('unknown ids are null', async () => {
    const useCases = { findOrder: async () => null, findRefund: async () => null };
    expect(await run(text, { variables: { id }, useCases })).toEqual({ data: { node: null } });
    const refundId = globalId('Refund', refund.id);
    expect(await run(text, { variables: { id: refundId }, useCases })).toEqual({ data: { node: null } });
  });
});
