import type { CheckoutStore } from '../../../src/use-cases/ports/checkout-store.ts';
import type { DecideChange } from '../../../src/use-cases/ports/order-changes.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import type { RefundBatches } from '../../../src/use-cases/ports/people/refund-batches.ts';
import { StoreUnavailable } from '../../../src/use-cases/ports/store-unavailable.ts';
import { createInMemoryCheckoutStore } from '../../support/in-memory-checkout-store.ts';
import { createInMemoryOrderStore, type InMemoryOrderStore } from '../../support/in-memory-order-store.ts';
import { createInMemoryRefundBatches } from '../../support/in-memory-refund-batches.ts';
import {
  createInMemorySettlement,
  type InMemorySettlement,
} from '../../support/settlement/in-memory-settlement.ts';
import type { Dice } from '../world/dice.ts';
import type { Faults } from '../world/faults.ts';
import type { VirtualTime } from '../world/virtual-time.ts';
import { type Life, never } from './life.ts';

/** The one database of a world, shared by every gateway process, with its outages and its delays. */
export interface Database {
  /** What is really stored, without faults: for the oracle. */
  readonly store: InMemoryOrderStore;
  readonly checkouts: CheckoutStore;
  /** DANA's files, which come when all is over, without faults. */
  readonly settlement: InMemorySettlement;
  /** The ports of one run of a process. */
  connect(life: Life): {
    readonly store: OrderStore;
    readonly checkouts: CheckoutStore;
    readonly batches: RefundBatches;
  };
  /** Rejects everything for a while. */
  breakDown(forMs: number): void;
  /**
   * Since when, in steady time, it has answered the reads of watchers: since its last outage, or since it last
   * rejected such a read, or one of whoever follows the changes. The end of time while it is down.
   */
  upSinceMs(): number;
  /** Ends all faults. */
  heal(): void;
}

export interface DatabaseNeeds {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly faults: Faults;
  /** Whether the rules of this world ask for a second person. */
  readonly hasRules?: boolean;
  /** Called within every commit that changed an order, before anybody can read it. */
  readonly onCommit: (orderId: string) => void;
}

const reads = [
  'find',
  'findView',
  'findMany',
  'findByNumbers',
  'createRequest',
  'refundRequest',
  'findRefund',
  'refundsOf',
  'pageOrders',
  'pageRefunds',
  'pageTimeline',
  'findEvent',
  'findIncident',
  'pageIncidents',
  'pageInbox',
  'listEarlyNotifications',
  'changesAfter',
  'nextDueAt',
  'nextLateQueryAt',
] as const satisfies readonly (keyof OrderStore)[];
const writes = [
  'insert',
  'change',
  'findNotified',
  'keepNotifications',
  'reapply',
  'recordIncident',
  'resolveCause',
  'acknowledgeIncident',
  'resolveIncident',
  'endSilences',
  'claimDue',
  'claimLateQueries',
  'planLateQuery',
  'lease',
  'release',
  'mayQueryNow',
  'hasten',
  'recall',
  'requireReport',
  'firstDecline',
  'forgetDecline',
] as const satisfies readonly (keyof OrderStore)[];
/** About requests for a second person. Worlds without rules have none, so that their faults stay where they were. */
export const approvalReads = [
  'findApproval',
  'pageApprovals',
  'listOverdueApprovals',
  'ceilingsOf',
  'returnedOn',
  'searchOrders',
  'proofOf',
] as const satisfies readonly (keyof OrderStore)[];
const batchReads = ['findBatch', 'pageBatches', 'pageBatchLines', 'countWaitingLines', 'holdsBatch'] as const;
const batchWrites = [
  'insertBatch',
  'moveBatch',
  'expireBatches',
  'claimBatch',
  'endLine',
  'leaveBatch',
] as const satisfies readonly (keyof RefundBatches)[];
const checkoutWrites = ['insert', 'lease', 'release'] as const satisfies readonly (keyof CheckoutStore)[];
type Read = (typeof reads)[number] | (typeof approvalReads)[number] | (typeof batchReads)[number];
type Write = (typeof writes)[number] | (typeof batchWrites)[number];

/** What the background workers do again and again: most of all statements, so few of the faults hit them. */
const sweeps: readonly string[] = [
  'endSilences',
  'claimDue',
  'nextDueAt',
  'claimLateQueries',
  'nextLateQueryAt',
  'changesAfter',
  'claimBatch',
  'expireBatches',
];

/** Methods are passed through, not understood: arguments and results are the caller's business. */
type Method = (...input: unknown[]) => Promise<unknown>;

