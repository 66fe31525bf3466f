import type { Rupiah } from '../../domain/money.ts';
import type { PaymentReport } from '../../use-cases/ports/payment-provider.ts';

/** What DANA says about the state of an order, in a query or a notification. Absent values are null. */
export interface StateEvidence {
  /** SNAP's latestTransactionStatus. */
  readonly status: string;
  /** DANA's own state beside it; notifications have none. */
  readonly acquirementStatus: string | null;
  /** statusDetail.cancelled said "true", or the description said CANCELLED. */
  readonly isCalledCancelled: boolean;
  /** Cumulative total of refunds. */
  readonly refunded: Rupiah | null;
}

/** DANA's documented states, with the SNAP statuses that go with each. */
const statusesOfAcquirement: Readonly<Record<string, readonly string[]>> = {
  INIT: ['01', '02', '03'],
  PAYING: ['01', '02', '03'],
  SUCCESS: ['00', '04'],
  MERCHANT_ACCEPT: ['00', '04'],
  CLOSED: ['04', '05', '06'],
  CANCELLED: ['04', '05', '06'],
};

/**
 * Translates SNAP's status into ours. `UNRECOGNISED` if DANA contradicts itself or sends an undocumented value: an
 * operator is alerted and DANA is queried again, but nothing is guessed.
 */
export function paymentStateOf(evidence: StateEvidence): PaymentReport['state'] {
  const { status, acquirementStatus, refunded } = evidence;
  const fitting = acquirementStatus === null ? undefined : statusesOfAcquirement[acquirementStatus];
  if (fitting !== undefined && !fitting.includes(status)) return 'UNRECOGNISED';
  switch (status) {
    case '00':
      return 'PAID';
    case '01':
      return 'INITIATED';
    // 02 is not final although one of DANA's texts treats it as success: no goods are delivered on it. 03 is
    // SNAP's general "pending", not observed for this product.
    case '02':
    case '03':
      return 'PAYING';
    // SNAP's general "refunded". Only the amount matters, so without one it proves nothing.
    case '04':
      return refunded !== null && refunded > 0n ? 'PAID' : 'UNRECOGNISED';
    case '05':
      return closedStateOf(evidence);
    case '06':
      return 'FAILED';
    default:
      return 'UNRECOGNISED';
  }
}

/** 05 means cancelled, closed or expired. DANA's own state tells them apart, else its description does. */
function closedStateOf({ acquirementStatus, isCalledCancelled, refunded }: StateEvidence) {
  const isCancelled = acquirementStatus === null ? isCalledCancelled : acquirementStatus === 'CANCELLED';
  if (isCancelled) return 'CANCELLED';
  // Closed unpaid and yet refunded: one of the two is wrong.
  return refunded !== null && refunded > 0n ? 'UNRECOGNISED' : 'CLOSED';
}
