import { type MerchantEvent, merchantEventTypes } from '../../domain/merchant-event.ts';
import type { EventPage, HistoryChange, UnreadableEvent } from '../../use-cases/ports/order-pages.ts';
import { problemObject } from '../problems/problem.ts';
import { ActorRef } from '../schema/actor.ts';
import { builder } from '../schema/builder.ts';
import { globalId } from '../schema/global-id.ts';
import { connectionOf, loadPage } from '../schema/page.ts';
import { ApprovalSnapshotRef } from './approval-snapshot.ts';
import { OrderSnapshotRef, RefundSnapshotRef } from './snapshots.ts';

const EventRef = builder.node(builder.objectRef<MerchantEvent>('Event'), {
  description: "One recorded change. The gateway also sends it to the merchant's server by webhook.",
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'event' in value,
  id: {
    resolve: ({ event }) => event.id,
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
    actor: t.field({
      type: ActorRef,
      description: 'Who caused the event.',
      resolve: ({ event }) => event.actor,
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
    approval: t.field({
      type: ApprovalSnapshotRef,
      nullable: true,
      description: 'The request for a second person that the event is about. Null for other events.',
      resolve: ({ event: { fact } }) => ('approvalId' in fact ? fact : null),
    }),
  }),
});

const HistoryChangedRef = problemObject(
  'HistoryChanged',
  "The cursor `after` or `before` is of an event that is not on record any more, because the gateway's database was " +
    'set back to a backup. The page is valid nevertheless: it begins after the last event that both histories ' +
    'certainly share, so a client that keeps events by their id and continues with endCursor misses none. Events that ' +
    'the client has and that come after startAfter without being listed again were lost in the gateway: compare ' +
    'their orders with order(by).',
  (t) => ({
    startAfter: t.string({
      nullable: true,
      description:
        'The cursor of the last event that both histories certainly share. Null if the page starts with the first event.',
      resolve: ({ startAfter }) => startAfter,
    }),
  }),
);

const UnreadableEventRef = builder.objectRef<UnreadableEvent>('UnreadableEvent').implement({
  description:
    'An event that is on record and that the gateway cannot read now. An incident tells the operator. Read it again ' +
    'with node(id) later; until then, order(by) has the current state of its order.',
  fields: (t) => ({
    eventId: t.id({
      description: 'The id of the event, as Event.id.',
      resolve: ({ eventId }) => globalId('Event', eventId),
    }),
    orderId: t.id({
      description: 'The id of the order. Use it with order(by: {id}) or node(id) to read the current order.',
      resolve: ({ orderId }) => globalId('Order', orderId),
    }),
    partnerReferenceNo: t.exposeString('partnerReferenceNo', {
      description: "The merchant's own unique order number, for example ord-20260115-0001.",
    }),
    version: t.exposeInt('version', { description: 'The version of the order that the event made.' }),
    cursor: t.exposeString('cursor', {
      description: 'The position of the event in the list, as the cursors of edges.',
    }),
  }),
});

/** What `events` resolves to, beyond a connection of Relay. */
interface HistoryOf {
  readonly historyChange: HistoryChange | null;
  readonly unreadable: readonly UnreadableEvent[];
}

/** The page as a connection, whose first and last cursor may be of events that cannot be read. */
function connectionOfEvents(page: EventPage) {
  const { pageInfo, edges } = connectionOf(page);
  const { historyChange, unreadable = [] } = page;
  const lastIndex = edges.length + unreadable.length - 1;
  const cursorAt = (index: number) => unreadable.find((event) => event.index === index)?.cursor;
  const startCursor = cursorAt(0) ?? pageInfo.startCursor;
  const endCursor = cursorAt(lastIndex) ?? pageInfo.endCursor;
  return { edges, pageInfo: { ...pageInfo, startCursor, endCursor }, historyChange, unreadable };
}

builder.queryField('events', (t) =>
  t.connection(
    {
      type: EventRef,
      description:
        'Lists every recorded change of every order and refund, oldest first and without gaps: a client that ' +
        'continues after its last cursor misses none. Events of one order come in the sequence of its versions. ' +
        'If the cursor is of an event that is not on record any more, the page begins earlier and says so in ' +
        'historyChanged. Only server keys may use it.',
      async resolve(_root, args, { useCases }) {
        const page = await loadPage(args, (request) => useCases.listEvents(request));
        return connectionOfEvents(page);
      },
    },
    {
      name: 'EventConnection',
      description: 'A page of events, oldest first.',
      fields: (connection) => ({
        historyChanged: connection.field({
          type: HistoryChangedRef,
          nullable: true,
          description:
            'Set if the cursor does not fit the record any more: the page begins at an earlier place than was asked ' +
            'for. Null otherwise.',
          resolve: ({ historyChange }: HistoryOf) =>
            historyChange && { kind: 'HistoryChanged' as const, ...historyChange },
        }),
        unreadable: connection.field({
          type: [UnreadableEventRef],
          description:
            'The events of this page that the gateway cannot read now, oldest first; they are not among its edges and ' +
            'nodes. endCursor passes them, so a client that goes on must keep them. Nearly always empty.',
          resolve: ({ unreadable }: HistoryOf) => unreadable,
        }),
      }),
    },
    { name: 'EventEdge', description: 'An event and its position among all events.' },
  ),
);
