import { type Checkout, isOpenAttempt, isPaidAttempt, replacedReason } from '../../domain/checkout.ts';
import type { Order } from '../../domain/order.ts';
import type { CreateOrderInput } from '../input/check-create-order.ts';
import { type CreateOrderRules, checkCreateOrder } from '../input/check-create-order.ts';
import type {
  CancelOrderOutcome,
  CreateOrderOutcome,
  PayCheckoutOutcome,
  TemporarilyUnavailable,
  UnavailableReason,
} from '../outcomes.ts';
import type { Chance } from '../ports/chance.ts';
import type { CheckoutLease, CheckoutStore } from '../ports/checkout-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderFeed } from '../ports/order-feed.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import type { CancelOtherAttempts } from './cancel-other-attempts.ts';
import {
  type AttemptNumber,
  type CheckoutAttempts,
  inputOfAttempt,
  isSameChoice,
  type PayerChoice,
} from './checkout-attempts.ts';

/** One call holds its checkout this long: a query, a cancel and a create at DANA, 8 s each, and what is between. */
const payLeaseMs = 30_000;
/** How long a twin of a call that is at it waits for its turn, within the deadline of an operation. */
const turnWaitMs = 10_000;
/** A payer whose earlier try is not settled yet may ask again after this. */
const settleRetryMs = 3_000;
/** DANA wants a minute between the making of an order and its end; a later payer comes too late. */
const lastAttemptBeforeExpiryMs = 60_000;

export interface PayCheckoutDeps {
  readonly checkouts: CheckoutStore;
  readonly attempts: CheckoutAttempts;
  readonly feed: OrderFeed;
  readonly provider: Pick<PaymentProvider, 'unavailability'>;
  readonly rules: CreateOrderRules;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly createOrder: (input: CreateOrderInput, checkoutId: string) => Promise<CreateOrderOutcome>;
  readonly cancelOrder: (input: { orderId: string; reason: string | null }) => Promise<CancelOrderOutcome>;
  readonly cancelOtherAttempts: CancelOtherAttempts;
  /** Asks DANA and records; the order as it is then. */
  readonly queryOrder: (order: Order) => Promise<Order>;
}

/**
 * Opens a try of a checkout with the payer's choice. At most one try can be paid at any time: calls take turns by a
 * lease on the checkout, a new try is opened only when DANA has ended every earlier one, and its number is the next
 * one: of two calls that take each other's turn for their own, one finds it taken. Where an earlier try turns out paid,
 * it is the answer.
 */
