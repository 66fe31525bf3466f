import type { Decision } from './decision.ts';
import { contradict, decide } from './lifecycle.ts';
import { type Rupiah, rupiah } from './money.ts';
import type { Order } from './order.ts';
import type { Attestation, Decline, FactOrigin, OrderFact } from './order-event.ts';
import type { OperationStatus, Refund } from './refund.ts';

/** The lifecycle of a refund: status → fact → next status. An absent entry is a contradiction. */
export const refundLifecycle: Readonly<
  Record<OperationStatus, Readonly<Partial<Record<'REFUNDED' | 'REFUND_DECLINED', OperationStatus>>>>
> = {
  PENDING: { REFUNDED: 'SUCCEEDED', REFUND_DECLINED: 'FAILED' },
  SUCCEEDED: { REFUNDED: 'SUCCEEDED' },
  // Money wins: if DANA declined a refund and later reports it as made, it was made.
  FAILED: { REFUND_DECLINED: 'FAILED', REFUNDED: 'SUCCEEDED' },
};

/** DANA's final answer about one refund. */
export type RefundVerdict =
  | { readonly type: 'REFUNDED'; readonly refundNo: string | null }
  | ({ readonly type: 'REFUND_DECLINED' } & Decline);

/** Decides what a verdict does to the refund and to its order: together one event, one change. */
export function decideRefund(
  order: Order,
  refund: Refund,
  verdict: RefundVerdict,
  origin: FactOrigin,
  now: Date,
): { decision: Decision; refund: Refund } {
  const status = refundLifecycle[refund.status][verdict.type];
  const fact = refundFact(refund, verdict);
  if (status === undefined) return { decision: contradict(order, fact, origin, now), refund };
  if (status === refund.status) return { decision: { kind: 'unchanged', order }, refund };
  const decision = decide(order, fact, origin, now);
  if (decision.kind !== 'changed') return { decision, refund };
  const refundNo = verdict.type === 'REFUNDED' ? (verdict.refundNo ?? refund.refundNo) : refund.refundNo;
  return {
    decision: { ...decision, isReversal: refund.status === 'FAILED' },
    refund: { ...refund, status, refundNo, updatedAt: now },
  };
}

/** Decides what it does to a refund and to its order that `returned` of it came back to the merchant, in all. */
export function decideReturned(
  order: Order,
  refund: Refund,
  returned: Rupiah,
  origin: FactOrigin,
  now: Date,
): { decision: Decision; refund: Refund } {
  // What has not been made cannot come back yet: recovery finds out about it first.
  if (refund.status !== 'SUCCEEDED' || returned <= refund.returned || returned > refund.amount)
    return { decision: { kind: 'unchanged', order }, refund };
  const amount = rupiah(returned - refund.returned);
  const fact = { type: 'REFUND_RETURNED', refundId: refund.id, amount, returned } as const;
  const decision = decide(order, fact, origin, now);
  if (decision.kind !== 'changed') return { decision, refund };
  return { decision, refund: { ...refund, returned, returnedAt: now } };
}

/**
 * Decides what it does to a refund and to its order that two people assign an adjustment of DANA's file to it: `amount`
 * of the refund came back to the merchant. Unchanged if the refund has not so much left to come back.
 */
export function decideAssigned(
  order: Order,
  refund: Refund,
  attestation: Attestation,
  origin: FactOrigin,
  now: Date,
): { decision: Decision; refund: Refund } {
  const returned = rupiah(refund.returned + attestation.amount);
  if (refund.status !== 'SUCCEEDED' || returned > refund.amount)
    return { decision: { kind: 'unchanged', order }, refund };
  const fact = { ...attestation, type: 'ADJUSTMENT_ASSIGNED', refundId: refund.id, returned } as const;
  const decision = decide(order, fact, origin, now);
  if (decision.kind !== 'changed') return { decision, refund };
  return { decision, refund: { ...refund, returned, returnedAt: now } };
}

function refundFact(refund: Refund, verdict: RefundVerdict): OrderFact {
  const { id: refundId, amount } = refund;
  if (verdict.type === 'REFUND_DECLINED') return { ...verdict, refundId, amount };
  return { ...verdict, refundId, amount, from: refund.status === 'FAILED' ? 'FAILED' : 'PENDING' };
}
