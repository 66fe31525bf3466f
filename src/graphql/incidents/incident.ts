import { detailText } from '../../domain/incidents/detail-text.ts';
import type { Incident, IncidentKind, IncidentStatus } from '../../use-cases/ports/incidents.ts';
import { findVisibleOrder } from '../orders/find-order.ts';
import { OrderRef } from '../orders/order.ts';
import { ActorRef } from '../schema/actor.ts';
import { builder } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { globalId } from '../schema/global-id.ts';
import { languageArgs } from '../schema/language.ts';
import { loadConnection } from '../schema/page.ts';

const IncidentKindEnum = describedEnum<IncidentKind>('IncidentKind', 'The kinds of incidents.', {
  QUARANTINED: 'A verified notification does not fit its order by amount, currency, merchant, status or age.',
  ORPHANED: 'A verified notification names an order that this gateway does not know, or does not know yet.',
  CONTRADICTED: 'DANA contradicted the order or one of its own earlier answers.',
  UNKNOWN_FOR_LONG: 'DANA has given no conclusive answer for a long time.',
  STUCK: 'The gateway cannot carry on with the order, for a reason of its own that the detail names.',
  MISCONFIGURED: 'DANA rejects the gateway itself, not the order, because of its key, merchant or headers.',
  CREATED_BEFORE:
    'DANA had the order before this record of it was made: the database was set back to a backup since, or another ' +
    'system uses the same merchant.',
  REFUNDED_ELSEWHERE: 'DANA reported a refund that this gateway did not request.',
  REFUND_RETURNED:
    'DANA could not deliver a refund and returned its money to the merchant: the payer does not have the money.',
  CHARGED_BACK: "The payer's bank took money back in a dispute.",
  FROZEN: 'DANA holds the money of the order, for example until a dispute is decided.',
  INSUFFICIENT_MERCHANT_BALANCE:
    "DANA declined a refund or a cancellation because the merchant's DANA balance does not cover it.",
  SETTLEMENT_AMOUNT_DIFFERS: "DANA's settlement files have another amount than the record of the gateway.",
  SETTLEMENT_FEE_DIFFERS:
    "A line of DANA's settlement files does not add up: the amount minus fees and taxes is not what DANA pays out.",
  SETTLEMENT_UNKNOWN: "DANA's settlement files have an order or a refund that the gateway does not know.",
  SETTLEMENT_DOUBLED: "DANA's settlement files have the same transaction twice.",
  SETTLEMENT_MISSING:
    "A payment, a refund or a cancellation is not in DANA's settlement files, although the file of its day was imported.",
  SETTLEMENT_ADJUSTMENT:
    'DANA returned money of a refund that it could not deliver, and nothing says of which refund.',
  EVENT_UNDELIVERED: "The merchant's server did not accept an event for a day, or asked for no more events.",
  BACKGROUND_WORK_FAILING:
    'Background work of the gateway, which the detail names, failed three times in a row.',
});

const IncidentStatusEnum = describedEnum<IncidentStatus>('IncidentStatus', 'The states of an incident.', {
  OPEN: 'Nobody takes care of the incident yet.',
  ACKNOWLEDGED: 'Somebody takes care of the incident.',
  RESOLVED: 'An operator or a later fact has resolved the incident.',
});

export const IncidentRef = builder.node(builder.objectRef<Incident>('Incident'), {
  description:
    'A situation that an operator should check. There is one incident for each cause: a cause that persists is ' +
    'counted, and one that comes back after it was resolved reopens its incident.',
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'dedupeKey' in value,
  id: {
    resolve: (incident) => incident.id,
    description: 'The opaque id of the incident. Use it with node(id) to read the incident again.',
  },
  fields: (t) => ({
    kind: t.expose('kind', { type: IncidentKindEnum, description: 'The kind of the incident.' }),
    status: t.expose('status', { type: IncidentStatusEnum, description: 'The state of the incident.' }),
    occurredAt: t.expose('occurredAt', {
      type: 'DateTime',
      description: 'The time at which the gateway first recorded the incident.',
    }),
    lastOccurredAt: t.expose('lastOccurredAt', {
      type: 'DateTime',
      description: 'The time at which the gateway last recorded the cause, exact to one hour.',
    }),
    occurrenceCount: t.exposeInt('occurrenceCount', {
      description: 'In how many hours the gateway recorded the cause.',
    }),
    reopenedAt: t.expose('reopenedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time at which the cause last came back after the incident was resolved.',
    }),
    order: t.field({
      type: OrderRef,
      nullable: true,
      description:
        'The order that the incident is about, in its current state. Null if there is none or the caller may not ' +
        'see it: that needs the scope orders:read.',
      resolve: ({ orderId }, _args, context, info) =>
        orderId === null ? null : findVisibleOrder(context, { id: orderId }, info),
    }),
    orderId: t.id({
      nullable: true,
      description: 'The id of the order that the incident is about, if there is one.',
      resolve: ({ orderId }) => (orderId === null ? null : globalId('Order', orderId)),
    }),
    partnerReferenceNo: t.exposeString('partnerReferenceNo', {
      nullable: true,
      description: 'The order number that the incident is about, even if the gateway knows no such order.',
    }),
    detail: t.string({
      description:
        'An explanation for the operator. Names of fields, and what DANA or an error says, are quoted as they are.',
      args: languageArgs,
      resolve: ({ detail }, { language }) => detailText(detail, language ?? 'EN'),
    }),
    acknowledgedAt: t.expose('acknowledgedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time of acknowledgeIncident. Null if nobody has acknowledged the incident.',
    }),
    acknowledgedBy: t.expose('acknowledgedBy', {
      type: ActorRef,
      nullable: true,
      description: 'Who acknowledged the incident.',
    }),
    resolvedAt: t.expose('resolvedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time at which the incident was resolved. Null unless status is RESOLVED.',
    }),
    resolvedBy: t.expose('resolvedBy', {
      type: ActorRef,
      nullable: true,
      description: 'Who resolved the incident: an operator, or the gateway when a later fact resolved it.',
    }),
    resolution: t.exposeString('resolution', {
      nullable: true,
      description: "The operator's reason, or the fact that resolved the incident.",
    }),
  }),
});

builder.queryField('incidents', (t) =>
  t.connection(
    {
      type: IncidentRef,
      description:
        'Lists the situations that an operator should check, newest first. It needs the scope ops:read.',
      args: {
        kind: t.arg({
          type: IncidentKindEnum,
          description: 'Selects one kind of incidents. Without it, the list contains every kind.',
        }),
        status: t.arg({
          type: [IncidentStatusEnum],
          description:
            'Selects incidents in one of these states, for example [OPEN, ACKNOWLEDGED]. Without it, the list ' +
            'contains every incident; an empty list matches none.',
        }),
      },
      resolve: (_root, { kind, status, ...args }, { useCases }) => {
        const filter = { ...(kind ? { kind } : {}), ...(status ? { status } : {}) };
        return loadConnection(args, (page) => useCases.listIncidents(filter, page));
      },
    },
    { name: 'IncidentConnection', description: 'A page of incidents, newest first.' },
    { name: 'IncidentEdge', description: 'An incident and its position in the list.' },
  ),
);
