import { actorOf } from '../../access/caller.ts';
import type { EndCheckoutOutcome } from '../../use-cases/checkouts/checkout-outcomes.ts';
import { OrderRef } from '../orders/order.ts';
import { InvalidInputRef } from '../problems/invalid-input.ts';
import { problemObject } from '../problems/problem.ts';
import { TemporarilyUnavailableRef } from '../problems/temporarily-unavailable.ts';
import { builder } from '../schema/builder.ts';
import { parseIdOf } from '../schema/global-id.ts';
import { type OutcomeOf, outcomeUnion } from '../schema/outcome-union.ts';
import { CheckoutRef } from './checkout.ts';

const CheckoutPaidRef = problemObject(
  'CheckoutPaid',
  'The checkout is paid. To return the money, refund or cancel its order.',
  (t) => ({
    order: t.field({ type: OrderRef, description: 'The paid order.', resolve: (problem) => problem.order }),
  }),
);

const CheckoutNotFoundRef = problemObject(
  'CheckoutNotFound',
  'The id is malformed, or there is no such checkout.',
);

const EndCheckoutSuccessRef = builder
  .objectRef<OutcomeOf<'EndCheckoutSuccess'>>('EndCheckoutSuccess')
  .implement({
    description: 'The checkout can no longer be paid.',
    fields: (t) => ({
      checkout: t.expose('checkout', { type: CheckoutRef, description: "The checkout's current state." }),
    }),
  });

const EndCheckoutPendingRef = builder
  .objectRef<OutcomeOf<'EndCheckoutPending'>>('EndCheckoutPending')
  .implement({
    description:
      'No further attempt is opened. DANA has not answered yet whether an open attempt is cancelled: it may still be ' +
      'paid. Repeat the request to see what became of it.',
    fields: (t) => ({
      checkout: t.expose('checkout', { type: CheckoutRef, description: "The checkout's current state." }),
    }),
  });

const EndCheckoutResultRef = outcomeUnion<EndCheckoutOutcome>(
  'EndCheckoutResult',
  'The outcome of endCheckout.',
  {
    EndCheckoutSuccess: EndCheckoutSuccessRef,
    EndCheckoutPending: EndCheckoutPendingRef,
    CheckoutPaid: CheckoutPaidRef,
    CheckoutNotFound: CheckoutNotFoundRef,
    InvalidInput: InvalidInputRef,
    TemporarilyUnavailable: TemporarilyUnavailableRef,
  },
);

const EndCheckoutInputRef = builder.inputType('EndCheckoutInput', {
  description: 'The checkout to end, and why.',
  fields: (t) => ({
    checkoutId: t.id({ required: true, description: 'The id of the checkout.' }),
    reason: t.string({
      required: true,
      description: 'Why, for the record and for DANA, 1 to 256 characters.',
    }),
  }),
});

builder.mutationField('endCheckout', (t) =>
  t.field({
    type: EndCheckoutResultRef,
    description: `Ends a checkout that nobody has paid: no further attempt is opened, and an open attempt is cancelled at \
DANA. A payment that is found meanwhile is not given back; the outcome is then CheckoutPaid. It is safe to repeat, and \
the first end stays. It needs the scope orders:cancel.

\`\`\`graphql
mutation {
  endCheckout(
    input: { checkoutId: "Q2hlY2tvdXQ6MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMGMw", reason: "Sold out" }
  ) {
    __typename
    ... on EndCheckoutSuccess { checkout { endedAt } }
    ... on Problem { code message retryable }
  }
}
\`\`\``,
    args: { input: t.arg({ type: EndCheckoutInputRef, required: true, description: 'The checkout.' }) },
    resolve: async (_root, { input }, { useCases, caller }) => {
      const checkoutId = parseIdOf('Checkout', input.checkoutId);
      if (checkoutId === null) return { kind: 'CheckoutNotFound' as const };
      return useCases.endCheckout({ checkoutId, reason: input.reason }, actorOf(caller));
    },
  }),
);
