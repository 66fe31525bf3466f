import { type Actor, danaActor } from './actor.ts';
import type { ApprovalAct, Evidence } from './approval.ts';
import type { Rupiah } from './money.ts';
import type { OrderStatus, PaidWith } from './order.ts';
import type { PaymentInstruction } from './payment-option.ts';

/** Where a fact comes from. */
export const orderEventSources = [
  'API',
  'GATEWAY',
  'CREATE_ANSWER',
  'CANCEL_ANSWER',
  'REFUND_ANSWER',
  'FINISH_NOTIFY',
  'QUERY',
  'SETTLEMENT',
  'OPERATOR',
] as const;
export type OrderEventSource = (typeof orderEventSources)[number];

/** The sources through which DANA speaks: what comes from them is DANA's doing. */
export type DanaSource = Exclude<OrderEventSource, 'API' | 'GATEWAY' | 'OPERATOR'>;

/** Who caused a fact: DANA, named by the source through which it spoke, or an actor on our side. */
export type FactOrigin = DanaSource | Actor;

/** The actor of an origin, as events record it. */
export function actorOfOrigin(origin: FactOrigin): Actor {
  return typeof origin === 'string' ? danaActor : origin;
}

/** The source of an origin, as events record it. Throws for DANA without its source: nobody could check such a fact. */
export function sourceOfOrigin(origin: FactOrigin): OrderEventSource {
  if (typeof origin === 'string') return origin;
  if (origin.kind === 'DANA') throw new Error('a fact of DANA needs the source through which DANA spoke');
  return origin.kind === 'GATEWAY' || origin.kind === 'OPERATOR' ? origin.kind : 'API';
}

/** Why DANA declined, as far as a use case acts on the difference. */
export const declineReasons = [
  /** The merchant's balance at DANA does not cover it. */
  'INSUFFICIENT_MERCHANT_BALANCE',
  /** Same reference, other content: an earlier request stands (DANA's …18). */
  'INCONSISTENT_REQUEST',
  /** The order's state does not allow it: refunded, not paid, closed. */
  'INVALID_STATUS',
  /** DANA has no such order. */
  'NOT_FOUND',
  /** The window is over (cancel: 24 hours after payment). */
  'TOO_LATE',
  /** DANA does not permit it, for a reason that the code leaves open: agreement, a refund window, a dispute. */
  'NOT_PERMITTED',
  /** Not permitted, and DANA reports the order as frozen. */
  'ORDER_FROZEN',
  /** Everything else that is final: agreement, limit, abnormal account, malformed field. */
  'OTHER',
] as const;
export type DeclineReason = (typeof declineReasons)[number];

/** Why DANA declined: a category, and DANA's own words, kept as evidence. */
export interface Decline {
  readonly reason: DeclineReason;
  readonly responseCode: string;
  readonly responseMessage: string;
  /** What exactly is wrong, if DANA says it. Bounded and printable. */
  readonly debugMessage?: string;
}

/** What a second person decided, and why. */
export interface ApprovalDecision {
  readonly approvalId: string;
  readonly act: ApprovalAct;
  readonly amount: Rupiah;
  readonly reason: string;
}

/** What two people attest, by the request of the first that the second approved. */
export interface Attestation {
  readonly approvalId: string;
  readonly amount: Rupiah;
  readonly evidence: Evidence;
}

/**
 * What can happen to an order: facts in the past tense, with the values that change the order. Amounts are sen,
 * instants are UTC.
 */
