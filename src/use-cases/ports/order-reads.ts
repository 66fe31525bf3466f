import type { Order } from '../../domain/order.ts';
import type { Refund } from '../../domain/refund.ts';

/** One of the three numbers that name an order: ours, the merchant's, DANA's. */
export type OrderKey =
  | { readonly id: string }
  | { readonly partnerReferenceNo: string }
  | { readonly referenceNo: string };

/** The parts of an order that a view has only if they were requested: they are long, and few readers select them. */
export const orderDetails = ['goods', 'metadata', 'instruction', 'paidWith'] as const;
export type OrderDetail = (typeof orderDetails)[number];

/** What only the gateway itself needs of an order. */
type Internal =
  | 'contentHash'
  | 'externalStoreId'
  | 'subMerchantId'
  | 'notFoundAt'
  | 'contradictions'
  | 'waitingApprovals';

/** An order as readers see it, with the requested details. */
export type OrderView = Omit<Order, OrderDetail | Internal> & Partial<Pick<Order, OrderDetail>>;

/** An order for a reader, and what decides whether the reader may make the gateway query DANA. */
export interface ReadOrder {
  readonly order: OrderView;
  /** When a reader last did; null if none has. */
  readonly askedAt: Date | null;
}

/** Orders and refunds by their keys. */
export interface OrderReads {
  find(key: OrderKey): Promise<Order | null>;
  /** For a reader: takes from the record only what every view has, and these details. */
  findView(key: OrderKey, details: readonly OrderDetail[]): Promise<ReadOrder | null>;
  /** The orders with these ids that exist, in any order. For wake-ups of many watchers at once. */
  findMany(ids: readonly string[]): Promise<readonly Order[]>;
  /** The orders with these numbers of the merchant that exist, in any order. */
  findByNumbers(partnerReferenceNos: readonly string[]): Promise<readonly Order[]>;
  findRefund(key: { id: string } | { partnerRefundNo: string }): Promise<Refund | null>;
  /** Every refund of an order, oldest first. */
  refundsOf(orderId: string): Promise<readonly Refund[]>;
}
