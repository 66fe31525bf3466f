import { gatewayActor } from '../../src/domain/actor.ts';
import { openOrder, replay } from '../../src/domain/lifecycle.ts';
import type { Order } from '../../src/domain/order.ts';
import type { OrderEvent } from '../../src/domain/order-event.ts';
import type { Refund } from '../../src/domain/refund.ts';
import type { TranslateFinishNotify } from '../../src/use-cases/ports/finish-notify.ts';
import type { StoredNotification } from '../../src/use-cases/ports/inbox.ts';
import { brokenApprovals } from './approval-invariants.ts';

/** Everything that a gateway has recorded about one order. */
export interface RecordedOrder {
  readonly order: Order;
  /** Oldest first. */
  readonly events: readonly OrderEvent[];
  readonly refunds: readonly Refund[];
}

export interface Recorded {
  readonly orders: readonly RecordedOrder[];
  readonly inbox: readonly StoredNotification[];
}

/** An order as DANA has it. Amounts in sen. */
export interface DanaTruth {
  readonly partnerReferenceNo: string;
  readonly referenceNo: string;
  readonly state: 'INIT' | 'PAYING' | 'SUCCESS' | 'CLOSED' | 'CANCELLED';
  readonly amount: bigint;
  readonly refunded: bigint;
  readonly voided: bigint;
  readonly chargedBack: bigint;
  readonly isFrozen: boolean;
  readonly refunds: readonly {
    readonly partnerRefundNo: string;
    readonly amount: bigint;
    readonly isDone: boolean;
  }[];
  /** Notifications that were answered 2005600. */
  readonly acknowledged: readonly { readonly body: string; readonly timestamp: string }[];
}

export interface Oracle {
  readonly recorded: Recorded;
  readonly truths: readonly DanaTruth[];
  /** True if faults are over and nothing is pending at DANA: then both sides must agree. */
  readonly isSettled: boolean;
  readonly merchantId: string;
  readonly translateFinishNotify: TranslateFinishNotify;
}

/**
 * What violates an invariant, each line beginning with the invariant's name; empty if all is well. Pure: the
 * same oracle checks a database, a simulation and a race.
 */
export function brokenInvariants(oracle: Oracle): string[] {
  const { recorded, truths, isSettled } = oracle;
  const truthOf = new Map(truths.map((truth) => [truth.partnerReferenceNo, truth]));
  const references = recorded.orders.map(({ order }) => order.partnerReferenceNo);
  return [
    ...broken(new Set(references).size !== references.length, 'I1 two rows of one partnerReferenceNo'),
    ...broken(truthOf.size !== truths.length, 'I1 two orders of one partnerReferenceNo at DANA'),
    ...recorded.orders.flatMap((one) => {
      const truth = truthOf.get(one.order.partnerReferenceNo);
      const found = [
        ...brokenTimeline(one),
        ...brokenMoney(one),
        ...brokenApprovals(one),
        ...(truth === undefined ? [] : brokenIdentity(one, truth)),
        ...(isSettled ? brokenTruth(one, truth) : []),
      ];
      return found.map((what) => `${what} (order ${one.order.partnerReferenceNo})`);
    }),
    ...brokenInbox(oracle),
  ];
}

const paidFamily: readonly string[] = ['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED'];

/** I4, I7 and the first half of I8: what the timeline alone must show. */
function brokenTimeline({ order, events }: RecordedOrder): string[] {
  const found: string[] = [];
  events.forEach((event, index) => {
    const before = events[index - 1];
    found.push(...broken(event.version !== index + 1, `I4 version ${event.version} at place ${index + 1}`));
    if (before === undefined || before.status === event.status) return;
    const step = `${before.status} to ${event.status} by ${event.fact.type} from ${event.source}`;
    const leavesPaid = paidFamily.includes(before.status) && !paidFamily.includes(event.status);
    found.push(...broken(leavesPaid && event.fact.type !== 'CANCELLED', `I4 ${step}`));
    found.push(...broken(before.status === 'CONFIRMING' && event.actor.kind !== 'DANA', `I7 ${step}`));
    const isRefund = event.fact.type === 'REFUNDED' || event.fact.type === 'REFUND_DECLINED';
    const isEvidence = event.source === 'REFUND_ANSWER' || event.source === 'QUERY';
    found.push(...broken(isRefund && !isEvidence, `I7 ${step}`));
  });
  return [
    ...found,
    ...broken(!isSameOrder(foldEvents(order, events), order), 'I8 the timeline gives another row'),
  ];
}

