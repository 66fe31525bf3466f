import { detailText } from '../../src/domain/incidents/detail-text.ts';
import type { UnfitDetail } from '../../src/domain/incidents/incident-detail.ts';
import type { Incident } from '../../src/use-cases/ports/incidents.ts';
import { minute } from './orders.ts';

/** A recorded incident, open unless a test says otherwise. */
export function anIncidentOnRecord(attributes: Partial<Incident> = {}): Incident {
  return {
    id: 'inc_0b7e1c52-3f4a-4d6e-8a91-5c2d7f9e6b10',
    kind: 'QUARANTINED',
    dedupeKey: 'secret',
    orderId: null,
    partnerReferenceNo: 'ord-1',
    detail: { code: 'OTHER_AMOUNT' },
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

/** The fields of a new incident beyond those it was recorded with. */
export function newlyRecorded(at: Date) {
  const { orderId, partnerReferenceNo, kind, dedupeKey, detail, ...life } = anIncidentOnRecord();
  return { ...life, occurredAt: at, lastOccurredAt: at };
}

/** A detail whose English sentence is this text. */
export function aDetail(text: string): UnfitDetail {
  return { code: 'BODY_UNREADABLE', issues: text };
}

/** What operators read about an incident, in English. */
export function said({ detail }: Pick<Incident, 'detail'>): string {
  return detailText(detail, 'EN');
}
