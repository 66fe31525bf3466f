import { isAtRest, type Order } from '../../../src/domain/order.ts';
import type { OrderWatch } from '../../../src/use-cases/ports/order-feed.ts';
import type { UseCases } from '../../../src/use-cases/use-cases.ts';
import type { Mutant } from './mutation.ts';

/** A use case that yields something else than the real stream of an order; made anew for each process. */
function withStream(makeDeliver: () => (order: Order) => readonly Order[]): NonNullable<Mutant['useCases']> {
  return (useCases) => {
    const deliver = makeDeliver();
    return {
      ...useCases,
      async *watchOrder(orderId, options) {
        for await (const order of useCases.watchOrder(orderId, options)) yield* deliver(order);
      },
    };
  };
}

function withNotify(
  receive: (receiveFinishNotify: UseCases['receiveFinishNotify']) => UseCases['receiveFinishNotify'],
): NonNullable<Mutant['useCases']> {
  return (useCases) => ({ ...useCases, receiveFinishNotify: receive(useCases.receiveFinishNotify) });
}

/** Watchers are handed something else than what their process has committed. `latest`: by the ids of orders. */
function handingOver(
  choose: (committed: Order, latest: ReadonlyMap<string, Order>) => Order | null,
): NonNullable<Mutant['deps']> {
  return (deps) => {
    const { feed } = deps;
    const latest = new Map<string, Order>();
    return {
      ...deps,
      feed: {
        ...feed,
        announce(id, version, committed) {
          if (committed !== undefined) latest.set(id, committed);
          feed.announce(id, version, committed);
        },
        watch(orderId) {
          const watch = feed.watch(orderId);
          const takeCommitted = () => {
            const committed = watch.takeCommitted();
            return committed === null ? null : choose(committed, latest);
          };
          return {
            takeCommitted,
            next: (signal) => watch.next(signal),
            wake: () => watch.wake(),
            close: () => watch.close(),
          };
        },
      },
    };
  };
}

/** Bugs in what is pushed, acknowledged and allowed. */
export const useCaseMutants: readonly Mutant[] = [
  {
    name: 'watchers share a mailbox',
    breaks: ['I6'],
    useCases: withStream(() => {
      let latest: Order | null = null;
      return (order) => {
        const earlier = latest;
        latest = order;
        return earlier === null ? [order] : [earlier, order];
      };
    }),
  },
  {
    name: 'a version is delivered twice',
    breaks: ['I6'],
    useCases: withStream(() => (order) => [order, order]),
  },
  {
    name: 'the state at rest is not delivered',
    breaks: ['I6'],
    useCases: withStream(() => (order) => (isAtRest(order) ? [] : [order])),
  },
  {
    name: 'nobody is woken',
    breaks: ['I6'],
    deps: (deps) => ({
      ...deps,
      feed: {
        ...deps.feed,
        watch: (): OrderWatch => ({
          next: untilAborted,
          takeCommitted: () => null,
          wake: () => {},
          close: () => {},
        }),
      },
    }),
  },
  {
    name: 'a watcher is handed what was committed of another order',
    breaks: ['I6'],
    deps: handingOver(({ id }, latest) => [...latest.values()].find((other) => other.id !== id) ?? null),
  },
  {
    name: 'a watcher is handed a state that nobody committed',
    breaks: ['I6', 'I11'],
    deps: handingOver((order) => ({ ...order, status: 'PAID' })),
  },
  {
    name: 'a notification is acknowledged although it could not be recorded',
    breaks: ['I5'],
    useCases: withNotify((receiveFinishNotify) => async (verified) => {
      try {
        return await receiveFinishNotify(verified);
      } catch {
        return { kind: 'orphaned' };
      }
    }),
  },
  {
    name: 'the amount of a notification is not compared',
    breaks: ['I7', 'I9'],
    deps: (deps, database) => ({
      ...deps,
      translateFinishNotify(body) {
        const translated = deps.translateFinishNotify(body);
        if (translated.kind === 'unreadable') return translated;
        const { notify } = translated;
        const stored = [...database.store.tables.orders.values()].find(
          ({ order }) => order.partnerReferenceNo === notify.partnerReferenceNo,
        );
        const amount = stored?.order.amount ?? notify.report.amount;
        return { kind: 'understood', notify: { ...notify, report: { ...notify.report, amount } } };
      },
    }),
  },
  {
    name: 'an order is cancelled although a refund is pending',
    breaks: ['I3'],
    useCases: (useCases, { store, provider }) => ({
      ...useCases,
      async cancelOrder(input, by) {
        const order = await store.find({ id: input.orderId });
        if (order !== null && order.refundPending > 0n) await provider.cancelOrder(order);
        return useCases.cancelOrder(input, by);
      },
    }),
  },
  {
    name: 'success is answered to a cancellation that is pending',
    breaks: ['I11'],
    useCases: (useCases) => ({
      ...useCases,
      async cancelOrder(input, by) {
        const outcome = await useCases.cancelOrder(input, by);
        return outcome.kind === 'CancelOrderPending' ? { ...outcome, kind: 'CancelOrderSuccess' } : outcome;
      },
    }),
  },
];

/** Ends only if the caller gives up. */
function untilAborted(signal?: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(false), { once: true }));
}
