import type { Actor } from '../../domain/actor.ts';
import {
  type Approval,
  type ApprovalAct,
  approvalLifetimeMs,
  type Evidence,
  isAttested,
  newApprovalId,
} from '../../domain/approval.ts';
import {
  type ApprovalRules,
  type Ceilings,
  type DailyReturn,
  mayAskSecondPerson,
} from '../../domain/approval-rules.ts';
import { mayCancel, mayRefund } from '../../domain/cancel-and-refund-rules.ts';
import { jakartaDay } from '../../domain/jakarta-time.ts';
import { type Rupiah, zeroRupiah } from '../../domain/money.ts';
import type { Order } from '../../domain/order.ts';
import type { OrderFactType } from '../../domain/order-event.ts';
import { nothingReturned, type Refund } from '../../domain/refund.ts';
import { changeByAssignment, changeByFact, changeContext } from '../changes/order-changes.ts';
import type { CeilingExceeded } from '../outcomes.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderChange } from '../ports/order-changes.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';

export interface ReturnChangesDeps {
  readonly provider: Pick<PaymentProvider, 'writeRefundRequest' | 'writeCancelRequest'>;
  readonly clock: Clock;
  readonly chance: Chance;
}

/** What a refund is, whoever carries it out: `actor` is who requested it. */
export type RefundTerms = Pick<
  Refund,
  'id' | 'contentHash' | 'actor' | 'partnerRefundNo' | 'amount' | 'reason'
>;

/** A request for a second person. */
export interface ApprovalTerms {
  readonly act: ApprovalAct;
  readonly amount: Rupiah;
  readonly partnerRefundNo: string | null;
  readonly reason: string | null;
  readonly contentHash: string | null;
  readonly requestedBy: Actor;
  /** Of a fact that people attest. */
  readonly evidence?: Evidence;
  /** Of an adjustment that people assign. */
  readonly refundId?: string;
}

/**
 * The changes by which money goes back: the requests to DANA, with the exact body, the requests for a second person, and
 * the facts that two people attest.
 * Each is null if the order does not allow it now.
 */
export function makeReturnChanges(deps: ReturnChangesDeps) {
  const { provider } = deps;

  /** Reserves the amount and records the refund with its body. */
  function refund(order: Order, terms: RefundTerms): OrderChange | null {
    if (mayRefund(order, terms.amount).kind !== 'ALLOWED') return null;
    const context = changeContext(terms.actor, deps);
    const { id: refundId, partnerRefundNo, amount, reason } = terms;
    const fact = { type: 'REFUND_REQUESTED', refundId, partnerRefundNo, amount, reason } as const;
    const change = unlessContradicted(changeByFact(context, order, fact), fact.type);
    if (change === null) return null;
    const refund: Refund = {
      ...terms,
      orderId: order.id,
      refundNo: null,
      status: 'PENDING',
      ...nothingReturned,
      createdAt: context.now,
      updatedAt: context.now,
    };
    return { ...change, refund: { refund, request: provider.writeRefundRequest(order, refund) } };
  }

  function cancellation(order: Order, reason: string | null, actor: Actor): OrderChange | null {
    if (mayCancel(order) !== 'ALLOWED') return null;
    const fact = { type: 'CANCELLATION_REQUESTED', reason } as const;
    const change = unlessContradicted(changeByFact(changeContext(actor, deps), order, fact), fact.type);
    if (change === null) return null;
    // A cancellation that can never be sent must not be on record: it would block every refund.
    provider.writeCancelRequest(change.order);
    return change;
  }

  /** Asks a second person, and reserves the amount until one has decided. */
  function approval(order: Order, terms: ApprovalTerms): OrderChange | null {
    if (order.waitingApprovals.length >= waitingApprovalsMax) return null;
    const context = changeContext(terms.requestedBy, deps);
    const { act, amount, reason } = terms;
    const id = newApprovalId(deps.chance.uuid());
    const expiresAt = new Date(context.now.getTime() + approvalLifetimeMs);
    const fact = { type: 'APPROVAL_REQUESTED', approvalId: id, act, amount, reason, expiresAt } as const;
    const change = unlessContradicted(changeByFact(context, order, fact), fact.type);
    if (change === null) return null;
    const approval: Approval = {
      evidence: null,
      refundId: null,
      ...terms,
      id,
      orderId: order.id,
      requestedAt: context.now,
      expiresAt,
      status: 'WAITING',
      decidedBy: null,
      endedAt: null,
      decisionReason: null,
    };
    return { ...change, approval };
  }

  /** The fact that two people attest, in the name of the first of them. Nothing is sent to DANA. */
  function attestation(order: Order, refunds: readonly Refund[], approval: Approval): OrderChange | null {
    const { id: approvalId, act, amount, evidence, refundId, requestedBy } = approval;
    if (evidence === null || !isAttested(act)) return null;
    const context = changeContext(requestedBy, deps);
    const attested = { approvalId, amount, evidence };
    if (act === 'ADJUSTMENT_ASSIGNED') {
      const refund = refunds.find(({ id }) => id === refundId);
      const assigned = refund && changeByAssignment(context, order, refund, attested);
      return unlessContradicted(assigned ?? null, act);
    }
    if (act === 'REFUNDED_BY_TRANSFER' && mayRefund(order, amount).kind !== 'ALLOWED') return null;
    return unlessContradicted(changeByFact(context, order, { ...attested, type: act }), act);
  }

  return { refund, cancellation, approval, attestation };
}
export type ReturnChanges = ReturnType<typeof makeReturnChanges>;

/** Requests that wait for a second person about one order at once. */
const waitingApprovalsMax = 20;

/** A decision of ours is recorded as what it is or not at all, never as a contradiction. */
export function unlessContradicted(change: OrderChange | null, type: OrderFactType): OrderChange | null {
  return change?.event.fact.type === type ? change : null;
}

/** What a request adds to what its requester gives back that day; undefined for a payer's token, which gives nothing. */
export function dailyReturnOf(
  { actor, amount, isAlone }: { readonly actor: Actor; readonly amount: Rupiah; readonly isAlone: boolean },
  rules: ApprovalRules,
  ceilings: Ceilings,
  now: Date,
): { readonly dailyReturn?: DailyReturn } {
  if (amount === 0n || actor.id === null || !mayAskSecondPerson(actor)) return {};
  const limits = { requestedMax: ceilings.day, aloneMax: rules.dayAlone };
  return { dailyReturn: { actorId: actor.id, day: jakartaDay(now), amount, isAlone, ...limits } };
}

/** The answer to a request beyond what its requester may request on one day. */
export function dayCeilingExceeded({ day }: Ceilings): CeilingExceeded {
  return { kind: 'CeilingExceeded', ceiling: day ?? zeroRupiah, isDaily: true };
}
