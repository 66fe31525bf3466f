import type { Actor } from '../../domain/actor.ts';
import type { IncidentDetail, RecordedDetail } from '../../domain/incidents/incident-detail.ts';
import type { ReceiverAnswer } from './event-sender.ts';

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
  /** DANA had the order before this record of it was made: before a restore, or for another system. */
  'CREATED_BEFORE',
  /** A refund that this gateway did not request. */
  'REFUNDED_ELSEWHERE',
  /** DANA could not deliver a refund and returned its money: the payer does not have it. */
  'REFUND_RETURNED',
  /** The payer's bank took money back. */
  'CHARGED_BACK',
  /** DANA holds the money of an order. */
  'FROZEN',
  /** DANA declined a refund or a cancellation because the merchant's balance does not cover it. */
  'INSUFFICIENT_MERCHANT_BALANCE',
  /** DANA settled another amount than our record has. */
  'SETTLEMENT_AMOUNT_DIFFERS',
  /** A settled line does not add up. */
  'SETTLEMENT_FEE_DIFFERS',
  /** DANA settled something that we do not know. */
  'SETTLEMENT_UNKNOWN',
  /** DANA settled the same twice. */
  'SETTLEMENT_DOUBLED',
  /** DANA's file of the day is here, and the order, refund or cancellation is not in it. */
  'SETTLEMENT_MISSING',
  /** DANA returned the money of a refund, and no refund that succeeded here fits. */
  'SETTLEMENT_ADJUSTMENT',
  /** The merchant's server did not accept an event for a day, or wants no more of them. */
  'EVENT_UNDELIVERED',
  /** Background work of the gateway failed three times in a row. */
  'BACKGROUND_WORK_FAILING',
] as const;

/** The kinds that the comparison of DANA's settlement files with our orders raises and resolves. */
export const settlementKinds = [
  'SETTLEMENT_AMOUNT_DIFFERS',
  'SETTLEMENT_FEE_DIFFERS',
  'SETTLEMENT_UNKNOWN',
  'SETTLEMENT_DOUBLED',
  'SETTLEMENT_MISSING',
  'SETTLEMENT_ADJUSTMENT',
] as const satisfies readonly IncidentKind[];

/** The form of an incident's id: random, because a database that was set back to a backup gives out numbers again. */
export const incidentIdShape = /^inc_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export type IncidentKind = (typeof incidentKinds)[number];

/**
 * The kinds whose cause is a state that can come back. If it does after the incident was resolved, the incident is
 * reopened. The cause of every other kind is one fact; if DANA repeats the fact, that is no new cause.
 */
export const recurringKinds: readonly IncidentKind[] = [
  'UNKNOWN_FOR_LONG',
  'MISCONFIGURED',
  'INSUFFICIENT_MERCHANT_BALANCE',
  'EVENT_UNDELIVERED',
  'BACKGROUND_WORK_FAILING',
  ...settlementKinds,
];

/** A cause that persists is counted once in this time, so that an incident costs no write for each attempt. */
export const recurrenceMs = 60 * 60_000;

/** In the order in which an incident passes through them. */
export const incidentStatuses = ['OPEN', 'ACKNOWLEDGED', 'RESOLVED'] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];

/** Something that an operator should check. One incident for each `dedupeKey`, which names the cause. */
export interface NewIncident {
  readonly kind: IncidentKind;
  readonly dedupeKey: string;
  readonly orderId: string | null;
  readonly partnerReferenceNo: string | null;
  /** Why, as a code with what it names: `detailText` says it in each language. */
  readonly detail: IncidentDetail;
}

export interface Incident extends Omit<NewIncident, 'detail'> {
  readonly detail: RecordedDetail;
  readonly id: string;
  readonly status: IncidentStatus;
  /** When it was recorded first. */
  readonly occurredAt: Date;
  /** When its cause was last recorded, exact to `recurrenceMs`. */
  readonly lastOccurredAt: Date;
  /** In how many periods of `recurrenceMs` its cause was recorded. */
  readonly occurrenceCount: number;
  /** When its cause came back after it had been resolved; the last time, if often. */
  readonly reopenedAt: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: Actor | null;
  readonly resolvedAt: Date | null;
  readonly resolvedBy: Actor | null;
  /** Why it is resolved: the operator's reason, or the fact that resolved it. */
  readonly resolution: string | null;
}

