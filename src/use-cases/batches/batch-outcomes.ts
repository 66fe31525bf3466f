import type { RefundBatch, RefundBatchLine } from '../../domain/batches/refund-batch.ts';
import type { CeilingExceeded, InvalidInput, TemporarilyUnavailable } from '../outcomes.ts';

export type RequestRefundBatchOutcome =
  /** `lines` as they were judged; null if the batch was on record already. After a dry run nothing is on record. */
  | {
      readonly kind: 'RequestRefundBatchSuccess';
      readonly batch: RefundBatch;
      readonly lines: readonly RefundBatchLine[] | null;
      readonly isDryRun: boolean;
    }
  | { readonly kind: 'RefundBatchConflict' }
  | CeilingExceeded
  | InvalidInput
  | TemporarilyUnavailable;

interface RefundBatchNotFound {
  readonly kind: 'RefundBatchNotFound';
}
/** The batch is in another state than the caller believes. */
interface RefundBatchClosed {
  readonly kind: 'RefundBatchClosed';
  readonly batch: RefundBatch;
}

export type DecideRefundBatchOutcome =
  | { readonly kind: 'DecideRefundBatchSuccess'; readonly batch: RefundBatch }
  /** The caller requested it, or is no person. */
  | { readonly kind: 'OtherPersonNeeded'; readonly batch: RefundBatch }
  | RefundBatchNotFound
  | RefundBatchClosed
  | InvalidInput;

export type SteerRefundBatchOutcome =
  | { readonly kind: 'SteerRefundBatchSuccess'; readonly batch: RefundBatch }
  | RefundBatchNotFound
  | RefundBatchClosed
  | InvalidInput;
