import type { Actor } from '../../domain/actor.ts';
import { isPerson } from '../../domain/approval.ts';
import { type ApprovalRules, type Ceilings, judgeReturn } from '../../domain/approval-rules.ts';
import { mayCancel } from '../../domain/cancel-and-refund-rules.ts';
import { isPaidAttempt } from '../../domain/checkout.ts';
import { zeroRupiah } from '../../domain/money.ts';
import { type Order, refundable } from '../../domain/order.ts';
import type { Decline } from '../../domain/order-event.ts';
import { dailyReturnOf, dayCeilingExceeded, makeReturnChanges } from '../approvals/return-changes.ts';
import type { AttemptCancel } from '../calls/attempt-cancel.ts';
import { firstCallLeftMs, firstCallMs } from '../changes/schedule.ts';
import { reasonLengthMax } from '../input/limits.ts';
import { checkText, newIssues } from '../input/text.ts';
import { readForIntent, writeIntent } from '../input/write-intent.ts';
import type { CancelOrderOutcome } from '../outcomes.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderChange, OrderChanges } from '../ports/order-changes.ts';
import type { Timelines } from '../ports/order-pages.ts';
import type { OrderQueue } from '../ports/order-queue.ts';
import type { OrderReads } from '../ports/order-reads.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import type { Approvals } from '../ports/people/approvals.ts';
import type { AwaitOrder } from './await-order.ts';

export interface CancelOrderInput {
  readonly orderId: string;
  readonly reason: string | null;
  /** A payment that is on record when the cancellation would be is not given back: `OrderNotCancellable`. */
  readonly isOnlyUnpaid?: boolean;
}

export interface CancelOrderDeps {
  readonly store: OrderReads & OrderChanges & OrderQueue & Timelines & Approvals;
  readonly provider: Pick<PaymentProvider, 'unavailability' | 'writeRefundRequest' | 'writeCancelRequest'>;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly approvalRules: ApprovalRules;
  readonly attemptCancel: AttemptCancel;
  readonly awaitOrder: AwaitOrder;
}

/**
 * Cancels an unpaid order, or a paid one while DANA still allows it. The request is on record before DANA receives it,
 * and stays pending until DANA has clearly accepted or declined it. If the rules ask for a second person, only the
 * request for one is stored. Idempotent on the order.
 */
