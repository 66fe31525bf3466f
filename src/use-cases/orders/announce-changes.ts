import type { CheckoutStore } from '../ports/checkout-store.ts';
import type { ChangeOutcome, ReturnConflict } from '../ports/order-changes.ts';
import type { WakeUps } from '../ports/order-feed.ts';
import type { OrderStore } from '../ports/order-store.ts';
import { StoreUnavailable } from '../ports/store-unavailable.ts';

/**
 * The stores, which announce every change once it is committed: of an order, and the end of a lease of a checkout. An
 * order's first event is not announced: DANA's answer follows it soon. If the process dies between the commit and the
 * announcement, whoever follows the recorded changes finds this one.
 */
export function announceChanges<Ports extends { store: OrderStore; checkouts: CheckoutStore }>(
  { store, checkouts }: Ports,
  { announce }: WakeUps,
): { store: OrderStore; checkouts: CheckoutStore } {
  async function announced<Outcome extends ChangeOutcome | ReturnConflict>(
    orderId: string,
    changing: Promise<Outcome>,
  ): Promise<Outcome> {
    const outcome = await unlessUncertain(orderId, changing);
    if (outcome.kind === 'changed') announce(orderId, outcome.order.version, outcome.order);
    return outcome;
  }

  /** Whatever may have been committed is announced: a wake-up too many is one more read. */
  async function unlessUncertain<Value>(id: string, writing: Promise<Value>): Promise<Value> {
    try {
      return await writing;
    } catch (error) {
      if (error instanceof StoreUnavailable && !error.isCertain) announce(id);
      throw error;
    }
  }

  return {
    store: {
      ...store,
      change: (orderId, ...rest) => announced(orderId, store.change(orderId, ...rest)),
      reapply: (inboxId, orderId, decide) => announced(orderId, store.reapply(inboxId, orderId, decide)),
    },
    checkouts: {
      ...checkouts,
      async release(id, leaseId) {
        await unlessUncertain(id, checkouts.release(id, leaseId));
        announce(id);
      },
    },
  };
}
