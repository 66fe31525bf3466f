import { actorOf } from '../../access/caller.ts';
import type { RefundOrderOutcome } from '../../use-cases/outcomes.ts';
import {
  ApprovalDeniedRef,
  ApprovalRequiredRef,
  CeilingExceededRef,
} from '../approvals/approval-problems.ts';
import { InvalidInputRef } from '../problems/invalid-input.ts';
import { TemporarilyUnavailableRef } from '../problems/temporarily-unavailable.ts';
import { builder } from '../schema/builder.ts';
import { parseOrderId } from '../schema/global-id.ts';
import { type OutcomeOf, outcomeUnion } from '../schema/outcome-union.ts';
import { OrderRef } from './order.ts';
import {
  InsufficientMerchantBalanceRef,
  OrderFrozenRef,
  OrderNotFoundRef,
  OrderNotRefundableRef,
  PartnerRefundNoConflictRef,
  RefundExceedsBalanceRef,
} from './order-problems.ts';
import { ProviderDeclinedRef } from './provider-declined.ts';
import { RefundRef } from './refund.ts';

const RefundOrderInputRef = builder.inputType('RefundOrderInput', {
  description: 'The refund to make.',
  fields: (t) => ({
    orderId: t.id({ required: true, description: 'The id of the order.' }),
    partnerRefundNo: t.string({
      required: true,
      description:
        "The merchant's own unique refund number, for example refund-20260115-0001. It is the idempotency key. It has 1 to 64 characters of A-Z a-z 0-9 _ - . /.",
    }),
    amount: t.field({
      type: 'Rupiah',
      description: 'The amount to refund. Without it, everything that can still be refunded goes back.',
    }),
    reason: t.string({
      description:
        'The reason for DANA and the timeline, at most 256 characters. The key of a person must give one.',
    }),
  }),
});

const RefundOrderSuccessRef = builder
  .objectRef<OutcomeOf<'RefundOrderSuccess'>>('RefundOrderSuccess')
  .implement({
    description: 'DANA has carried out the refund.',
    fields: (t) => ({
      refund: t.expose('refund', { type: RefundRef, description: 'The refund.' }),
      order: t.expose('order', { type: OrderRef, description: "The order's current state." }),
    }),
  });

const RefundOrderPendingRef = builder
  .objectRef<OutcomeOf<'RefundOrderPending'>>('RefundOrderPending')
  .implement({
    description:
      'The refund was requested and is not finished: DANA is still processing it, or its answer is not known. The gateway queries DANA in the background until it is.',
    fields: (t) => ({
      refund: t.expose('refund', {
        type: RefundRef,
        description: 'The refund. Its status shows the progress.',
      }),
      order: t.expose('order', { type: OrderRef, description: "The order's current state." }),
    }),
  });

const RefundOrderResultRef = outcomeUnion<RefundOrderOutcome>(
  'RefundOrderResult',
  'The outcome of refundOrder.',
  {
    RefundOrderSuccess: RefundOrderSuccessRef,
    RefundOrderPending: RefundOrderPendingRef,
    OrderNotFound: OrderNotFoundRef,
    OrderNotRefundable: OrderNotRefundableRef,
    RefundExceedsBalance: RefundExceedsBalanceRef,
    ApprovalRequired: ApprovalRequiredRef,
    ApprovalDenied: ApprovalDeniedRef,
    CeilingExceeded: CeilingExceededRef,
    PartnerRefundNoConflict: PartnerRefundNoConflictRef,
    OrderFrozen: OrderFrozenRef,
    InsufficientMerchantBalance: InsufficientMerchantBalanceRef,
    InvalidInput: InvalidInputRef,
    ProviderDeclined: ProviderDeclinedRef,
    TemporarilyUnavailable: TemporarilyUnavailableRef,
  },
);

builder.mutationField('refundOrder', (t) =>
  t.field({
    type: RefundOrderResultRef,
    description: `Refunds all or part of a paid order. It is idempotent on partnerRefundNo. It needs the scope \
refunds:create.

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
    resolve: async (_root, { input }, { caller, useCases }) => {
      const orderId = parseOrderId(input.orderId);
      if (orderId === null) return { kind: 'OrderNotFound' as const };
      const { partnerRefundNo, amount = null, reason = null } = input;
      return useCases.refundOrder({ orderId, partnerRefundNo, amount, reason }, actorOf(caller));
    },
  }),
);
