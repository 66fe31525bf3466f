/** Every kind of incident. */
export const incidentKinds = [
  /** A verified Finish Notify that does not fit its order: amount, currency, merchant, status, age. */
  'QUARANTINED',
  /** A verified Finish Notify for an order that is not ours, or not yet. */
  'ORPHANED',
  /** DANA contradicted the order, or itself. */
  'CONTRADICTED',
  /** DANA has given no conclusive answer for a long time. */
  'UNKNOWN_FOR_LONG',
  /** The gateway cannot carry on with an order, for a reason of its own: every recovery of it fails. */
  'STUCK',
  /** DANA rejects our key, merchant or a header, not the order. */
  'MISCONFIGURED',
  /** A refund that this gateway did not request. */
  'REFUNDED_ELSEWHERE',
  /** The merchant's server did not accept an event for a day, or wants no more of them. */
  'EVENT_UNDELIVERED',
] as const;

/** One of {@link incidentKinds}. */
export type IncidentKind = (typeof incidentKinds)[number];

/** Something that an operator should check. Recorded once for each `dedupeKey`. */
export interface NewIncident {
  readonly kind: IncidentKind;
  readonly dedupeKey: string;
  readonly orderId: string | null;
  readonly partnerReferenceNo: string | null;
  readonly detail: string;
}

/** A recorded incident. */
export interface Incident extends NewIncident {
  readonly id: string;
  readonly occurredAt: Date;
}

/** Incidents that come without a change or a notification. */
export interface Incidents {
  recordIncident(incident: NewIncident, occurredAt: Date): Promise<void>;
}
