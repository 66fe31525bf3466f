import type { Checkout } from '../../domain/checkout.ts';
import type { Chance } from '../ports/chance.ts';
import type { CheckoutLease, CheckoutStore } from '../ports/checkout-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderFeed, OrderWatch } from '../ports/order-feed.ts';
import { danaTimeoutMs } from '../ports/payment-provider.ts';

/** One call leases its checkout for a query, a cancellation and a create at DANA, and our own work in between. */
const turnLeaseMs = 3 * danaTimeoutMs + 6_000;
/** How long a call waits while another one has the same checkout, within the deadline of an operation. */
const turnWaitMs = 10_000;
/** A waiting call tries this often, in case the wake-up is lost: no event records the end of a lease. */
const turnRetryMs = 2_000;

export interface CheckoutTurnsDeps {
  readonly checkouts: CheckoutStore;
  readonly feed: OrderFeed;
  readonly clock: Clock;
  readonly chance: Chance;
}

/** Lets the calls that open, cancel or end attempts of one checkout take turns, by a lease on the checkout. */
export function makeCheckoutTurns(deps: CheckoutTurnsDeps) {
  const { checkouts, clock } = deps;

  /** Does the work in turn; `busy` if other calls held the lease all the time, null if there is no such checkout. */
  async function inTurn<Outcome>(
    checkoutId: string,
    work: (checkout: Checkout) => Promise<Outcome>,
  ): Promise<Outcome | 'busy' | null> {
    const leaseId = deps.chance.uuid();
    const checkout = await takeTurn(checkoutId, leaseId);
    if (checkout === 'busy' || checkout === null) return checkout;
    try {
      return await work(checkout);
    } finally {
      await checkouts.release(checkoutId, leaseId);
    }
  }

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
          leasedUntil: new Date(now.getTime() + turnLeaseMs),
        };
        const leased = await checkouts.lease(id, lease);
        if (leased !== null) return leased;
        if ((await checkouts.find({ id })) === null) return null;
      } while (await isWoken(watch, deadline.signal));
      return 'busy';
    } finally {
      cancel();
      watch.close();
    }
  }

  /** True at a wake-up and after `turnRetryMs`; false after the deadline. */
  async function isWoken(watch: OrderWatch, deadline: AbortSignal): Promise<boolean> {
    const cancel = clock.at(new Date(clock.now().getTime() + turnRetryMs), () => watch.wake());
    try {
      return await watch.next(deadline);
    } finally {
      cancel();
    }
  }

  return { inTurn };
}
export type CheckoutTurns = ReturnType<typeof makeCheckoutTurns>;
