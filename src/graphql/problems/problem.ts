import type { ObjectFieldsShape } from '@pothos/core';
import { builder, type SchemaTypes } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { languageArgs } from '../schema/language.ts';
import type { OutcomeOf } from '../schema/outcome-union.ts';
import { type Problem, type ProblemKind, problemMessage } from './messages.ts';

interface ProblemFacts {
  readonly code: string;
  readonly meaning: string;
  /** Whether the very same request may succeed later, without anything in it being changed. */
  readonly isRetryable: boolean;
}

const problems = {
  InvalidInput: {
    code: 'INVALID_INPUT',
    meaning: 'A value parses and is not allowed; see issues.',
    isRetryable: false,
  },
  PartnerReferenceNoConflict: {
    code: 'PARTNER_REFERENCE_NO_CONFLICT',
    meaning: 'The order number stands for an order with other content.',
    isRetryable: false,
  },
  ProviderDeclined: {
    code: 'PROVIDER_DECLINED',
    meaning: 'DANA said no, clearly and finally.',
    isRetryable: false,
  },
  TemporarilyUnavailable: {
    code: 'TEMPORARILY_UNAVAILABLE',
    meaning: 'The request cannot be carried out now and has not been begun; see reason.',
    isRetryable: true,
  },
  OrderNotFound: {
    code: 'ORDER_NOT_FOUND',
    meaning: 'There is no such order, or none that this credential may see.',
    isRetryable: false,
  },
  OrderNotCancellable: {
    code: 'ORDER_NOT_CANCELLABLE',
    meaning: 'The state of the order, or the time since its payment, rules a cancel out.',
    isRetryable: false,
  },
  OrderNotRefundable: {
    code: 'ORDER_NOT_REFUNDABLE',
    meaning: 'The state of the order rules a refund out.',
    isRetryable: false,
  },
  RefundExceedsBalance: {
    code: 'REFUND_EXCEEDS_BALANCE',
    meaning: 'More was asked for than refundableAmount.',
    isRetryable: false,
  },
  PartnerRefundNoConflict: {
    code: 'PARTNER_REFUND_NO_CONFLICT',
    meaning: 'The refund number stands for a refund with other content.',
    isRetryable: false,
  },
  CheckoutClosed: {
    code: 'CHECKOUT_CLOSED',
    meaning: 'The checkout takes no further try.',
    isRetryable: false,
  },
  InsufficientMerchantBalance: {
    code: 'INSUFFICIENT_MERCHANT_BALANCE',
    meaning: "The merchant's balance at DANA is too low.",
    // A refund that DANA refused stays refused under its number; once topped up, a new number is needed.
    isRetryable: false,
  },
} as const satisfies Record<ProblemKind, ProblemFacts>;

type ProblemCode = (typeof problems)[ProblemKind]['code'];

const ProblemCodeEnum = describedEnum<ProblemCode>(
  'ProblemCode',
  'Which problem, for programs. Stable: a code never changes its meaning.',
  Object.fromEntries(Object.values(problems).map(({ code, meaning }) => [code, meaning])) as Record<
    ProblemCode,
    string
  >,
);

const ProblemInterface = builder.interfaceRef<Problem>('Problem').implement({
  description:
    'Implemented by every failure a client is expected to handle. Such failures never appear in errors[].',
  resolveType: (problem) => problem.kind,
  fields: (t) => ({
    code: t.field({
      type: ProblemCodeEnum,
      description: 'Stable, for programs.',
      resolve: ({ kind }) => problems[kind].code,
    }),
    message: t.string({
      description: 'For people.',
      args: languageArgs,
      resolve: (problem, { language }) => problemMessage(problem)[language ?? 'EN'],
    }),
    retryable: t.boolean({
      description: 'True where the very same request may succeed later.',
      resolve: ({ kind }) => problems[kind].isRetryable,
    }),
  }),
});

/** The GraphQL type of one failure, named as its outcome, with what it says beyond the Problem interface. */
export function problemObject<Kind extends ProblemKind>(
  kind: Kind,
  description: string,
  fields: ObjectFieldsShape<SchemaTypes, OutcomeOf<Kind>> = () => ({}),
) {
  return builder
    .objectRef<OutcomeOf<Kind>>(kind)
    .implement({ description, interfaces: [ProblemInterface], fields });
}
