import { actorOf } from '../../access/caller.ts';
import type { ReplayInboxOutcome } from '../../use-cases/outcomes.ts';
import type { ReplayEffect, ReplayedNotification } from '../../use-cases/ports/inbox.ts';
import { MalformedCursor } from '../../use-cases/ports/pages.ts';
import { badUserInput } from '../input-errors/bad-user-input.ts';
import { InvalidInputRef } from '../problems/invalid-input.ts';
import { builder } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { globalId } from '../schema/global-id.ts';
import { languageArgs } from '../schema/language.ts';
import { type OutcomeOf, outcomeUnion } from '../schema/outcome-union.ts';

const ReplayEffectEnum = describedEnum<'APPLIED' | 'UNCHANGED' | 'KEPT' | 'AGREES' | 'DISPUTED'>(
  'ReplayEffect',
  'What a notification does when it is processed again.',
  {
    APPLIED: 'It changes its order.',
    UNCHANGED: 'It fits its order now and contains nothing new.',
    KEPT: 'It still must not change an order; see reason.',
    AGREES: 'It had changed its order already, which agrees with it.',
    DISPUTED: 'It had changed its order, and would not be accepted today; see reason.',
  },
);

const effects = {
  applied: 'APPLIED',
  unchanged: 'UNCHANGED',
  kept: 'KEPT',
  agrees: 'AGREES',
  disputed: 'DISPUTED',
} as const satisfies Record<ReplayEffect['kind'], string>;

const ReplayedNotificationRef = builder.objectRef<ReplayedNotification>('ReplayedNotification').implement({
  description: 'A notification of DANA that was processed again.',
  fields: (t) => ({
    receivedAt: t.field({
      type: 'DateTime',
      description: 'The time at which the gateway received the notification.',
      resolve: ({ notification }) => notification.entry.receivedAt,
    }),
    partnerReferenceNo: t.string({
      nullable: true,
      description: 'The order number in the notification. Null if it could not be read.',
      resolve: ({ notification }) => notification.entry.partnerReferenceNo,
    }),
    latestTransactionStatus: t.string({
      nullable: true,
      description: "DANA's status in the notification, for example 00. Null if it could not be read.",
      resolve: ({ notification }) => notification.entry.latestTransactionStatus,
    }),
    effect: t.field({
      type: ReplayEffectEnum,
      description: 'What it does. In a dry run: what it would do.',
      resolve: ({ effect }) => effects[effect.kind],
    }),
    reason: t.string({
      nullable: true,
      description: 'Why it must not change an order. Otherwise null.',
      args: languageArgs,
      resolve: ({ effect }, { language }) => ('reason' in effect ? effect.reason[language ?? 'EN'] : null),
    }),
    orderId: t.id({
      nullable: true,
      description: 'The id of its order. Null if it has none or must not change it.',
      resolve: ({ effect }) => ('order' in effect ? globalId('Order', effect.order.id) : null),
    }),
  }),
});

const ReplayInboxSuccessRef = builder
  .objectRef<OutcomeOf<'ReplayInboxSuccess'>>('ReplayInboxSuccess')
  .implement({
    description: 'These notifications were processed again.',
    fields: (t) => ({
      notifications: t.field({
        type: [ReplayedNotificationRef],
        description: 'The notifications, oldest first, at most 50.',
        resolve: ({ replayed }) => replayed,
      }),
      endCursor: t.exposeString('next', {
        nullable: true,
        description: 'The value of after for the next request. Null if there are no more.',
      }),
    }),
  });

const ReplayInboxResultRef = outcomeUnion<ReplayInboxOutcome>(
  'ReplayInboxResult',
  'The outcome of replayInbox.',
  { ReplayInboxSuccess: ReplayInboxSuccessRef, InvalidInput: InvalidInputRef },
);

const ReplayInboxInputRef = builder.inputType('ReplayInboxInput', {
  description: 'A request to process notifications again, and why.',
  fields: (t) => ({
    reason: t.string({ required: true, description: 'Why, for the log, 1 to 256 characters.' }),
    dryRun: t.boolean({
      defaultValue: false,
      description: 'If true, nothing is changed, and the answer says what would happen.',
    }),
    after: t.string({ description: 'The endCursor of an earlier request. Without it, from the oldest.' }),
  }),
});

builder.mutationField('replayInbox', (t) =>
  t.field({
    type: ReplayInboxResultRef,
    description: `Processes notifications again that DANA signed and that changed no order: their order was unknown, or they did not fit it. The rules are the same as when they arrived, so one that still does not fit changes nothing. It is safe to repeat. It needs the scope ops:write.

\`\`\`graphql
mutation {
  replayInbox(input: { reason: "The merchant id is corrected", dryRun: true }) {
    __typename
    ... on ReplayInboxSuccess { notifications { partnerReferenceNo effect reason } endCursor }
    ... on Problem { code message retryable }
  }
}
\`\`\``,
    args: { input: t.arg({ type: ReplayInboxInputRef, required: true, description: 'The request.' }) },
    resolve: (_root, { input: { reason, dryRun, after } }, { useCases, caller }) =>
      useCases
        .replayInbox({ reason, isDryRun: dryRun === true, after: after ?? null }, actorOf(caller))
        .catch((error: unknown) => {
          if (!(error instanceof MalformedCursor)) throw error;
          throw badUserInput('This cursor does not belong to this list.', { path: ['input', 'after'] });
        }),
  }),
);
