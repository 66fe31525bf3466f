import type { Actor } from './actor.ts';
import type { Rupiah } from './money.ts';

/** What gives money back to a payer by DANA, and may need a second person. */
export const returnActs = ['REFUND', 'CANCELLATION'] as const;
export type ReturnAct = (typeof returnActs)[number];

/**
 * Facts that only people know: the bank decided a dispute for the merchant (by letter), the merchant paid the payer back
 * by bank transfer, an adjustment in DANA's file belongs to this refund. Each always needs two people.
 */
export const attestedActs = ['CHARGEBACK_WON', 'REFUNDED_BY_TRANSFER', 'ADJUSTMENT_ASSIGNED'] as const;
export type AttestedAct = (typeof attestedActs)[number];

/** What a second person decides about. */
export const approvalActs = [...returnActs, ...attestedActs] as const;
export type ApprovalAct = (typeof approvalActs)[number];

/** By what people prove a fact that DANA does not report. */
export interface Evidence {
  /** What was seen, in words. */
  readonly text: string;
  /** The number of the letter or of the bank transfer; of an adjustment, DANA's transaction number of its line. */
  readonly reference: string;
  /** SHA-256 of the scanned document, hexadecimal; null without one. The document stays with the merchant. */
  readonly fileHash: string | null;
}

/** Whether an act is a fact that people attest, and sends nothing to DANA. */
export function isAttested(act: ApprovalAct): act is AttestedAct {
  return attestedActs.some((attested) => attested === act);
}

/** Whether a request for this act reserves its amount: it would take it from what is left of the payment. */
export function isReserving(act: ApprovalAct): boolean {
  return act !== 'CHARGEBACK_WON' && act !== 'ADJUSTMENT_ASSIGNED';
}

/** WAITING ends once: by a second person, or when the request expires. */
export const approvalStatuses = ['WAITING', 'GRANTED', 'REFUSED', 'EXPIRED'] as const;
export type ApprovalStatus = (typeof approvalStatuses)[number];

/** How long a request waits for a second person. Afterwards its amount is free again. */
export const approvalLifetimeMs = 24 * 60 * 60_000;

/** A request that waits for a second person, as its order counts it: the amount is reserved. */
export interface WaitingApproval {
  readonly id: string;
  readonly act: ApprovalAct;
  readonly amount: Rupiah;
  /** The id of the person or the key that requested it, who cannot decide about it. */
  readonly requesterId: string | null;
  readonly expiresAt: Date;
}

/**
 * A request to give money back, or to record a fact that only people know, on which a second person decides. Its changes
 * are events of its order.
 */
export interface Approval {
  readonly id: string;
  readonly orderId: string;
  readonly act: ApprovalAct;
  /** What goes back to the payer (of a cancellation, everything that was paid), or what the attested fact is about. */
  readonly amount: Rupiah;
  /** The merchant's number of the requested refund; null for every other act. */
  readonly partnerRefundNo: string | null;
  readonly reason: string | null;
  /** What "the same refund" and "the same fact" compare, see `Refund`; null for a cancellation. */
  readonly contentHash: string | null;
  /** By what an attested fact is proven; null for acts that DANA carries out. */
  readonly evidence: Evidence | null;
  /** The refund to which an adjustment belongs; null for every other act. */
  readonly refundId: string | null;
  readonly requestedBy: Actor;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  readonly status: ApprovalStatus;
  /** The second person; null while nobody has decided, and if the request expired. */
  readonly decidedBy: Actor | null;
  /** When the request ended. */
  readonly endedAt: Date | null;
  readonly decisionReason: string | null;
}

/** Whether this actor is a person: only people decide. Two keys of one person have the same id. */
export function isPerson(actor: Actor): actor is Actor & { readonly id: string } {
  return actor.kind === 'OPERATOR' && actor.id !== null;
}

/** Whether the actor may decide about what was requested by `requesterId`: a person, and not the same one. */
export function mayDecide(actor: Actor, requesterId: string | null): boolean {
  return isPerson(actor) && actor.id !== requesterId;
}

/** The id of an approval that is about to be recorded, for a random UUID. */
export function newApprovalId(uuid: string): string {
  return `apr_${uuid}`;
}

/** The form of an approval's id; no other public id has it. */
export const approvalIdShape = /^apr_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
