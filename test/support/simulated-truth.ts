import { parseSnapAmount } from '../../src/domain/money.ts';
import type { DanaTruth } from './invariants.ts';
import type { SimulatorDesk } from './simulator-desk.ts';

interface Money {
  readonly value: string;
}
interface Attempt {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly isSuccess: boolean;
}

/** An order as the simulator has it, in the oracle's terms; null if it has none. */
export async function simulatedTruth(
  desk: SimulatorDesk,
  partnerReferenceNo: string,
): Promise<DanaTruth | null> {
  const found = await desk.order(partnerReferenceNo).catch(() => null);
  if (found === null) return null;
  const sen = (money: unknown) => parseSnapAmount((money as Money).value) ?? -1n;
  const attempts = found.deliveries.flatMap(({ attempts: made }) => (made ?? []) as Attempt[]);
  return {
    partnerReferenceNo,
    referenceNo: found.referenceNo,
    state: found.acquirementStatus as DanaTruth['state'],
    amount: sen(found.amount),
    refunded: sen(found.refundedAmount),
    voided: sen(found.voidedAmount),
    refunds: found.refunds.map((refund) => ({
      partnerRefundNo: refund.partnerRefundNo,
      amount: sen(refund.amount),
      isDone: refund.status === 'DONE',
    })),
    acknowledged: attempts
      .filter(({ isSuccess }) => isSuccess)
      .map(({ body, headers }) => ({
        body,
        timestamp: headers['X-Timestamp'] ?? headers['x-timestamp'] ?? '',
      })),
  };
}
