import type { Order } from '../../domain/order.ts';
import type { Refund } from '../../domain/refund.ts';

/** One of the three numbers that name an order: ours, the merchant's, DANA's. */
export type OrderKey =
  | { readonly id: string }
  | { readonly partnerReferenceNo: string }
  | { readonly referenceNo: string };

/** Orders and refunds by their keys. */
export interface OrderReads {
  find(key: OrderKey): Promise<Order | null>;
  /** The orders with these ids that exist, in any order. For wake-ups of many watchers at once. */
  findMany(ids: readonly string[]): Promise<readonly Order[]>;
  findRefund(key: { id: string } | { partnerRefundNo: string }): Promise<Refund | null>;
  /** Every refund of an order, oldest first. */
  refundsOf(orderId: string): Promise<readonly Refund[]>;
}
