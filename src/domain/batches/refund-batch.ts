import type { Actor } from '../actor.ts';
import type { Rupiah } from '../money.ts';

/**
 * WAITING: a second person must decide. RUNNING: the gateway requests one refund after the other. STOPPED: until somebody
 * resumes it. DONE, REFUSED and EXPIRED are ends.
 */
export const refundBatchStatuses = ['WAITING', 'RUNNING', 'STOPPED', 'DONE', 'REFUSED', 'EXPIRED'] as const;
export type RefundBatchStatus = (typeof refundBatchStatuses)[number];

/** WAITING: nothing was requested yet. REQUESTED: the refund is on record. REFUSED: nothing was, or will be, sent for it. */
export const refundBatchLineStatuses = ['WAITING', 'REQUESTED', 'REFUSED'] as const;
export type RefundBatchLineStatus = (typeof refundBatchLineStatuses)[number];

/** Why a line is REFUSED. */
export const lineRefusals = [
  'ORDER_NOT_FOUND',
  /** An earlier line of the batch has this order. */
  'DUPLICATE',
  'NOT_REFUNDABLE',
  'EXCEEDS_BALANCE',
  /** Another refund has the number of the line. */
  'NUMBER_TAKEN',
  /** DANA would never take the request. */
  'CANNOT_BE_SENT',
] as const;
export type LineRefusal = (typeof lineRefusals)[number];

/** Many refunds that are requested, approved and carried out as one. */
export interface RefundBatch {
  readonly id: string;
  /** The merchant's own number of the batch, unique: the idempotency key. */
  readonly batchNo: string;
  /** SHA-256 of the caller's input: what "the same batch" compares. */
  readonly contentHash: string;
  readonly status: RefundBatchStatus;
  /** For the people who decide, and for lines that have none. */
  readonly reason: string;
  readonly lineCount: number;
  /** Lines that could be refunded when the batch was requested, and the sum of their amounts. */
  readonly refundCount: number;
  readonly amount: Rupiah;
  readonly requestedBy: Actor;
  readonly requestedAt: Date;
  /** Whether the rules ask for a second person, by the amount of the whole batch. */
  readonly needsApproval: boolean;
  /** Until when a second person can decide. */
  readonly expiresAt: Date;
  /** The second person; null while nobody has decided, and if nobody had to. */
  readonly decidedBy: Actor | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  /** Why the batch was stopped; null unless it is STOPPED. */
  readonly stopReason: string | null;
}

/** One refund of a batch. */
export interface RefundBatchLine {
  readonly batchId: string;
  /** From 1. */
  readonly lineNo: number;
  readonly partnerReferenceNo: string;
  /** Null if there is no such order. */
  readonly orderId: string | null;
  /** What goes back: fixed when the batch was requested; null if nothing can. */
  readonly amount: Rupiah | null;
  readonly reason: string | null;
  /** The number of the refund: one for each line, so that a line is refunded once however often it is carried out. */
  readonly partnerRefundNo: string;
  readonly status: RefundBatchLineStatus;
  readonly refusal: LineRefusal | null;
}

/** The number under which a line's refund is requested. */
export function lineRefundNo(batchNo: string, lineNo: number): string {
  return `${batchNo}-${lineNo}`;
}

/** The id of a batch that is about to be recorded, for a random UUID. */
export function newRefundBatchId(uuid: string): string {
  return `rba_${uuid}`;
}
