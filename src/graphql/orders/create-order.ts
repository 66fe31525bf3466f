import type { CreateOrderOutcome } from '../../use-cases/outcomes.ts';
import { InvalidInputRef } from '../problems/invalid-input.ts';
import { TemporarilyUnavailableRef } from '../problems/temporarily-unavailable.ts';
import { builder } from '../schema/builder.ts';
import { type OutcomeOf, outcomeUnion } from '../schema/outcome-union.ts';
import { CreateOrderInputRef, createOrderInput } from './create-order-input.ts';
import { OrderRef } from './order.ts';
import { PartnerReferenceNoConflictRef } from './order-problems.ts';
import { ProviderDeclinedRef } from './provider-declined.ts';

const CreateOrderSuccessRef = builder
  .objectRef<OutcomeOf<'CreateOrderSuccess'>>('CreateOrderSuccess')
  .implement({
    description: 'The order is on record, and at DANA unless it is CONFIRMING.',
    fields: (t) => ({
      order: t.expose('order', { type: OrderRef, description: 'The order as it is now.' }),
      clientToken: t.string({
        description:
          'Lets a browser or an app read and watch this one order, until a day after it expires. The same on every ' +
          'repeat.',
        resolve: ({ order }, _args, context) => context.issueClientToken(order),
      }),
    }),
  });

const CreateOrderResultRef = outcomeUnion<CreateOrderOutcome>(
  'CreateOrderResult',
  'What became of an order that was to be created.',
  {
    CreateOrderSuccess: CreateOrderSuccessRef,
    InvalidInput: InvalidInputRef,
    PartnerReferenceNoConflict: PartnerReferenceNoConflictRef,
    ProviderDeclined: ProviderDeclinedRef,
    TemporarilyUnavailable: TemporarilyUnavailableRef,
  },
);

builder.mutationField('createOrder', (t) =>
  t.field({
    type: CreateOrderResultRef,
    description: `For a merchant's server, scope orders:create. Idempotent on partnerReferenceNo: the same content \
again (the caller's input, normalised, before defaults) gives the same union member with the order as it is now; \
other content is PartnerReferenceNoConflict. The order is on disk before DANA is called. Where DANA does not answer \
clearly, the order is returned as CONFIRMING and is settled in the background.

\`\`\`graphql
mutation {
  createOrder(
    input: {
      partnerReferenceNo: "ord-20260115-0001"
      amount: "75000"
      title: "Two tickets"
      payMethod: "VIRTUAL_ACCOUNT"
      payOption: "VIRTUAL_ACCOUNT_BRI"
    }
  ) {
    __typename
    ... on CreateOrderSuccess {
      clientToken
      order {
        id
        status
        instruction {
          ... on VirtualAccountInstruction { bank number expiresAt }
        }
      }
    }
    ... on Problem { code message retryable }
  }
}
\`\`\``,
    args: { input: t.arg({ type: CreateOrderInputRef, required: true, description: 'The order.' }) },
    resolve: (_root, { input }, { useCases }) => useCases.createOrder(createOrderInput(input)),
  }),
);
