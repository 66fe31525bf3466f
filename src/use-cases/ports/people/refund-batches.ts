import type { DailyReturn } from '../../../domain/approval-rules.ts';
import type {
  RefundBatch,
  RefundBatchLine,
  RefundBatchStatus,
} from '../../../domain/batches/refund-batch.ts';
import type { ReturnConflict } from '../order-changes.ts';
import type { Page, PageRequest } from '../pages.ts';

/** A batch to carry out, and its next lines. The caller holds its lease. */
export interface ClaimedBatch {
  readonly batch: RefundBatch;
  readonly lines: readonly RefundBatchLine[];
}

/** Where batches of refunds are kept. All instants come from the caller's Clock. */
export interface RefundBatches {
  /** Records a batch with its lines and what its requester gives back that day: all of it or nothing. */
  insertBatch(
    batch: RefundBatch,
    lines: readonly RefundBatchLine[],
    dailyReturn: DailyReturn | null,
  ): Promise<'inserted' | 'numberTaken' | Exclude<ReturnConflict['kind'], 'refundNoTaken' | 'factAttested'>>;
  findBatch(key: { readonly id: string } | { readonly batchNo: string }): Promise<RefundBatch | null>;
  /** Newest first. Throws MalformedCursor for a cursor of another list. */
  pageBatches(
    filter: { readonly status?: readonly RefundBatchStatus[] },
    page: PageRequest,
  ): Promise<Page<RefundBatch>>;
  /**
   * In the order of the lines. A line that waits counts as REQUESTED if its refund is on record: a process may end, and a
   * batch be stopped, between the refund and the line.
   */
  pageBatchLines(batchId: string, page: PageRequest): Promise<Page<RefundBatchLine>>;
  /** How many lines wait, and have no refund on record. Zero if there is no such batch. */
  countWaitingLines(batchId: string): Promise<number>;
  /** Writes status, decision and stop reason, if the batch is still in one of these states; false if it is not. */
  moveBatch(batch: RefundBatch, from: readonly RefundBatchStatus[]): Promise<boolean>;
  /** Ends batches whose time to decide is over. */
  expireBatches(now: Date): Promise<void>;
  /**
   * Leases the oldest running batch, with at most `limit` lines that wait. Null if there is none, or if somebody works on it
   * or it rests: no younger one begins before it has ended.
   */
  claimBatch(now: Date, leasedUntil: Date, limit: number): Promise<ClaimedBatch | null>;
  /** Whether the batch runs under this lease: nobody has stopped it, and no other process has taken it over. */
  holdsBatch(batchId: string, leasedUntil: Date): Promise<boolean>;
  /** Writes how a line ended. */
  endLine(line: RefundBatchLine): Promise<void>;
  /** Ends a running batch of which no line waits; else nobody claims it before `nextAt`. Changes nothing without this lease. */
  leaveBatch(batchId: string, leasedUntil: Date, nextAt: Date): Promise<void>;
}
