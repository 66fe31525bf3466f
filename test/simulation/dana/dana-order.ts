import { type Rupiah, rupiah, zeroRupiah } from '../../../src/domain/money.ts';
import type { PaymentReport } from '../../../src/use-cases/ports/payment-provider.ts';

/** DANA's acquirementStatus, and FAILED for SNAP's 06: paying failed for good. */
export type DanaState = 'INIT' | 'PAYING' | 'SUCCESS' | 'CLOSED' | 'CANCELLED' | 'FAILED';

export interface DanaRefund {
  readonly partnerRefundNo: string;
  readonly refundNo: string;
  readonly amount: Rupiah;
  /** The request: repeated with other content it is refused. */
  readonly content: string;
  status: 'IN_PROGRESS' | 'DONE' | 'DECLINED';
}

/** One order as DANA has it: the truth that the gateway is measured with. */
export interface DanaOrder {
  readonly partnerReferenceNo: string;
  readonly referenceNo: string;
  readonly amount: Rupiah;
  readonly expiresAtMs: number;
  readonly content: string;
  /** Made by other software of the merchant, under a reference that the gateway is asked for too. */
  readonly isForeign: boolean;
  state: DanaState;
  /** Every state that it has been in. */
  readonly pastStates: Set<DanaState>;
  paidAtMs: number | null;
  readonly refunds: Map<string, DanaRefund>;
  /** Refunds that somebody made in DANA's portal. */
  refundedElsewhere: Rupiah;
  /** Given back by a cancel after payment. */
  voided: Rupiah;
  cancellation: 'IN_PROGRESS' | 'DECLINED' | null;
  /** Somebody did something with it of which DANA need not tell: in its portal, or a bank long after its end. */
  isTouchedElsewhere: boolean;
}

/** DANA's API reference: a paid order may be cancelled within 24 hours of its payment. */
const cancelWindowMs = 24 * 60 * 60_000;

export function enter(order: DanaOrder, state: DanaState): void {
  order.state = state;
  order.pastStates.add(state);
}

export function isOpen({ state }: DanaOrder): boolean {
  return state === 'INIT' || state === 'PAYING';
}

/** Sen given back by refunds; those in progress are not counted, as DANA shows a refund when it is done. */
export function refundedTotal({ refunds, refundedElsewhere }: DanaOrder): Rupiah {
  let total: bigint = refundedElsewhere;
  for (const { status, amount } of refunds.values()) if (status === 'DONE') total += amount;
  return rupiah(total);
}

/** Sen that may still be refunded: what is under way is spoken for. */
export function refundableLeft(order: DanaOrder): bigint {
  let left = order.amount - order.refundedElsewhere;
  for (const { status, amount } of order.refunds.values()) if (status !== 'DECLINED') left -= amount;
  return left;
}

/** Why the rules forbid to cancel this order now; null where they do not. */
export function cancelObstacle(order: DanaOrder, nowMs: number): 'INVALID_STATUS' | 'TOO_LATE' | null {
  const hasRefund =
    order.refundedElsewhere > 0n || [...order.refunds.values()].some((one) => one.status !== 'DECLINED');
  if (order.state === 'CLOSED' || order.state === 'FAILED' || hasRefund) return 'INVALID_STATUS';
  const isWindowOver = order.paidAtMs !== null && nowMs - order.paidAtMs > cancelWindowMs;
  return isWindowOver ? 'TOO_LATE' : null;
}

export function cancelNow(order: DanaOrder): void {
  order.voided = order.state === 'SUCCESS' ? order.amount : zeroRupiah;
  order.cancellation = null;
  enter(order, 'CANCELLED');
}

const states: Readonly<Record<DanaState, PaymentReport['state']>> = {
  INIT: 'INITIATED',
  PAYING: 'PAYING',
  SUCCESS: 'PAID',
  CLOSED: 'CLOSED',
  CANCELLED: 'CANCELLED',
  FAILED: 'FAILED',
};

/** What a query tells. */
export function reportOf(order: DanaOrder): PaymentReport {
  const isPaid = order.paidAtMs !== null;
  return {
    state: states[order.state],
    referenceNo: order.referenceNo,
    amount: order.amount,
    paidAt: order.paidAtMs === null ? null : new Date(order.paidAtMs),
    payMethod: isPaid ? 'VIRTUAL_ACCOUNT' : null,
    payOption: isPaid ? 'VIRTUAL_ACCOUNT_BRI' : null,
    refunded: refundedTotal(order),
    voided: order.voided,
  };
}
