import { type LineRefusal, lineRefundNo, type RefundBatchLine } from '../../domain/batches/refund-batch.ts';
import { mayRefund, type RefundPermission } from '../../domain/cancel-and-refund-rules.ts';
import type { Rupiah } from '../../domain/money.ts';
import type { Order } from '../../domain/order.ts';

/** One refund, as a merchant writes it. */
export interface BatchLineInput {
  readonly partnerReferenceNo: string;
  /** Null: everything that is still refundable. */
  readonly amount: Rupiah | null;
  /** Null: the reason of the batch. */
  readonly reason: string | null;
}

/** Judges one line; undefined: there is no such order. The batch has no id yet. */
export type LineJudge = (wanted: BatchLineInput, order: Order | undefined) => RefundBatchLine;

/** Judges the lines of a batch in their order; an order that comes again is a duplicate. */
export function lineJudge(batchNo: string): LineJudge {
  const seen = new Set<string>();
  let lineNo = 0;
  return ({ partnerReferenceNo, amount, reason }, order) => {
    lineNo += 1;
    const permission = order === undefined ? null : mayRefund(order, amount);
    const isDuplicate = seen.size === seen.add(partnerReferenceNo).size;
    const refusal = isDuplicate ? 'DUPLICATE' : refusalOf(permission);
    return {
      batchId: '',
      lineNo,
      partnerReferenceNo,
      orderId: order?.id ?? null,
      amount: refusal === null && permission?.kind === 'ALLOWED' ? permission.amount : null,
      reason,
      partnerRefundNo: lineRefundNo(batchNo, lineNo),
      status: refusal === null ? 'WAITING' : 'REFUSED',
      refusal,
    };
  };
}

function refusalOf(permission: RefundPermission | null): LineRefusal | null {
  if (permission === null) return 'ORDER_NOT_FOUND';
  return permission.kind === 'ALLOWED' ? null : permission.kind;
}
