import { actorOf } from '../../access/caller.ts';
import type { CancelOrderOutcome } from '../../use-cases/outcomes.ts';
import { ApprovalRequiredRef, CeilingExceededRef } from '../approvals/approval-problems.ts';
import { InvalidInputRef } from '../problems/invalid-input.ts';
import { TemporarilyUnavailableRef } from '../problems/temporarily-unavailable.ts';
import { builder } from '../schema/builder.ts';
import { parseOrderId } from '../schema/global-id.ts';
import { type OutcomeOf, outcomeUnion } from '../schema/outcome-union.ts';
import { OrderRef } from './order.ts';
import {
  InsufficientMerchantBalanceRef,
  OrderFrozenRef,
  OrderNotCancellableRef,
  OrderNotFoundRef,
} from './order-problems.ts';
import { ProviderDeclinedRef } from './provider-declined.ts';

const CancelOrderInputRef = builder.inputType('CancelOrderInput', {
  description: 'The order to cancel.',
  fields: (t) => ({
    orderId: t.id({ required: true, description: 'The id of the order.' }),
    reason: t.string({
      description:
        'The reason for DANA and the timeline, at most 256 characters. The key of a person must give one.',
    }),
  }),
});

const CancelOrderSuccessRef = builder
  .objectRef<OutcomeOf<'CancelOrderSuccess'>>('CancelOrderSuccess')
  .implement({
    description:
      'The order is cancelled. If it had been paid, the money has gone back to the payer (see voidedAmount).',
    fields: (t) => ({
      order: t.expose('order', { type: OrderRef, description: "The order's current state." }),
    }),
  });

const CancelOrderPendingRef = builder
  .objectRef<OutcomeOf<'CancelOrderPending'>>('CancelOrderPending')
  .implement({
    description:
      'The cancellation was requested and is not finished: DANA is still processing it, or its answer is not known. order.cancellation shows its progress.',
    fields: (t) => ({
      order: t.expose('order', { type: OrderRef, description: "The order's current state." }),
    }),
  });

const CancelOrderResultRef = outcomeUnion<CancelOrderOutcome>(
  'CancelOrderResult',
  'The outcome of cancelOrder.',
  {
    CancelOrderSuccess: CancelOrderSuccessRef,
    CancelOrderPending: CancelOrderPendingRef,
    OrderNotFound: OrderNotFoundRef,
    OrderNotCancellable: OrderNotCancellableRef,
    ApprovalRequired: ApprovalRequiredRef,
    CeilingExceeded: CeilingExceededRef,
    OrderFrozen: OrderFrozenRef,
    InsufficientMerchantBalance: InsufficientMerchantBalanceRef,
    InvalidInput: InvalidInputRef,
    ProviderDeclined: ProviderDeclinedRef,
    TemporarilyUnavailable: TemporarilyUnavailableRef,
  },
);

builder.mutationField('cancelOrder', (t) =>
  t.field({
    type: CancelOrderResultRef,
    description: `Cancels an unpaid order, or a paid one within DANA's limit of 24 hours. A repeated call for the \
same order is safe. It needs the scope orders:cancel.

\`\`\`graphql
mutation {
  cancelOrder(input: { orderId: "T3JkZXI6MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAx", reason: "Sold out" }) {
    __typename
    ... on CancelOrderSuccess { order { id status voidedAmount { value } } }
    ... on CancelOrderPending { order { id cancellation { status } } }
    ... on Problem { code message retryable }
  }
}
\`\`\``,
    args: {
      input: t.arg({ type: CancelOrderInputRef, required: true, description: 'The order to cancel.' }),
    },
    resolve: async (_root, { input }, { caller, useCases }) => {
      const orderId = parseOrderId(input.orderId);
      if (orderId === null) return { kind: 'OrderNotFound' as const };
      return useCases.cancelOrder({ orderId, reason: input.reason ?? null }, actorOf(caller));
    },
  }),
);
