import type { Incident } from '../../src/use-cases/ports/incidents.ts';
import { minute } from './orders.ts';

/** An incident on record, open unless told otherwise. */
export function anIncidentOnRecord(attributes: Partial<Incident> = {}): Incident {
  return {
    id: '7',
    kind: 'QUARANTINED',
    dedupeKey: 'secret',
    orderId: null,
    partnerReferenceNo: 'ord-1',
    detail: 'amount differs',
    status: 'OPEN',
    occurredAt: minute(5),
    lastOccurredAt: minute(5),
    occurrenceCount: 1,
    reopenedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
    resolution: null,
    ...attributes,
  };
}

/** What a new incident has beside what it was recorded with. */
export function newlyRecorded(at: Date) {
  const { orderId, partnerReferenceNo, kind, dedupeKey, detail, ...life } = anIncidentOnRecord();
  return { ...life, occurredAt: at, lastOccurredAt: at };
}
