import { newEventId } from '../../../src/domain/merchant-event.ts';
import { zeroRupiah } from '../../../src/domain/money.ts';
import { actorOfOrigin, type OrderFact, sourceOfOrigin } from '../../../src/domain/order-event.ts';
import { changeByFact, changeContext } from '../../../src/use-cases/changes/order-changes.ts';
import type { UseCaseDeps } from '../../../src/use-cases/make-use-cases.ts';
import {
  type ChangeOutcome,
  type DecideChange,
  isReturnConflict,
} from '../../../src/use-cases/ports/order-changes.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import type { Mutant } from './mutation.ts';

/** How late the write of "answers before the commit" happens. */
const lateWriteMs = 100;

/** The same deps with another store. */
export function withStore(
  alter: (store: OrderStore, deps: UseCaseDeps) => Partial<OrderStore>,
): NonNullable<Mutant['deps']> {
  return (deps) => {
    const { store } = deps;
    return { ...deps, store: { ...store, ...alter(store, deps) } };
  };
}

/** Bugs in what is recorded, and when. */
export const storeMutants: readonly Mutant[] = [
  {
    name: 'answers before the commit',
    breaks: ['I5', 'I11'],
    deps: withStore((store, { clock }) => ({
      async change(orderId, decide, options) {
        const order = await store.find({ id: orderId });
        const decided = order === null ? null : decide(order, await store.refundsOf(orderId));
        if (decided === null) return store.change(orderId, decide, options);
        const write = () => void store.change(orderId, decide, options).catch(() => {});
        clock.at(new Date(clock.now().getTime() + lateWriteMs), write);
        return { kind: 'changed', ...decided };
      },
    })),
  },
  {
    name: 'a refund reserves nothing: the guard looks at an order without its other refunds',
    breaks: ['I3'],
    rareSeed: 12,
    deps: withStore((store) => ({
      find: async (key) => {
        const order = await store.find(key);
        return order === null ? null : { ...order, refundPending: zeroRupiah };
      },
      change: (orderId, decide, options) => {
        const careless: DecideChange = (order, refunds) => {
          const change = decide({ ...order, refundPending: zeroRupiah }, refunds);
          return change?.event.fact.type === 'REFUND_REQUESTED' ? change : decide(order, refunds);
        };
        return store.change(orderId, careless, options);
      },
    })),
  },
  {
    name: 'the body is rebuilt for a repeat',
    breaks: ['I1'],
    deps: withStore((store, { provider }) => ({
      async createRequest(orderId) {
        const order = await store.find({ id: orderId });
        return order === null ? null : provider.writeCreateRequest(order, details);
      },
    })),
  },
  {
    name: 'a refund is repeated under a new number',
    breaks: ['I1', 'I3'],
    deps: withStore((store, { chance }) => ({
      async refundRequest(refundId) {
        const request = await store.refundRequest(refundId);
        return request?.replace(/"partnerRefundNo":"[^"]*"/, `"partnerRefundNo":"${chance.uuid()}"`) ?? null;
      },
    })),
  },
  {
    name: 'an event is not recorded',
    breaks: ['I8'],
    deps: (deps, { store: { tables } }) => {
      const { store } = deps;
      return {
        ...deps,
        store: {
          ...store,
          async change(orderId, decide, options) {
            const outcome = await store.change(orderId, decide, options);
            if (outcome.kind === 'changed') tables.events.get(orderId)?.pop();
            return outcome;
          },
        },
      };
    },
  },
  {
    name: 'a version is skipped',
    breaks: ['I4', 'I11'],
    deps: (deps, { store: { tables } }) => {
      const { store } = deps;
      return {
        ...deps,
        store: {
          ...store,
          async change(orderId, decide, options) {
            const outcome = await store.change(orderId, decide, options);
            const row = tables.orders.get(orderId);
            if (outcome.kind === 'changed' && row)
              row.order = { ...row.order, version: row.order.version + 1 };
            return outcome;
          },
        },
      };
    },
  },
  {
    name: 'a notification leaves no row in the inbox',
    breaks: ['I5'],
    deps: withStore((store) => ({ change: (orderId, decide) => store.change(orderId, decide) })),
  },
  {
    name: 'a notification delivered twice is recorded twice',
    breaks: ['I8'],
    deps: withStore((store, deps) => ({
      findNotified: async (message) => ({ ...(await store.findNotified(message)), earlierEnd: null }),
      async change(orderId, decide, options) {
        const outcome = await store.change(orderId, decide, options);
        if (outcome.kind !== 'unchanged' || options?.inbox === undefined) return outcome;
        const again: OrderFact = { type: 'NOT_FOUND' };
        return store.change(orderId, (order) => {
          const news = changeContext('FINISH_NOTIFY', deps);
          const next = { ...order, version: order.version + 1, updatedAt: news.now };
          const { id, version, status } = next;
          const event = {
            id: newEventId(deps.chance.uuid()),
            orderId: id,
            version,
            occurredAt: news.now,
            source: sourceOfOrigin(news.origin),
            actor: actorOfOrigin(news.origin),
            status,
            fact: again,
          };
          return { order: next, event, dueAt: null };
        });
      },
    })),
  },
  {
    name: 'early notifications are never applied',
    breaks: ['I5'],
    deps: withStore(() => ({ listEarlyNotifications: async () => [] })),
  },
  {
    name: 'the insert forgets that a reference is taken',
    breaks: ['I1', 'I10', 'I11'],
    deps: withStore((store) => ({
      find: async (key) => ('partnerReferenceNo' in key ? null : store.find(key)),
      async insert(input) {
        await store.insert(input);
        return { kind: 'inserted', order: input.order, hasEarlyNotifications: false };
      },
    })),
  },
  {
    name: 'nothing that is due is claimed',
    breaks: ['I2'],
    deps: withStore(() => ({
      claimDue: async () => ({ leases: [], unreadable: [] }),
      nextDueAt: async () => null,
    })),
  },
  {
    name: 'nobody follows the changes that were not announced',
    breaks: ['I6'],
    rareSeed: 2363,
    deps: withStore(() => ({
      changesAfter: async (position) => ({ changes: [], lastPosition: position }),
    })),
  },
  {
    name: 'an order expires by our own clock',
    breaks: ['I2', 'I7'],
    deps: withStore((store, deps) => ({
      async insert(input) {
        const inserted = await store.insert(input);
        const { id, expiresAt } = input.order;
        deps.clock.at(expiresAt, () => void record(deps, id, { type: 'EXPIRED' }));
        return inserted;
      },
    })),
  },
];

/** Records a fact without any evidence. */
export async function record(
  deps: UseCaseDeps,
  orderId: string,
  fact: OrderFact,
): Promise<ChangeOutcome | null> {
  try {
    const outcome = await deps.store.change(orderId, (order) =>
      changeByFact(changeContext('QUERY', deps), order, fact),
    );
    return isReturnConflict(outcome) ? null : outcome;
  } catch {
    return null;
  }
}

const details: Parameters<UseCaseDeps['provider']['writeCreateRequest']>[1] = {
  phoneNumber: null,
  returnUrl: null,
  isDeeplink: false,
  merchantTransType: null,
  disabledPayMethods: [],
  memo: null,
  buyer: null,
  shipping: [],
  terminal: 'SYSTEM',
  clientIp: null,
};
