import type { MoneyEvent } from '../../../domain/books/order-entries.ts';
import type { Order } from '../../../domain/order.ts';
import type { Refund } from '../../../domain/refund.ts';
import type { ImportedLine } from '../../../domain/settlement/counted-lines.ts';
import type { SettlementAmounts } from '../../../domain/settlement/settlement-line.ts';

/** A line of an imported file; a line of files that overlap counts once. */
export interface BookedLine extends ImportedLine {
  readonly isCounted: boolean;
}

/** Sums of orders that were paid on one day in Jakarta; `unknown` if DANA did not say when. In sen. */
export interface OrderSums {
  readonly day: string;
  readonly paid: bigint;
  readonly refunded: bigint;
  readonly returned: bigint;
  readonly voided: bigint;
  readonly chargedBack: bigint;
  readonly chargebackWon: bigint;
  readonly transferred: bigint;
}

/** Sums of refunds that succeeded on one day in Jakarta, in sen. */
export interface RefundSums {
  readonly day: string;
  readonly amount: bigint;
}

/** An imported file with the totals that were counted while it was read. */
export interface FileTotals extends SettlementAmounts {
  readonly importNumber: number;
  readonly fileName: string;
  readonly day: string | null;
}

/** A page, and where the next one begins; null if there is none. */
export interface BooksPage<Item, Place> {
  readonly items: readonly Item[];
  readonly next: Place | null;
}

/** A place among all events: after this version of this order. */
export interface EventPlace {
  readonly orderId: string;
  readonly version: number;
}

/** A place among all lines: after this line of this import. */
export interface LinePlace {
  readonly importNumber: number;
  readonly lineNo: number;
}

/** From an instant to just before another one. */
export interface BooksSpan {
  readonly from: Date;
  readonly to: Date;
}

/** An order that was paid, as finance reads it. */
export type PaidOrder = Pick<
  Order,
  | 'id'
  | 'partnerReferenceNo'
  | 'referenceNo'
  | 'status'
  | 'amount'
  | 'paid'
  | 'refunded'
  | 'returned'
  | 'voided'
  | 'chargedBack'
  | 'chargebackWon'
  | 'transferred'
  | 'payMethod'
  | 'payOption'
  | 'externalStoreId'
  | 'subMerchantId'
  | 'createdAt'
> & { readonly paidAt: Date };

/** A refund and the number of its order. */
export type BookedRefund = Pick<
  Refund,
  | 'id'
  | 'partnerRefundNo'
  | 'refundNo'
  | 'amount'
  | 'returned'
  | 'returnedAt'
  | 'status'
  | 'createdAt'
  | 'updatedAt'
> & { readonly partnerReferenceNo: string };

/** A place among rows by an instant and an id. */
export interface InstantPlace {
  readonly at: Date;
  readonly id: string;
}

/** What finance exports of a span of time. */
export interface BooksExports {
  /** Orders that were paid in the span, by the instant of payment. */
  pagePaidOrders(span: BooksSpan, after: InstantPlace | null): Promise<BooksPage<PaidOrder, InstantPlace>>;
  /** Refunds whose status last changed in the span, by that instant. */
  pageRefunds(span: BooksSpan, after: InstantPlace | null): Promise<BooksPage<BookedRefund, InstantPlace>>;
}

/** What the books are made of and compared with. Every page is small; a reader holds one at a time. */
export interface BooksStore {
  /** The events that may move money, by order and version. */
  pageMoneyEvents(after: EventPlace | null): Promise<BooksPage<MoneyEvent, EventPlace>>;
  /** All lines of imported files, by import and line. */
  pageLines(after: LinePlace | null): Promise<BooksPage<BookedLine, LinePlace>>;
  /** Sums of the rows of orders, in the order of their ids; several pages have the same day. */
  pageOrderSums(after: string | null): Promise<BooksPage<OrderSums, string>>;
  /** Sums of the rows of refunds, in the order of their ids. */
  pageRefundSums(after: string | null): Promise<BooksPage<RefundSums, string>>;
  listFiles(): Promise<readonly FileTotals[]>;
}
