import { actorOf } from '../../access/caller.ts';
import type { AttestFactOutcome } from '../../use-cases/outcomes.ts';
import { ApprovalRef, AttestedFactEnum } from '../approvals/approval.ts';
import { OrderRef } from '../orders/order.ts';
import { OrderNotFoundRef } from '../orders/order-problems.ts';
import { InvalidInputRef } from '../problems/invalid-input.ts';
import { problemObject } from '../problems/problem.ts';
import { TemporarilyUnavailableRef } from '../problems/temporarily-unavailable.ts';
import { builder } from '../schema/builder.ts';
import { parseIdOf, parseOrderId } from '../schema/global-id.ts';
import { type OutcomeOf, outcomeUnion } from '../schema/outcome-union.ts';

const order = "The order's current state.";

export const FactDoesNotFitRef = problemObject(
  'FactDoesNotFit',
  'The record of the order has no room for the fact: the amount is larger than what it is about, the refund cannot have ' +
    'come back, or there is no adjustment with this transactionId that belongs to no refund yet.',
  (t) => ({ order: t.field({ type: OrderRef, description: order, resolve: (problem) => problem.order }) }),
);

export const PersonNeededRef = problemObject(
  'PersonNeeded',
  'Only a person can do this: the key is not the key of a person.',
);

const approval = 'The request for a second person, in its current state.';

const EvidenceConflictRef = problemObject(
  'EvidenceConflict',
  'Something else was said of the fact with this reference. Nothing was recorded.',
  (t) => ({
    approval: t.field({ type: ApprovalRef, description: approval, resolve: (problem) => problem.approval }),
  }),
);

const AttestFactSuccessRef = builder
  .objectRef<OutcomeOf<'AttestFactSuccess'>>('AttestFactSuccess')
  .implement({
    description:
      'The fact is on record as the word of one person. It counts when approval.status is GRANTED: see decideApproval.',
    fields: (t) => ({
      approval: t.expose('approval', { type: ApprovalRef, description: approval }),
      order: t.expose('order', { type: OrderRef, description: order }),
    }),
  });

const AttestFactResultRef = outcomeUnion<AttestFactOutcome>(
  'AttestFactResult',
  'The outcome of attestFact.',
  {
    AttestFactSuccess: AttestFactSuccessRef,
    EvidenceConflict: EvidenceConflictRef,
    PersonNeeded: PersonNeededRef,
    FactDoesNotFit: FactDoesNotFitRef,
    OrderNotFound: OrderNotFoundRef,
    InvalidInput: InvalidInputRef,
    TemporarilyUnavailable: TemporarilyUnavailableRef,
  },
);

const EvidenceInputRef = builder.inputType('EvidenceInput', {
  description: 'By what a fact that DANA does not report is proven.',
  fields: (t) => ({
    text: t.string({
      required: true,
      description: 'What was seen, 1 to 1,000 characters, for example "DANA\'s letter of 12 January".',
    }),
    reference: t.string({
      required: true,
      description:
        'The number of the letter or of the bank transfer, 1 to 64 characters; of an adjustment, the transactionId of its ' +
        'settlement line.',
    }),
    fileHash: t.string({
      description: 'SHA-256 of the scanned document, 64 hexadecimal digits in lower case.',
    }),
  }),
});

const AttestFactInputRef = builder.inputType('AttestFactInput', {
  description: 'A fact that DANA does not report, and its evidence.',
  fields: (t) => ({
    orderId: t.id({ required: true, description: 'The id of the order that the fact is about.' }),
    fact: t.field({ type: AttestedFactEnum, required: true, description: 'The fact.' }),
    amount: t.field({
      type: 'Rupiah',
      description:
        'The amount that came back to the merchant, or was paid back to the payer. Omit it for ADJUSTMENT_ASSIGNED, whose ' +
        'settlement line has the amount.',
    }),
    refundId: t.id({
      description: 'The id of the refund to which an adjustment belongs. Only for ADJUSTMENT_ASSIGNED.',
    }),
    evidence: t.field({ type: EvidenceInputRef, required: true, description: 'The evidence.' }),
  }),
});

builder.mutationField('attestFact', (t) =>
  t.field({
    type: AttestFactResultRef,
    description: `Records a fact that DANA does not report, as the word of one person. It counts when a second person \
approves it with decideApproval. A repeated call with the same reference is safe. Only the key of a person can attest. It \
needs the scope refunds:create.

\`\`\`graphql
mutation {
  attestFact(
    input: {
      orderId: "T3JkZXI6MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAx"
      fact: REFUNDED_BY_TRANSFER
      amount: "25000"
      evidence: { text: "Transfer to the payer, receipt in the archive", reference: "TRF-20260115-77" }
    }
  ) {
    __typename
    ... on AttestFactSuccess { approval { id status } order { refundableAmount { value } } }
    ... on Problem { code message retryable }
  }
}
\`\`\``,
    args: { input: t.arg({ type: AttestFactInputRef, required: true, description: 'The fact.' }) },
    resolve: async (_root, { input }, { useCases, caller }) => {
      const orderId = parseOrderId(input.orderId);
      if (orderId === null) return { kind: 'OrderNotFound' as const };
      const { fact, amount = null, evidence } = input;
      // An id that names no refund is as good as one that nobody has.
      const refundId = input.refundId == null ? null : (parseIdOf('Refund', input.refundId) ?? '');
      const { text, reference, fileHash = null } = evidence;
      const said = { orderId, fact, amount, refundId, evidence: { text, reference, fileHash } };
      return useCases.attestFact(said, actorOf(caller));
    },
  }),
);
