import { type MerchantEvent, merchantEventId, merchantEventTypes } from '../../domain/merchant-event.ts';
import { builder } from '../schema/builder.ts';
import { loadConnection } from '../schema/page.ts';
import { OrderSnapshotRef, RefundSnapshotRef } from './snapshots.ts';

const EventRef = builder.node(builder.objectRef<MerchantEvent>('Event'), {
  description: "One recorded change. The gateway also sends it to the merchant's server by webhook.",
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'event' in value,
  id: {
    resolve: ({ event }) => merchantEventId(event),
    description:
      'The id of the event. Every webhook delivery of the event has the same webhook-id, so a receiver can recognise ' +
      'a repeat. Use it with node(id) to read the event again.',
  },
  fields: (t) => ({
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
      type: OrderSnapshotRef,
      description: 'The order in its state after this event, without its instruction.',
      resolve: ({ order }) => order,
    }),
    refund: t.field({
      type: RefundSnapshotRef,
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
