import { gatewayActor } from '../../domain/actor.ts';
import { isOpenAttempt, isPaidAttempt, replacedReason } from '../../domain/checkout.ts';
import type { Order } from '../../domain/order.ts';
import { changeByFact, changeContext } from '../changes/order-changes.ts';
import type { Chance } from '../ports/chance.ts';
import type { CheckoutStore } from '../ports/checkout-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Incidents } from '../ports/incidents.ts';
import type { Log } from '../ports/log.ts';
import {
  type ChangeOutcome,
  type OrderChanges,
  type ReturnConflict,
  versionsOf,
} from '../ports/order-changes.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { CheckoutAttempts } from './checkout-attempts.ts';

/**
 * Cancels the open attempts of a checkout when one attempt was paid, so that nobody pays twice; part of every recovery.
 * The statement that records the payment also makes the paid attempt due, and an attempt that is being opened at that
 * moment becomes due by itself, so another process takes over after a crash. A payment of an ended attempt, or a second
 * payment, is an incident that names both orders. Idempotent.
 */
export function makeCancelOtherAttempts(deps: {
  readonly store: OrderChanges & Incidents;
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
        // A later attempt was opened only after this one had ended.
        if (index > place) await recordDoubleAttempt(paid, other);
        if (isOpenAttempt(other)) await cancel(other);
      }
    }
  };

  async function cancel(other: Order): Promise<void> {
    const outcome = await deps.store.change(other.id, (current) => {
      if (!isOpenAttempt(current) || current.cancellation?.status === 'PENDING') return null;
      const context = changeContext(gatewayActor, deps);
      const change = changeByFact(context, current, {
        type: 'CANCELLATION_REQUESTED',
        reason: replacedReason,
      });
      // No process has sent it to DANA yet: the next claim does.
      return change === null ? null : { ...change, dueAt: context.now };
    });
    deps.log.warn('checkout.other_attempt_cancelled', { orderId: other.id, outcome: outcome.kind });
  }

  async function recordDoubleAttempt(paid: Order, other: Order): Promise<void> {
    const [first, second] = [paid, other].sort((a, b) => (a.id < b.id ? -1 : 1));
    await deps.store.recordIncident(
      {
        kind: 'CONTRADICTED',
        dedupeKey: `CHECKOUT_ATTEMPTS:${first?.id}:${second?.id}`,
        orderId: paid.id,
        partnerReferenceNo: paid.partnerReferenceNo,
        detail: { code: 'OTHER_ATTEMPT_PAID', paid: numbered(paid), other: numbered(other) },
      },
      deps.clock.now(),
    );
  }
}
function numbered({ id, partnerReferenceNo }: Order) {
  return { id, partnerReferenceNo };
}

export type CancelOtherAttempts = ReturnType<typeof makeCancelOtherAttempts>;

/**
 * The store, which wakes the recovery of this process after every payment of an attempt, so that the other attempts are
 * cancelled without waiting for the next claim.
 */
export function wakeForPaidAttempts(store: OrderStore, wakeRecovery: () => void): OrderStore {
  function wakeIfPaid<Outcome extends ChangeOutcome | ReturnConflict>(outcome: Outcome): Outcome {
    const isPaid =
      outcome.kind === 'changed' && versionsOf(outcome).some(({ event }) => event.fact.type === 'PAID');
    if (isPaid && outcome.order.checkoutId !== null) wakeRecovery();
    return outcome;
  }
  return {
    ...store,
    change: async (...input) => wakeIfPaid(await store.change(...input)),
    reapply: async (...input) => wakeIfPaid(await store.reapply(...input)),
  };
}