export function makeCancelOrder(deps: CancelOrderDeps) {
  const { store, provider, approvalRules: rules } = deps;
  const changes = makeReturnChanges(deps);

  return async function cancelOrder(input: CancelOrderInput, by: Actor): Promise<CancelOrderOutcome> {
    const issues = newIssues();
    if (!checkText(issues, ['reason'], input.reason, { max: reasonLengthMax, isRequired: isPerson(by) })) {
      return { kind: 'InvalidInput', issues: issues.list };
    }
    const ceilings = await readForIntent(() => store.ceilingsOf(by));
    if ('kind' in ceilings) return ceilings;
    const limits: Ceilings = ceilings;
    const unavailability = provider.unavailability('cancelOrder');
    // If DANA is so slow that this lease runs out, a declined answer counts no more than that of a repeat.
    const leasedUntil = new Date(deps.clock.now().getTime() + firstCallMs);
    const record = (isAlone: boolean) =>
      writeIntent(() =>
        store.change(input.orderId, (order) => (unavailability === null ? request(order, isAlone) : null)),
      );

    /** Decided on the row that the change finds: what the caller has read may be older than a payment. */
    const isKept = (order: Order) => input.isOnlyUnpaid === true && isPaidAttempt(order);

    /** The cancellation, or the request for a second person; null if the order or the ceiling allows neither. */
    function request(order: Order, isAlone: boolean): OrderChange | null {
      if (isKept(order)) return null;
      const judgement = judge(order, by, limits);
      if (judgement === 'CEILING' || judgement === 'FORBIDDEN') return null;
      const change = changes.cancellation(order, input.reason, by);
      if (change === null) return null;
      const amount = refundable(order);
      const daily = (made: OrderChange, alone: boolean) =>
        dailyReturnOf({ actor: by, amount, isAlone: alone }, rules, limits, made.order.updatedAt);
      if (isAlone && judgement === 'ALONE') {
        // While the order is CONFIRMING, the lease belongs to the call that creates it.
        return order.status === 'CONFIRMING' ? change : { ...change, leasedUntil, ...daily(change, true) };
      }
      const { reason } = input;
      const terms = {
        act: 'CANCELLATION',
        amount,
        partnerRefundNo: null,
        reason,
        contentHash: null,
        requestedBy: by,
      } as const;
      const asked = changes.approval(order, terms);
      return asked && { ...asked, ...daily(asked, false) };
    }

    let requested = await record(true);
    if (requested.kind === 'dayAloneReached') requested = await record(false);
    if (requested.kind === 'TemporarilyUnavailable' || requested.kind === 'InvalidInput') return requested;
    if (requested.kind === 'dayCeilingReached' || requested.kind === 'dayAloneReached')
      return dayCeilingExceeded(ceilings);
    if (!('order' in requested)) return { kind: 'OrderNotFound' };
    const { order } = requested;
    if (requested.kind === 'unchanged') {
      if (isKept(order)) return { kind: 'OrderNotCancellable', order };
      if (mayCancel(order) === 'WAITING') return answerWaiting(order);
      const known = outcomeByState(order);
      if (known !== null) return answerRepeat(known);
      if (judge(order, by, ceilings) === 'CEILING')
        return { kind: 'CeilingExceeded', ceiling: ceilings.each ?? zeroRupiah, isDaily: false };
      return unavailability === null
        ? { kind: 'OrderNotCancellable', order }
        : { kind: 'TemporarilyUnavailable', ...unavailability };
    }
    if (requested.approval !== undefined)
      return { kind: 'ApprovalRequired', approval: requested.approval, order };
    // The cancellation is sent as soon as DANA has confirmed the order.
    if (order.status === 'CONFIRMING') return { kind: 'CancelOrderPending', order };
    const recorded = await deps.attemptCancel.first(order, leasedUntil);
    if (!recorded.isReleased) await store.release(order.id, leasedUntil);
    return answerFrom(recorded.order);
  };

  function judge(order: Order, by: Actor, ceilings: Ceilings) {
    return judgeReturn({ act: 'CANCELLATION', amount: refundable(order), actor: by }, rules, ceilings);
  }

  /** A cancellation of the order waits for a second person already. */
  async function answerWaiting(order: Order): Promise<CancelOrderOutcome> {
    const waiting = order.waitingApprovals.find(({ act }) => act === 'CANCELLATION');
    const approval = waiting && (await store.findApproval({ id: waiting.id }));
    return approval ? { kind: 'ApprovalRequired', approval, order } : { kind: 'OrderNotCancellable', order };
  }

  /** The cancellation is under way. While the first call may still be running, waits for its answer. */
  async function answerRepeat(known: CancelOrderOutcome): Promise<CancelOrderOutcome> {
    const cancellation = known.kind === 'CancelOrderPending' ? known.order.cancellation : null;
    // Before DANA has confirmed the order there is no first call to wait for.
    if (known.kind !== 'CancelOrderPending' || cancellation === null || known.order.status === 'CONFIRMING') {
      return known;
    }
    const order = await deps.awaitOrder(
      known.order,
      (current) => current.cancellation?.status !== 'PENDING',
      firstCallLeftMs(cancellation.requestedAt, deps.clock.now()),
    );
    return answerFrom(order);
  }

  /** The record is the answer, to the first call as to each repeat, whichever process wrote it. */
  async function answerFrom(order: Order): Promise<CancelOrderOutcome> {
    const declined = order.cancellation?.status === 'FAILED' ? await findDecline(order) : null;
    if (declined !== null) return declinedOutcome(declined, order);
    return outcomeByState(order) ?? { kind: 'OrderNotCancellable', order };
  }

  /** DANA's words behind a cancellation that it has just declined, from the timeline. */
  async function findDecline(order: Order): Promise<Decline | null> {
    const { items } = await store.pageTimeline(order.id, { last: timelineEndCount });
    const declined = items
      .map(({ item }) => item.fact)
      .findLast((fact) => fact.type === 'CANCELLATION_DECLINED');
    return declined ?? null;
  }
}

/** An event from the last seconds is among this many, whatever else was recorded in the same moment. */
const timelineEndCount = 10;

/** The answer that follows from the order's state alone; null if DANA may be requested to cancel it. */
function outcomeByState(order: Order): CancelOrderOutcome | null {
  switch (mayCancel(order)) {
    case 'ALLOWED':
      return null;
    case 'CANCELLED':
      return { kind: 'CancelOrderSuccess', order };
    case 'PENDING':
      return { kind: 'CancelOrderPending', order };
    case 'WAITING':
    case 'NOT_CANCELLABLE':
      return { kind: 'OrderNotCancellable', order };
  }
}

function declinedOutcome(declined: Decline, order: Order): CancelOrderOutcome {
  const { responseCode, responseMessage, reason } = declined;
  if (reason === 'ORDER_FROZEN') return { kind: 'OrderFrozen', order };
  if (reason === 'INSUFFICIENT_MERCHANT_BALANCE') return { kind: 'InsufficientMerchantBalance', order };
  if (reason === 'TOO_LATE' || reason === 'INVALID_STATUS') return { kind: 'OrderNotCancellable', order };
  return { kind: 'ProviderDeclined', responseCode, responseMessage, order };
}
