import type { CancelOrderOutcome } from '../../use-cases/outcomes.ts';
import { InvalidInputRef } from '../problems/invalid-input.ts';
import { TemporarilyUnavailableRef } from '../problems/temporarily-unavailable.ts';
import { builder } from '../schema/builder.ts';
import { parseOrderId } from '../schema/global-id.ts';
import { type OutcomeOf, outcomeUnion } from '../schema/outcome-union.ts';
import { OrderRef } from './order.ts';
import {
  InsufficientMerchantBalanceRef,
  OrderNotCancellableRef,
  OrderNotFoundRef,
} from './order-problems.ts';
import { ProviderDeclinedRef } from './provider-declined.ts';

const CancelOrderInputRef = builder.inputType('CancelOrderInput', {
  description: 'An order to be cancelled.',
  fields: (t) => ({
    orderId: t.id({ required: true, description: "The order's id." }),
    reason: t.string({ description: 'Why, for DANA and the timeline. At most 256 characters.' }),
  }),
});

const CancelOrderSuccessRef = builder
  .objectRef<OutcomeOf<'CancelOrderSuccess'>>('CancelOrderSuccess')
  .implement({
    description: 'The order is cancelled; what had been paid has gone back (voidedAmount).',
    fields: (t) => ({ order: t.expose('order', { type: OrderRef, description: 'The order as it is now.' }) }),
  });

const CancelOrderPendingRef = builder
  .objectRef<OutcomeOf<'CancelOrderPending'>>('CancelOrderPending')
  .implement({
    description:
      'Asked for and not finished: DANA is still at it, or its answer is not known. order.cancellation follows it.',
    fields: (t) => ({ order: t.expose('order', { type: OrderRef, description: 'The order as it is now.' }) }),
  });

const CancelOrderResultRef = outcomeUnion<CancelOrderOutcome>(
  'CancelOrderResult',
  'What became of a cancel.',
  {
    CancelOrderSuccess: CancelOrderSuccessRef,
    CancelOrderPending: CancelOrderPendingRef,
    OrderNotFound: OrderNotFoundRef,
    OrderNotCancellable: OrderNotCancellableRef,
    InsufficientMerchantBalance: InsufficientMerchantBalanceRef,
    InvalidInput: InvalidInputRef,
    ProviderDeclined: ProviderDeclinedRef,
    TemporarilyUnavailable: TemporarilyUnavailableRef,
  },
);

builder.mutationField('cancelOrder', (t) =>
  t.field({
    type: CancelOrderResultRef,
    description: `Cancels an unpaid order, or a paid one within DANA's 24 hours. Idempotent on the order. Scope \
orders:cancel.

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
    args: { input: t.arg({ type: CancelOrderInputRef, required: true, description: 'The order.' }) },
    resolve: async (_root, { input }, { useCases }) => {
      const orderId = parseOrderId(input.orderId);
      if (orderId === null) return { kind: 'OrderNotFound' as const };
      return useCases.cancelOrder({ orderId, reason: input.reason ?? null });
    },
  }),
);
