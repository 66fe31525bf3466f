import { isOpenAttempt, isPaidAttempt, replacedReason } from '../../domain/checkout.ts';
import type { Order } from '../../domain/order.ts';
import { changeByFact, changeContext } from '../changes/order-changes.ts';
import type { Chance } from '../ports/chance.ts';
import type { CheckoutStore } from '../ports/checkout-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { ChangeOutcome, RefundInsertConflict } from '../ports/order-changes.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { CheckoutAttempts } from './checkout-attempts.ts';

/**
 * Looks after the attempts of a checkout when one of them was paid: part of what settles each of them. The paid one is due
 * from the very statement that recorded the money, and one that was being opened in that moment comes due by itself, so
 * that whichever process dies another one sees to it. Money on a try that had ended, or a second payment, is an incident
 * that names both orders; of a try that is still open the cancel is put on record, and due, so that nobody pays twice.
 * Doing it again changes nothing.
 */
export function makeCancelOtherAttempts(deps: {
  readonly store: OrderStore;
  readonly checkouts: CheckoutStore;
  readonly attempts: CheckoutAttempts;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
}) {
  return async function cancelOtherAttempts(order: Order): Promise<void> {
    if (order.checkoutId === null || !(isPaidAttempt(order) || isOpenAttempt(order))) return;
    const checkout = await deps.checkouts.find({ id: order.checkoutId });
    if (checkout === null) return;
    const attempts = await deps.attempts.attemptsOf(checkout);
    for (const [place, paid] of attempts.entries()) {
      if (!isPaidAttempt(paid)) continue;
      for (const [index, other] of attempts.entries()) {
        // A later try was opened when this one had ended.
        if (index > place) await tell(paid, other);
        if (isOpenAttempt(other)) await cancel(other);
      }
    }
  };

  async function cancel(other: Order): Promise<void> {
    const outcome = await deps.store.change(other.id, (current) => {
      if (!isOpenAttempt(current) || current.cancellation?.status === 'PENDING') return null;
      const news = changeContext('API', deps);
      const change = changeByFact(news, current, { type: 'CANCELLATION_REQUESTED', reason: replacedReason });
      // Nobody has begun with it: whoever looks next tells DANA.
      return change === null ? null : { ...change, dueAt: news.now };
    });
    deps.log.warn('checkout.other_attempt_cancelled', { orderId: other.id, outcome: outcome.kind });
  }

  async function tell(paid: Order, other: Order): Promise<void> {
    const [first, second] = [paid, other].sort((a, b) => (a.id < b.id ? -1 : 1));
    const numbers = `${paid.partnerReferenceNo} (${paid.id}) and ${other.partnerReferenceNo} (${other.id})`;
    await deps.store.recordIncident(
      {
        kind: 'CONTRADICTED',
        dedupeKey: `CHECKOUT_ATTEMPTS:${first?.id}:${second?.id}`,
        orderId: paid.id,
        partnerReferenceNo: paid.partnerReferenceNo,
        detail: `Money on an ended try of a checkout: ${numbers} are attempts of one checkout, and ${paid.partnerReferenceNo} was paid`,
      },
      deps.clock.now(),
    );
  }
}
export type CancelOtherAttempts = ReturnType<typeof makeCancelOtherAttempts>;

/**
 * The store, with the recovery of this process woken after every change that brought money to a try: the guard is on
 * record as owed, and need not wait for the next look.
 */
export function wakeForPaidAttempts(store: OrderStore, wakeRecovery: () => void): OrderStore {
  function told<Outcome extends ChangeOutcome | RefundInsertConflict>(outcome: Outcome): Outcome {
    const isPaid = outcome.kind === 'changed' && outcome.event.fact.type === 'PAID';
    if (isPaid && outcome.order.checkoutId !== null) wakeRecovery();
    return outcome;
  }
  return {
    ...store,
    change: async (...input) => told(await store.change(...input)),
    reapply: async (...input) => told(await store.reapply(...input)),
  };
}
