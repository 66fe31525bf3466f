import { isOpenAttempt, replacedReason } from '../../../src/domain/checkout.ts';
import type { DecideChange } from '../../../src/use-cases/ports/order-changes.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import type { Mutant } from './mutation.ts';

/** Bugs in what the attempts of one checkout owe to each other. */
export const checkoutMutants: readonly Mutant[] = [
  {
    name: 'the guard of a paid try is not on record: it ends with its process',
    breaks: ['I12'],
    foundations(foundations) {
      const { store } = foundations;
      const forgetful =
        (decide: DecideChange): DecideChange =>
        (order, refunds) => {
          const change = decide(order, refunds);
          const areOtherAttemptsDue = change?.event.fact.type === 'PAID' && change.order.checkoutId !== null;
          return areOtherAttemptsDue ? { ...change, dueAt: null } : change;
        };
      return {
        ...foundations,
        store: {
          ...store,
          change: (orderId, decide, options) => store.change(orderId, forgetful(decide), options),
          reapply: (inboxId, orderId, decide) => store.reapply(inboxId, orderId, forgetful(decide)),
        },
      };
    },
  },
  {
    name: 'another try is opened although the payer can still pay the last one',
    breaks: ['I12'],
    foundations(foundations) {
      const { store } = foundations;
      const find: OrderStore['find'] = async (key) => {
        const order = await store.find(key);
        const isTaken = order?.checkoutId != null && 'partnerReferenceNo' in key && isOpenAttempt(order);
        if (!isTaken) return order;
        const cancellation = {
          status: 'SUCCEEDED',
          requestedAt: order.createdAt,
          reason: replacedReason,
        } as const;
        return { ...order, status: 'CANCELLED', cancellation };
      };
      return { ...foundations, store: { ...store, find } };
    },
  },
  {
    name: 'an order takes the number of a checkout',
    breaks: ['I1'],
    foundations(foundations, { store: { tables } }) {
      const { store } = foundations;
      return {
        ...foundations,
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
