import { type ApprovalAct, isAttested } from './approval.ts';
import type { Attestation, OrderFact } from './order-event.ts';

/** A fact about a request for a second person. */
export type ApprovalFact = Extract<OrderFact, { readonly act: ApprovalAct }>;
/** A fact that two people attest. */
export type AttestedFact = Extract<OrderFact, Attestation>;

/** Whether a fact is about a request for a second person: its beginning or its end. */
export function isApprovalFact(fact: OrderFact): fact is ApprovalFact {
  return 'act' in fact;
}

/** Whether a fact is one that two people attest. */
export function isAttestedFact(fact: OrderFact): fact is AttestedFact {
  return 'evidence' in fact;
}

/**
 * The reason for logs and receivers. Never the text of evidence, which may name people: it stays with the request and in
 * the timeline, which are in the database alone. Null also if nobody gave a reason.
 */
export function reasonWithoutEvidence(fact: ApprovalFact | AttestedFact): string | null {
  if (isAttestedFact(fact) || fact.type === 'APPROVAL_EXPIRED') return null;
  return fact.type === 'APPROVAL_REQUESTED' && isAttested(fact.act) ? null : fact.reason;
}
