import type { PayCheckoutOutcome } from '../../use-cases/outcomes.ts';
import { OrderRef } from '../orders/order.ts';
import { ProviderDeclinedRef } from '../orders/provider-declined.ts';
import { InvalidInputRef } from '../problems/invalid-input.ts';
import { problemObject } from '../problems/problem.ts';
import { TemporarilyUnavailableRef } from '../problems/temporarily-unavailable.ts';
import { builder } from '../schema/builder.ts';
import { type OutcomeOf, outcomeUnion } from '../schema/outcome-union.ts';

const PayCheckoutInputRef = builder.inputType('PayCheckoutInput', {
  description: "The payer's choice.",
  fields: (t) => ({
    payMethod: t.field({
      type: 'PayMethod',
      description: "Left out: DANA's hosted page, where the payer chooses.",
    }),
    payOption: t.field({
      type: 'PayOption',
      description: 'The channel, for methods that have channels. As paymentOptions lists it.',
    }),
    phoneNumber: t.string({
      description: "The payer's phone number, e.g. 081234567890. Required for cards and e-wallets.",
    }),
  }),
});

const PayCheckoutSuccessRef = builder
  .objectRef<OutcomeOf<'PayCheckoutSuccess'>>('PayCheckoutSuccess')
  .implement({
    description: 'The order to pay next; or the one that is paid already, whatever was chosen.',
    fields: (t) => ({ order: t.expose('order', { type: OrderRef, description: 'The order as it is now.' }) }),
  });

const CheckoutClosedRef = problemObject(
  'CheckoutClosed',
  'The checkout takes no further try: it has expired, every try is used, or the merchant took the sale back.',
);

const PayCheckoutResultRef = outcomeUnion<PayCheckoutOutcome>(
  'PayCheckoutResult',
  'What became of a try to pay.',
  {
    PayCheckoutSuccess: PayCheckoutSuccessRef,
    CheckoutClosed: CheckoutClosedRef,
    InvalidInput: InvalidInputRef,
    ProviderDeclined: ProviderDeclinedRef,
    TemporarilyUnavailable: TemporarilyUnavailableRef,
  },
);

builder.mutationField('payCheckout', (t) =>
  t.field({
    type: PayCheckoutResultRef,
    description: `For the payer's browser or app, with a checkout token. Each try is an order: <partnerReferenceNo>, \
then -2, -3 … up to -5. While an earlier try is unpaid it is cancelled at DANA first; where that one turns out paid, \
it is the answer. The same choice again is the same try. Where DANA has not ended the earlier try yet, the answer is \
TemporarilyUnavailable and the same request may be repeated.

\`\`\`graphql
mutation {
  payCheckout(input: { payMethod: "VIRTUAL_ACCOUNT", payOption: "VIRTUAL_ACCOUNT_BRI" }) {
    __typename
    ... on PayCheckoutSuccess { order { id status } }
    ... on Problem { code message retryable }
  }
}
\`\`\``,
    args: { input: t.arg({ type: PayCheckoutInputRef, required: true, description: "The payer's choice." }) },
    resolve: (_root, { input }, { caller, useCases }) => {
      const choice = {
        payMethod: input.payMethod ?? null,
        payOption: input.payOption ?? null,
        phoneNumber: input.phoneNumber ?? null,
      };
      // Others were refused before this: the permission table has the field for checkout tokens alone.
      const checkoutId = caller.kind === 'checkoutToken' ? caller.checkoutId : '';
      return useCases.payCheckout(checkoutId, choice);
    },
  }),
);
