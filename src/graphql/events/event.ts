import { type MerchantEvent, merchantEventId, merchantEventTypes } from '../../domain/merchant-event.ts';
import { OrderRef } from '../orders/order.ts';
import { RefundRef } from '../orders/refund.ts';
import { builder } from '../schema/builder.ts';
import { loadConnection } from '../schema/page.ts';

const EventRef = builder.objectRef<MerchantEvent>('Event').implement({
  description: "One recorded change, as the merchant's servers are told of it by webhook too.",
  fields: (t) => ({
    id: t.id({
      description: 'The same here and in every delivery (webhook-id): what tells a receiver of a repeat.',
      resolve: ({ event }) => merchantEventId(event),
    }),
    type: t.string({
      description:
        'What happened, e.g. order.paid or refund.succeeded. An open set: a program passes over what it does ' +
        'not know. What to do follows from the order, which is told with every event.',
      resolve: ({ event }) => merchantEventTypes[event.fact.type],
    }),
    occurredAt: t.field({
      type: 'DateTime',
      description: 'When it was recorded here.',
      resolve: ({ event }) => event.occurredAt,
    }),
    order: t.field({
      type: OrderRef,
      description:
        'The order as it stood after this event, without its instruction. What it leads on to, its refunds and ' +
        'its timeline, is as it stands now.',
      resolve: ({ order }) => order,
    }),
    refund: t.field({
      type: RefundRef,
      nullable: true,
      description: 'Of an event about a refund: that refund as it stood after this event.',
      resolve: ({ refund }) => refund,
    }),
  }),
});

builder.queryField('events', (t) =>
  t.connection(
    {
      type: EventRef,
      description:
        'Every recorded change of every order and refund, oldest first, without gaps: whoever asks on after the ' +
        'last cursor misses none. Events of one order come in the order of its versions. A cursor of an event ' +
        'that is not on record is refused, never passed over. Server keys only.',
      resolve: (_root, args, { useCases }) => loadConnection(args, (page) => useCases.listEvents(page)),
    },
    { name: 'EventConnection', description: 'A page of events, oldest first.' },
    { name: 'EventEdge', description: 'An event and where it stands among all events.' },
  ),
);
