import { isAtRest, type Order, type OrderStatus } from '../../../src/domain/order.ts';
import type { OrderEvent } from '../../../src/domain/order-event.ts';
import type { InMemoryOrderStore } from '../../support/in-memory-order-store.ts';
import { type DanaOrder, refundedTotal } from '../dana/dana-order.ts';
import type { Ledger } from '../dana/ledger.ts';
import { merchantId, translateNotification } from '../dana/notifications.ts';
import type { Chronicle } from '../world/chronicle.ts';
import { isIt } from './evidence.ts';
import { disputeOf } from './late-news.ts';

export interface AtRestNeeds {
  readonly store: InMemoryOrderStore;
  readonly ledger: Ledger;
  readonly chronicle: Chronicle;
  /** Which orders the gateway has queried DANA about since the last fault: of them it knows what happened elsewhere. */
  readonly queried: 'PENDING' | 'PAID' | 'ALL';
}

/** Compares what the store has with what DANA has, when nothing is pending any more. */
export function checkAtRest({ store, ledger, chronicle, queried }: AtRestNeeds) {
  const ours = new Map<string, Order>();
  for (const { order, reportNeededAfter, dueAt } of store.tables.orders.values()) {
    if (reportNeededAfter !== null && dueAt === null)
      chronicle.violate('I2', `${order.partnerReferenceNo}: a report is needed, and no query is due`);
    if (ours.has(order.partnerReferenceNo))
      chronicle.violate('I1', `${order.partnerReferenceNo} has two rows`);
    ours.set(order.partnerReferenceNo, order);
    const truth = ledger.orders.get(order.partnerReferenceNo);
    const isQueried = queried === 'ALL' || (queried === 'PAID' && order.paid > 0n);
    if (isQueried || !truth?.isTouchedElsewhere) checkTruth(order, truth);
    checkTimeline(order, store.tables.events.get(order.id) ?? []);
  }
  for (const { partnerReferenceNo, isForeign } of ledger.orders.values()) {
    if (!isForeign && !ours.has(partnerReferenceNo)) {
      chronicle.violate('I1', `DANA has ${partnerReferenceNo}, and no row of ours speaks of it`);
    }
  }
  for (const { entry, disposition } of store.tables.inbox.values()) {
    const order = ours.get(entry.partnerReferenceNo ?? '');
    if (disposition === 'ORPHANED' && order !== undefined && fits(entry.body, order)) {
      chronicle.violate('I5', `${order.partnerReferenceNo}: its notification is still orphaned`);
    }
  }

  /** Each refund at DANA is one of ours, and both sides agree about it. */
  function checkRefundPairs(order: Order, truth: DanaOrder): void {
    const { refunds, incidents } = store.tables;
    const ours = [...refunds.values()].flatMap(({ refund }) => (refund.orderId === order.id ? [refund] : []));
    for (const { partnerRefundNo } of truth.refunds.values()) {
      if (ours.some((refund) => refund.partnerRefundNo === partnerRefundNo)) continue;
      chronicle.violate(
        'I3',
        `${order.partnerReferenceNo}: DANA has a refund ${partnerRefundNo} that is not ours`,
      );
    }
    // A refund made elsewhere of just the pending amount is taken for ours; an incident may say so.
    const isExplained =
      truth.refundedElsewhere > 0n || [...incidents.values()].some((one) => one.orderId === order.id);
    for (const { partnerRefundNo, status } of isExplained ? [] : ours) {
      const isDone = truth.refunds.get(partnerRefundNo)?.status === 'DONE';
      if (isDone !== (status === 'SUCCEEDED')) {
        chronicle.violate('I3', `${partnerRefundNo} is ${status}; at DANA it is ${isDone ? '' : 'not '}done`);
      }
    }
  }

  /** Replaying the timeline gives the row: from the first event, without a gap. */
  function checkTimeline(order: Order, events: readonly OrderEvent[]): void {
    const isWhole =
      events.length === order.version && events.every(({ version }, index) => version === index + 1);
    if (!isWhole)
      chronicle.violate('I8', `${order.partnerReferenceNo} v${order.version} has ${events.length} events`);
  }

  function checkTruth(order: Order, truth: DanaOrder | undefined): void {
    const { partnerReferenceNo, status } = order;
    if (!isAtRest(order)) {
      if (isForAnOperator(order, truth)) return;
      chronicle.violate('I2', `${partnerReferenceNo} never came to rest: ${status}, ${pendingOf(order)}`);
      return;
    }
    const expected = statusesOf(truth, order);
    if (!expected.includes(status)) {
      chronicle.violate(
        'I2',
        `${partnerReferenceNo} is ${status}; by DANA’s ${truth?.state} it is ${expected.join(' or ')}`,
      );
    }
    if (!isIt(truth, order)) return;
    if (order.refunded !== refundedTotal(truth)) {
      chronicle.violate(
        'I3',
        `${partnerReferenceNo}: refunded ${order.refunded}, at DANA ${refundedTotal(truth)}`,
      );
    }
    checkRefundPairs(order, truth);
    if (order.chargedBack !== truth.chargedBack || order.isFrozen !== truth.isFrozen) {
      chronicle.violate('I3', `${partnerReferenceNo}: ${disputeOf(order)}; at DANA ${disputeOf(truth)}`);
    }
    if (order.voided !== truth.voided) {
      chronicle.violate('I3', `${partnerReferenceNo}: voided ${order.voided}, at DANA ${truth.voided}`);
    }
  }

  /**
   * The one question that only a person can answer: DANA keeps declining a refund, and its total has grown by
   * as much as that refund or more, so that it may contain it all the same. The refund stays pending, and an
   * incident says so.
   */
  function isForAnOperator(order: Order, truth: DanaOrder | undefined): boolean {
    if (truth === undefined || order.refundPending === 0n) return false;
    const unexplained = refundedTotal(truth) - order.refunded;
    const { refunds, incidents } = store.tables;
    const isAmbiguous = [...refunds.values()].some(
      ({ refund }) =>
        refund.orderId === order.id && refund.status === 'PENDING' && refund.amount <= unexplained,
    );
    const isKnown = [...incidents.values()].some(
      (one) => one.orderId === order.id && one.kind === 'UNKNOWN_FOR_LONG',
    );
    return isAmbiguous && isKnown;
  }
}

