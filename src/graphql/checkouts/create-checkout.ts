import { actorOf } from '../../access/caller.ts';
import type { CreateCheckoutOutcome } from '../../use-cases/checkouts/checkout-outcomes.ts';
import { GoodsInputRef, goodsOf } from '../orders/goods.ts';
import { MetadataEntryInputRef } from '../orders/metadata.ts';
import { PartnerReferenceNoConflictRef } from '../orders/order-problems.ts';
import { InvalidInputRef } from '../problems/invalid-input.ts';
import { builder } from '../schema/builder.ts';
import { type OutcomeOf, outcomeUnion } from '../schema/outcome-union.ts';
import { CheckoutRef } from './checkout.ts';

const CreateCheckoutInputRef = builder.inputType('CreateCheckoutInput', {
  description: 'The sale. The payer chooses only how to pay.',
  fields: (t) => ({
    partnerReferenceNo: t.string({
      required: true,
      description:
        "The merchant's own number, for example cart-20260115-0001. It has 1 to 22 characters of A-Z a-z 0-9 _ - . /. The first attempt is an order with this number, and later attempts add -2 to -5.",
    }),
    amount: t.field({ type: 'Rupiah', required: true, description: 'The amount to pay.' }),
    title: t.string({ required: true, description: 'The title that the payer sees, 1 to 64 characters.' }),
    expiresAt: t.field({
      type: 'DateTime',
      description:
        "The time until which the checkout can be paid, 1 minute to 7 days ahead, or at most 30 minutes in DANA's sandbox. The default is 30 minutes from now.",
    }),
    returnUrl: t.field({
      type: 'Url',
      description:
        'The URL to which DANA sends the payer afterwards. It must be on the allow-list. The default is RETURN_URL.',
    }),
    successUrl: t.field({
      type: 'Url',
      description:
        'The URL to which the checkout page leads a payer who has paid. It must be on the allow-list. The page adds the parameter order, the id of the order, which proves nothing: read the order. Without it the page leads nowhere.',
    }),
    externalStoreId: t.string({
      description: "The shop's id in DANA's portal, at most 64 characters. Without it, QRIS is not offered.",
    }),
    subMerchantId: t.string({ description: "The division's id in DANA's portal, at most 32 characters." }),
    goods: t.field({ type: [GoodsInputRef], description: 'The articles that are sold, at most 100.' }),
    metadata: t.field({
      type: [MetadataEntryInputRef],
      description:
        "The merchant's own labels, at most 50. The gateway adds them to every attempt. The payer does not see them.",
    }),
  }),
});

const CreateCheckoutSuccessRef = builder
  .objectRef<OutcomeOf<'CreateCheckoutSuccess'>>('CreateCheckoutSuccess')
  .implement({
    description: 'The gateway has recorded the checkout.',
    fields: (t) => ({
      checkout: t.expose('checkout', { type: CheckoutRef, description: "The checkout's current state." }),
      checkoutToken: t.string({
        description:
          'A token with which a browser or an app can read and pay this one checkout and watch its orders until ' +
          'one day after it expires. A repeated call returns the same token.',
        resolve: ({ checkout }, _args, context) => context.issueCheckoutToken(checkout),
      }),
    }),
  });

const CreateCheckoutResultRef = outcomeUnion<CreateCheckoutOutcome>(
  'CreateCheckoutResult',
  'The outcome of createCheckout.',
  {
    CreateCheckoutSuccess: CreateCheckoutSuccessRef,
    InvalidInput: InvalidInputRef,
    PartnerReferenceNoConflict: PartnerReferenceNoConflictRef,
  },
);

builder.mutationField('createCheckout', (t) =>
  t.field({
    type: CreateCheckoutResultRef,
    description: `Creates a checkout. It is for the merchant's server and needs the scope orders:create. It fixes \
what is sold. With the returned token, a browser or an app can, without an API key, read the checkout and its payment \
options, pay it with a method of the payer's choice, and watch it. It is idempotent on partnerReferenceNo. The gateway \
does not call DANA yet.

\`\`\`graphql
mutation {
  createCheckout(input: { partnerReferenceNo: "cart-20260115-0001", amount: "75000", title: "Two tickets" }) {
    __typename
    ... on CreateCheckoutSuccess { checkoutToken }
    ... on Problem { code message retryable }
  }
}
\`\`\``,
    args: { input: t.arg({ type: CreateCheckoutInputRef, required: true, description: 'The sale.' }) },
    resolve: (_root, { input }, { caller, useCases }) => {
      const checkout = {
        partnerReferenceNo: input.partnerReferenceNo,
        amount: input.amount,
        title: input.title,
        expiresAt: input.expiresAt ?? null,
        returnUrl: input.returnUrl ?? null,
        successUrl: input.successUrl ?? null,
        externalStoreId: input.externalStoreId ?? null,
        subMerchantId: input.subMerchantId ?? null,
        goods: (input.goods ?? []).map(goodsOf),
        metadata: input.metadata ?? [],
      };
      return useCases.createCheckout(checkout, actorOf(caller));
    },
  }),
);
