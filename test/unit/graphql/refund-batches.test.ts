import { describe, expect, test } from 'vitest';
import { run, serverKey, soleError } from '../../support/graphql-execution.ts';
import { aRefundBatch } from '../../support/orders.ts';

const useCases = {
  requestRefundBatch: async () =>
    ({ kind: 'RequestRefundBatchSuccess', batch: aRefundBatch(), lines: [], isDryRun: true }) as const,
};
const mutation = `mutation ($input: RequestRefundBatchInput!) {
  requestRefundBatch(input: $input) { __typename ... on InvalidInput { issues { path rule } } }
}`;
const request = (more: Record<string, unknown>, caller = serverKey()) =>
  run(mutation, {
    useCases,
    caller,
    variables: { input: { batchNo: 'b', reason: 'r', isDryRun: true, ...more } },
  });

describe('requestRefundBatch', () => {
  test('takes a search only from a key that may read orders, because the answer names them', async () => {
    const orders = { partnerReferenceNoPrefix: 'concert-' };
    const refused = await request({ orders }, serverKey('refunds:create'));
    expect(soleError(refused).extensions).toMatchObject({ code: 'FORBIDDEN' });
    expect((await request({ orders })).data).toEqual({
      requestRefundBatch: { __typename: 'RequestRefundBatchSuccess' },
    });
    const lines = [{ partnerReferenceNo: 'ord-1' }];
    expect((await request({ lines }, serverKey('refunds:create'))).errors).toBeUndefined();
  });

  test('takes at most 1,000 lines', async () => {
    const lines = Array.from({ length: 1_001 }, (_, index) => ({ partnerReferenceNo: `ord-${index}` }));
    expect((await request({ lines })).data).toEqual({
      requestRefundBatch: { __typename: 'InvalidInput', issues: [{ path: ['lines'], rule: 'TOO_MANY' }] },
    });
    expect((await request({ lines: lines.slice(1) })).data).toEqual({
      requestRefundBatch: { __typename: 'RequestRefundBatchSuccess' },
    });
  });
});
