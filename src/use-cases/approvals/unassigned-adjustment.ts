import { type Rupiah, rupiah } from '../../domain/money.ts';
import type { Refund } from '../../domain/refund.ts';
import { countedLines } from '../../domain/settlement/counted-lines.ts';
import type { SettledRefund } from '../../domain/settlement/judge-order.ts';
import { amountToAssign } from '../../domain/settlement/refund-returns.ts';
import type { SettlementReads } from '../ports/settlement/settlement-store.ts';

/** An adjustment whose refund no rule and nobody knows yet. */
export interface UnassignedAdjustment {
  readonly amount: Rupiah;
  /** The order's refunds when the files were read. */
  readonly refunds: readonly SettledRefund[];
}

/** Reads what DANA's files say of the adjustment with this transaction number; null if there is nothing to assign. */
export function makeReadUnassigned({ readCases }: Pick<SettlementReads, 'readCases'>) {
  return async function readUnassigned(
    partnerReferenceNo: string,
    transactionId: string,
  ): Promise<UnassignedAdjustment | null> {
    const [found] = await readCases([partnerReferenceNo]);
    if (found === undefined) return null;
    const { refunds, assigned } = found;
    const amount = amountToAssign(transactionId, countedLines(found.lines), refunds, assigned);
    return amount > 0n ? { amount: rupiah(amount), refunds } : null;
  };
}

/** Whether no refund has come back since the files were read: what came back may be this very adjustment. */
export function isStillUnassigned(
  { refunds: before }: UnassignedAdjustment,
  refunds: readonly Refund[],
): boolean {
  return refunds.every(({ partnerRefundNo, returned }) =>
    before.some((one) => one.partnerRefundNo === partnerRefundNo && one.returned === returned),
  );
}
