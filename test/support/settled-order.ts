import { decide } from '../../src/domain/lifecycle.ts';
import { rupiah } from '../../src/domain/money.ts';
import type { OrderFact } from '../../src/domain/order-event.ts';
import { nothingReturned, type Refund } from '../../src/domain/refund.ts';
import { aServerKey } from './actors.ts';
import type { DanaTruth, RecordedOrder } from './invariants.ts';
import { minute, openNewOrder, recorded } from './orders.ts';

/** The refund of the order below. */
export const settledRefund: Refund = {
  id: 'refund-1',
  orderId: openNewOrder().order.id,
  partnerRefundNo: 'r-1',
  refundNo: null,
  amount: rupiah(1_000_000n),
  reason: null,
  status: 'SUCCEEDED',
  ...nothingReturned,
  contentHash: 'hash',
  createdAt: minute(7),
  updatedAt: minute(7),
  actor: aServerKey,
};

const { amount } = openNewOrder().order;
const facts: readonly OrderFact[] = [
  { type: 'ACCEPTED', referenceNo: 'DANA-1', instruction: null },
  {
    type: 'PAID',
    referenceNo: 'DANA-1',
    paidAt: minute(5),
    paidWith: [{ payMethod: 'BALANCE', payOption: null, amount: null }],
  },
  {
    type: 'REFUND_REQUESTED',
    refundId: settledRefund.id,
    partnerRefundNo: settledRefund.partnerRefundNo,
    amount: settledRefund.amount,
    reason: null,
  },
  {
    type: 'REFUNDED',
    refundId: settledRefund.id,
    refundNo: null,
    amount: settledRefund.amount,
    from: 'PENDING',
  },
];

/** An order that was created, paid and partly refunded, as it must be recorded; tests of an oracle falsify it. */
export function settledRecord(): RecordedOrder {
  const opened = openNewOrder();
  let { order } = opened;
  const events = [opened.event];
  for (const fact of facts) {
    const source = fact.type === 'REFUNDED' ? 'REFUND_ANSWER' : 'QUERY';
    const decision = decide(order, fact, source, minute(6));
    if (decision.kind !== 'changed') throw new Error(`${fact.type} must change the order`);
    order = decision.order;
    events.push(recorded(decision.event));
  }
  return { order, events, refunds: [settledRefund] };
}

/** The same order at DANA. */
export const settledTruth: DanaTruth = {
  partnerReferenceNo: 'ord-1',
  referenceNo: 'DANA-1',
  state: 'SUCCESS',
  amount,
  refunded: settledRefund.amount,
  voided: 0n,
  chargedBack: 0n,
  isFrozen: false,
  refunds: [{ partnerRefundNo: 'r-1', amount: settledRefund.amount, isDone: true }],
  acknowledged: [],
};
