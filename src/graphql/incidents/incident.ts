import type { Incident, IncidentKind } from '../../use-cases/ports/incidents.ts';
import { builder } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { globalId } from '../schema/global-id.ts';
import { loadConnection } from '../schema/page.ts';

const IncidentKindEnum = describedEnum<IncidentKind>('IncidentKind', 'What an operator should look at.', {
  QUARANTINED:
    'A verified notification that does not fit its order: amount, currency, merchant, status, age.',
  ORPHANED: 'A verified notification for an order that is not ours, or not yet.',
  CONTRADICTED: 'DANA contradicted the order, or itself.',
  UNKNOWN_FOR_LONG: 'An answer that has been owed for long.',
  MISCONFIGURED: 'DANA refuses us, not the order: key, merchant, header.',
  REFUNDED_ELSEWHERE: 'A refund that this gateway did not ask for.',
  EVENT_UNDELIVERED: "The merchant's server did not take an event for a day, or wants no more of them.",
});

const IncidentRef = builder.objectRef<Incident>('Incident').implement({
  description: 'Something an operator should look at. Each is recorded once.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque and unique.' }),
    kind: t.expose('kind', { type: IncidentKindEnum, description: 'What kind of trouble.' }),
    occurredAt: t.expose('occurredAt', { type: 'DateTime', description: 'When it was recorded.' }),
    orderId: t.id({
      nullable: true,
      description: 'The id of the order it is about, where there is one.',
      resolve: ({ orderId }) => (orderId === null ? null : globalId('Order', orderId)),
    }),
    partnerReferenceNo: t.exposeString('partnerReferenceNo', {
      nullable: true,
      description: 'The order number it is about, also where no such order is known here.',
    }),
    detail: t.exposeString('detail', { description: 'What was seen, in words, for an operator.' }),
  }),
});

builder.queryField('incidents', (t) =>
  t.connection(
    {
      type: IncidentRef,
      description:
        'What an operator should look at: quarantined, orphaned, contradicted, unknown for long, undelivered. ' +
        'Newest first. ' +
        'Scope ops:read.',
      args: { kind: t.arg({ type: IncidentKindEnum, description: 'Only this kind. Left out: every kind.' }) },
      resolve: (_root, { kind, ...args }, { useCases }) =>
        loadConnection(args, (page) => useCases.listIncidents(kind ? { kind } : {}, page)),
    },
    { name: 'IncidentConnection', description: 'A page of incidents, newest first.' },
    { name: 'IncidentEdge', description: 'An incident and where it stands in the list.' },
  ),
);
