import { describe, expect, test, vi } from 'vitest';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { aServerKey } from '../../support/actors.ts';
import { run } from '../../support/graphql-execution.ts';
import { cancelled, id, membersOf, order, problems, refunded } from './outcome-examples.ts';

const cancelText = `mutation ($input: CancelOrderInput!) {
  answer: cancelOrder(input: $input) {
    __typename ... on CancelOrderSuccess { order { id } } ... on CancelOrderPending { order { id } } ${problems}
  }
}`;
const refundFields = 'id partnerRefundNo refundNo amount { value } reason status createdAt';
const refundText = `mutation ($input: RefundOrderInput!) {
  answer: refundOrder(input: $input) {
    __typename
    ... on RefundOrderSuccess { refund { ${refundFields} } order { id } }
    ... on RefundOrderPending { refund { ${refundFields} } order { id } }
    ${problems}
  }
}`;

describe('cancelOrder', () => {
  test.each(Object.values(cancelled))('answers $outcome.kind', async ({ outcome, answer }) => {
    const cancelOrder = vi.fn(async () => outcome);
    const result = await run(cancelText, {
      variables: { input: { orderId: id, reason: 'Sold out' } },
      useCases: { cancelOrder },
    });
    expect(result).toEqual({ data: { answer: { __typename: outcome.kind, ...answer } } });
    expect(cancelOrder).toHaveBeenCalledExactlyOnceWith(
      { orderId: order.id, reason: 'Sold out' },
      aServerKey,
    );
  });

  test('has only these members', () => {
    expect([...membersOf('cancelOrder')].sort()).toEqual(Object.keys(cancelled).sort());
  });

  test('a malformed id returns OrderNotFound', async () => {
    const result = await run(cancelText, { variables: { input: { orderId: 'x' } } });
    expect(result.data?.answer).toMatchObject({
      __typename: 'OrderNotFound',
      messageId: 'Pesanan tidak ditemukan.',
    });
  });
});

describe('refundOrder', () => {
  test.each(Object.values(refunded))('answers $outcome.kind', async ({ outcome, answer }) => {
    const refundOrder = vi.fn(async () => outcome);
    const result = await run(refundText, {
      variables: {
        input: { orderId: id, partnerRefundNo: 'refund-1', amount: '25000', reason: 'One returned' },
      },
      useCases: { refundOrder },
    });
    expect(result).toEqual({ data: { answer: { __typename: outcome.kind, ...answer } } });
    expect(refundOrder).toHaveBeenCalledExactlyOnceWith(
      {
        orderId: order.id,
        partnerRefundNo: 'refund-1',
        amount: 2_500_000n,
        reason: 'One returned',
      },
      aServerKey,
    );
  });

  test('has only these members', () => {
    expect([...membersOf('refundOrder')].sort()).toEqual(Object.keys(refunded).sort());
  });

  test.each([{}, { amount: null, reason: null }])(
    'left out or null (%j): everything, and no reason',
    async (more) => {
      const refundOrder = vi.fn(async () => refunded.RefundOrderSuccess.outcome);
      const input = { orderId: id, partnerRefundNo: 'refund-1', ...more };
      await run(refundText, { variables: { input }, useCases: { refundOrder } });
      expect(refundOrder).toHaveBeenCalledWith(
        {
          orderId: order.id,
          partnerRefundNo: 'refund-1',
          amount: null,
          reason: null,
        },
        aServerKey,
      );
    },
  );

  test('a malformed id returns OrderNotFound', async () => {
    const input = { orderId: globalId('Refund', order.id), partnerRefundNo: 'refund-1' };
    const result = await run(refundText, { variables: { input } });
    expect(result.data?.answer).toMatchObject({ __typename: 'OrderNotFound' });
  });
});
