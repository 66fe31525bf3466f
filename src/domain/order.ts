import { type Rupiah, rupiah, zeroRupiah } from './money.ts';
import type { PaymentInstruction } from './payment-option.ts';
import type { OperationStatus } from './refund.ts';

export const orderStatuses = [
  'CONFIRMING',
  'PENDING',
  'PAID',
  'PARTIALLY_REFUNDED',
  'REFUNDED',
  'CANCELLED',
  'EXPIRED',
  'FAILED',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** A cancel that was asked for. The intent is kept until DANA has clearly done or refused it. */
export interface Cancellation {
  readonly status: OperationStatus;
  readonly requestedAt: Date;
  readonly reason: string | null;
}

/** One line of what is sold, as DANA's order.goods describes it. */
export interface Goods {
  readonly merchantGoodsId: string;
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly price: Rupiah;
  readonly unit: string | null;
  readonly quantity: string;
  readonly merchantShippingId: string | null;
  readonly snapshotUrl: string | null;
}

/** A label of the merchant's own; never sent to DANA. */
export interface MetadataEntry {
  readonly key: string;
  readonly value: string;
}

/**
 * One intent to pay one amount. Everything from `status` on is the fold of the order's events: nothing here
 * changes without an event, and the events alone give the same order again.
 */
export interface Order {
  readonly id: string;
  /** The merchant's own number, unique; the idempotency key. */
  readonly partnerReferenceNo: string;
  readonly title: string;
  readonly amount: Rupiah;
  readonly expiresAt: Date;
  readonly createdAt: Date;
  readonly externalStoreId: string | null;
  readonly subMerchantId: string | null;
  readonly goods: readonly Goods[];
  readonly metadata: readonly MetadataEntry[];
  /** The checkout that this order is a try of; null for an order that was created by itself. */
  readonly checkoutId: string | null;
  /** SHA-256 of the caller's input, normalised, before defaults: what "the same content" compares. */
  readonly contentHash: string;

  readonly status: OrderStatus;
  /** Grows by exactly one with every event, from 1. */
  readonly version: number;
  readonly updatedAt: Date;
  /** DANA's number. */
  readonly referenceNo: string | null;
  /** What the caller asked for, then what the payer really used. */
  readonly payMethod: string | null;
  readonly payOption: string | null;
  readonly instruction: PaymentInstruction | null;
  readonly paidAt: Date | null;
  /** What the payer paid: the amount, or nothing yet. The bound of everything that goes back. */
  readonly paid: Rupiah;
  /** Refunds that succeeded, those made elsewhere included: the last total agreed with DANA. */
  readonly refunded: Rupiah;
  /** Refunds asked for and not settled. */
  readonly refundPending: Rupiah;
  /** Given back by cancelling after payment. */
  readonly voided: Rupiah;
  readonly cancellation: Cancellation | null;
  /** When DANA first said that it has no such order, while ours was CONFIRMING. */
  readonly notFoundAt: Date | null;
  /** Kinds of news that contradicted this order and are on record; each is recorded once. */
  readonly contradictions: readonly string[];
}

/** What may still be given back: paid minus refunded, pending refunds and voided. Sen, never negative. */
export function refundable(order: Pick<Order, 'paid' | 'refunded' | 'refundPending' | 'voided'>): Rupiah {
  const left = order.paid - order.refunded - order.refundPending - order.voided;
  return left > 0n ? rupiah(left) : zeroRupiah;
}

/** The payer can still act on the instruction: only while PENDING and before the order expires. */
export function currentInstruction(order: Order, now: Date): PaymentInstruction | null {
  return order.status === 'PENDING' && now < order.expiresAt ? order.instruction : null;
}

/** True where a refund or a cancel was asked for and DANA's answer is still owed. */
export function hasPendingOperation(order: Order): boolean {
  return order.refundPending > 0n || order.cancellation?.status === 'PENDING';
}

/** Nothing is owed by DANA and nothing is awaited from the payer: a watcher may go home. */
export function isAtRest(order: Order): boolean {
  return order.status !== 'CONFIRMING' && order.status !== 'PENDING' && !hasPendingOperation(order);
}
