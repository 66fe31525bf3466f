import type { Actor } from '../../domain/actor.ts';
import {
  type Checkout,
  isAbandonedAttempt,
  isOpenAttempt,
  isPaidAttempt,
  replacedReason,
} from '../../domain/checkout.ts';
import type { Order } from '../../domain/order.ts';
import type { CreateOrderInput } from '../input/check-create-order.ts';
import { type CreateOrderRules, checkCreateOrder } from '../input/check-create-order.ts';
import type {
  CancelOrderOutcome,
  CreateOrderOutcome,
  TemporarilyUnavailable,
  UnavailableReason,
} from '../outcomes.ts';
import type { Clock } from '../ports/clock.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import type { AbandonAttempt } from './abandon-attempt.ts';
import { isEndedByMerchant, isTooLate, nextNumber } from './attempt-rules.ts';
import type { CancelOtherAttempts } from './cancel-other-attempts.ts';
import {
  type CheckoutAttempts,
  inputOfAttempt,
  isSameChoice,
  type PayerChoice,
} from './checkout-attempts.ts';
import type { PayCheckoutOutcome } from './checkout-outcomes.ts';
import type { CheckoutTurns } from './checkout-turns.ts';

/** A payer whose earlier attempt is not final yet may try again after this. */
const earlierAttemptRetryMs = 3_000;

export interface PayCheckoutDeps {
  readonly turns: CheckoutTurns;
  readonly attempts: CheckoutAttempts;
  readonly provider: Pick<PaymentProvider, 'unavailability'>;
  readonly rules: CreateOrderRules;
  readonly clock: Clock;
  readonly createOrder: (
    input: CreateOrderInput,
    by: Actor,
    checkoutId: string,
  ) => Promise<CreateOrderOutcome>;
  readonly cancelOrder: (
    input: { orderId: string; reason: string; isOnlyUnpaid: true },
    by: Actor,
  ) => Promise<CancelOrderOutcome>;
  readonly abandonAttempt: AbandonAttempt;
  readonly cancelOtherAttempts: CancelOtherAttempts;
  /** Queries DANA and records its report; returns the order after it. */
  readonly queryOrder: (order: Order) => Promise<Order>;
}

/**
 * Opens an attempt of a checkout with the payer's choice. The payer is asked to pay at most one attempt at any time: calls
 * take turns by a lease on the checkout, a new attempt is opened only when DANA has ended every earlier one or has twice
 * reported that there is none (then it is abandoned, see `abandon-attempt.ts`), and it gets the next number, so that of two calls with overlapping leases one finds its number taken. If an earlier attempt turns out to be
 * paid, it is the answer.
 */
