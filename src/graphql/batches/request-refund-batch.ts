import { actorOf, hasScope } from '../../access/caller.ts';
import type { RequestRefundBatchOutcome } from '../../use-cases/batches/batch-outcomes.ts';
import { CeilingExceededRef } from '../approvals/approval-problems.ts';
import { OrderFilterRef, orderFilterOf, refuseBroadFilter } from '../orders/list-orders.ts';
import { InvalidInputRef } from '../problems/invalid-input.ts';
import { problemObject } from '../problems/problem.ts';
import { TemporarilyUnavailableRef } from '../problems/temporarily-unavailable.ts';
import { accessError } from '../schema/apply-permissions.ts';
import { builder } from '../schema/builder.ts';
import { type OutcomeOf, outcomeUnion } from '../schema/outcome-union.ts';
import { RefundBatchLineRef, RefundBatchRef } from './refund-batch.ts';

const RefundBatchConflictRef = problemObject(
  'RefundBatchConflict',
  'The batchNo already belongs to a batch with different content. Nothing was recorded.',
);

/** Lines of one request: each is read by itself. */
const linesMax = 1_000;
/** Lines that an answer shows at most; the others are in `lines` of the batch. */
const refusedLinesMax = 1_000;

const RequestRefundBatchSuccessRef = builder
  .objectRef<OutcomeOf<'RequestRefundBatchSuccess'>>('RequestRefundBatchSuccess')
  .implement({
    description: 'The batch is on record, or would be if this were no dry run.',
    fields: (t) => ({
      batch: t.expose('batch', {
        type: RefundBatchRef,
        description:
          'The batch. After a dry run it is not on record, and has no lines to read; its status is the one in which it would begin: WAITING for a second person, or RUNNING.',
      }),
      isDryRun: t.exposeBoolean('isDryRun', { description: 'Whether nothing was recorded.' }),
      refusedLines: t.field({
        type: [RefundBatchLineRef],
        description:
          'The lines that cannot be refunded, at most 1,000; the others can. Empty in the answer to a repeat, whose batch ' +
          'has every line.',
        resolve: ({ lines }) =>
          (lines ?? []).filter(({ status }) => status === 'REFUSED').slice(0, refusedLinesMax),
      }),
    }),
  });

const RequestRefundBatchResultRef = outcomeUnion<RequestRefundBatchOutcome>(
  'RequestRefundBatchResult',
  'The outcome of requestRefundBatch.',
  {
    RequestRefundBatchSuccess: RequestRefundBatchSuccessRef,
    RefundBatchConflict: RefundBatchConflictRef,
    CeilingExceeded: CeilingExceededRef,
    InvalidInput: InvalidInputRef,
    TemporarilyUnavailable: TemporarilyUnavailableRef,
  },
);

const tooMany = {
  kind: 'InvalidInput',
  issues: [{ path: ['lines'], rule: 'TOO_MANY', max: linesMax }],
} as const;

const RefundBatchLineInputRef = builder.inputType('RefundBatchLineInput', {
  description: 'One refund of a batch.',
  fields: (t) => ({
    partnerReferenceNo: t.string({ required: true, description: "The merchant's number of the order." }),
    amount: t.field({
      type: 'Rupiah',
      description: 'The amount to refund. Omit it to refund everything that is left.',
    }),
    reason: t.string({
      description:
        'The reason for DANA and the timeline, at most 256 characters. Omit it for that of the batch.',
    }),
  }),
});

const RequestRefundBatchInputRef = builder.inputType('RequestRefundBatchInput', {
  description: 'Many refunds: either lines, or everything that is left of the orders of a search.',
  fields: (t) => ({
    batchNo: t.string({
      required: true,
      description:
        "The merchant's own unique number of the batch, the idempotency key. 1 to 56 characters of A-Z a-z 0-9 _ - . / are allowed.",
    }),
    reason: t.string({
      required: true,
      description: 'Why, for the people who decide and for DANA, 1 to 256 characters.',
    }),
    lines: t.field({
      type: [RefundBatchLineInputRef],
      description: 'The refunds, at most 1,000. The command npm run refunds takes a list of 10,000.',
    }),
    orders: t.field({
      type: OrderFilterRef,
      description:
        'Selects orders of which everything is refunded that is left, at most 10,000, by at least one condition. It also needs ' +
        'the scope orders:read.',
    }),
    isDryRun: t.boolean({
      description: 'True: judges every line, adds up the sums, and records nothing. The default is false.',
    }),
  }),
});

builder.mutationField('requestRefundBatch', (t) =>
  t.field({
    type: RequestRefundBatchResultRef,
    description: `Requests many refunds as one, for example because a concert is cancelled. Rules and ceilings see the \
sum of the batch: if they ask for a second person, decideRefundBatch decides about all of it at once. Then the gateway \
requests the refunds one after the other in the background. It is idempotent on batchNo, and each line on its number. It \
needs the scope refunds:create.

\`\`\`graphql
mutation {
  requestRefundBatch(
    input: {
      batchNo: "concert-20260115"
      reason: "The concert is cancelled"
      lines: [{ partnerReferenceNo: "ord-20260115-0001" }, { partnerReferenceNo: "ord-20260115-0002", amount: "25000" }]
      isDryRun: true
    }
  ) {
    __typename
    ... on RequestRefundBatchSuccess {
      batch { refundCount amount { value } needsApproval }
      refusedLines { lineNo partnerReferenceNo refusal }
    }
    ... on Problem { code message retryable }
  }
}
\`\`\``,
    args: { input: t.arg({ type: RequestRefundBatchInputRef, required: true, description: 'The refunds.' }) },
    resolve: (_root, { input }, { caller, useCases }) => {
      const { batchNo, reason, isDryRun } = input;
      if (input.orders && !hasScope(caller, 'orders:read')) throw accessError('FORBIDDEN');
      if ((input.lines?.length ?? 0) > linesMax) return tooMany;
      const lines = input.lines?.map(({ partnerReferenceNo, amount = null, reason: why = null }) => ({
        partnerReferenceNo,
        amount,
        reason: why,
      }));
      const requested = useCases.requestRefundBatch(
        {
          batchNo,
          reason,
          lines: lines ?? null,
          filter: input.orders ? orderFilterOf(input.orders) : null,
          isDryRun: isDryRun ?? false,
        },
        actorOf(caller),
      );
      return refuseBroadFilter(requested);
    },
  }),
);