export function createDatabase({ time, dice, faults, hasRules = false, onCommit }: DatabaseNeeds): Database {
  let downUntilMs = 0;
  let upSinceMs = time.steadyMs();
  /** The change that is being decided: its write follows in the same turn, or after the wait below. */
  let writer: Life | null = null;
  // A world in which every statement takes time finds other bugs than one in which they are instantaneous.
  const delayedShare = dice.pick([0, 0.1, 0.5]);

  const store = createInMemoryOrderStore({
    onCommit,
    async beforeWrite() {
      const life = writer;
      if (faults.strikes('somebody between decision and write')) await time.sleep(dice.between(1, 50));
      // Its transaction ends with the process.
      if (life?.isAlive() === false) await never();
    },
  });
  const settlement = createInMemorySettlement(store.tables, store.resolveCause);
  const checkouts = createInMemoryCheckoutStore(store.tables);
  const batches = createInMemoryRefundBatches(store.tables);
  const insert = store.insert;
  store.insert = (input) => {
    const inserted = insert(input);
    if (store.tables.orders.get(input.order.id)?.order === input.order) onCommit(input.order.id);
    return inserted;
  };

  async function travel(name: Read | Write): Promise<void> {
    const share = sweeps.includes(name) ? 0.05 : 1;
    if (faults.strikes('store slow', share)) await time.sleep(dice.between(100, 3_000));
    else if (!faults.areOver() && dice.hits(delayedShare)) await time.sleep(dice.between(1, 15));
    if (time.nowMs() < downUntilMs) throw unavailable(true);
    if (!faults.strikes('store refuses', share)) return;
    if (name === 'findMany' || name === 'changesAfter') upSinceMs = Math.max(upSinceMs, time.steadyMs());
    throw unavailable(true);
  }

  async function read(name: Read | Write, method: Method, input: unknown[]): Promise<unknown> {
    await travel(name);
    return method(...input);
  }

  const direct: typeof read = (_name, method, input) => method(...input);

  async function write(name: Read | Write, method: Method, input: unknown[]): Promise<unknown> {
    await travel(name);
    if (faults.strikes('store uncertain, not done')) throw unavailable(false);
    const result = await method(...input);
    if (faults.strikes('store uncertain, done')) throw unavailable(false);
    return result;
  }

  return {
    store,
    checkouts,
    settlement,
    connect(life) {
      const as = (decide: DecideChange): DecideChange => {
        return (order, refunds) => {
          writer = life;
          return decide(order, refunds);
        };
      };
      const own: OrderStore = {
        ...store,
        change: (orderId, decide, options) => store.change(orderId, as(decide), options),
        reapply: (inboxIds, orderId, decide) => store.reapply(inboxIds, orderId, as(decide)),
      };
      const carried = (names: readonly (keyof OrderStore & (Read | Write))[], carry: typeof read) =>
        names.map((name) => [name, (...input: unknown[]) => carry(name, own[name] as Method, input)]);
      const ofCheckouts = checkoutWrites.map((name) => [
        name,
        (...input: unknown[]) => write(name, checkouts[name] as Method, input),
      ]);
      const ofBatches = (names: readonly (keyof RefundBatches & (Read | Write))[], carry: typeof read) =>
        names.map((name) => [
          name,
          (...input: unknown[]) => (hasRules ? carry : direct)(name, batches[name] as Method, input),
        ]);
      return {
        batches: Object.fromEntries([
          ...ofBatches(batchReads, read),
          ...ofBatches(batchWrites, write),
        ]) as RefundBatches,
        store: Object.fromEntries([
          ...carried(reads, read),
          ...carried(approvalReads, hasRules ? read : direct),
          ...carried(writes, write),
        ]) as OrderStore,
        checkouts: {
          ...(Object.fromEntries(ofCheckouts) as CheckoutStore),
          find: (key) => read('find', checkouts.find as Method, [key]) as ReturnType<CheckoutStore['find']>,
        },
      };
    },
    breakDown(forMs) {
      downUntilMs = Math.max(downUntilMs, time.nowMs() + forMs);
      upSinceMs = Number.POSITIVE_INFINITY;
      time.at(downUntilMs, () => {
        if (time.nowMs() >= downUntilMs) upSinceMs = time.steadyMs();
      });
    },
    upSinceMs: () => upSinceMs,
    heal() {
      if (time.nowMs() < downUntilMs) upSinceMs = time.steadyMs();
      downUntilMs = 0;
    },
  };
}

function unavailable(isCertain: boolean): StoreUnavailable {
  return new StoreUnavailable('the database is not there', { isCertain });
}
