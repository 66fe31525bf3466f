import type { Order, OrderStatus } from '../../domain/order.ts';
import { paymentOptionKind } from '../../domain/payment-option.ts';
import type { Clock } from '../../use-cases/ports/clock.ts';
import type { ChangeOutcome, DecideChange, ReturnConflict } from '../../use-cases/ports/order-changes.ts';
import type { OrderStore } from '../../use-cases/ports/order-store.ts';
import type { Meters } from '../meters.ts';
import type { orderKinds } from '../process-metrics.ts';

/** The store, with what its committed changes say about money: statuses reached, certainty, notifications, recoveries. */
export function measureStore(store: OrderStore, meters: Meters, clock: Clock): OrderStore {
  const secondsSince = (instant: Date) => (clock.now().getTime() - instant.getTime()) / 1000;

  /** Runs a change and returns its outcome; once it is committed, records the status that it was decided upon. */
  async function measured<Outcome extends ChangeOutcome | ReturnConflict>(
    decide: DecideChange,
    run: (decide: DecideChange) => Promise<Outcome>,
    isNewNotification: boolean,
  ): Promise<Outcome> {
    let before: OrderStatus | null = null;
    const outcome = await run((order, refunds) => {
      before = order.status;
      return decide(order, refunds);
    });
    if (outcome.kind !== 'changed') return outcome;
    const { order, event } = outcome;
    if (order.status !== before && order.status !== 'CONFIRMING') {
      meters.add('gapura_orders_changed', { status: order.status, kind: kindOf(order) });
      if (before === 'CONFIRMING') {
        meters.record('gapura_order_certainty_seconds', secondsSince(order.createdAt), {});
      }
    }
    if (event.source === 'QUERY') meters.add('gapura_recoveries', { fact: event.fact.type });
    if (isNewNotification && event.fact.type === 'PAID') {
      meters.record('gapura_notification_lag_seconds', secondsSince(event.fact.paidAt), {});
    }
    return outcome;
  }

  return {
    ...store,
    async insert(input) {
      const inserted = await store.insert(input);
      if (inserted.kind === 'inserted') meters.add('gapura_orders_created', { kind: kindOf(inserted.order) });
      return inserted;
    },
    change: (orderId, decide, options) =>
      measured(decide, (noting) => store.change(orderId, noting, options), options?.inbox !== undefined),
    reapply: (inboxId, orderId, decide) =>
      measured(decide, (noting) => store.reapply(inboxId, orderId, noting), false),
  };
}

function kindOf({ payMethod, payOption }: Order): (typeof orderKinds)[number] {
  return payMethod === null ? 'HOSTED_PAGE' : paymentOptionKind(payMethod, payOption);
}