/** The statuses that agree with this state at DANA. */
function statusesOf(truth: DanaOrder | undefined, order: Order): readonly OrderStatus[] {
  // An order of the merchant's other software under this reference is another order, unless the content is the
  // same.
  if (!isIt(truth, order)) return ['FAILED'];
  const alike = statusesOfIt(truth, order);
  // One with the same content may also have been made after ours was declined.
  return truth.isForeign ? [...alike, 'FAILED'] : alike;
}

function statusesOfIt(truth: DanaOrder, order: Order): readonly OrderStatus[] {
  switch (truth.state) {
    case 'INIT':
    case 'PAYING':
      return ['PENDING'];
    case 'SUCCESS': {
      const refunded = refundedTotal(truth);
      if (refunded === 0n) return ['PAID'];
      return refunded < truth.amount ? ['PARTIALLY_REFUNDED'] : ['REFUNDED'];
    }
    case 'CLOSED':
      // A close before its time, while our cancellation was on its way, is that cancellation as far as anybody can tell.
      return order.cancellation === null ? ['EXPIRED'] : ['EXPIRED', 'CANCELLED'];
    // DANA may report a cancellation made elsewhere as a close: nothing was paid either way.
    case 'CANCELLED':
      return truth.voided === 0n ? ['CANCELLED', 'EXPIRED'] : ['CANCELLED'];
    case 'FAILED':
      return ['FAILED'];
  }
}

function pendingOf({ refundPending, cancellation }: Order): string {
  return `refundPending ${refundPending}, cancel ${cancellation?.status ?? 'none'}`;
}

function fits(body: string, order: Order): boolean {
  const translated = translateNotification(Buffer.from(body));
  if (translated.kind === 'unreadable') return false;
  const { merchantId: notifiedId, currency, report } = translated.notify;
  const isSameReference = order.referenceNo === null || report.referenceNo === order.referenceNo;
  return notifiedId === merchantId && currency === 'IDR' && report.amount === order.amount && isSameReference;
}
