import { type Rupiah, rupiah, zeroRupiah } from '../../../src/domain/money.ts';
import type { PaidWith } from '../../../src/domain/order.ts';
import type { PaymentReport } from '../../../src/use-cases/ports/payment-provider.ts';

/** DANA's acquirementStatus, and FAILED for SNAP's 06: the payment failed for good. */
export type DanaState = 'INIT' | 'PAYING' | 'SUCCESS' | 'CLOSED' | 'CANCELLED' | 'FAILED';

export interface DanaRefund {
  readonly partnerRefundNo: string;
  readonly refundNo: string;
  readonly amount: Rupiah;
  /** The request; a repeat with other content is declined. */
  readonly content: string;
  status: 'IN_PROGRESS' | 'DONE' | 'DECLINED';
  /** Whether DANA could not deliver it, and gave the money back to the merchant. Only its settlement file tells. */
  isReturned: boolean;
}

/** One order as DANA has it: the truth that the gateway's records are compared with. */
export interface DanaOrder {
  readonly partnerReferenceNo: string;
  readonly referenceNo: string;
  readonly amount: Rupiah;
  readonly expiresAtMs: number;
  readonly content: string;
  /** Created by other software of the merchant, under a reference that the gateway gets a request for too. */
  readonly isForeign: boolean;
  state: DanaState;
  /** Every state that it has been in. */
  readonly pastStates: Set<DanaState>;
  paidAtMs: number | null;
  /** What the payer used; empty if unpaid, and if DANA does not report it. */
  paidWith: readonly PaidWith[];
  readonly refunds: Map<string, DanaRefund>;
  /** Refunds that somebody made in DANA's portal. */
  refundedElsewhere: Rupiah;
  /** What the payer's bank took back; refunds do not lower it. */
  chargedBack: Rupiah;
  isFrozen: boolean;
  /** When the bank or DANA last changed one of these two; null if never. */
  disputedAtMs: number | null;
  /** Returned by a cancellation after payment. */
  voided: Rupiah;
  cancellation: 'IN_PROGRESS' | 'DECLINED' | null;
  /**
   * Somebody changed it in a way that DANA need not report: in its portal, or a bank long after the order
   * ended.
   */
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

/** Sen returned by refunds; those in progress do not count, because DANA shows a refund when it is done. */
export function refundedTotal({ refunds, refundedElsewhere }: DanaOrder): Rupiah {
  let total: bigint = refundedElsewhere;
  for (const { status, amount } of refunds.values()) if (status === 'DONE') total += amount;
  return rupiah(total);
}

/** Sen that may still be refunded; refunds in progress are subtracted, and those that came back are not. */
export function refundableLeft(order: DanaOrder): bigint {
  let left = order.amount - order.refundedElsewhere - order.chargedBack;
  for (const { status, amount, isReturned } of order.refunds.values())
    if (status !== 'DECLINED' && !isReturned) left -= amount;
  return left;
}

/** Why the rules forbid to cancel this order now; null if they do not. */
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

/** The answer to a query. */
export function reportOf(order: DanaOrder): PaymentReport {
  return {
    state: states[order.state],
    referenceNo: order.referenceNo,
    amount: order.amount,
    paidAt: order.paidAtMs === null ? null : new Date(order.paidAtMs),
    paidWith: order.paidWith,
    refunded: refundedTotal(order),
    voided: order.voided,
    chargedBack: order.chargedBack,
    isFrozen: order.isFrozen,
  };
}
