import type { Actor } from '../../domain/actor.ts';
import { type Checkout, isOpenAttempt, isPaidAttempt } from '../../domain/checkout.ts';
import type { Order } from '../../domain/order.ts';
import { reasonLengthMax } from '../input/limits.ts';
import { checkText, newIssues } from '../input/text.ts';
import type { CancelOrderOutcome } from '../outcomes.ts';
import type { CheckoutStore } from '../ports/checkout-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { CheckoutAttempts } from './checkout-attempts.ts';
import type { EndCheckoutOutcome } from './checkout-outcomes.ts';
import type { CheckoutTurns } from './checkout-turns.ts';

/** A caller whose checkout another call has at the moment may try again after this. */
const busyRetryMs = 3_000;

export interface EndCheckoutDeps {
  readonly turns: CheckoutTurns;
  readonly checkouts: CheckoutStore;
  readonly attempts: CheckoutAttempts;
  readonly clock: Clock;
  readonly log: Log;
  /** Queries DANA and records its report; returns the order after it. */
  readonly queryOrder: (order: Order) => Promise<Order>;
  readonly cancelOrder: (
    input: { orderId: string; reason: string; isOnlyUnpaid: true },
    by: Actor,
  ) => Promise<CancelOrderOutcome>;
}

/**
 * Ends a checkout that nobody has paid: the end is on record first, so no further attempt is opened, and then open
 * attempts are cancelled at DANA. A payment that is found meanwhile is the answer, and is not given back. Idempotent.
 */
export function makeEndCheckout(deps: EndCheckoutDeps) {
  return async function endCheckout(
    { checkoutId, reason }: { checkoutId: string; reason: string },
    by: Actor,
  ): Promise<EndCheckoutOutcome> {
    const issues = newIssues();
    if (!checkText(issues, ['reason'], reason, { max: reasonLengthMax, isRequired: true })) {
      return { kind: 'InvalidInput', issues: issues.list };
    }
    const outcome = await deps.turns.inTurn(checkoutId, (checkout) => end(checkout, reason, by));
    if (outcome === 'busy')
      return { kind: 'TemporarilyUnavailable', reason: 'CHECKOUT_BUSY', retryAfterMs: busyRetryMs };
    return outcome ?? { kind: 'CheckoutNotFound' };
  };

  async function end(checkout: Checkout, reason: string, by: Actor): Promise<EndCheckoutOutcome> {
    const { id: checkoutId, partnerReferenceNo } = checkout;
    const attempts = await deps.attempts.attemptsOf(checkout);
    const paid = attempts.find(isPaidAttempt);
    if (paid !== undefined) return { kind: 'CheckoutPaid', order: paid };
    const ended = await deps.checkouts.end(checkoutId, { by, at: deps.clock.now(), reason });
    if (ended === null) return { kind: 'CheckoutNotFound' };
    if (checkout.endedAt === null)
      deps.log.info('checkout.ended', { checkoutId, partnerReferenceNo, actor: by, reason });
    let areAllEnded = true;
    for (const attempt of attempts.filter(isOpenAttempt)) {
      const order = await endAttempt(attempt, reason, by);
      if (isPaidAttempt(order)) return { kind: 'CheckoutPaid', order };
      areAllEnded &&= !isOpenAttempt(order);
    }
    return { kind: areAllEnded ? 'EndCheckoutSuccess' : 'EndCheckoutPending', checkout: ended };
  }

  /**
   * Queries first: cancelling would return a payment that has just been made, and that payment is the answer. So is one
   * that is recorded between the query and the cancellation.
   */
  async function endAttempt(attempt: Order, reason: string, by: Actor): Promise<Order> {
    const queried = await deps.queryOrder(attempt);
    if (!isOpenAttempt(queried)) return queried;
    const outcome = await deps.cancelOrder({ orderId: attempt.id, reason, isOnlyUnpaid: true }, by);
    return 'order' in outcome ? outcome.order : queried;
  }
}
