import type { Actor } from './actor.ts';
import type { ReturnAct } from './approval.ts';
import type { Rupiah } from './money.ts';

/** When giving money back needs a second person. Each amount is the largest that one person gives back alone. */
export interface ApprovalRules {
  /** For one refund; null: any amount. */
  readonly refundAlone: Rupiah | null;
  /** For the cancellation of a paid order; null: any amount. */
  readonly cancellationAlone: Rupiah | null;
  /** For everything that one person or key gives back on one day in Jakarta; null: any amount. */
  readonly dayAlone: Rupiah | null;
}

/** Without rules, nothing needs a second person. */
export const noApprovalRules: ApprovalRules = { refundAlone: null, cancellationAlone: null, dayAlone: null };

/** What one person or key may request to give back, approved or not. Null: any amount. */
export interface Ceilings {
  /** By one refund, or by the cancellation of a paid order. */
  readonly each: Rupiah | null;
  /** On one day in Jakarta. */
  readonly day: Rupiah | null;
}

export const noCeilings: Ceilings = { each: null, day: null };

/**
 * `ALONE`: the requester may do it. `SECOND_PERSON`: another person must approve it. `CEILING`: it is more than the
 * requester may request at all. `FORBIDDEN`: it needs a second person, and the requester is nobody who may ask one.
 */
export type ReturnJudgement = 'ALONE' | 'SECOND_PERSON' | 'CEILING' | 'FORBIDDEN';

/** A request to give money back. */
export interface ReturnRequest {
  readonly act: ReturnAct;
  /** What goes back to the payer; zero for the cancellation of an unpaid order, which every requester may do. */
  readonly amount: Rupiah;
  readonly actor: Actor;
}

/** Judges one request by its amount. What the requester gave back that day is counted where it is recorded. */
export function judgeReturn(
  { act, amount, actor }: ReturnRequest,
  rules: ApprovalRules,
  ceilings: Ceilings,
): ReturnJudgement {
  if (amount === 0n) return 'ALONE';
  if (ceilings.each !== null && amount > ceilings.each) return 'CEILING';
  const alone = act === 'REFUND' ? rules.refundAlone : rules.cancellationAlone;
  if (alone === null || amount <= alone) return 'ALONE';
  return mayAskSecondPerson(actor) ? 'SECOND_PERSON' : 'FORBIDDEN';
}

/** Keys and people may ask; a payer's token may not. */
export function mayAskSecondPerson({ kind, id }: Actor): boolean {
  return (kind === 'SERVER_KEY' || kind === 'OPERATOR') && id !== null;
}

/** What a person or key gave back on one day grows by an amount, within these limits; null: no limit. */
export interface DailyReturn {
  readonly actorId: string;
  /** The day in Jakarta, `2026-01-15`. */
  readonly day: string;
  readonly amount: Rupiah;
  /** Nobody else approves it: it also counts towards `aloneMax`. */
  readonly isAlone: boolean;
  readonly requestedMax: Rupiah | null;
  readonly aloneMax: Rupiah | null;
}

/** What one person or key requested to give back on one day. */
export interface ReturnedOnDay {
  /** Everything, whatever became of it. */
  readonly requested: Rupiah;
  /** The part that nobody else had to approve. */
  readonly alone: Rupiah;
}

/** The limit of a day that a request would exceed; null: none. The table of daily returns holds the same. */
export function dayLimitReached(
  { amount, isAlone, requestedMax, aloneMax }: DailyReturn,
  { requested, alone }: ReturnedOnDay,
): 'dayCeilingReached' | 'dayAloneReached' | null {
  if (requestedMax !== null && requested + amount > requestedMax) return 'dayCeilingReached';
  return isAlone && aloneMax !== null && alone + amount > aloneMax ? 'dayAloneReached' : null;
}
