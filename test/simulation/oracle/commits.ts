import { isDeepStrictEqual } from 'node:util';
import { replay } from '../../../src/domain/lifecycle.ts';
import { type Order, returnedTwice } from '../../../src/domain/order.ts';
import type { OrderEvent } from '../../../src/domain/order-event.ts';
import type { Refund } from '../../../src/domain/refund.ts';
import type { InMemoryOrderStore } from '../../support/in-memory-order-store.ts';
import type { DanaOrder } from '../dana/dana-order.ts';
import type { Chronicle, Invariant } from '../world/chronicle.ts';
import type { VirtualTime } from '../world/virtual-time.ts';
import { wrongActors } from './actors.ts';
import type { ApprovalOracle } from './approvals.ts';
import type { Evidence } from './evidence.ts';

/** One version of one order, as it was committed. */
export interface Commit {
  readonly order: Order;
  readonly event: OrderEvent;
  readonly steadyMs: number;
  /** When its process first announced it, or a later change of the order; null if it died before. */
  announcedMs: number | null;
}

export interface CommitsNeeds {
  readonly store: () => InMemoryOrderStore;
  readonly time: VirtualTime;
  readonly chronicle: Chronicle;
  readonly evidence: Evidence;
  readonly danaOrder: (partnerReferenceNo: string) => DanaOrder | undefined;
  readonly approvals: ApprovalOracle;
}

/** Checks every commit as it happens, and keeps it: nobody may have seen it before, and nobody may miss it. */
export function createCommits({ store, time, chronicle, evidence, danaOrder, approvals }: CommitsNeeds) {
  const commits = new Map<string, Commit[]>();

  /** Called within the commit. */
  function committed(orderId: string): void {
    const { tables } = store();
    const order = tables.orders.get(orderId)?.order;
    const earlier = commits.get(orderId) ?? [];
    if (order === undefined || earlier.at(-1)?.order === order) return;
    commits.set(orderId, earlier);
    // Several versions may be one commit; only the last of them is a row.
    for (const event of tables.events.get(orderId)?.slice(earlier.length) ?? []) {
      const last = earlier.at(-1);
      const isRow = event.version === order.version || last === undefined;
      record(earlier, isRow ? order : replay(last.order, event), event);
    }
  }

  function record(earlier: Commit[], order: Order, event: OrderEvent): void {
    const { tables } = store();
    const orderId = order.id;
    const before = earlier.at(-1);
    earlier.push({ order, event, steadyMs: time.steadyMs(), announcedMs: null });
    if (order.version !== tables.orders.get(orderId)?.order.version) {
      approvals.check(before?.order, order, event);
      return;
    }
    chronicle.tell(
      'store',
      () => `${order.partnerReferenceNo} v${order.version} ${describe(event)}: ${order.status}`,
    );
    const violate = (invariant: Invariant, detail: string) =>
      chronicle.violate(
        invariant,
        `${order.partnerReferenceNo} v${order.version} ${event.fact.type}: ${detail}`,
      );
    const refunds = [...tables.refunds.values()].flatMap(({ refund }) =>
      refund.orderId === orderId ? [refund] : [],
    );
    checkStep(before, order, event, violate);
    approvals.check(before?.order, order, event);
    for (const wrong of wrongActors(order, event, refunds)) violate('I16', wrong);
    checkRefunds(order, refunds, violate);
    checkAmount(order, violate);
    const missing = evidence.missingFor(order, event, refunds);
    if (missing !== null) violate('I7', missing);
    const overstatement = evidence.overstatement(order);
    if (overstatement !== null) violate('I3', overstatement);
  }

  function checkAmount(order: Order, violate: (invariant: Invariant, detail: string) => void): void {
    if (order.paid === 0n) return;
    const dana = danaOrder(order.partnerReferenceNo);
    if (order.paid !== order.amount) violate('I9', `paid ${order.paid} of ${order.amount}`);
    if (dana !== undefined && dana.amount !== order.amount) violate('I9', `at DANA ${dana.amount} were paid`);
    const wrongPurses = purseFault(order, dana);
    if (wrongPurses !== null) violate('I9', wrongPurses);
  }

  /** A process announces that this order changed. */
  function announced(orderId: string): void {
    for (const commit of commits.get(orderId) ?? []) commit.announcedMs ??= time.steadyMs();
  }

  return {
    committed,
    announced,
    of: (orderId: string): readonly Commit[] => commits.get(orderId) ?? [],
    /** The version as it was committed; undefined if it never was. */
    at: (orderId: string, version: number): Commit | undefined => commits.get(orderId)?.[version - 1],
  };
}
export type Commits = ReturnType<typeof createCommits>;

