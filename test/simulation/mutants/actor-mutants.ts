import { type Actor, gatewayActor } from '../../../src/domain/actor.ts';
import type { OrderChange, OrderChanges } from '../../../src/use-cases/ports/order-changes.ts';
import type { Mutant } from './mutation.ts';
import { withStore } from './store-mutants.ts';

/** A store that records what `alter` makes of each change. */
export function withChanges(alter: (change: OrderChange) => OrderChange): NonNullable<Mutant['deps']> {
  return withStore((store) => {
    const change: OrderChanges['change'] = (orderId, decide, options) =>
      store.change(
        orderId,
        (order, refunds) => {
          const decided = decide(order, refunds);
          return decided === null ? null : alter(decided);
        },
        options,
      );
    return { change };
  });
}

/** Requests of refunds, with this actor on the event and on the refund. */
function refundsBy(actor: Actor): NonNullable<Mutant['deps']> {
  return withChanges((change) => {
    if (change.event.fact.type !== 'REFUND_REQUESTED' || change.refund === undefined) return change;
    const refund = { ...change.refund, refund: { ...change.refund.refund, actor } };
    return { ...change, event: { ...change.event, actor }, refund };
  });
}

/** Bugs in who is on record. */
export const actorMutants: readonly Mutant[] = [
  {
    name: 'a refund is recorded in the name of the gateway',
    breaks: ['I16'],
    deps: refundsBy(gatewayActor),
  },
  {
    name: 'a refund is recorded in the name of another key',
    breaks: ['I16'],
    deps: refundsBy({ kind: 'SERVER_KEY', id: 'another', name: null }),
  },
  {
    name: 'a cancellation that DANA carried out is recorded in the name of its requester',
    breaks: ['I16'],
    deps: withChanges((change) => {
      const requester = change.order.cancellation?.actor;
      return change.event.fact.type === 'CANCELLED' && requester !== undefined
        ? { ...change, event: { ...change.event, actor: requester } }
        : change;
    }),
  },
];