/** An incident must meet every given condition. */
export interface IncidentFilter {
  readonly kind?: IncidentKind;
  /** One of these. An empty list matches no incident. */
  readonly status?: readonly IncidentStatus[];
}

/** A step in the life of an incident that was just recorded. A cause that is only counted once more is none. */
export interface IncidentNews {
  readonly step: 'raised' | 'reopened' | 'acknowledged' | 'resolved';
  readonly incidentId: string;
  readonly kind: IncidentKind;
  readonly orderId: string | null;
  /** Who took the step; the gateway raises and reopens every incident. */
  readonly actor: Actor;
  /** Why it is resolved, or the detail of the incident in English. */
  readonly reason: string;
}

/** Called by the store once a step is committed; must not throw. */
export type OnIncident = (news: IncidentNews) => void;

/** An incident that nobody on call has been told of since it was raised, or reopened. */
export interface IncidentAlert
  extends Pick<Incident, 'kind' | 'status' | 'orderId' | 'partnerReferenceNo' | 'detail'> {
  readonly incidentId: string;
  /** When it was raised, or reopened last. */
  readonly since: Date;
  /** Attempts that failed. */
  readonly attemptCount: number;
  /** Until then only this process sends it; the instant also names the claim. */
  readonly claimedUntil: Date;
}

/**
 * The incidents that are to be posted: once for each time that one is raised or reopened. What is owed is on the rows, so
 * a receiver that is down loses nothing.
 */
export interface AlertQueue {
  /** Claims up to `limit` alerts that are due, the longest due first. Those of incidents resolved before `since` are dropped. */
  claimAlerts(now: Date, claimedUntil: Date, since: Date, limit: number): Promise<readonly IncidentAlert[]>;
  /** The receiver accepted it. Nothing happens if the incident was reopened meanwhile: then it is owed again. */
  recordAlerted(alert: IncidentAlert): Promise<void>;
  /** The attempt failed: the alert is due again at `dueAt`. */
  recordAlertFailed(alert: IncidentAlert, dueAt: Date): Promise<void>;
}

/** Whoever is on call, as the use cases see them. */
export interface AlertSender {
  /** One attempt. Never rejects. */
  send(alert: IncidentAlert, signal: AbortSignal): Promise<ReceiverAnswer>;
}

/** Who did it, and when. */
export interface IncidentStep {
  readonly by: Actor;
  readonly at: Date;
}

/**
 * The life of incidents. A later fact may resolve one, within the statement that records the fact: a conclusive
 * answer of DANA (`OrderChange.conclusion`), a notification that is applied, an event that is delivered.
 */
export interface Incidents {
  /**
   * Records an incident that comes without a change or a notification, by the rules of every recording: a cause on
   * record is counted once in `recurrenceMs`, and a recurring one reopens the incident if it was resolved before.
   */
  recordIncident(incident: NewIncident, occurredAt: Date): Promise<void>;
  /** The cause of an incident is over: the gateway resolves it. Does nothing if there is none, or it is resolved. */
  resolveCause(dedupeKey: string, step: { readonly at: Date; readonly resolution: string }): Promise<void>;
  /** OPEN becomes ACKNOWLEDGED, and any other stays as it is; returns the incident, or null if there is none. */
  acknowledgeIncident(id: string, step: IncidentStep): Promise<Incident | null>;
  /** Resolves an incident; a resolved one keeps its resolution. Returns the incident, or null if there is none. */
  resolveIncident(id: string, step: IncidentStep & { readonly resolution: string }): Promise<Incident | null>;
  /**
   * Resolves each UNKNOWN_FOR_LONG whose order waits for no answer of DANA any more, a thousand at most. A change resolves
   * them at once; this ends those that a change did not find, because the order had learned nothing new, or because a call
   * without its lease reported DANA's silence after the answer had come to another process.
   */
  endSilences(at: Date): Promise<void>;
}
