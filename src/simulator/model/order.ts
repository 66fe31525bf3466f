import type { JsonObject } from './json.ts';
import type { Money } from './money.ts';

/**
 * DANA's acquirementStatus. INIT created and unpaid, PAYING the payer has started, SUCCESS paid,
 * CLOSED expired or refused, CANCELLED by the merchant (before or after payment).
 */
export type OrderState = 'INIT' | 'PAYING' | 'SUCCESS' | 'CLOSED' | 'CANCELLED';

/** DANA's two-digit status of an order; the description is the acquirement status itself. */
export const latestTransactionStatus: Record<OrderState, string> = {
  INIT: '01',
  PAYING: '02',
  SUCCESS: '00',
  CLOSED: '05',
  CANCELLED: '05',
};

/** A method family and, except for BALANCE and cards, the concrete channel. */
export interface PayChoice {
  payMethod: string;
  payOption: string;
}

/** How the payer pays: by a code to show, on a page to visit, or after a push to the phone. */
export type Instruction =
  | { kind: 'payment-code'; paymentCode: string }
  | { kind: 'redirect' }
  | { kind: 'push' };

/** What a payer used for one part of a payment: a purse, a card, a coupon. */
export interface PaymentPart extends PayChoice {
  amount: Money;
}

export interface Payment extends PayChoice {
  cashierRequestId: string;
  amount: Money;
  /**
   * What the payer used, if it differs from the method of the order: a QRIS code paid from the DANA balance, a
   * coupon beside a balance. Absent: that method alone.
   */
  parts?: PaymentPart[];
  paidAt: string;
}

/** A refund. DANA may answer 202 first: the refund is in progress until `finishesAt`, then done. */
export interface Refund {
  partnerRefundNo: string;
  refundNo: string;
  amount: Money;
  /** The refund request as received: a repeat with other content is refused. */
  request: JsonObject;
  status: 'IN_PROGRESS' | 'DONE';
  requestedAt: string;
  finishesAt: string;
  /** When its money came back to the merchant, because DANA could not deliver it. Absent: it did not. */
  returnedAt?: string;
}

export interface Cancellation {
  status: 'IN_PROGRESS' | 'DONE';
  reason: string | null;
  requestedAt: string;
  finishesAt: string;
}

/** A payer's dispute: what the bank took back of the payment, and whether DANA holds the rest. */
export interface Dispute {
  chargedBack: Money;
  isFrozen: boolean;
}

/** One order as DANA sees it. Instants are ISO texts in UTC; the edge converts them to the wire's +07:00. */
export interface Order {
  merchantId: string;
  partnerId: string;
  partnerReferenceNo: string;
  referenceNo: string;
  /** The create request as received: a repeat with other content is refused. */
  request: JsonObject;
  title: string;
  amount: Money;
  externalStoreId: string | null;
  subMerchantId: string | null;
  /** The method that the merchant chose; null on the hosted page, because there the payer chooses. */
  choice: PayChoice | null;
  instruction: Instruction;
  returnUrl: string | null;
  notificationUrl: string | null;
  createdAt: string;
  expiresAt: string;
  state: OrderState;
  payment: Payment | null;
  refunds: Refund[];
  cancellation: Cancellation | null;
  /** Null for an order that was never disputed; absent in journals of earlier versions. */
  dispute: Dispute | null;
  closedAt: string | null;
  closeReason: string | null;
}

/**
 * The id of an order. Each merchant numbers its own orders, so an order is identified by merchant and number.
 */
export function orderIdOf(order: Pick<Order, 'merchantId' | 'partnerReferenceNo'>): string {
  return `${order.merchantId}/${order.partnerReferenceNo}`;
}
