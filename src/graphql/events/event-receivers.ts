import { merchantEventTypes } from '../../domain/merchant-event.ts';
import type { EventReceiver } from '../../use-cases/events/receivers.ts';
import type { FailedDelivery } from '../../use-cases/ports/event-receivers.ts';
import { builder } from '../schema/builder.ts';
import { globalId } from '../schema/global-id.ts';
import { loadConnection } from '../schema/page.ts';

const FailedDeliveryRef = builder.objectRef<FailedDelivery>('FailedDelivery').implement({
  description: 'An event that a receiver did not accept at the first attempt, and has not accepted since.',
  fields: (t) => ({
    eventId: t.exposeID('eventId', { description: 'The id of the event, as Event.id.' }),
    type: t.string({
      description: 'The type of the event, for example order.paid.',
      resolve: ({ type }) => merchantEventTypes[type],
    }),
    occurredAt: t.expose('occurredAt', {
      type: 'DateTime',
      description: 'The time at which the gateway recorded the event.',
    }),
    orderId: t.id({
      description: 'The id of the order. Use it with order(by: {id}) or node(id).',
      resolve: ({ orderId }) => globalId('Order', orderId),
    }),
    partnerReferenceNo: t.exposeString('partnerReferenceNo', {
      description: "The merchant's own order number, for example ord-20260115-0001.",
    }),
    attemptCount: t.exposeInt('attemptCount', { description: 'How many attempts failed.' }),
    firstAttemptAt: t.expose('firstAttemptAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time of the first attempt.',
    }),
    lastFailure: t.exposeString('failure', {
      nullable: true,
      description: 'Why the last attempt failed, for example HTTP 503 or ECONNREFUSED.',
    }),
    nextAttemptAt: t.expose('dueAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'The time of the next attempt. Null: the gateway has given up, and sends the event again only after redeliverEvents.',
    }),
  }),
});

const EventReceiverRef = builder.objectRef<EventReceiver>('EventReceiver').implement({
  description: "One of the merchant's servers that receive events by webhook.",
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The id of the receiver, for redeliverEvents.' }),
    name: t.exposeString('name', {
      description: 'The URL of the receiver without its query, which may contain a secret.',
    }),
    closedAt: t.expose('closedAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'The time at which the receiver answered 410 Gone: it gets nothing until redeliverEvents names it. Otherwise null.',
    }),
    pendingCount: t.exposeInt('pendingCount', {
      description: 'How many events are to be sent or sent again. 1000 stands for 1000 or more.',
    }),
    givenUpCount: t.exposeInt('deadCount', {
      description: 'How many events were given up. 1000 stands for 1000 or more.',
    }),
    failedDeliveries: t.connection(
      {
        type: FailedDeliveryRef,
        description:
          'The events that the receiver did not accept at the first attempt, nor since, oldest first. Later events of the ' +
          'same order wait for them and are not listed.',
        args: {
          onlyGivenUp: t.arg.boolean({
            defaultValue: false,
            description: 'If true, the list has only events that were given up.',
          }),
        },
        resolve: ({ id }, { onlyGivenUp, ...args }, { useCases }) =>
          loadConnection(args, (page) =>
            useCases.listFailedDeliveries(id, { isGivenUp: onlyGivenUp === true }, page),
          ),
      },
      { name: 'FailedDeliveryConnection', description: 'A page of deliveries that failed, oldest first.' },
      { name: 'FailedDeliveryEdge', description: 'A delivery that failed and its position in the list.' },
    ),
  }),
});

builder.queryField('eventReceivers', (t) =>
  t.field({
    type: [EventReceiverRef],
    description:
      "Lists the merchant's servers that receive events (EVENTS_URL), and what they have not accepted. It needs the " +
      'scope ops:read.',
    resolve: (_root, _args, { useCases }) => useCases.listReceivers(),
  }),
);