type Violate = (invariant: Invariant, detail: string) => void;

function checkStep(before: Commit | undefined, order: Order, event: OrderEvent, violate: Violate): void {
  const versionBefore = before?.order.version ?? 0;
  if (order.version !== versionBefore + 1) violate('I4', `follows version ${versionBefore}`);
  if (event.version !== order.version || event.status !== order.status) {
    violate(
      'I8',
      `the event says v${event.version} ${event.status}, the row v${order.version} ${order.status}`,
    );
  }
  if (before === undefined) return;
  const folded = replay(before.order, event);
  const differing = differences(folded, order);
  if (differing.length > 0) violate('I8', `the timeline gives another ${differing.join(', ')}`);
  if (event.fact.type === 'REFUND_REQUESTED' && returnedTwice(order) > returnedTwice(before.order))
    violate('I3', 'a refund takes what was charged back');
  const hadMoney = before.order.paid > 0n;
  const hasGoneBack = order.voided > 0n || order.refunded > 0n;
  if (
    hadMoney &&
    ['PENDING', 'EXPIRED', 'CANCELLED', 'CONFIRMING', 'FAILED'].includes(order.status) &&
    !hasGoneBack
  ) {
    violate('I4', `a payment of ${before.order.paid} became ${order.status}`);
  }
  if (
    order.refunded < before.order.refunded ||
    order.returned < before.order.returned ||
    order.transferred < before.order.transferred ||
    order.paid < before.order.paid
  )
    violate('I4', 'money vanished');
}

/** The sums on the row equal those of its refunds. */
function checkRefunds(order: Order, refunds: readonly Refund[], violate: Violate): void {
  const sum = (status: Refund['status']) =>
    refunds.reduce((total, refund) => (refund.status === status ? total + refund.amount : total), 0n);
  if (order.refundPending !== sum('PENDING'))
    violate('I3', `refundPending is not the sum of its pending refunds`);
  if (order.refunded < sum('SUCCEEDED')) violate('I3', `refunded is less than its refunds that succeeded`);
  const returned = refunds.reduce((total, refund) => total + refund.returned, 0n);
  if (order.returned !== returned) violate('I3', `returned is not the sum of what came back of its refunds`);
  if (order.refunded - order.returned + order.refundPending + order.voided > order.paid)
    violate('I3', `more goes back than was paid`);
  if (order.refundPending > 0n && order.cancellation?.status === 'PENDING') {
    violate('I3', 'a cancel and a refund are pending together');
  }
}

/** What is wrong with the purses on record; null if they are those that the payer used. */
function purseFault({ paid, voided, paidWith }: Order, dana: DanaOrder | undefined): string | null {
  const amounts = paidWith.flatMap(({ amount }) => amount ?? []);
  const sum = amounts.reduce((total: bigint, amount) => total + amount, 0n);
  if (amounts.length === paidWith.length && paidWith.length > 0 && sum !== paid)
    return `its purses add up to ${sum}, not ${paid}`;
  if (dana === undefined || isDeepStrictEqual(paidWith, dana.paidWith)) return null;
  // A payment that became known by its return: a report of a cancellation does not say what had been used.
  return paidWith.length === 0 && voided > 0n ? null : 'its purses are not those that were used';
}

/** The names of the fields that differ. */
export function differences(a: Order, b: Partial<Order>): string[] {
  return (Object.keys(b) as (keyof Order)[]).filter(
    (key) => a[key] !== b[key] && !isDeepStrictEqual(a[key], b[key]),
  );
}

function describe({ fact, source }: OrderEvent): string {
  return fact.type === 'CONTRADICTED'
    ? `contradicted by ${fact.detail} (${source})`
    : `${fact.type} (${source})`;
}