/**
 * The order according to its events. A payment names the method that was used, the request the one that was
 * chosen.
 */
export function foldEvents(row: Order, events: readonly OrderEvent[]): Order {
  const { order } = openOrder(row, gatewayActor);
  return events.slice(1).reduce(replay, order);
}

function isSameOrder(one: Order, other: Order): boolean {
  return comparable(one) === comparable(other);
}

function comparable(order: Order): string {
  const sorted = Object.entries(order).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(sorted, (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}

/** I3 and I9 in our own records. */
function brokenMoney({ order, events, refunds }: RecordedOrder): string[] {
  const sum = (status: Refund['status']) =>
    refunds.reduce((total, refund) => total + (refund.status === status ? refund.amount : 0n), 0n);
  const elsewhere = events.reduce(
    (total, { fact }) => total + (fact.type === 'REFUNDED_ELSEWHERE' ? fact.amount : 0n),
    0n,
  );
  const { paid, refunded, returned, refundPending, voided, amount } = order;
  const cameBack = refunds.reduce((total, refund) => total + refund.returned, 0n);
  return [
    ...broken(cameBack !== returned, 'I3 what came back of the refunds is not returned'),
    ...broken(refunded - returned + refundPending + voided > paid, 'I3 more went back than was paid'),
    ...broken(sum('PENDING') !== refundPending, 'I3 the pending refunds are not refundPending'),
    ...broken(sum('SUCCEEDED') + elsewhere !== refunded, 'I3 the refunds are not refunded'),
    ...broken(voided > 0n && refundPending > 0n, 'I3 a cancel and a refund at once'),
    ...broken(!addsUp(order), 'I9 what was paid with is not what was paid'),
    ...broken(paid !== 0n && paid !== amount, 'I9 paid with another amount'),
    ...broken(paidFamily.includes(order.status) && paid !== amount, 'I9 PAID and nothing was paid'),
  ];
}

/** Whether the purses that the payer used amount to the payment; an amount that DANA did not report may be anything. */
function addsUp({ paid, paidWith }: Order): boolean {
  const amounts = paidWith.flatMap(({ amount }) => amount ?? []);
  const sum = amounts.reduce((total: bigint, amount) => total + amount, 0n);
  return amounts.length === 0 || (amounts.length < paidWith.length ? sum <= paid : sum === paid);
}

/** I1, I3 and I9 as far as they hold at any moment. */
function brokenIdentity({ order, refunds }: RecordedOrder, truth: DanaTruth): string[] {
  const numbers = truth.refunds.map(({ partnerRefundNo }) => partnerRefundNo);
  const given = truth.refunds.reduce((total, refund) => total + refund.amount, 0n);
  const isNamed = order.referenceNo !== null;
  return [
    ...broken(isNamed && order.referenceNo !== truth.referenceNo, 'I1 not the order that DANA has'),
    ...broken(order.amount !== truth.amount, 'I9 DANA has another amount'),
    ...broken(new Set(numbers).size !== numbers.length, 'I3 a refund was executed twice'),
    ...broken(given > truth.amount, 'I3 DANA gave back more than was paid'),
    ...broken(given > 0n && truth.voided > 0n, 'I3 cancelled and refunded at DANA'),
    ...refunds.flatMap((refund) => {
      const done = truth.refunds.find(({ partnerRefundNo }) => partnerRefundNo === refund.partnerRefundNo);
      const isOurs = done?.isDone && done.amount === refund.amount;
      return broken(refund.status === 'SUCCEEDED' && !isOurs, `I3 ${refund.partnerRefundNo} is not at DANA`);
    }),
  ];
}

/** I2 and I3 when nothing is pending: both sides agree. */
function brokenTruth({ order, refunds }: RecordedOrder, truth: DanaTruth | undefined): string[] {
  if (truth === undefined) {
    return broken(order.status !== 'FAILED', `I2 ${order.status} and DANA has no such order`);
  }
  const expected = statusesFor(truth, order);
  const failed = refunds.filter(({ status }) => status === 'FAILED');
  const done = new Set(truth.refunds.map(({ partnerRefundNo }) => partnerRefundNo));
  return [
    ...broken(!expected.includes(order.status), `I2 ${order.status}, DANA says ${truth.state}`),
    ...broken(order.refunded !== truth.refunded, `I3 refunded ${order.refunded}, DANA ${truth.refunded}`),
    ...broken(order.voided !== truth.voided, `I3 voided ${order.voided}, DANA ${truth.voided}`),
    ...broken(
      order.chargedBack !== truth.chargedBack,
      `I3 charged back ${order.chargedBack}, DANA ${truth.chargedBack}`,
    ),
    ...broken(
      order.isFrozen !== truth.isFrozen,
      `I3 DANA ${truth.isFrozen ? 'holds' : 'does not hold'} the money`,
    ),
    ...broken(order.refundPending > 0n, 'I2 a refund is still owed'),
    ...broken(order.cancellation?.status === 'PENDING', 'I2 a cancel is still owed'),
    ...failed.flatMap((one) => broken(done.has(one.partnerRefundNo), `I3 ${one.partnerRefundNo} was given`)),
  ];
}

function statusesFor({ state, refunded, amount }: DanaTruth, { cancellation }: Order): readonly string[] {
  if (state === 'SUCCESS' && refunded > 0n) return [refunded < amount ? 'PARTIALLY_REFUNDED' : 'REFUNDED'];
  if (state === 'SUCCESS') return ['PAID'];
  // DANA closes an order for several reasons and does not always name one: while our cancellation was pending,
  // it may be the reason. Nothing was paid either way.
  if (state === 'CLOSED') return ['EXPIRED', 'FAILED', ...(cancellation === null ? [] : ['CANCELLED'])];
  return state === 'CANCELLED' ? ['CANCELLED'] : ['PENDING'];
}

/**
 * I5 and I9: an acknowledged notification is on disk, and an applied one had the order's own amount and
 * merchant.
 */
function brokenInbox({ recorded, truths, merchantId, translateFinishNotify }: Oracle): string[] {
  const kept = new Map<string, number>();
  for (const { entry, replayCount } of recorded.inbox) count(kept, entry, 1 + replayCount);
  const answered = new Map<string, number>();
  for (const sent of truths.flatMap(({ acknowledged }) => acknowledged)) count(answered, sent);
  const lost = [...answered].filter(([key, times]) => (kept.get(key) ?? 0) < times);
  const orderOf = new Map(recorded.orders.map(({ order }) => [order.id, order]));
  const misapplied = recorded.inbox.filter(({ entry, disposition, orderId }) => {
    const translated = translateFinishNotify(Buffer.from(entry.body));
    const notify = translated.kind === 'understood' ? translated.notify : null;
    const order = orderOf.get(orderId ?? '');
    const isOwn = notify?.merchantId === merchantId && notify.report.amount === order?.amount;
    return disposition === 'APPLIED' && !isOwn;
  });
  return [
    ...lost.map(([key]) => `I5 answered 2005600 and not in the inbox: ${key}`),
    ...misapplied.map(({ entry }) => `I9 applied although it does not fit: ${entry.id}`),
  ];
}

function count(
  counts: Map<string, number>,
  { body, timestamp }: { body: string; timestamp: string },
  times = 1,
): void {
  const key = `${timestamp} ${body}`;
  counts.set(key, (counts.get(key) ?? 0) + times);
}

function broken(isBroken: boolean, what: string): string[] {
  return isBroken ? [what] : [];
}
