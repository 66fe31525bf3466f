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

/** DANA's documented states, and the SNAP statuses that each of them goes with. */
const statusesOfAcquirement: Readonly<Record<string, readonly string[]>> = {
  INIT: ['01', '02', '03'],
  PAYING: ['01', '02', '03'],
  SUCCESS: ['00', '04'],
  MERCHANT_ACCEPT: ['00', '04'],
  CLOSED: ['04', '05', '06'],
  CANCELLED: ['04', '05', '06'],
};

/**
 * SNAP's status as a state of ours. `UNRECOGNISED` wherever DANA contradicts itself or says what is not
 * documented: an operator looks and DANA is asked again, but nothing is guessed.
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
    // SNAP's general "refunded". How much is all that matters, so without an amount it says nothing.
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

/** 05 is cancelled, closed and expired in one. DANA's own state tells them apart, else what it is called. */
function closedStateOf({ acquirementStatus, isCalledCancelled, refunded }: StateEvidence) {
  const isCancelled = acquirementStatus === null ? isCalledCancelled : acquirementStatus === 'CANCELLED';
  if (isCancelled) return 'CANCELLED';
  // Closed unpaid, and money went back by refund: one of the two is wrong.
  return refunded !== null && refunded > 0n ? 'UNRECOGNISED' : 'CLOSED';
}
