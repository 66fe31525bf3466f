import type { Actor } from '../../domain/actor.ts';
import { type Approval, isAttested, mayDecide } from '../../domain/approval.ts';
import { mayRefund } from '../../domain/cancel-and-refund-rules.ts';
import { type Order, reservedBy } from '../../domain/order.ts';
import type { Refund } from '../../domain/refund.ts';
import type { AttemptCancel } from '../calls/attempt-cancel.ts';
import type { AttemptRefund } from '../calls/attempt-refund.ts';
import { changeByFact, changeContext } from '../changes/order-changes.ts';
import { firstCallMs } from '../changes/schedule.ts';
import { reasonLengthMax } from '../input/limits.ts';
import { checkText, newIssues } from '../input/text.ts';
import { readForIntent, writeIntent } from '../input/write-intent.ts';
import type { DecideApprovalOutcome } from '../outcomes.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderChange, OrderChanges } from '../ports/order-changes.ts';
import type { OrderQueue } from '../ports/order-queue.ts';
import type { OrderReads } from '../ports/order-reads.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import type { Approvals } from '../ports/people/approvals.ts';
import type { SettlementReads } from '../ports/settlement/settlement-store.ts';
import { expiryOf } from './expire-approvals.ts';
import { makeReturnChanges, type ReturnChanges, unlessContradicted } from './return-changes.ts';
import { isStillUnassigned, makeReadUnassigned } from './unassigned-adjustment.ts';

/** What the second person decides, and why. */
export interface DecideApprovalInput {
  readonly approvalId: string;
  readonly decision: 'APPROVE' | 'REFUSE';
  readonly reason: string;
}

export interface DecideApprovalDeps {
  readonly store: Approvals & OrderReads & OrderChanges & OrderQueue;
  readonly settlement: Pick<SettlementReads, 'readCases'>;
  readonly provider: Pick<PaymentProvider, 'unavailability' | 'writeRefundRequest' | 'writeCancelRequest'>;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly attemptRefund: AttemptRefund;
  readonly attemptCancel: AttemptCancel;
}

/**
 * Records the decision of a second person. An approval and the request to DANA are recorded by one statement, so the
 * reserved amount is never free in between; then DANA is called. An approved fact is recorded with the approval.
 * Idempotent: the same decision by the same person again changes nothing.
 */
