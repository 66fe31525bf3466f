import { hasPendingOperation, type Order } from '../../domain/order.ts';
import type { Decline } from '../../domain/order-event.ts';
import type { AttemptCancel } from '../calls/attempt-cancel.ts';
import { changeByFact, changeContext } from '../changes/order-changes.ts';
import { firstCallMs } from '../changes/schedule.ts';
import { checkText, newIssues } from '../input/text.ts';
import type { CancelOrderOutcome } from '../outcomes.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import type { AwaitOrder } from './await-order.ts';
import { writeIntent } from './write-intent.ts';

/** DANA's limit for the reason of a cancel or refund, in characters. */
export const reasonLengthMax = 256;

export interface CancelOrderDeps {
  readonly store: OrderStore;
  readonly provider: PaymentProvider;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly attemptCancel: AttemptCancel;
  readonly awaitOrder: AwaitOrder;
}

/**
 * Cancels an unpaid order, or a paid one while DANA still allows it. The intent is on record before DANA is told
 * and is kept until DANA has clearly done or refused it. Idempotent on the order.
 */
export function makeCancelOrder(deps: CancelOrderDeps) {
  const { store, provider } = deps;

  return async function cancelOrder(input: {
    orderId: string;
    reason: string | null;
  }): Promise<CancelOrderOutcome> {
    const issues = newIssues();
    if (!checkText(issues, ['reason'], input.reason, { max: reasonLengthMax })) {
      return { kind: 'InvalidInput', issues: issues.list };
    }
    const found = await store.find({ id: input.orderId });
    if (found === null) return { kind: 'OrderNotFound' };
    const settled = settledOutcome(found);
    if (settled !== null) return answerRepeat(settled);
    const unavailability = provider.unavailability();
    if (unavailability !== null) return { kind: 'TemporarilyUnavailable', ...unavailability };

    // Where DANA is so slow that this runs out, a refusal is weighed like that of a repeat.
    const leasedUntil = new Date(deps.clock.now().getTime() + firstCallMs);
    const requested = await writeIntent(
      store.change(found.id, (order) => {
        if (settledOutcome(order) !== null) return null;
        const news = changeContext('API', deps);
        const change = changeByFact(news, order, { type: 'CANCELLATION_REQUESTED', reason: input.reason });
        // While DANA has not confirmed the order, the lease is that of who makes it.
        return change === null || order.status === 'CONFIRMING' ? change : { ...change, leasedUntil };
      }),
    );
    if (requested.kind === 'TemporarilyUnavailable') return requested;
    if (!('order' in requested)) return { kind: 'OrderNotFound' };
    const { order } = requested;
    if (requested.kind === 'unchanged') {
      // Somebody else's request won the race, or the order ended: either way there is an answer.
      return answerRepeat(settledOutcome(order) ?? { kind: 'CancelOrderPending', order });
    }
    // DANA has not confirmed the order: the cancel goes out as soon as it has.
    if (order.status === 'CONFIRMING') return { kind: 'CancelOrderPending', order };
    const attempt = await deps.attemptCancel.first(order, leasedUntil);
    await store.release(order.id, leasedUntil);
    return attempt.declined === null
      ? (settledOutcome(attempt.order) ?? { kind: 'CancelOrderPending', order: attempt.order })
      : declinedOutcome(attempt.declined, attempt.order);
  };

  /** A cancel that is under way: while a twin may be at it, its answer is waited for. */
  async function answerRepeat(known: CancelOrderOutcome): Promise<CancelOrderOutcome> {
    const cancellation = known.kind === 'CancelOrderPending' ? known.order.cancellation : null;
    // Before DANA has confirmed the order nobody is at it.
    if (known.kind !== 'CancelOrderPending' || cancellation === null || known.order.status === 'CONFIRMING') {
      return known;
    }
    const twinEndsMs = cancellation.requestedAt.getTime() + firstCallMs;
    const order = await deps.awaitOrder(
      known.order,
      (current) => current.cancellation?.status !== 'PENDING',
      twinEndsMs - deps.clock.now().getTime(),
    );
    const refusal = order.cancellation?.status === 'FAILED' ? await findDecline(order) : null;
    if (refusal !== null) return declinedOutcome(refusal, order);
    return settledOutcome(order) ?? { kind: 'OrderNotCancellable', order };
  }

  /** DANA's words behind the cancel that has just been refused, from the timeline. */
  async function findDecline(order: Order): Promise<Decline | null> {
    const { items } = await store.pageTimeline(order.id, { last: timelineEndCount });
    const refused = items
      .map(({ item }) => item.fact)
      .findLast((fact) => fact.type === 'CANCELLATION_DECLINED');
    return refused ?? null;
  }
}

/** A refusal that was waited for is among the last events, whatever else came in the same moment. */
const timelineEndCount = 10;

/** The answer that this order's state gives by itself; null where DANA may be told to cancel. */
function settledOutcome(order: Order): CancelOrderOutcome | null {
  if (order.status === 'CANCELLED') return { kind: 'CancelOrderSuccess', order };
  if (order.cancellation?.status === 'PENDING') return { kind: 'CancelOrderPending', order };
  const isOpen = order.status === 'CONFIRMING' || order.status === 'PENDING' || order.status === 'PAID';
  return isOpen && !hasPendingOperation(order) ? null : { kind: 'OrderNotCancellable', order };
}

function declinedOutcome(declined: Decline, order: Order): CancelOrderOutcome {
  const { responseCode, responseMessage, reason } = declined;
  if (reason === 'INSUFFICIENT_MERCHANT_BALANCE') return { kind: 'InsufficientMerchantBalance', order };
  if (reason === 'TOO_LATE' || reason === 'INVALID_STATUS') return { kind: 'OrderNotCancellable', order };
  return { kind: 'ProviderDeclined', responseCode, responseMessage, order };
}
