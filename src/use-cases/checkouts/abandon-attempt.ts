import type { Actor } from '../../domain/actor.ts';
import { abandonedReason } from '../../domain/checkout.ts';
import type { Order } from '../../domain/order.ts';
import { changeByFact, changeContext } from '../changes/order-changes.ts';
import { firstCallMs, notFoundApartMs } from '../changes/schedule.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { OrderChanges } from '../ports/order-changes.ts';
import type { OrderQueue } from '../ports/order-queue.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';

/**
 * Abandons an attempt that DANA has not confirmed, so that the payer may choose another way to pay: DANA must report
 * that it has no such order, a minute or more after it first did so. Nobody may be sending the create meanwhile, so the
 * order is leased. The attempt stays CONFIRMING with a requested cancellation: it is queried until past its expiry,
 * cancelled if DANA has it after all, and its create is never sent again.
 */
export function makeAbandonAttempt(deps: {
  readonly store: OrderChanges & OrderQueue;
  readonly provider: Pick<PaymentProvider, 'queryOrder'>;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
}) {
  const { store, clock } = deps;

  /** Returns whether the attempt is abandoned now. `by`: the payer who chose another way to pay. */
  return async function abandonAttempt(attempt: Order, by: Actor): Promise<boolean> {
    const now = clock.now();
    if (!mayBeAbandoned(attempt, now)) return false;
    const leasedUntil = new Date(now.getTime() + firstCallMs);
    const lease = await store.lease(attempt.id, now, leasedUntil);
    if (lease === null) return false;
    const { order } = lease;
    try {
      if (!mayBeAbandoned(order, now)) return false;
      if ((await deps.provider.queryOrder(order)).kind !== 'notFound') return false;
      const outcome = await store.change(
        order.id,
        (current) =>
          current.version === order.version
            ? changeByFact(changeContext(by, deps), current, {
                type: 'CANCELLATION_REQUESTED',
                reason: abandonedReason,
              })
            : null,
        { whileLeased: leasedUntil },
      );
      if (outcome.kind !== 'changed') return false;
      deps.log.warn('checkout.attempt_abandoned', { orderId: order.id });
      return true;
    } finally {
      await store.release(order.id, leasedUntil);
    }
  };
}
export type AbandonAttempt = ReturnType<typeof makeAbandonAttempt>;

function mayBeAbandoned({ status, cancellation, notFoundAt }: Order, now: Date): boolean {
  if (status !== 'CONFIRMING' || cancellation !== null || notFoundAt === null) return false;
  return now.getTime() - notFoundAt.getTime() >= notFoundApartMs;
}
