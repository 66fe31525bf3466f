import { actorOf } from '../../access/caller.ts';
import type { SteerRefundBatchOutcome } from '../../use-cases/batches/batch-outcomes.ts';
import { InvalidInputRef } from '../problems/invalid-input.ts';
import { builder } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { type OutcomeOf, outcomeUnion } from '../schema/outcome-union.ts';
import { batchNow, RefundBatchClosedRef, RefundBatchNotFoundRef } from './batch-problems.ts';
import { RefundBatchRef } from './refund-batch.ts';

const SteerRefundBatchSuccessRef = builder
  .objectRef<OutcomeOf<'SteerRefundBatchSuccess'>>('SteerRefundBatchSuccess')
  .implement({
    description: 'The batch is stopped, or runs again.',
    fields: (t) => ({ batch: t.expose('batch', { type: RefundBatchRef, description: batchNow }) }),
  });

const SteerRefundBatchResultRef = outcomeUnion<SteerRefundBatchOutcome>(
  'SteerRefundBatchResult',
  'The outcome of steerRefundBatch.',
  {
    SteerRefundBatchSuccess: SteerRefundBatchSuccessRef,
    RefundBatchNotFound: RefundBatchNotFoundRef,
    RefundBatchClosed: RefundBatchClosedRef,
    InvalidInput: InvalidInputRef,
  },
);

const BatchStepEnum = describedEnum<'STOP' | 'RESUME'>(
  'RefundBatchStep',
  'What happens to a batch that was approved.',
  {
    STOP: 'No further refund is requested. Those that are requested already go on.',
    RESUME: 'The gateway carries on with the lines that wait.',
  },
);

const SteerRefundBatchInputRef = builder.inputType('SteerRefundBatchInput', {
  description: 'Stops a batch or resumes it, and why.',
  fields: (t) => ({
    batchId: t.id({ required: true, description: 'The id of the batch.' }),
    step: t.field({ type: BatchStepEnum, required: true, description: 'What happens to it.' }),
    reason: t.string({ required: true, description: 'Why, 1 to 256 characters.' }),
  }),
});

builder.mutationField('steerRefundBatch', (t) =>
  t.field({
    type: SteerRefundBatchResultRef,
    description: `Stops a batch of refunds that runs, or resumes one that was stopped. A repeated call is safe. It \
needs the scope refunds:create.

\`\`\`graphql
mutation {
  steerRefundBatch(
    input: { batchId: "rba_0b7e1c52-3f4a-4d6e-8a91-5c2d7f9e6b10", step: STOP, reason: "The wrong concert" }
  ) {
    __typename
    ... on SteerRefundBatchSuccess { batch { id status } }
    ... on Problem { code message retryable }
  }
}
\`\`\``,
    args: { input: t.arg({ type: SteerRefundBatchInputRef, required: true, description: 'The step.' }) },
    resolve: (_root, { input: { batchId, step, reason } }, { useCases, caller }) =>
      useCases.steerRefundBatch({ batchId, step, reason }, actorOf(caller)),
  }),
);