export type OrderFact =
  | { readonly type: 'CREATED' }
  /** DANA has the order. A create answer brings the instruction; a query does not. */
  | {
      readonly type: 'ACCEPTED';
      readonly referenceNo: string | null;
      readonly instruction: PaymentInstruction | null;
      /** Set if DANA had the order already, and it expires at another time than was requested now. */
      readonly expiresAt?: Date;
    }
  /** DANA declined to create the order. */
  | ({ readonly type: 'DECLINED' } & Decline)
  /** DANA has no such order: the first of two answers. They prove it after expiry, and let an attempt be abandoned before. */
  | { readonly type: 'NOT_FOUND' }
  /** DANA reported twice, well after expiry, that it has no such order. */
  | { readonly type: 'NEVER_CREATED' }
  | {
      readonly type: 'PAID';
      readonly referenceNo: string | null;
      readonly paidAt: Date;
      readonly paidWith: readonly PaidWith[];
    }
  /** DANA reports that paying failed for good (SNAP status 06). */
  | { readonly type: 'PAYMENT_FAILED' }
  /** DANA closed the order unpaid. */
  | { readonly type: 'EXPIRED' }
  | { readonly type: 'CANCELLATION_REQUESTED'; readonly reason: string | null }
  /** DANA cancelled the order and returned `voided` to the payer (zero if nothing had been paid). */
  | { readonly type: 'CANCELLED'; readonly voided: Rupiah; readonly paidAt: Date | null }
  | ({ readonly type: 'CANCELLATION_DECLINED' } & Decline)
  | {
      readonly type: 'REFUND_REQUESTED';
      readonly refundId: string;
      readonly partnerRefundNo: string;
      readonly amount: Rupiah;
      readonly reason: string | null;
    }
  | {
      readonly type: 'REFUNDED';
      readonly refundId: string;
      readonly refundNo: string | null;
      readonly amount: Rupiah;
      /** The refund's status before: one that DANA had declined no longer counts as pending. */
      readonly from: 'PENDING' | 'FAILED';
    }
  | ({
      readonly type: 'REFUND_DECLINED';
      readonly refundId: string;
      readonly amount: Rupiah;
    } & Decline)
  /** DANA could not deliver a refund: `amount` of it came back to the merchant, `returned` in all. */
  | {
      readonly type: 'REFUND_RETURNED';
      readonly refundId: string;
      readonly amount: Rupiah;
      readonly returned: Rupiah;
    }
  /** Somebody asks a second person to approve what gives money back, which reserves the amount, or to attest a fact. */
  | {
      readonly type: 'APPROVAL_REQUESTED';
      readonly approvalId: string;
      readonly act: ApprovalAct;
      readonly amount: Rupiah;
      readonly reason: string | null;
      readonly expiresAt: Date;
    }
  /** Another person approves it; the request to DANA, or the attested fact, is the next event. */
  | ({ readonly type: 'APPROVAL_GRANTED' } & ApprovalDecision)
  | ({ readonly type: 'APPROVAL_REFUSED' } & ApprovalDecision)
  /** Nobody decided in time. */
  | {
      readonly type: 'APPROVAL_EXPIRED';
      readonly approvalId: string;
      readonly act: ApprovalAct;
      readonly amount: Rupiah;
    }
  /** The bank decided a dispute for the merchant: so much of what it took back comes back. DANA's total may fall later. */
  | ({ readonly type: 'CHARGEBACK_WON' } & Attestation)
  /** The merchant paid the payer back by bank transfer, past DANA. */
  | ({ readonly type: 'REFUNDED_BY_TRANSFER' } & Attestation)
  /** An adjustment in DANA's file belongs to this refund: `amount` of it came back to the merchant, `returned` in all. */
  | ({
      readonly type: 'ADJUSTMENT_ASSIGNED';
      readonly refundId: string;
      readonly returned: Rupiah;
    } & Attestation)
  /** DANA's total of refunds grew by an amount that no refund of ours explains. */
  | { readonly type: 'REFUNDED_ELSEWHERE'; readonly amount: Rupiah }
  /** The payer's bank took back so much more: DANA's total of chargebacks grew. */
  | { readonly type: 'CHARGED_BACK'; readonly amount: Rupiah }
  /** The bank returned so much of it: DANA's total fell. */
  | { readonly type: 'CHARGEBACK_RETURNED'; readonly amount: Rupiah }
  /** DANA holds the order's money. */
  | { readonly type: 'FROZEN' }
  /** DANA no longer holds it. */
  | { readonly type: 'RELEASED' }
  /** The lifecycle does not allow a fact of the type `contradiction`. The order stays as it is. */
  | { readonly type: 'CONTRADICTED'; readonly contradiction: string; readonly detail: string };

export type OrderFactType = OrderFact['type'];

/** Every type, for the enums of the database and of GraphQL. The compiler keeps the list complete. */
export const orderFactTypes = Object.keys({
  CREATED: 1,
  ACCEPTED: 1,
  DECLINED: 1,
  NOT_FOUND: 1,
  NEVER_CREATED: 1,
  PAID: 1,
  PAYMENT_FAILED: 1,
  EXPIRED: 1,
  CANCELLATION_REQUESTED: 1,
  CANCELLED: 1,
  CANCELLATION_DECLINED: 1,
  APPROVAL_REQUESTED: 1,
  APPROVAL_GRANTED: 1,
  APPROVAL_REFUSED: 1,
  APPROVAL_EXPIRED: 1,
  REFUND_REQUESTED: 1,
  REFUNDED: 1,
  REFUND_DECLINED: 1,
  REFUND_RETURNED: 1,
  CHARGEBACK_WON: 1,
  REFUNDED_BY_TRANSFER: 1,
  ADJUSTMENT_ASSIGNED: 1,
  REFUNDED_ELSEWHERE: 1,
  CHARGED_BACK: 1,
  CHARGEBACK_RETURNED: 1,
  FROZEN: 1,
  RELEASED: 1,
  CONTRADICTED: 1,
} satisfies Record<OrderFactType, 1>) as [OrderFactType, ...OrderFactType[]];

/** One line of an order's timeline: append-only, `version` counts from 1 without gaps. */
export interface OrderEvent {
  /** Names this event everywhere and is never reused, see `newEventId`. */
  readonly id: string;
  readonly orderId: string;
  readonly version: number;
  readonly occurredAt: Date;
  readonly source: OrderEventSource;
  /** Who caused it. */
  readonly actor: Actor;
  /** The status after this event. */
  readonly status: OrderStatus;
  readonly fact: OrderFact;
  /** The W3C `traceparent` of the work that recorded it, for the store alone; absent if nobody traces, and when read. */
  readonly trace?: string;
}

/** An event as the lifecycle decides it. Whoever records it gives it its id. */
export type DecidedEvent = Omit<OrderEvent, 'id'>;
