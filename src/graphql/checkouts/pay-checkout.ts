import { actorOf } from '../../access/caller.ts';
import type { PayCheckoutOutcome } from '../../use-cases/checkouts/checkout-outcomes.ts';
import { withoutPhonePunctuation } from '../../use-cases/input/phone-number.ts';
import { OrderRef } from '../orders/order.ts';
import { ProviderDeclinedRef } from '../orders/provider-declined.ts';
import { InvalidInputRef } from '../problems/invalid-input.ts';
import { problemObject } from '../problems/problem.ts';
import { TemporarilyUnavailableRef } from '../problems/temporarily-unavailable.ts';
import { builder } from '../schema/builder.ts';
import { type OutcomeOf, outcomeUnion } from '../schema/outcome-union.ts';

const PayCheckoutInputRef = builder.inputType('PayCheckoutInput', {
  description: "The payer's choice of a payment method.",
  fields: (t) => ({
    payMethod: t.field({
      type: 'PayMethod',
      description:
        "The payment method, for example VIRTUAL_ACCOUNT. Without it, the payer chooses on DANA's hosted page.",
    }),
    payOption: t.field({
      type: 'PayOption',
      description:
        'The payment channel as paymentOptions lists it, for example VIRTUAL_ACCOUNT_BRI. Methods with several channels require it.',
    }),
    phoneNumber: t.string({
      description:
        "The payer's phone number, for example 081234567890 or +62 812-3456-7890: 8 to 15 characters, digits and a leading plus. Spaces, dashes, dots and parentheses are removed before they are counted. Cards and e-wallets require it.",
    }),
  }),
});

const PayCheckoutSuccessRef = builder
  .objectRef<OutcomeOf<'PayCheckoutSuccess'>>('PayCheckoutSuccess')
  .implement({
    description: 'The order to pay next, or the order that is already paid, whatever the payer chose.',
    fields: (t) => ({
      order: t.expose('order', { type: OrderRef, description: "The order's current state." }),
    }),
  });

const CheckoutClosedRef = problemObject(
  'CheckoutClosed',
  'The checkout accepts no further attempt: it has expired, all attempts are used, or the merchant has cancelled the sale.',
);

const PayCheckoutResultRef = outcomeUnion<PayCheckoutOutcome>(
  'PayCheckoutResult',
  'The outcome of payCheckout.',
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
    description: `Opens an attempt to pay. It is for the payer's browser or app and needs a checkout token. Each \
attempt is an order whose number is <partnerReferenceNo>, then with -2, -3 … up to -5. The gateway first cancels an \
earlier unpaid attempt at DANA. If the earlier attempt turns out to be paid, the gateway returns that order. The same \
choice again returns the same attempt. If DANA has not ended the earlier attempt yet, the outcome is \
TemporarilyUnavailable, and the client may repeat the same request.

\`\`\`graphql
mutation {
  payCheckout(input: { payMethod: "VIRTUAL_ACCOUNT", payOption: "VIRTUAL_ACCOUNT_BRI" }) {
    __typename
    ... on PayCheckoutSuccess { order { id status } }
    ... on Problem { code message retryable }
  }
}
\`\`\``,
    args: {
      input: t.arg({
        type: PayCheckoutInputRef,
        required: true,
        description: "The payer's choice of a payment method.",
      }),
    },
    resolve: (_root, { input }, { caller, useCases }) => {
      const choice = {
        payMethod: input.payMethod ?? null,
        payOption: input.payOption ?? null,
        phoneNumber: input.phoneNumber == null ? null : withoutPhonePunctuation(input.phoneNumber),
      };
      // The permission table has already refused every other kind of caller.
      const checkoutId = caller.kind === 'checkoutToken' ? caller.checkoutId : '';
      return useCases.payCheckout(checkoutId, choice, actorOf(caller));
    },
  }),
);
