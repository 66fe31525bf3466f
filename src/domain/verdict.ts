import { type Rupiah, rupiah } from './money.ts';
import { keptRefunds, lostByChargeback, type Order } from './order.ts';
import type { OrderEventSource } from './order-event.ts';

/** What is true about an order's money, in one word for programs. Codes are added, never changed. */
export const verdictCodes = [
  'PAID',
  'NOT_PAID_YET',
  'NOT_KNOWN_YET',
  'NOT_PAID',
  'CANCELLATION_PENDING',
  'CANCELLED_AND_RETURNED',
  'REFUND_PENDING',
  'WAITS_FOR_APPROVAL',
  'PARTLY_REFUNDED',
  'REFUNDED',
  'REFUNDED_BY_TRANSFER',
  'CHARGED_BACK',
  'PAID_AND_FROZEN',
] as const;
export type VerdictCode = (typeof verdictCodes)[number];

/** Through which source DANA reported a fact, and when the gateway recorded it. */
export interface ReportedFact {
  readonly source: OrderEventSource;
  readonly at: Date;
}

/** The events by which money goes back to a payer. */
export const backEventTypes = ['REFUNDED', 'REFUNDED_ELSEWHERE', 'CANCELLED', 'CHARGED_BACK'] as const;

/** What a verdict needs beyond the order. */
export interface VerdictProof {
  /** Through which source DANA reported the payment, and when; null if it did not. */
  readonly paid: ReportedFact | null;
  /** The same for the last fact by which money went back: a refund, a cancellation or a chargeback. */
  readonly back: ReportedFact | null;
  /** When the gateway queries DANA next; null if nothing is open. */
  readonly nextQueryAt: Date | null;
}

/** What somebody who answers a customer may say about an order, and how it is proven. */
export interface Verdict extends VerdictProof {
  readonly code: VerdictCode;
  /** The amount that the code is about. */
  readonly amount: Rupiah;
  /** What the payer paid; zero without a payment. */
  readonly paidAmount: Rupiah;
  /** When the payer paid, as DANA reports it. */
  readonly paidAt: Date | null;
  /** Until when the order can be paid. */
  readonly expiresAt: Date;
  /** When the order last changed. */
  readonly updatedAt: Date;
}

type Judged = Pick<
  Order,
  | 'status'
  | 'amount'
  | 'paid'
  | 'paidAt'
  | 'expiresAt'
  | 'updatedAt'
  | 'refunded'
  | 'returned'
  | 'refundPending'
  | 'reserved'
  | 'voided'
  | 'chargedBack'
  | 'chargebackWon'
  | 'transferred'
  | 'isFrozen'
  | 'cancellation'
>;

/** The verdict on an order: what is under way comes before what is done, because the answer may change. */
export function verdictOn(order: Judged, proof: VerdictProof): Verdict {
  const { paid: paidAmount, paidAt, expiresAt, updatedAt } = order;
  return { ...codeAndAmount(order), ...proof, paidAmount, paidAt, expiresAt, updatedAt };
}

function codeAndAmount(order: Judged): Pick<Verdict, 'code' | 'amount'> {
  const { status, amount, paid, refundPending, reserved, voided, transferred, cancellation } = order;
  if (status === 'CONFIRMING') return { code: 'NOT_KNOWN_YET', amount };
  if (cancellation?.status === 'PENDING') return { code: 'CANCELLATION_PENDING', amount };
  if (status === 'PENDING') return { code: 'NOT_PAID_YET', amount };
  if (paid === 0n) return { code: 'NOT_PAID', amount };
  if (refundPending > 0n) return { code: 'REFUND_PENDING', amount: refundPending };
  if (reserved > 0n) return { code: 'WAITS_FOR_APPROVAL', amount: reserved };
  if (voided > 0n) return { code: 'CANCELLED_AND_RETURNED', amount: voided };
  const lost = lostByChargeback(order);
  if (lost > 0n) return { code: 'CHARGED_BACK', amount: lost };
  if (transferred > 0n && keptRefunds(order) === 0n)
    return { code: 'REFUNDED_BY_TRANSFER', amount: transferred };
  const kept = rupiah(keptRefunds(order) + transferred);
  if (kept > 0n) return { code: kept < paid ? 'PARTLY_REFUNDED' : 'REFUNDED', amount: kept };
  return { code: order.isFrozen ? 'PAID_AND_FROZEN' : 'PAID', amount: paid };
}
