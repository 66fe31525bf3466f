import { actorOf } from '../../access/caller.ts';
import type { DecideRefundBatchOutcome } from '../../use-cases/batches/batch-outcomes.ts';
import { InvalidInputRef } from '../problems/invalid-input.ts';
import { problemObject } from '../problems/problem.ts';
import { builder } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { type OutcomeOf, outcomeUnion } from '../schema/outcome-union.ts';
import { batchNow, RefundBatchClosedRef, RefundBatchNotFoundRef } from './batch-problems.ts';
import { RefundBatchRef } from './refund-batch.ts';

const OtherPersonNeededRef = problemObject(
  'OtherPersonNeeded',
  'Another person must decide: the caller requested this batch, or the key is not the key of a person.',
  (t) => ({
    batch: t.field({ type: RefundBatchRef, description: batchNow, resolve: (problem) => problem.batch }),
  }),
);

const DecideRefundBatchSuccessRef = builder
  .objectRef<OutcomeOf<'DecideRefundBatchSuccess'>>('DecideRefundBatchSuccess')
  .implement({
    description: 'The decision is on record. An approved batch runs in the background.',
    fields: (t) => ({ batch: t.expose('batch', { type: RefundBatchRef, description: batchNow }) }),
  });

const DecideRefundBatchResultRef = outcomeUnion<DecideRefundBatchOutcome>(
  'DecideRefundBatchResult',
  'The outcome of decideRefundBatch.',
  {
    DecideRefundBatchSuccess: DecideRefundBatchSuccessRef,
    RefundBatchNotFound: RefundBatchNotFoundRef,
    RefundBatchClosed: RefundBatchClosedRef,
    OtherPersonNeeded: OtherPersonNeededRef,
    InvalidInput: InvalidInputRef,
  },
);

const BatchDecisionEnum = describedEnum<'APPROVE' | 'REFUSE'>(
  'RefundBatchDecision',
  'What the second person decides about a batch.',
  { APPROVE: 'The gateway requests all its refunds.', REFUSE: 'Nothing is sent to DANA.' },
);

const DecideRefundBatchInputRef = builder.inputType('DecideRefundBatchInput', {
  description: 'The decision of a second person about a batch, and why.',
  fields: (t) => ({
    batchId: t.id({ required: true, description: 'The id of the batch.' }),
    decision: t.field({ type: BatchDecisionEnum, required: true, description: 'The decision.' }),
    reason: t.string({ required: true, description: 'Why, 1 to 256 characters.' }),
  }),
});

builder.mutationField('decideRefundBatch', (t) =>
  t.field({
    type: DecideRefundBatchResultRef,
    description: `Approves or refuses a whole batch of refunds that somebody else requested. Only the key of a person \
can decide. A repeated call with the same decision is safe. It needs the scope approvals:decide.

\`\`\`graphql
mutation {
  decideRefundBatch(
    input: { batchId: "rba_0b7e1c52-3f4a-4d6e-8a91-5c2d7f9e6b10", decision: APPROVE, reason: "Checked with the venue" }
  ) {
    __typename
    ... on DecideRefundBatchSuccess { batch { id status } }
    ... on Problem { code message retryable }
  }
}
\`\`\``,
    args: {
      input: t.arg({ type: DecideRefundBatchInputRef, required: true, description: 'The decision.' }),
    },
    resolve: (_root, { input: { batchId, decision, reason } }, { useCases, caller }) =>
      useCases.decideRefundBatch({ batchId, decision, reason }, actorOf(caller)),
  }),
);
