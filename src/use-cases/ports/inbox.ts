import type { Rupiah } from '../../domain/money.ts';

/** What is kept beside the orders: the notifications that came, and what an operator should look at. */

export const incidentKinds = [
  /** A verified Finish Notify that does not fit its order: amount, currency, merchant, status, age. */
  'QUARANTINED',
  /** A verified Finish Notify for an order that is not ours, or not yet. */
  'ORPHANED',
  /** DANA contradicted the order, or itself. */
  'CONTRADICTED',
  /** An answer that has been owed for long. */
  'UNKNOWN_FOR_LONG',
  /** DANA refuses us, not the order: key, merchant, header. */
  'MISCONFIGURED',
  /** A refund that this gateway did not ask for. */
  'REFUNDED_ELSEWHERE',
  /** The merchant's server did not take an event for a day, or wants no more of them. */
  'EVENT_UNDELIVERED',
] as const;

export type IncidentKind = (typeof incidentKinds)[number];

/** Something an operator should look at. Recorded once for each `dedupeKey`. */
export interface NewIncident {
  readonly kind: IncidentKind;
  readonly dedupeKey: string;
  readonly orderId: string | null;
  readonly partnerReferenceNo: string | null;
  readonly detail: string;
}

export interface Incident extends NewIncident {
  readonly id: string;
  readonly occurredAt: Date;
}

/** How a received notification ended. Exactly one for each. */
export const inboxDispositions = ['APPLIED', 'DUPLICATE', 'NO_OP', 'QUARANTINED', 'ORPHANED'] as const;

export type InboxDisposition = (typeof inboxDispositions)[number];

/** A verified Finish Notify as it is kept: the raw body and what names it. */
export interface InboxEntry {
  readonly id: string;
  readonly receivedAt: Date;
  /** The raw body, byte for byte (UTF-8). */
  readonly body: string;
  /** X-Timestamp as received. */
  readonly timestamp: string;
  /** What the body says, where it could be translated: with status and amount the key of a duplicate. */
  readonly partnerReferenceNo: string | null;
  readonly latestTransactionStatus: string | null;
  readonly amount: Rupiah | null;
}

/** A notification on record, and how it ended. */
export interface StoredNotification {
  readonly entry: InboxEntry;
  readonly disposition: InboxDisposition;
  /** The order that it was weighed against; null where there was none, or its body could not be understood. */
  readonly orderId: string | null;
}
