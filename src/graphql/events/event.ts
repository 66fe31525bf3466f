import { type MerchantEvent, merchantEventId, merchantEventTypes } from '../../domain/merchant-event.ts';
import { OrderRef } from '../orders/order.ts';
import { RefundRef } from '../orders/refund.ts';
import { builder } from '../schema/builder.ts';
import { loadConnection } from '../schema/page.ts';

const EventRef = builder.objectRef<MerchantEvent>('Event').implement({
  description: "One recorded change. The gateway also sends it to the merchant's server by webhook.",
  fields: (t) => ({
    id: t.id({
      description:
        'The id of the event. Every webhook delivery of the event has the same webhook-id, so a receiver can recognise a repeat.',
      resolve: ({ event }) => merchantEventId(event),
    }),
    type: t.string({
      description:
        'The type of the event, for example order.paid or refund.succeeded. More types may be added: a program ' +
        'must ignore unknown ones and decide by the order, which every event contains.',
      resolve: ({ event }) => merchantEventTypes[event.fact.type],
    }),
    occurredAt: t.field({
      type: 'DateTime',
      description: 'The time at which the gateway recorded the event.',
      resolve: ({ event }) => event.occurredAt,
    }),
    order: t.field({
      type: OrderRef,
      description:
        'The order in its state after this event, without its instruction. The fields refunds and timeline show ' +
        'the current state.',
      resolve: ({ order }) => order,
    }),
    refund: t.field({
      type: RefundRef,
      nullable: true,
      description:
        'The refund that the event is about, in its state after this event. Null for other events.',
      resolve: ({ refund }) => refund,
    }),
  }),
});

builder.queryField('events', (t) =>
  t.connection(
    {
      type: EventRef,
      description:
        'Lists every recorded change of every order and refund, oldest first and without gaps: a client that ' +
        'continues after its last cursor misses none. Events of one order come in the sequence of its versions. ' +
        'The gateway refuses a cursor of an event that is not on record and never skips it. Only server keys may ' +
        'use it.',
      resolve: (_root, args, { useCases }) => loadConnection(args, (page) => useCases.listEvents(page)),
    },
    { name: 'EventConnection', description: 'A page of events, oldest first.' },
    { name: 'EventEdge', description: 'An event and its position among all events.' },
  ),
);
