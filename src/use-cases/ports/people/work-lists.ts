import type { Rupiah } from '../../../domain/money.ts';
import type { Page, PageRequest } from '../pages.ts';

/** What DANA has not answered conclusively about. */
export const pendingOperations = ['CREATE', 'CANCEL', 'REFUND'] as const;
export type PendingOperationKind = (typeof pendingOperations)[number];

/** An order, a cancellation or a refund whose result nobody knows yet. */
export interface PendingOperation {
  readonly operation: PendingOperationKind;
  readonly orderId: string;
  /** When it was requested. */
  readonly since: Date;
  readonly amount: Rupiah;
  /** The merchant's number of the refund; null for other operations. */
  readonly partnerRefundNo: string | null;
}

/** How far rows are counted and summed up for an overview: a count that has reached it stands for this many or more. */
export const summedMax = 100_000;

/** A number of facts and the sum of their amounts, `summedMax` facts at most. */
export interface Total {
  readonly count: number;
  readonly sum: bigint;
}

/** What came in and went out from one instant to just before another. */
export interface DayTotals {
  /** By the time that DANA reports for the payment. */
  readonly paid: Total;
  /** Refunds and cancellations of paid orders that DANA carried out, by the time at which the gateway learned of it. */
  readonly givenBack: Total;
  /** What payers' banks took back, likewise. */
  readonly chargedBack: Total;
  /** Settlement files that were imported, and what they pay out. */
  readonly settled: Total;
}

/** What is open now. */
export interface OpenTotals {
  /** Orders that DANA has not confirmed. */
  readonly unknown: Total;
  /** Orders that the payer can still pay. */
  readonly awaitingPayment: Total;
  readonly refunds: Total;
  readonly cancellations: Total;
}

/** What people look through to find what needs them. Each statement reads one bounded range of one index. */
export interface WorkLists {
  /** The longest pending first; only what was requested before this instant, or everything. */
  pagePending(
    operation: PendingOperationKind,
    before: Date | null,
    page: PageRequest,
  ): Promise<Page<PendingOperation>>;
  dayTotals(from: Date, to: Date): Promise<DayTotals>;
  openTotals(): Promise<OpenTotals>;
}
