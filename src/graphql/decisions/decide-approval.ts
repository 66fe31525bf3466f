import { actorOf } from '../../access/caller.ts';
import type { DecideApprovalOutcome } from '../../use-cases/outcomes.ts';
import { ApprovalRef } from '../approvals/approval.ts';
import { OrderRef } from '../orders/order.ts';
import {
  OrderNotCancellableRef,
  OrderNotRefundableRef,
  PartnerRefundNoConflictRef,
  RefundExceedsBalanceRef,
} from '../orders/order-problems.ts';
import { InvalidInputRef } from '../problems/invalid-input.ts';
import { problemObject } from '../problems/problem.ts';
import { TemporarilyUnavailableRef } from '../problems/temporarily-unavailable.ts';
import { builder } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { parseIdOf } from '../schema/global-id.ts';
import { type OutcomeOf, outcomeUnion } from '../schema/outcome-union.ts';
import { FactDoesNotFitRef } from './attest-fact.ts';

const ApprovalNotFoundRef = problemObject(
  'ApprovalNotFound',
  'The id is malformed, or there is no such request.',
);

const approval = 'The request, in its current state.';

const ApprovalClosedRef = problemObject(
  'ApprovalClosed',
  'Somebody else has decided about the request, or it was decided otherwise, or it has expired.',
  (t) => ({
    approval: t.field({ type: ApprovalRef, description: approval, resolve: (problem) => problem.approval }),
  }),
);

const SecondPersonNeededRef = problemObject(
  'SecondPersonNeeded',
  'Another person must decide: the caller made this request, or the key is not the key of a person.',
  (t) => ({
    approval: t.field({ type: ApprovalRef, description: approval, resolve: (problem) => problem.approval }),
  }),
);

const DecideApprovalSuccessRef = builder
  .objectRef<OutcomeOf<'DecideApprovalSuccess'>>('DecideApprovalSuccess')
  .implement({
    description:
      'The decision is on record. After an approval, order.refunds or order.cancellation shows what DANA made of it.',
    fields: (t) => ({
      approval: t.expose('approval', { type: ApprovalRef, description: approval }),
      order: t.expose('order', { type: OrderRef, description: "The order's current state." }),
    }),
  });

const DecideApprovalResultRef = outcomeUnion<DecideApprovalOutcome>(
  'DecideApprovalResult',
  'The outcome of decideApproval.',
  {
    DecideApprovalSuccess: DecideApprovalSuccessRef,
    ApprovalNotFound: ApprovalNotFoundRef,
    ApprovalClosed: ApprovalClosedRef,
    SecondPersonNeeded: SecondPersonNeededRef,
    OrderNotCancellable: OrderNotCancellableRef,
    OrderNotRefundable: OrderNotRefundableRef,
    RefundExceedsBalance: RefundExceedsBalanceRef,
    PartnerRefundNoConflict: PartnerRefundNoConflictRef,
    FactDoesNotFit: FactDoesNotFitRef,
    InvalidInput: InvalidInputRef,
    TemporarilyUnavailable: TemporarilyUnavailableRef,
  },
);

const ApprovalDecisionEnum = describedEnum<'APPROVE' | 'REFUSE'>(
  'ApprovalDecision',
  'What the second person decides.',
  {
    APPROVE: 'The gateway requests it from DANA at once, or records the fact.',
    REFUSE: 'Nothing is sent to DANA, and no fact is recorded.',
  },
);

const DecideApprovalInputRef = builder.inputType('DecideApprovalInput', {
  description: 'The decision of a second person, and why.',
  fields: (t) => ({
    approvalId: t.id({ required: true, description: 'The id of the request.' }),
    decision: t.field({ type: ApprovalDecisionEnum, required: true, description: 'The decision.' }),
    reason: t.string({
      required: true,
      description: 'Why, for the timeline, 1 to 256 characters. Payers cannot read it.',
    }),
  }),
});

builder.mutationField('decideApproval', (t) =>
  t.field({
    type: DecideApprovalResultRef,
    description: `Approves or refuses what somebody else requested. Only the key of a person can decide, and nobody \
decides about a request of their own. A repeated call with the same decision is safe. It needs the scope \
approvals:decide.

\`\`\`graphql
mutation {
  decideApproval(
    input: { approvalId: "apr_0b7e1c52-3f4a-4d6e-8a91-5c2d7f9e6b10", decision: APPROVE, reason: "Checked with the venue" }
  ) {
    __typename
    ... on DecideApprovalSuccess { approval { id status } order { status refundableAmount { value } } }
    ... on Problem { code message retryable }
  }
}
\`\`\``,
    args: {
      input: t.arg({ type: DecideApprovalInputRef, required: true, description: 'The decision.' }),
    },
    resolve: async (_root, { input }, { useCases, caller }) => {
      const approvalId = parseIdOf('Approval', input.approvalId);
      if (approvalId === null) return { kind: 'ApprovalNotFound' as const };
      const { decision, reason } = input;
      return useCases.decideApproval({ approvalId, decision, reason }, actorOf(caller));
    },
  }),
);
