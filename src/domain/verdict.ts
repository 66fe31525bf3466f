import { type Rupiah, rupiah } from './money.ts';
import { keptRefunds, lostByChargeback, type Order } from './order.ts';
import type { OrderEventSource } from './order-event.ts';
import type { OperationStatus } from './refund.ts';

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

/** What DANA's clear answer to a query says about an order, in one word. */
export const reportedStates = ['NOT_PAID', 'PAID', 'CANCELLED', 'CLOSED', 'FAILED', 'NOT_FOUND'] as const;
export type ReportedState = (typeof reportedStates)[number];

/** When DANA was queried about an order, and what its clear answer said. */
export interface LastReport {
  readonly at: Date;
  readonly state: ReportedState;
}

/** The same of any query; null: DANA did not answer, or not clearly. */
export interface LastQuery {
  readonly at: Date;
  readonly state: ReportedState | null;
}

/** The events by which money goes back to a payer. */
export const backEventTypes = ['REFUNDED', 'REFUNDED_ELSEWHERE', 'CANCELLED', 'CHARGED_BACK'] as const;

/** The events by which an order ends without a payment. */
export const endEventTypes = ['EXPIRED', 'CANCELLED', 'PAYMENT_FAILED', 'NEVER_CREATED', 'DECLINED'] as const;

/** The end of the number that the payer was given. */
export interface PayTo {
  readonly kind: 'VIRTUAL_ACCOUNT' | 'PAYMENT_CODE';
  readonly lastDigits: string;
}

/** What a verdict needs beyond the order. */
export interface VerdictProof {
  /** Through which source DANA reported the payment, and when; null if it did not. */
  readonly paid: ReportedFact | null;
  /** The same for the last fact by which money went back: a refund, a cancellation or a chargeback. */
  readonly back: ReportedFact | null;
  /** The same for the last fact by which the order ended without a payment. */
  readonly ended: ReportedFact | null;
  /** The last query that DANA answered clearly, or the order's acceptance if that is younger; null if there is neither. */
  readonly lastReport: LastReport | null;
  /** When a later query was sent that DANA did not answer, or not clearly; null if there is none. */
  readonly unansweredAt: Date | null;
  /** Null if the order has no such number. */
  readonly payTo: PayTo | null;
  /** The merchant's numbers of the last refunds with their statuses, newest first; at most `refundNosMax`. */
  readonly refundNos: readonly RefundNo[];
  /** When the gateway queries DANA next; null if nothing is open. */
  readonly nextQueryAt: Date | null;
}

/** The merchant's number of a refund, and how the refund stands. */
export interface RefundNo {
  readonly partnerRefundNo: string;
  readonly status: OperationStatus;
}

/** How many refunds a verdict names at most. */
export const refundNosMax = 5;

/** What a verdict knows without a proof: nothing. */
export const noProof: VerdictProof = {
  paid: null,
  back: null,
  ended: null,
  lastReport: null,
  unansweredAt: null,
  payTo: null,
  refundNos: [],
  nextQueryAt: null,
};

/** The younger of the two; null if there is neither. */
export function lastReportOf(reported: LastReport | null, acceptedAt: Date | null): LastReport | null {
  if (acceptedAt === null || (reported !== null && reported.at >= acceptedAt)) return reported;
  return { at: acceptedAt, state: 'NOT_PAID' };
}

/** What somebody who answers a customer may say about an order, and how it is proven. */
export interface Verdict extends VerdictProof, DescribedOrder {
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

/** What the sentences of a verdict say of the order itself. */
type DescribedOrder = Pick<
  Order,
  'status' | 'partnerReferenceNo' | 'title' | 'payMethod' | 'payOption' | 'cancellation'
>;

type JudgedOrder = DescribedOrder &
  Pick<
    Order,
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
  >;

/** The verdict on an order: what is under way comes before what is done, because the answer may change. */
export function verdictOn(order: JudgedOrder, proof: VerdictProof): Verdict {
  const { paid: paidAmount, paidAt, expiresAt, updatedAt } = order;
  const { status, partnerReferenceNo, title, payMethod, payOption, cancellation } = order;
  const told = { status, partnerReferenceNo, title, payMethod, payOption, cancellation };
  return { ...codeAndAmount(order), ...proof, ...told, paidAmount, paidAt, expiresAt, updatedAt };
}

function codeAndAmount(order: JudgedOrder): Pick<Verdict, 'code' | 'amount'> {
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
