import type { Rupiah } from '../../../domain/money.ts';
import type { VerdictProof } from '../../../domain/verdict.ts';
import type { OrderDetail, OrderView } from '../order-reads.ts';

/** What of an order a searched text may be. */
export const searchMatches = [
  'PARTNER_REFERENCE_NO',
  'REFERENCE_NO',
  'REFUND_NO',
  'PAYMENT_NUMBER',
  'AMOUNT',
  'PHONE',
] as const;
export type SearchMatch = (typeof searchMatches)[number];

/** How many last digits of a phone number an order is found by: few enough to say at a till. */
export const phoneDigitsCount = 4;

/** What a text can be, as parsed; fields that are null or empty are not searched. */
export interface SearchTerms {
  /** What may be a whole number of an order or a refund: the text as people write numbers, a few at most. */
  readonly numbers: readonly string[];
  /** The last digits of a virtual account number or payment code, at least four. */
  readonly lastDigits: string | null;
  readonly amount: Rupiah | null;
  /** The last digits of a phone number, `phoneDigitsCount` of them. */
  readonly phoneDigits: string | null;
}

/** The orders of a time window: created at `from` or later, and before `to`. */
export interface SearchWindow {
  readonly from: Date;
  readonly to: Date;
}

/** An order that was found, and by what. */
export interface SearchHit {
  readonly order: OrderView;
  readonly matchedBy: readonly SearchMatch[];
}

/** What people who answer customers read of orders. */
export interface OrderSearch {
  /** Newest first, `limit` at most. Whole numbers are found whatever the window says. */
  searchOrders(
    terms: SearchTerms,
    window: SearchWindow,
    limit: number,
    details: readonly OrderDetail[],
  ): Promise<readonly SearchHit[]>;
  /** How the payment of an order is proven, and when DANA is queried next. */
  proofOf(orderId: string): Promise<VerdictProof>;
}
