import { actorOf } from '../../access/caller.ts';
import type { RedeliverEventsOutcome } from '../../use-cases/outcomes.ts';
import { InvalidInputRef } from '../problems/invalid-input.ts';
import { problemObject } from '../problems/problem.ts';
import { builder } from '../schema/builder.ts';
import { type OutcomeOf, outcomeUnion } from '../schema/outcome-union.ts';

const ReceiverNotFoundRef = problemObject(
  'ReceiverNotFound',
  'The id is malformed, or no configured server of the merchant has it, or none is configured.',
);

const RedeliverEventsSuccessRef = builder
  .objectRef<OutcomeOf<'RedeliverEventsSuccess'>>('RedeliverEventsSuccess')
  .implement({
    description: 'The events are due: a running gateway sends them within seconds.',
    fields: (t) => ({
      deliveryCount: t.exposeInt('deliveryCount', {
        description: 'How many deliveries are due: one for each event and receiver.',
      }),
      hasMore: t.exposeBoolean('hasMore', {
        description: 'True if more events were given up than one request sends again: repeat the request.',
      }),
      wasReopened: t.exposeBoolean('wasReopened', {
        description: 'True if the receiver had answered 410 Gone and is served again.',
      }),
      unknownEventIds: t.field({
        type: ['ID'],
        description: 'The requested ids that are the id of no event.',
        resolve: ({ unknownEventIds }) => unknownEventIds,
      }),
    }),
  });

const RedeliverEventsResultRef = outcomeUnion<RedeliverEventsOutcome>(
  'RedeliverEventsResult',
  'The outcome of redeliverEvents.',
  {
    RedeliverEventsSuccess: RedeliverEventsSuccessRef,
    ReceiverNotFound: ReceiverNotFoundRef,
    InvalidInput: InvalidInputRef,
  },
);

const RedeliverEventsInputRef = builder.inputType('RedeliverEventsInput', {
  description: 'What is sent again, to whom, and why.',
  fields: (t) => ({
    eventIds: t.field({
      type: ['ID'],
      description:
        'The ids of events, at most 100; they are sent again even if they were delivered before. Without it, the events ' +
        'that were given up, the oldest 1000.',
    }),
    receiverId: t.id({
      description:
        'The id of a receiver. One that answered 410 Gone is served again. Without it, every receiver gets the events.',
    }),
    reason: t.string({ required: true, description: 'Why, for the log, 1 to 256 characters.' }),
  }),
});

builder.mutationField('redeliverEvents', (t) =>
  t.field({
    type: RedeliverEventsResultRef,
    description: `Sends events to the merchant's servers again. It is safe to repeat: while a delivery is pending, another request adds none, and a receiver recognises an event by its webhook-id. It needs the scope ops:write.

\`\`\`graphql
mutation {
  redeliverEvents(
    input: { eventIds: ["evt_0b7e1c52-3f4a-4d6e-8a91-5c2d7f9e6b10"], reason: "The shop lost it" }
  ) {
    __typename
    ... on RedeliverEventsSuccess { deliveryCount unknownEventIds }
    ... on Problem { code message retryable }
  }
}
\`\`\``,
    args: {
      input: t.arg({ type: RedeliverEventsInputRef, required: true, description: 'What is sent again.' }),
    },
    resolve: (_root, { input: { eventIds, receiverId, reason } }, { useCases, caller }) =>
      useCases.redeliverEvents(
        { eventIds: eventIds ?? null, receiverId: receiverId ?? null, reason },
        actorOf(caller),
      ),
  }),
);
