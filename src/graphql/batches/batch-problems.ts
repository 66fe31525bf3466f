import { problemObject } from '../problems/problem.ts';
import { RefundBatchRef } from './refund-batch.ts';

/** The description of a batch in an outcome. */
export const batchNow = 'The batch, in its current state.';

export const RefundBatchNotFoundRef = problemObject('RefundBatchNotFound', 'There is no batch with this id.');

export const RefundBatchClosedRef = problemObject(
  'RefundBatchClosed',
  'The batch is in another state: somebody else has decided, it has expired, or it does not run.',
  (t) => ({
    batch: t.field({ type: RefundBatchRef, description: batchNow, resolve: (problem) => problem.batch }),
  }),
);