export function makeDecideApproval(deps: DecideApprovalDeps) {
  const { store, provider } = deps;
  const changes = makeReturnChanges(deps);
  const readUnassigned = makeReadUnassigned(deps.settlement);

  return async function decideApproval(
    input: DecideApprovalInput,
    by: Actor,
  ): Promise<DecideApprovalOutcome> {
    const issues = newIssues();
    if (!checkText(issues, ['reason'], input.reason, { max: reasonLengthMax, isRequired: true })) {
      return { kind: 'InvalidInput', issues: issues.list };
    }
    const approval = await readForIntent(() => store.findApproval({ id: input.approvalId }));
    if (approval === null) return { kind: 'ApprovalNotFound' };
    if ('kind' in approval) return approval;
    if (!mayDecide(by, approval.requestedBy.id)) return { kind: 'SecondPersonNeeded', approval };
    if (approval.status !== 'WAITING') return answerEnded(approval, input, by);
    const isGranted = input.decision === 'APPROVE';
    const isSent = isGranted && !isAttested(approval.act);
    const unavailability = isSent ? provider.unavailability(operationOf(approval)) : null;
    if (unavailability !== null) return { kind: 'TemporarilyUnavailable', ...unavailability };
    const fits = isGranted ? await readForIntent(() => readFit(approval)) : () => true;
    if ('kind' in fits) return fits;
    const leasedUntil = new Date(deps.clock.now().getTime() + firstCallMs);
    const outcome = await writeIntent(() =>
      store.change(approval.orderId, (order, refunds) => {
        const expiry = expiryOf(order, approval, deps);
        if (expiry !== null) return expiry;
        const ended = { ...approval, decidedBy: by, endedAt: deps.clock.now(), decisionReason: input.reason };
        if (!fits(refunds)) return null;
        return isGranted
          ? grant(order, refunds, { ...ended, status: 'GRANTED' }, by, leasedUntil)
          : refuse(order, { ...ended, status: 'REFUSED' }, by);
      }),
    );
    if (outcome.kind === 'TemporarilyUnavailable' || outcome.kind === 'InvalidInput') return outcome;
    if (outcome.kind === 'refundNoTaken') return { kind: 'PartnerRefundNoConflict' };
    if (outcome.kind === 'unchanged') return answerUnchanged(approval, outcome.order, input, by);
    if (outcome.kind !== 'changed' || outcome.approval === undefined) return { kind: 'ApprovalNotFound' };
    const { approval: ended } = outcome;
    if (ended.status === 'EXPIRED') return { kind: 'ApprovalClosed', approval: ended };
    const order = isSent ? await carryOut(outcome, leasedUntil) : outcome.order;
    return { kind: 'DecideApprovalSuccess', approval: ended, order };
  };

  /**
   * Whether an adjustment is still what the first person saw: since then a file may have named its refund, or a rule
   * may have found it. Every other act is decided by the order alone.
   */
  async function readFit({ act, amount, evidence, orderId }: Approval): Promise<Fit> {
    if (act !== 'ADJUSTMENT_ASSIGNED' || evidence === null) return () => true;
    const order = await store.find({ id: orderId });
    const seen = order && (await readUnassigned(order.partnerReferenceNo, evidence.reference));
    return (refunds) => seen?.amount === amount && isStillUnassigned(seen, refunds);
  }

  /** Two events: the approval frees the reservation, and the request to DANA, or the attested fact, takes it up again. */
  function grant(
    order: Order,
    refunds: readonly Refund[],
    approval: Approval,
    by: Actor,
    leasedUntil: Date,
  ): OrderChange | null {
    const granted = decided(order, approval, by, 'APPROVAL_GRANTED');
    if (granted === null) return null;
    const { order: after, event } = granted;
    const earlier = [{ order: after, event }];
    if (isAttested(approval.act)) {
      const fact = changes.attestation(after, refunds, approval);
      return fact && { ...fact, earlier, approval };
    }
    const request = requestOf(changes, after, approval, deps.chance);
    return request && { ...request, earlier, approval, leasedUntil };
  }

  function refuse(order: Order, approval: Approval, by: Actor): OrderChange | null {
    const refused = decided(order, approval, by, 'APPROVAL_REFUSED');
    return refused === null ? null : { ...refused, approval };
  }

  function decided(
    order: Order,
    { id: approvalId, act, amount, decisionReason }: Approval,
    by: Actor,
    type: 'APPROVAL_GRANTED' | 'APPROVAL_REFUSED',
  ): OrderChange | null {
    if (!order.waitingApprovals.some(({ id }) => id === approvalId)) return null;
    const fact = { type, approvalId, act, amount, reason: decisionReason ?? '' } as const;
    return unlessContradicted(changeByFact(changeContext(by, deps), order, fact), type);
  }

  /** The first call to DANA; the order afterwards. */
  async function carryOut({ order, refund }: OrderChange, leasedUntil: Date): Promise<Order> {
    const recorded =
      refund?.request === undefined
        ? await deps.attemptCancel.first(order, leasedUntil)
        : await deps.attemptRefund.first(order, refund.refund, refund.request, leasedUntil);
    if (!recorded.isReleased) await store.release(order.id, leasedUntil);
    return recorded.order;
  }

  /** Somebody else was faster, or the order no longer allows what was requested. */
  async function answerUnchanged(
    approval: Approval,
    order: Order,
    input: DecideApprovalInput,
    by: Actor,
  ): Promise<DecideApprovalOutcome> {
    const current = (await store.findApproval({ id: approval.id })) ?? approval;
    if (current.status !== 'WAITING') return answerEnded(current, input, by);
    if (isAttested(approval.act)) return { kind: 'FactDoesNotFit', order };
    if (approval.act === 'CANCELLATION') return { kind: 'OrderNotCancellable', order };
    const others = order.waitingApprovals.filter(({ id }) => id !== approval.id);
    const permission = mayRefund({ ...order, reserved: reservedBy(others, order) }, approval.amount);
    return {
      kind: permission.kind === 'EXCEEDS_BALANCE' ? 'RefundExceedsBalance' : 'OrderNotRefundable',
      order,
    };
  }

  /** The record is the answer to a repeat of what was decided. */
  async function answerEnded(
    approval: Approval,
    { decision }: DecideApprovalInput,
    by: Actor,
  ): Promise<DecideApprovalOutcome> {
    const isSame = approval.status === (decision === 'APPROVE' ? 'GRANTED' : 'REFUSED');
    if (!isSame || approval.decidedBy?.id !== by.id) return { kind: 'ApprovalClosed', approval };
    const order = await store.find({ id: approval.orderId });
    return order === null ? { kind: 'ApprovalNotFound' } : { kind: 'DecideApprovalSuccess', approval, order };
  }
}

/** Whether what is approved is still what the first person saw, given the order's refunds now. */
type Fit = (refunds: readonly Refund[]) => boolean;

function operationOf({ act }: Approval): 'refundOrder' | 'cancelOrder' {
  return act === 'REFUND' ? 'refundOrder' : 'cancelOrder';
}

/** What was requested, in the name of its requester; null if the order no longer allows it. */
function requestOf(
  changes: ReturnChanges,
  order: Order,
  { act, partnerRefundNo, contentHash, amount, reason, requestedBy }: Approval,
  chance: Chance,
): OrderChange | null {
  if (act === 'CANCELLATION') return changes.cancellation(order, reason, requestedBy);
  if (partnerRefundNo === null || contentHash === null) return null;
  const terms = { id: chance.uuid(), actor: requestedBy, partnerRefundNo, contentHash, amount, reason };
  return changes.refund(order, terms);
}
