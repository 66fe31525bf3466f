import { rupiah } from '../../../src/domain/money.ts';
import type { Order } from '../../../src/domain/order.ts';
import type { DecideChange, OrderChange } from '../../../src/use-cases/ports/order-changes.ts';
import { withChanges } from './actor-mutants.ts';
import type { Mutant } from './mutation.ts';
import { withStore } from './store-mutants.ts';

/** Every waiting request, as `alter` makes it, before anything is decided; the record keeps what was. */
function withWaiting(
  alter: (waiting: Order['waitingApprovals'][number]) => Order['waitingApprovals'][number],
) {
  return (decide: DecideChange): DecideChange =>
    (order, refunds) =>
      decide({ ...order, waitingApprovals: order.waitingApprovals.map(alter) }, refunds);
}

const isEnd = ({ event: { fact } }: OrderChange) =>
  fact.type === 'APPROVAL_REFUSED' || fact.type === 'APPROVAL_EXPIRED';

/** Bugs in who decides about what gives money back, and in what is reserved for it. */
export const approvalMutants: readonly Mutant[] = [
  {
    name: 'who requested a refund may approve it',
    breaks: ['I19'],
    deps: withStore((store) => {
      const forget = withWaiting((one) => ({ ...one, requesterId: null }));
      return {
        async findApproval(key) {
          const found = await store.findApproval(key);
          return found && { ...found, requestedBy: { ...found.requestedBy, id: 'somebody' } };
        },
        change: (orderId, decide, options) => store.change(orderId, forget(decide), options),
      };
    }),
  },
  {
    name: 'another key of the same person counts as another person',
    breaks: ['I19'],
    useCases: (useCases) => ({
      ...useCases,
      decideApproval: (input, by) =>
        useCases.decideApproval(input, { ...by, id: `${by.id} with another key` }),
    }),
  },
  {
    name: 'a person who signed in to the console is somebody else than the holder of their key',
    breaks: ['I16', 'I19'],
    useCases: (useCases) => ({
      ...useCases,
      refundOrder: (input, by) =>
        useCases.refundOrder(input, by.kind === 'OPERATOR' ? { ...by, id: `key of ${by.id}` } : by),
      decideApproval: (input, by) => useCases.decideApproval(input, { ...by, id: `session of ${by.id}` }),
    }),
  },
  {
    name: 'what a person gave back that day is read before, and not counted with the request',
    breaks: ['I19'],
    deps: withChanges(({ dailyReturn: _, ...change }) => change),
  },
  {
    name: 'a request that has expired is approved',
    breaks: ['I19'],
    deps: withStore((store) => {
      const never = new Date('2099-01-01T00:00:00Z');
      const prolong = withWaiting((one) => ({ ...one, expiresAt: never }));
      return {
        async findApproval(key) {
          const found = await store.findApproval(key);
          return found && { ...found, expiresAt: never };
        },
        // What nobody decides about still ends in time.
        change: (orderId, decide, options) =>
          store.change(
            orderId,
            (order, refunds) => decide(order, refunds) ?? prolong(decide)(order, refunds),
            options,
          ),
      };
    }),
  },
  {
    name: 'a request that was refused keeps its amount reserved',
    breaks: ['I19'],
    deps: withChanges((change) => {
      const { fact } = change.event;
      if (!isEnd(change) || !('approvalId' in fact)) return change;
      return { ...change, order: { ...change.order, reserved: rupiah(change.order.reserved + fact.amount) } };
    }),
  },
  {
    name: 'nothing is reserved for a request that waits',
    breaks: ['I19'],
    deps: withChanges((change) =>
      change.event.fact.type === 'APPROVAL_REQUESTED'
        ? { ...change, order: { ...change.order, reserved: rupiah(0n) } }
        : change,
    ),
  },
  {
    name: 'nobody ends a request whose time is over',
    breaks: ['I19'],
    deps: withStore(() => ({ listOverdueApprovals: async () => [] })),
  },
  {
    name: 'a refund above the rule is sent by one person',
    breaks: ['I19'],
    deps: (deps) => ({
      ...deps,
      approvalRules: { refundAlone: null, cancellationAlone: null, dayAlone: null },
    }),
  },
];
