import type { ObjectFieldsShape } from '@pothos/core';
import { builder, type SchemaTypes } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { languageArgs } from '../schema/language.ts';
import type { OutcomeOf } from '../schema/outcome-union.ts';
import { type Problem, type ProblemKind, problemMessage } from './messages.ts';

interface ProblemFacts {
  readonly code: string;
  readonly meaning: string;
  /** Whether the same request, unchanged, may succeed later. */
  readonly isRetryable: boolean;
}

const problems = {
  InvalidInput: {
    code: 'INVALID_INPUT',
    meaning: 'A value has the right format but is not allowed. See issues.',
    isRetryable: false,
  },
  PartnerReferenceNoConflict: {
    code: 'PARTNER_REFERENCE_NO_CONFLICT',
    meaning: 'The order number already belongs to an order with different content.',
    isRetryable: false,
  },
  ProviderDeclined: {
    code: 'PROVIDER_DECLINED',
    meaning: 'DANA declined the request for good.',
    isRetryable: false,
  },
  TemporarilyUnavailable: {
    code: 'TEMPORARILY_UNAVAILABLE',
    meaning: 'The request cannot be carried out now and has not been begun; see reason.',
    isRetryable: true,
  },
  OrderNotFound: {
    code: 'ORDER_NOT_FOUND',
    meaning: 'There is no such order, or this credential may not see it.',
    isRetryable: false,
  },
  OrderNotCancellable: {
    code: 'ORDER_NOT_CANCELLABLE',
    meaning: 'The order cannot be cancelled because of its state or the time since its payment.',
    isRetryable: false,
  },
  OrderNotRefundable: {
    code: 'ORDER_NOT_REFUNDABLE',
    meaning: 'The order cannot be refunded because of its state.',
    isRetryable: false,
  },
  RefundExceedsBalance: {
    code: 'REFUND_EXCEEDS_BALANCE',
    meaning: 'The requested amount is larger than refundableAmount.',
    isRetryable: false,
  },
  PartnerRefundNoConflict: {
    code: 'PARTNER_REFUND_NO_CONFLICT',
    meaning: 'The refund number already belongs to a refund with different content.',
    isRetryable: false,
  },
  ApprovalRequired: {
    code: 'APPROVAL_REQUIRED',
    meaning: 'A second person must approve the request; see approval. Nothing was sent to DANA.',
    isRetryable: true,
  },
  ApprovalDenied: {
    code: 'APPROVAL_DENIED',
    meaning: 'A second person refused the request, or nobody decided in time.',
    isRetryable: false,
  },
  ApprovalNotFound: {
    code: 'APPROVAL_NOT_FOUND',
    meaning: 'There is no such request for a second person.',
    isRetryable: false,
  },
  ApprovalClosed: {
    code: 'APPROVAL_CLOSED',
    meaning: 'The request for a second person has ended already.',
    isRetryable: false,
  },
  SecondPersonNeeded: {
    code: 'SECOND_PERSON_NEEDED',
    meaning: 'Another person than the requester must decide.',
    isRetryable: false,
  },
  PersonNeeded: {
    code: 'PERSON_NEEDED',
    meaning: 'Only the key of a person can do this.',
    isRetryable: false,
  },
  FactDoesNotFit: {
    code: 'FACT_DOES_NOT_FIT',
    meaning: 'The record of the order has no room for the fact.',
    isRetryable: false,
  },
  EvidenceConflict: {
    code: 'EVIDENCE_CONFLICT',
    meaning: 'Something else was said of the fact with this reference.',
    isRetryable: false,
  },
  RefundBatchConflict: {
    code: 'REFUND_BATCH_CONFLICT',
    meaning: 'The batch number already belongs to a batch with different content.',
    isRetryable: false,
  },
  RefundBatchNotFound: {
    code: 'REFUND_BATCH_NOT_FOUND',
    meaning: 'There is no such batch of refunds.',
    isRetryable: false,
  },
  RefundBatchClosed: {
    code: 'REFUND_BATCH_CLOSED',
    meaning: 'The batch of refunds is in another state.',
    isRetryable: false,
  },
  OtherPersonNeeded: {
    code: 'OTHER_PERSON_NEEDED',
    meaning: 'Another person than the requester must decide about the batch.',
    isRetryable: false,
  },
  CeilingExceeded: {
    code: 'CEILING_EXCEEDED',
    meaning: 'The person or key may not give back so much.',
    isRetryable: false,
  },
  CheckoutPaid: {
    code: 'CHECKOUT_PAID',
    meaning: 'The checkout is paid and cannot be ended.',
    isRetryable: false,
  },
  CheckoutNotFound: {
    code: 'CHECKOUT_NOT_FOUND',
    meaning: 'There is no such checkout.',
    isRetryable: false,
  },
  CheckoutClosed: {
    code: 'CHECKOUT_CLOSED',
    meaning: 'The checkout accepts no further attempt.',
    isRetryable: false,
  },
  HistoryChanged: {
    code: 'HISTORY_CHANGED',
    meaning:
      "The cursor is of an event that is not on record any more: the gateway's database was set back to a backup.",
    isRetryable: false,
  },
  ReceiverNotFound: {
    code: 'RECEIVER_NOT_FOUND',
    meaning: 'There is no such receiver of events.',
    isRetryable: false,
  },
  IncidentNotFound: {
    code: 'INCIDENT_NOT_FOUND',
    meaning: 'There is no such incident.',
    isRetryable: false,
  },
  OrderFrozen: {
    code: 'ORDER_FROZEN',
    meaning: 'DANA holds the money of the order.',
    isRetryable: false,
  },
  InsufficientMerchantBalance: {
    code: 'INSUFFICIENT_MERCHANT_BALANCE',
    meaning: "The merchant's balance at DANA is too low.",
    // A refund that DANA declined stays declined under its number; after topping up, it needs a new number.
    isRetryable: false,
  },
} as const satisfies Record<ProblemKind, ProblemFacts>;

type ProblemCode = (typeof problems)[ProblemKind]['code'];

const ProblemCodeEnum = describedEnum<ProblemCode>(
  'ProblemCode',
  'The code of a problem, for programs. A code never changes its meaning.',
  Object.fromEntries(Object.values(problems).map(({ code, meaning }) => [code, meaning])) as Record<
    ProblemCode,
    string
  >,
);

const ProblemInterface = builder.interfaceRef<Problem>('Problem').implement({
  description: 'A failure that a client is expected to handle. Such failures never appear in errors[].',
  resolveType: (problem) => problem.kind,
  fields: (t) => ({
    code: t.field({
      type: ProblemCodeEnum,
      description: 'The code of the problem, for programs. A code never changes its meaning.',
      resolve: ({ kind }) => problems[kind].code,
    }),
    message: t.string({
      description: 'The explanation of the problem, for people.',
      args: languageArgs,
      resolve: (problem, { language }) => problemMessage(problem)[language ?? 'EN'],
    }),
    retryable: t.boolean({
      description: 'True if the same request may succeed later.',
      resolve: ({ kind }) => problems[kind].isRetryable,
    }),
  }),
});

/**
 * Creates the GraphQL type of one failure, named like its outcome, with fields beyond the Problem interface.
 */
export function problemObject<Kind extends ProblemKind>(
  kind: Kind,
  description: string,
  fields: ObjectFieldsShape<SchemaTypes, OutcomeOf<Kind>> = () => ({}),
) {
  return builder
    .objectRef<OutcomeOf<Kind>>(kind)
    .implement({ description, interfaces: [ProblemInterface], fields });
}
