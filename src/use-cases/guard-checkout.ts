import { isOpenTry, isPaidTry } from '../domain/checkout.ts';
import type { Order } from '../domain/order.ts';
import type { CheckoutTries } from './checkout-tries.ts';
import type { CancelOrderOutcome } from './outcomes.ts';
import { replacedReason } from './pay-checkout.ts';
import type { ChangeOutcome, Clock, Log, OrderStore, RefundInsertConflict } from './ports.ts';

/**
 * Looks after the other tries of a checkout when one of them was paid. Money on a try that had ended, or a second
 * payment, is an incident that names both orders; a try that is still open is cancelled, so that nobody pays twice.
 */
export function makeGuardCheckout(deps: {
  readonly store: OrderStore;
  readonly tries: CheckoutTries;
  readonly clock: Clock;
  readonly log: Log;
  readonly cancelOrder: (input: { orderId: string; reason: string | null }) => Promise<CancelOrderOutcome>;
}) {
  return async function guardCheckout(paid: Order): Promise<void> {
    const checkout = await deps.tries.checkoutOf(paid);
    if (checkout === null) return;
    const others = (await deps.tries.triesOf(checkout)).filter(({ id }) => id !== paid.id);
    const wasCancelled = paid.cancellation !== null;
    for (const other of others) {
      if (isPaidTry(other) || (wasCancelled && other.createdAt > paid.createdAt)) await tell(paid, other);
      if (!isOpenTry(other)) continue;
      const outcome = await deps.cancelOrder({ orderId: other.id, reason: replacedReason });
      deps.log.warn('checkout.other_try_cancelled', { orderId: other.id, outcome: outcome.kind });
    }
  };

  async function tell(paid: Order, other: Order): Promise<void> {
    const [first, second] = [paid, other].sort((a, b) => (a.id < b.id ? -1 : 1));
    const numbers = `${paid.partnerReferenceNo} (${paid.id}) and ${other.partnerReferenceNo} (${other.id})`;
    await deps.store.recordIncident(
      {
        kind: 'CONTRADICTED',
        dedupeKey: `CHECKOUT_TRIES:${first?.id}:${second?.id}`,
        orderId: paid.id,
        partnerReferenceNo: paid.partnerReferenceNo,
        detail: `Money on an ended try of a checkout: ${numbers} are tries of one checkout, and ${paid.partnerReferenceNo} was paid`,
      },
      deps.clock.now(),
    );
  }
}

/**
 * The store, with `onPaid` called after every change that brought a payment. Whoever records money, a notification,
 * a query or a create answer, the tries of its checkout are looked after; a fault there never undoes the record.
 */
export function tellOfPayments(
  store: OrderStore,
  onPaid: (order: Order) => Promise<void>,
  log: Log,
): OrderStore {
  /** Nobody waits: DANA's notification is answered within 2 s, and what follows may ask DANA twice. */
  function told<Outcome extends ChangeOutcome | RefundInsertConflict>(outcome: Outcome): Outcome {
    if (outcome.kind === 'changed' && outcome.event.fact.type === 'PAID') {
      onPaid(outcome.order).catch((error: unknown) =>
        log.error('checkout.guard_failed', { orderId: outcome.order.id, error }),
      );
    }
    return outcome;
  }
  return {
    ...store,
    change: async (...input) => told(await store.change(...input)),
    reapply: async (...input) => told(await store.reapply(...input)),
  };
}