export function makePayCheckout(deps: PayCheckoutDeps) {
  const { clock } = deps;

  return async function payCheckout(
    checkoutId: string,
    choice: PayerChoice,
    by: Actor,
  ): Promise<PayCheckoutOutcome> {
    const outcome = await deps.turns.inTurn(checkoutId, (checkout) => pay(checkout, choice, by));
    if (outcome === 'busy') return retryLater('CHECKOUT_BUSY');
    return outcome ?? { kind: 'CheckoutClosed' };
  };

  async function pay(checkout: Checkout, choice: PayerChoice, by: Actor): Promise<PayCheckoutOutcome> {
    const numbers = await deps.attempts.numbersOf(checkout);
    const attempts = numbers.flatMap(({ order }) => order ?? []);
    const paid = attempts.find(isPaidAttempt);
    if (paid !== undefined) return { kind: 'PayCheckoutSuccess', order: paid };
    if (isEndedByMerchant(checkout, attempts)) return { kind: 'CheckoutClosed' };
    const open = attempts.filter((order) => isOpenAttempt(order) && !isAbandonedAttempt(order));
    const again =
      open.length === 1 ? numbers.find(({ order }) => order !== null && order === open[0]) : undefined;
    if (again?.order && isSameChoice(checkout, again.number, again.order, choice)) {
      return outcomeOf(
        await deps.createOrder(inputOfAttempt(checkout, again.number, choice), by, checkout.id),
      );
    }
    // Checked before anything is cancelled: an impossible choice must not cost the payer the open attempt.
    const next = nextNumber(numbers);
    if (next === undefined || isTooLate(checkout, clock.now()))
      return (await paidAmong(attempts.filter(isOpenAttempt))) ?? { kind: 'CheckoutClosed' };
    const input = inputOfAttempt(checkout, next, choice);
    const checked = checkCreateOrder(input, deps.rules, clock.now());
    if (checked.kind === 'InvalidInput') return checked;
    const unavailability = deps.provider.unavailability('createOrder');
    if (unavailability !== null) return { kind: 'TemporarilyUnavailable', ...unavailability };
    for (const order of open) {
      const ended = await end(order, by);
      if (ended !== 'ended') return ended;
    }
    return openNext(checkout, input, by);
  }

  /** The first of these attempts that DANA reports as paid; null if there is none. */
  async function paidAmong(open: readonly Order[]): Promise<PayCheckoutOutcome | null> {
    for (const order of open) {
      const queried = await deps.queryOrder(order);
      if (isPaidAttempt(queried)) return { kind: 'PayCheckoutSuccess', order: queried };
    }
    return null;
  }

  /**
   * Ends an unpaid attempt at DANA. Queries first: cancelling would return a payment that has just been made, and that
   * payment is the answer. So is one that is recorded between the query and the cancellation.
   */
  async function end(order: Order, by: Actor): Promise<PayCheckoutOutcome | 'ended'> {
    const queried = await deps.queryOrder(order);
    if (isPaidAttempt(queried)) return { kind: 'PayCheckoutSuccess', order: queried };
    if (!isOpenAttempt(queried)) return 'ended';
    if (queried.status === 'CONFIRMING') {
      return (await deps.abandonAttempt(queried, by)) ? 'ended' : retryLater('PREVIOUS_ATTEMPT_OPEN');
    }
    const terms = { orderId: order.id, reason: replacedReason, isOnlyUnpaid: true } as const;
    const outcome = await deps.cancelOrder(terms, by);
    if (outcome.kind === 'CancelOrderSuccess') return 'ended';
    if (outcome.kind === 'OrderNotCancellable') {
      if (isPaidAttempt(outcome.order)) return { kind: 'PayCheckoutSuccess', order: outcome.order };
      if (!isOpenAttempt(outcome.order)) return 'ended';
    }
    // Nobody knows yet whether the payer can still pay that attempt, so no second one may be opened beside it.
    return retryLater(outcome.kind === 'TemporarilyUnavailable' ? outcome.reason : 'PREVIOUS_ATTEMPT_OPEN');
  }

  async function openNext(
    checkout: Checkout,
    input: CreateOrderInput,
    by: Actor,
  ): Promise<PayCheckoutOutcome> {
    // Ending the earlier attempt took time; DANA would decline this one now.
    if (isTooLate(checkout, clock.now())) return { kind: 'CheckoutClosed' };
    const outcome = await deps.createOrder(input, by, checkout.id);
    // The number was taken a moment ago, by an order of the merchant's or by a call whose lease had run out.
    if (outcome.kind === 'PartnerReferenceNoConflict') return retryLater('CHECKOUT_BUSY');
    // A late payment of an ended attempt may have been recorded before this attempt was visible.
    const paid = (await deps.attempts.attemptsOf(checkout)).find(isPaidAttempt);
    if (paid === undefined) return outcomeOf(outcome);
    await deps.cancelOtherAttempts(paid);
    return { kind: 'PayCheckoutSuccess', order: paid };
  }
}

function retryLater(reason: UnavailableReason): TemporarilyUnavailable {
  return { kind: 'TemporarilyUnavailable', reason, retryAfterMs: earlierAttemptRetryMs };
}

function outcomeOf(outcome: CreateOrderOutcome): PayCheckoutOutcome {
  switch (outcome.kind) {
    case 'CreateOrderSuccess':
      return { kind: 'PayCheckoutSuccess', order: outcome.order };
    case 'PartnerReferenceNoConflict':
      return { kind: 'CheckoutClosed' };
    default:
      return outcome;
  }
}
