import type { Incident, IncidentKind } from '../../use-cases/ports/incidents.ts';
import { builder } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { globalId } from '../schema/global-id.ts';
import { loadConnection } from '../schema/page.ts';

const IncidentKindEnum = describedEnum<IncidentKind>('IncidentKind', 'The kinds of incidents.', {
  QUARANTINED: 'A verified notification does not fit its order by amount, currency, merchant, status or age.',
  ORPHANED: 'A verified notification names an order that this gateway does not know, or does not know yet.',
  CONTRADICTED: 'DANA contradicted the order or one of its own earlier answers.',
  UNKNOWN_FOR_LONG: 'DANA has given no conclusive answer for a long time.',
  STUCK: 'The gateway cannot carry on with the order, for a reason of its own that the detail names.',
  MISCONFIGURED: 'DANA rejects the gateway itself, not the order, because of its key, merchant or headers.',
  REFUNDED_ELSEWHERE: 'DANA reported a refund that this gateway did not request.',
  EVENT_UNDELIVERED: "The merchant's server did not accept an event for a day, or asked for no more events.",
});

const IncidentRef = builder.node(builder.objectRef<Incident>('Incident'), {
  description: 'A situation that an operator should check. Each one is recorded once.',
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'dedupeKey' in value,
  id: {
    resolve: (incident) => incident.id,
    description: 'The opaque id of the incident. Use it with node(id) to read the incident again.',
  },
  fields: (t) => ({
    kind: t.expose('kind', { type: IncidentKindEnum, description: 'The kind of the incident.' }),
    occurredAt: t.expose('occurredAt', {
      type: 'DateTime',
      description: 'The time at which the gateway recorded the incident.',
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
    detail: t.exposeString('detail', { description: 'An explanation for the operator.' }),
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
      },
      resolve: (_root, { kind, ...args }, { useCases }) =>
        loadConnection(args, (page) => useCases.listIncidents(kind ? { kind } : {}, page)),
    },
    { name: 'IncidentConnection', description: 'A page of incidents, newest first.' },
    { name: 'IncidentEdge', description: 'An incident and its position in the list.' },
  ),
);