export function makePayCheckout(deps: PayCheckoutDeps) {
  const { checkouts, clock } = deps;

  return async function payCheckout(checkoutId: string, choice: PayerChoice): Promise<PayCheckoutOutcome> {
    const leaseId = deps.chance.uuid();
    const checkout = await takeTurn(checkoutId, leaseId);
    if (checkout === 'busy') return retryLater('CHECKOUT_BUSY');
    if (checkout === null) return { kind: 'CheckoutClosed' };
    try {
      return await pay(checkout, choice);
    } finally {
      await checkouts.release(checkoutId, leaseId);
    }
  };

  /** The checkout, leased; `busy` where others were at it all the time; null where there is none. */
  async function takeTurn(id: string, leaseId: string): Promise<Checkout | 'busy' | null> {
    const watch = deps.feed.watch(id);
    const deadline = new AbortController();
    const cancel = clock.at(new Date(clock.now().getTime() + turnWaitMs), () => deadline.abort());
    try {
      do {
        const now = clock.now();
        const lease: CheckoutLease = {
          leaseId,
          now,
          leasedUntil: new Date(now.getTime() + payLeaseMs),
        };
        const leased = await checkouts.lease(id, lease);
        if (leased !== null) return leased;
        if ((await checkouts.find({ id })) === null) return null;
      } while (await watch.next(deadline.signal));
      return 'busy';
    } finally {
      cancel();
      watch.close();
    }
  }

  async function pay(checkout: Checkout, choice: PayerChoice): Promise<PayCheckoutOutcome> {
    const numbers = await deps.attempts.numbersOf(checkout);
    const attempts = numbers.flatMap(({ order }) => order ?? []);
    const paid = attempts.find(isPaidAttempt);
    if (paid !== undefined) return { kind: 'PayCheckoutSuccess', order: paid };
    if (attempts.some(isCancelledByMerchant)) return { kind: 'CheckoutClosed' };
    const open = attempts.filter(isOpenAttempt);
    const again =
      open.length === 1 ? numbers.find(({ order }) => order !== null && order === open[0]) : undefined;
    if (again?.order && isSameChoice(checkout, again.number, again.order, choice)) {
      return outcomeOf(await deps.createOrder(inputOfAttempt(checkout, again.number, choice), checkout.id));
    }
    // Judged before anything is ended: a choice that cannot be had must not cost the payer the try that is open.
    const next = nextNumber(numbers);
    if (next === undefined || isTooLate(checkout))
      return (await paidAmong(open)) ?? { kind: 'CheckoutClosed' };
    const input = inputOfAttempt(checkout, next, choice);
    const checked = checkCreateOrder(input, deps.rules, clock.now());
    if (checked.kind === 'InvalidInput') return checked;
    const unavailability = deps.provider.unavailability();
    if (unavailability !== null) return { kind: 'TemporarilyUnavailable', ...unavailability };
    for (const order of open) {
      const ended = await end(order);
      if (ended !== 'ended') return ended;
    }
    return openNext(checkout, input);
  }

  /** The first of these attempts that DANA says is paid; null where none is. */
  async function paidAmong(open: readonly Order[]): Promise<PayCheckoutOutcome | null> {
    for (const order of open) {
      const asked = await deps.queryOrder(order);
      if (isPaidAttempt(asked)) return { kind: 'PayCheckoutSuccess', order: asked };
    }
    return null;
  }

  /**
   * Ends an unpaid try at DANA. It is asked about first: cancelling would give a payment back that has just been
   * made, and that payment is the answer.
   */
  async function end(order: Order): Promise<PayCheckoutOutcome | 'ended'> {
    const asked = await deps.queryOrder(order);
    if (isPaidAttempt(asked)) return { kind: 'PayCheckoutSuccess', order: asked };
    if (!isOpenAttempt(asked)) return 'ended';
    const outcome = await deps.cancelOrder({ orderId: order.id, reason: replacedReason });
    if (outcome.kind === 'CancelOrderSuccess') return 'ended';
    if (outcome.kind === 'OrderNotCancellable') {
      if (isPaidAttempt(outcome.order)) return { kind: 'PayCheckoutSuccess', order: outcome.order };
      if (!isOpenAttempt(outcome.order)) return 'ended';
    }
    // Nobody knows yet whether the payer can still pay that attempt, so no second one may be opened beside it.
    return retryLater(outcome.kind === 'TemporarilyUnavailable' ? outcome.reason : 'PREVIOUS_ATTEMPT_OPEN');
  }

  async function openNext(checkout: Checkout, input: CreateOrderInput): Promise<PayCheckoutOutcome> {
    // Ending the earlier try took its time; DANA would refuse this one.
    if (isTooLate(checkout)) return { kind: 'CheckoutClosed' };
    const outcome = await deps.createOrder(input, checkout.id);
    // The number was taken in this instant: by an order of the merchant's, or by a call whose lease had run out.
    if (outcome.kind === 'PartnerReferenceNoConflict') return retryLater('CHECKOUT_BUSY');
    // Late money on an ended try was perhaps recorded while nobody could know of this one.
    const paid = (await deps.attempts.attemptsOf(checkout)).find(isPaidAttempt);
    if (paid === undefined) return outcomeOf(outcome);
    await deps.cancelOtherAttempts(paid);
    return { kind: 'PayCheckoutSuccess', order: paid };
  }

  function isTooLate(checkout: Checkout): boolean {
    return clock.now().getTime() > checkout.expiresAt.getTime() - lastAttemptBeforeExpiryMs;
  }
}

/** The number behind the last one in use, so that attempts are in order of their numbers; undefined behind the fifth. */
function nextNumber(numbers: readonly AttemptNumber[]): number | undefined {
  const last = numbers.findLast(({ order, isForeign }) => order !== null || isForeign)?.number ?? 0;
  return numbers.find(({ number }) => number > last)?.number;
}

function retryLater(reason: UnavailableReason): TemporarilyUnavailable {
  return { kind: 'TemporarilyUnavailable', reason, retryAfterMs: settleRetryMs };
}

/** The merchant took the sale back: no further try is opened. */
function isCancelledByMerchant(order: Order): boolean {
  return order.status === 'CANCELLED' && order.cancellation?.reason !== replacedReason;
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
