import { gatewayActor } from '../../../src/domain/actor.ts';
import { isAbandonedAttempt, isOpenAttempt, replacedReason } from '../../../src/domain/checkout.ts';
import type { Order } from '../../../src/domain/order.ts';
import type { DecideChange } from '../../../src/use-cases/ports/order-changes.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import type { Mutant } from './mutation.ts';

/** Bugs in how the attempts of one checkout exclude each other. */
export const checkoutMutants: readonly Mutant[] = [
  {
    name: 'the cancellation of other attempts is not recorded: it ends with its process',
    breaks: ['I12'],
    deps(deps) {
      const { store } = deps;
      const forgetful =
        (decide: DecideChange): DecideChange =>
        (order, refunds) => {
          const change = decide(order, refunds);
          const areOtherAttemptsDue = change?.event.fact.type === 'PAID' && change.order.checkoutId !== null;
          return areOtherAttemptsDue ? { ...change, dueAt: null } : change;
        };
      return {
        ...deps,
        store: {
          ...store,
          change: (orderId, decide, options) => store.change(orderId, forgetful(decide), options),
          reapply: (inboxIds, orderId, decide) => store.reapply(inboxIds, orderId, forgetful(decide)),
        },
      };
    },
  },
  {
    name: 'another attempt is opened although the payer can still pay the last one',
    breaks: ['I12'],
    deps(deps) {
      const { store } = deps;
      const replaced = (order: Order): Order => {
        if (order.checkoutId === null || !isOpenAttempt(order)) return order;
        const cancellation = {
          status: 'SUCCEEDED',
          requestedAt: order.createdAt,
          actor: gatewayActor,
          reason: replacedReason,
        } as const;
        return { ...order, status: 'CANCELLED', cancellation };
      };
      const findByNumbers: OrderStore['findByNumbers'] = async (numbers) =>
        (await store.findByNumbers(numbers)).map(replaced);
      return { ...deps, store: { ...store, findByNumbers } };
    },
  },
  {
    name: 'an attempt is abandoned at the first answer that DANA does not have it',
    breaks: ['I12'],
    deps(deps) {
      const { store } = deps;
      const longAgo = (order: Order): Order =>
        order.notFoundAt === null
          ? order
          : { ...order, notFoundAt: new Date(order.notFoundAt.getTime() - 120_000) };
      return {
        ...deps,
        store: {
          ...store,
          async lease(...input) {
            const lease = await store.lease(...input);
            return lease && { ...lease, order: longAgo(lease.order) };
          },
          async change(orderId, decide, options) {
            const outcome = await store.change(orderId, decide, options);
            return 'order' in outcome ? { ...outcome, order: longAgo(outcome.order) } : outcome;
          },
        },
      };
    },
  },
  {
    name: 'the create of an abandoned attempt is sent again',
    breaks: ['I12'],
    deps(deps) {
      const { store } = deps;
      return {
        ...deps,
        store: {
          ...store,
          async claimDue(...input) {
            const claim = await store.claimDue(...input);
            const leases = claim.leases.map((lease) =>
              isAbandonedAttempt(lease.order)
                ? { ...lease, order: { ...lease.order, cancellation: null } }
                : lease,
            );
            return { ...claim, leases };
          },
        },
      };
    },
  },
  {
    name: 'an order takes the number of a checkout',
    breaks: ['I1'],
    deps(deps, { store: { tables } }) {
      const { store } = deps;
      return {
        ...deps,
        store: {
          ...store,
          insert(input) {
            tables.references.delete(input.order.partnerReferenceNo);
            return store.insert(input);
          },
        },
      };
    },
  },
];
