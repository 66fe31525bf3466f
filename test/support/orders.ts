import { randomUUID } from 'node:crypto';
import { type Approval, approvalLifetimeMs } from '../../src/domain/approval.ts';
import type { RefundBatch, RefundBatchLine } from '../../src/domain/batches/refund-batch.ts';
import type { Checkout } from '../../src/domain/checkout.ts';
import { openOrder } from '../../src/domain/lifecycle.ts';
import { newEventId } from '../../src/domain/merchant-event.ts';
import { rupiah } from '../../src/domain/money.ts';
import type { Order } from '../../src/domain/order.ts';
import type { DecidedEvent, Decline, OrderEvent } from '../../src/domain/order-event.ts';
import { nothingReturned, type Refund } from '../../src/domain/refund.ts';
import { aServerKey } from './actors.ts';

/** The instant at which the orders of tests are created. */
export const birth = new Date('2026-01-15T03:00:00.000Z');

/** Minutes after `birth`. */
export function minute(count: number): Date {
  return new Date(birth.getTime() + count * 60_000);
}

const amount = rupiah(7_500_000n);

const paid: Partial<Order> = { paid: amount, paidAt: minute(5), referenceNo: 'DANA-1' };

/** The fields of an order that depend on its status, for each status. */
const byStatus: Readonly<Record<Order['status'], Partial<Order>>> = {
  CONFIRMING: {},
  PENDING: { referenceNo: 'DANA-1', instruction: { kind: 'VIRTUAL_ACCOUNT', bank: 'BRI', number: '8059' } },
  PAID: paid,
  PARTIALLY_REFUNDED: { ...paid, refunded: rupiah(1_000_000n) },
  REFUNDED: { ...paid, refunded: amount },
  CANCELLED: { referenceNo: 'DANA-1' },
  EXPIRED: { referenceNo: 'DANA-1' },
  FAILED: {},
};

/** An order in this status; tests name only the fields that they are about. */
export function anOrder(attributes: Partial<Order> = {}): Order {
  const { order } = openNewOrder();
  const status = attributes.status ?? order.status;
  return { ...order, ...byStatus[status], version: status === 'CONFIRMING' ? 1 : 2, ...attributes };
}

/** An order at its first event. */
export function openNewOrder(attributes: Partial<Order> = {}): { order: Order; event: OrderEvent } {
  const terms = {
    id: '00000000-0000-4000-8000-000000000001',
    partnerReferenceNo: 'ord-1',
    title: 'Two tickets',
    amount,
    expiresAt: minute(30),
    createdAt: birth,
    externalStoreId: null,
    subMerchantId: null,
    payMethod: null,
    payOption: null,
    goods: [],
    metadata: [],
    checkoutId: null,
    contentHash: 'hash',
    ...attributes,
  };
  const { order, event } = openOrder(terms, aServerKey);
  return { order, event: recorded(event) };
}

/** The event with an id, as it is recorded. */
export function recorded(event: DecidedEvent): OrderEvent {
  return { ...event, id: newEventId(randomUUID()) };
}

/** DANA declines for a reason that is the payer's or the merchant's. */
export const declined: Decline = {
  reason: 'INVALID_STATUS',
  responseCode: '4035815',
  responseMessage: 'Transaction Not Permitted',
};

/** A refund of the order that `anOrder` makes. */
export function aRefund(attributes: Partial<Refund> = {}): Refund {
  return {
    id: '00000000-0000-4000-8000-00000000000f',
    orderId: '00000000-0000-4000-8000-000000000001',
    partnerRefundNo: 'refund-1',
    refundNo: null,
    amount: rupiah(1_000_000n),
    reason: null,
    actor: aServerKey,
    status: 'PENDING',
    ...nothingReturned,
    contentHash: 'hash',
    createdAt: minute(6),
    updatedAt: minute(6),
    ...attributes,
  };
}

/** A request for a second person about the order that `anOrder` makes. */
export function anApproval(attributes: Partial<Approval> = {}): Approval {
  return {
    id: 'apr_00000000-0000-4000-8000-00000000000a',
    orderId: '00000000-0000-4000-8000-000000000001',
    act: 'REFUND',
    amount: rupiah(2_500_000n),
    partnerRefundNo: 'refund-1',
    reason: 'One returned',
    contentHash: 'hash',
    evidence: null,
    refundId: null,
    requestedBy: aServerKey,
    requestedAt: birth,
    expiresAt: new Date(birth.getTime() + approvalLifetimeMs),
    status: 'WAITING',
    decidedBy: null,
    endedAt: null,
    decisionReason: null,
    ...attributes,
  };
}

/** A batch of two refunds that needs nobody else. */
export function aRefundBatch(attributes: Partial<RefundBatch> = {}): RefundBatch {
  return {
    id: 'rba_00000000-0000-4000-8000-00000000000b',
    batchNo: 'concert-1',
    contentHash: 'hash',
    status: 'RUNNING',
    reason: 'The concert is cancelled',
    lineCount: 2,
    refundCount: 2,
    amount: rupiah(5_000_000n),
    requestedBy: aServerKey,
    requestedAt: birth,
    needsApproval: false,
    expiresAt: new Date(birth.getTime() + approvalLifetimeMs),
    decidedBy: null,
    decidedAt: null,
    decisionReason: null,
    stopReason: null,
    ...attributes,
  };
}

/** A line that waits. */
export function aRefundBatchLine(batchId: string): RefundBatchLine {
  return {
    batchId,
    lineNo: 1,
    partnerReferenceNo: 'ord-1',
    orderId: 'ord-1',
    amount: rupiah(100n),
    reason: null,
    partnerRefundNo: `${batchId}-1`,
    status: 'WAITING',
    refusal: null,
  };
}

/** A checkout that nobody has attempted to pay. */
export function aCheckout(attributes: Partial<Checkout> = {}): Checkout {
  return {
    id: '00000000-0000-4000-8000-0000000000c0',
    partnerReferenceNo: 'cart-1',
    title: 'Two tickets',
    amount,
    createdAt: birth,
    actor: aServerKey,
    expiresAt: minute(30),
    returnUrl: null,
    successUrl: null,
    externalStoreId: null,
    subMerchantId: null,
    goods: [],
    metadata: [],
    contentHash: 'hash',
    endedAt: null,
    endedBy: null,
    endReason: null,
    ...attributes,
  };
}
