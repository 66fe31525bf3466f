import { actorOf } from '../../access/caller.ts';
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
    description: 'The gateway has recorded the order, and DANA has it unless its status is CONFIRMING.',
    fields: (t) => ({
      order: t.expose('order', { type: OrderRef, description: "The order's current state." }),
      clientToken: t.string({
        description:
          'A token with which a browser or an app can read and watch this one order until one day after it ' +
          'expires. A repeated call returns the same token.',
        resolve: ({ order }, _args, context) => context.issueClientToken(order),
      }),
    }),
  });

const CreateOrderResultRef = outcomeUnion<CreateOrderOutcome>(
  'CreateOrderResult',
  'The outcome of createOrder.',
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
    description: `Creates an order. It is for the merchant's server and needs the scope orders:create. It is \
idempotent on partnerReferenceNo: a repeated call with the same content (the caller's normalised input, before \
defaults) returns the same union member with the order's current state, and a call with different content returns \
PartnerReferenceNoConflict. The gateway stores the order on disk before it calls DANA. If DANA gives no clear answer, \
the gateway returns the order as CONFIRMING and queries DANA in the background until the outcome is known.

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
    args: {
      input: t.arg({ type: CreateOrderInputRef, required: true, description: 'The order to create.' }),
    },
    resolve: (_root, { input }, { caller, useCases }) =>
      useCases.createOrder(createOrderInput(input), actorOf(caller)),
  }),
);
