import type { Order } from '../../domain/order.ts';
import type { Clock } from '../../use-cases/ports/clock.ts';
import type { UseCases } from '../../use-cases/use-cases.ts';
import { type OutcomeClass, outcomeClassOf, type UseCaseName } from '../labels.ts';
import type { Meters } from '../meters.ts';

/** Called for each push to a client that waited, with its lag in ms. */
export type OnPush = (order: Order, lagMs: number) => void;

type Orders = ReturnType<UseCases['watchOrder']>;

/** The use cases, with the duration and outcome of what callers wait for, and the lag of pushes. */
export function measureUseCases(
  useCases: UseCases,
  meters: Meters,
  clock: Clock,
  onPush: OnPush = () => undefined,
): UseCases {
  async function timed<Outcome extends Parameters<typeof outcomeClassOf>[0]>(
    operation: UseCaseName,
    answered: Promise<Outcome>,
  ): Promise<Outcome> {
    const startedMs = performance.now();
    let outcome: OutcomeClass = 'failed';
    try {
      const answer = await answered;
      outcome = outcomeClassOf(answer);
      return answer;
    } finally {
      const seconds = (performance.now() - startedMs) / 1000;
      meters.record('gapura_operation_duration_seconds', seconds, { operation, outcome });
    }
  }

  return {
    ...useCases,
    listPaymentOptions: (input) => timed('listPaymentOptions', useCases.listPaymentOptions(input)),
    createOrder: (input, by) => timed('createOrder', useCases.createOrder(input, by)),
    cancelOrder: (input, by) => timed('cancelOrder', useCases.cancelOrder(input, by)),
    refundOrder: (input, by) => timed('refundOrder', useCases.refundOrder(input, by)),
    createCheckout: (input, by) => timed('createCheckout', useCases.createCheckout(input, by)),
    payCheckout: (id, choice, by) => timed('payCheckout', useCases.payCheckout(id, choice, by)),

    decideApproval: (input, by) => timed('decideApproval', useCases.decideApproval(input, by)),

    async receiveFinishNotify(verified) {
      try {
        const outcome = await useCases.receiveFinishNotify(verified);
        meters.add('gapura_notifications', { end: outcome.kind });
        return outcome;
      } catch (error) {
        meters.add('gapura_notifications', { end: 'failed' });
        throw error;
      }
    },

    watchOrder: (orderId, options) =>
      measurePushes(useCases.watchOrder(orderId, options), { meters, clock, onPush }),
  };
}

/** A watch, with the lag of its pushes. No generator of its own: thousands wait at the same time. */
function measurePushes(
  orders: Orders,
  { meters, clock, onPush }: { meters: Meters; clock: Clock; onPush: OnPush },
): Orders {
  let isFirst = true;
  const measured: Orders = {
    async next() {
      const askedMs = clock.now().getTime();
      const pushed = await orders.next();
      // The first order is the present one, for which nobody was waiting. A client that reads slowly is late by itself.
      if (!isFirst && !pushed.done) {
        const sinceMs = Math.max(pushed.value.updatedAt.getTime(), askedMs);
        const lagMs = clock.now().getTime() - sinceMs;
        meters.record('gapura_push_lag_seconds', lagMs / 1000, {});
        onPush(pushed.value, lagMs);
      }
      isFirst = false;
      return pushed;
    },
    return: () => orders.return(undefined),
    throw: (error) => orders.throw(error),
    [Symbol.asyncIterator]: () => measured,
    [Symbol.asyncDispose]: () => orders[Symbol.asyncDispose](),
  };
  return measured;
}
