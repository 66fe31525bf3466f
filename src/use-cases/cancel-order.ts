import { hasPendingOperation, type Order } from '../domain/order.ts';
import type { AttemptCancel } from './attempt-cancel.ts';
import { checkText, newIssues } from './check-text.ts';
import { firstWrite } from './first-write.ts';
import { changeByFact, newsFrom } from './order-news.ts';
import type { CancelOrderOutcome } from './outcomes.ts';
import type { Chance, Clock, DeclinedAnswer, OrderStore, PaymentProvider } from './ports.ts';

/** DANA's limit for the reason of a cancel or refund, in characters. */
export const reasonLengthMax = 256;

export interface CancelOrderDeps {
  readonly store: OrderStore;
  readonly provider: PaymentProvider;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly attemptCancel: AttemptCancel;
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
    if (settled !== null) return settled;
    const retryAfterMs = provider.unavailableForMs();
    if (retryAfterMs !== null) return { kind: 'ProviderUnavailable', retryAfterMs };

    const requested = await firstWrite(
      store.change(found.id, (order) =>
        settledOutcome(order) === null
          ? changeByFact(newsFrom('API', deps), order, { type: 'CANCEL_REQUESTED', reason: input.reason })
          : null,
      ),
    );
    if (requested.kind === 'ProviderUnavailable') return requested;
    if (!('order' in requested)) return { kind: 'OrderNotFound' };
    const { order } = requested;
    if (requested.kind === 'unchanged') {
      // Somebody else's request won the race, or the order ended: either way there is an answer.
      return settledOutcome(order) ?? { kind: 'CancelOrderPending', order };
    }
    // DANA has not confirmed the order: the cancel goes out as soon as it has.
    if (order.status === 'CONFIRMING') return { kind: 'CancelOrderPending', order };
    const attempt = await deps.attemptCancel.first(order);
    return attempt.declined === null
      ? (settledOutcome(attempt.order) ?? { kind: 'CancelOrderPending', order: attempt.order })
      : declinedOutcome(attempt.declined, attempt.order);
  };
}

/** The answer that this order's state gives by itself; null where DANA may be told to cancel. */
function settledOutcome(order: Order): CancelOrderOutcome | null {
  if (order.status === 'CANCELLED') return { kind: 'CancelOrderSuccess', order };
  if (order.cancellation?.status === 'PENDING') return { kind: 'CancelOrderPending', order };
  const isOpen = order.status === 'CONFIRMING' || order.status === 'PENDING' || order.status === 'PAID';
  return isOpen && !hasPendingOperation(order) ? null : { kind: 'OrderNotCancellable', order };
}

function declinedOutcome(declined: DeclinedAnswer, order: Order): CancelOrderOutcome {
  const { responseCode, responseMessage, reason } = declined;
  if (reason === 'INSUFFICIENT_MERCHANT_BALANCE') return { kind: 'InsufficientMerchantBalance', order };
  if (reason === 'TOO_LATE' || reason === 'INVALID_STATUS') return { kind: 'OrderNotCancellable', order };
  return { kind: 'ProviderDeclined', responseCode, responseMessage, order };
}
