import type { RefundOrderOutcome } from '../../use-cases/outcomes.ts';
import { InvalidInputRef } from '../problems/invalid-input.ts';
import { TemporarilyUnavailableRef } from '../problems/temporarily-unavailable.ts';
import { builder } from '../schema/builder.ts';
import { parseOrderId } from '../schema/global-id.ts';
import { type OutcomeOf, outcomeUnion } from '../schema/outcome-union.ts';
import { OrderRef } from './order.ts';
import {
  InsufficientMerchantBalanceRef,
  OrderNotFoundRef,
  OrderNotRefundableRef,
  PartnerRefundNoConflictRef,
  RefundExceedsBalanceRef,
} from './order-problems.ts';
import { ProviderDeclinedRef } from './provider-declined.ts';
import { RefundRef } from './refund.ts';

const RefundOrderInputRef = builder.inputType('RefundOrderInput', {
  description: 'A refund to be made.',
  fields: (t) => ({
    orderId: t.id({ required: true, description: "The order's id." }),
    partnerRefundNo: t.string({
      required: true,
      description:
        "The merchant's own refund number, unique; the idempotency key. 1 to 64 of A-Z a-z 0-9 _ - . /.",
    }),
    amount: t.field({ type: 'Rupiah', description: 'Left out: everything that is still refundable.' }),
    reason: t.string({ description: 'Why, for DANA and the timeline. At most 256 characters.' }),
  }),
});

const RefundOrderSuccessRef = builder
  .objectRef<OutcomeOf<'RefundOrderSuccess'>>('RefundOrderSuccess')
  .implement({
    description: 'DANA has refunded.',
    fields: (t) => ({
      refund: t.expose('refund', { type: RefundRef, description: 'The refund.' }),
      order: t.expose('order', { type: OrderRef, description: 'The order as it is now.' }),
    }),
  });

const RefundOrderPendingRef = builder
  .objectRef<OutcomeOf<'RefundOrderPending'>>('RefundOrderPending')
  .implement({
    description:
      'Asked for and not finished: DANA is still at it, or its answer is not known. It is settled in the background.',
    fields: (t) => ({
      refund: t.expose('refund', { type: RefundRef, description: 'The refund; its status follows it.' }),
      order: t.expose('order', { type: OrderRef, description: 'The order as it is now.' }),
    }),
  });

const RefundOrderResultRef = outcomeUnion<RefundOrderOutcome>(
  'RefundOrderResult',
  'What became of a refund.',
  {
    RefundOrderSuccess: RefundOrderSuccessRef,
    RefundOrderPending: RefundOrderPendingRef,
    OrderNotFound: OrderNotFoundRef,
    OrderNotRefundable: OrderNotRefundableRef,
    RefundExceedsBalance: RefundExceedsBalanceRef,
    PartnerRefundNoConflict: PartnerRefundNoConflictRef,
    InsufficientMerchantBalance: InsufficientMerchantBalanceRef,
    InvalidInput: InvalidInputRef,
    ProviderDeclined: ProviderDeclinedRef,
    TemporarilyUnavailable: TemporarilyUnavailableRef,
  },
);

builder.mutationField('refundOrder', (t) =>
  t.field({
    type: RefundOrderResultRef,
    description: `Refunds all or part of a paid order. Idempotent on partnerRefundNo. Scope refunds:create.

\`\`\`graphql
mutation {
  refundOrder(
    input: {
      orderId: "T3JkZXI6MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAx"
      partnerRefundNo: "refund-20260115-0001"
      amount: "25000"
      reason: "One ticket returned"
    }
  ) {
    __typename
    ... on RefundOrderSuccess { refund { id status } order { status refundableAmount { value } } }
    ... on RefundOrderPending { refund { id status } }
    ... on Problem { code message retryable }
  }
}
\`\`\``,
    args: { input: t.arg({ type: RefundOrderInputRef, required: true, description: 'The refund.' }) },
    resolve: async (_root, { input }, { useCases }) => {
      const orderId = parseOrderId(input.orderId);
      if (orderId === null) return { kind: 'OrderNotFound' as const };
      const { partnerRefundNo, amount = null, reason = null } = input;
      return useCases.refundOrder({ orderId, partnerRefundNo, amount, reason });
    },
  }),
);
