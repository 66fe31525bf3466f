import type { CreateCheckoutOutcome } from '../../use-cases/outcomes.ts';
import { GoodsInputRef, goodsOf } from '../orders/goods.ts';
import { MetadataEntryInputRef } from '../orders/metadata.ts';
import { PartnerReferenceNoConflictRef } from '../orders/order-problems.ts';
import { InvalidInputRef } from '../problems/invalid-input.ts';
import { builder } from '../schema/builder.ts';
import { type OutcomeOf, outcomeUnion } from '../schema/outcome-union.ts';
import { CheckoutRef } from './checkout.ts';

const CreateCheckoutInputRef = builder.inputType('CreateCheckoutInput', {
  description: 'What is sold. The payer chooses how to pay it, and nothing else.',
  fields: (t) => ({
    partnerReferenceNo: t.string({
      required: true,
      description:
        "The merchant's own number: 1 to 22 of A-Z a-z 0-9 _ - . /. Tries are orders of this number, then -2 to -5.",
    }),
    amount: t.field({ type: 'Rupiah', required: true, description: 'What is to be paid.' }),
    title: t.string({ required: true, description: 'What the payer sees: 1 to 64 characters.' }),
    expiresAt: t.field({
      type: 'DateTime',
      description:
        "Default: now + 30 minutes. From 1 minute to 7 days ahead; in DANA's sandbox 30 minutes at most.",
    }),
    returnUrl: t.field({
      type: 'Url',
      description: 'Where DANA sends the payer afterwards; on the allow-list. Default: RETURN_URL.',
    }),
    externalStoreId: t.string({
      description: "The shop's id in DANA's portal, at most 64 characters. Without it QRIS is not offered.",
    }),
    subMerchantId: t.string({ description: "The division's id in DANA's portal, at most 32 characters." }),
    goods: t.field({ type: [GoodsInputRef], description: 'What is sold; at most 100 lines.' }),
    metadata: t.field({
      type: [MetadataEntryInputRef],
      description: "The merchant's own labels, put on every try; at most 50. The payer does not see them.",
    }),
  }),
});

const CreateCheckoutSuccessRef = builder
  .objectRef<OutcomeOf<'CreateCheckoutSuccess'>>('CreateCheckoutSuccess')
  .implement({
    description: 'The checkout is on record.',
    fields: (t) => ({
      checkout: t.expose('checkout', { type: CheckoutRef, description: 'The checkout as it is now.' }),
      checkoutToken: t.string({
        description:
          'Lets a browser or an app read and pay this one checkout and watch its orders, until a day after it ' +
          'expires. The same on every repeat.',
        resolve: ({ checkout }, _args, context) => context.issueCheckoutToken(checkout),
      }),
    }),
  });

const CreateCheckoutResultRef = outcomeUnion<CreateCheckoutOutcome>(
  'CreateCheckoutResult',
  'What became of a checkout that was to be created.',
  {
    CreateCheckoutSuccess: CreateCheckoutSuccessRef,
    InvalidInput: InvalidInputRef,
    PartnerReferenceNoConflict: PartnerReferenceNoConflictRef,
  },
);

builder.mutationField('createCheckout', (t) =>
  t.field({
    type: CreateCheckoutResultRef,
    description: `For a merchant's server, scope orders:create. Fixes what is sold; the token lets a browser or an app, \
without an API key, read this checkout and its payment options, pay it with a method of the payer's choice, and watch \
it. Idempotent on partnerReferenceNo. Nothing is said to DANA yet.

\`\`\`graphql
mutation {
  createCheckout(input: { partnerReferenceNo: "cart-20260115-0001", amount: "75000", title: "Two tickets" }) {
    __typename
    ... on CreateCheckoutSuccess { checkoutToken }
    ... on Problem { code message retryable }
  }
}
\`\`\``,
    args: { input: t.arg({ type: CreateCheckoutInputRef, required: true, description: 'What is sold.' }) },
    resolve: (_root, { input }, { useCases }) =>
      useCases.createCheckout({
        partnerReferenceNo: input.partnerReferenceNo,
        amount: input.amount,
        title: input.title,
        expiresAt: input.expiresAt ?? null,
        returnUrl: input.returnUrl ?? null,
        externalStoreId: input.externalStoreId ?? null,
        subMerchantId: input.subMerchantId ?? null,
        goods: (input.goods ?? []).map(goodsOf),
        metadata: input.metadata ?? [],
      }),
  }),
);
