import type { Approval } from '../domain/approval.ts';
import type { Rupiah } from '../domain/money.ts';
import type { Order } from '../domain/order.ts';
import type { PaymentOption } from '../domain/payment-option.ts';
import type { Refund } from '../domain/refund.ts';
import type { ReplayedPage } from './ports/inbox.ts';
import type { Incident } from './ports/incidents.ts';
import type { HistoryChange } from './ports/order-pages.ts';
import type { Unavailability } from './ports/payment-provider.ts';

/**
 * The outcomes of the use cases. Every outcome that a caller is expected to handle is a value, tagged with its name in
 * the GraphQL schema; what nobody can handle is thrown.
 */

/** Why one field of an input is not allowed. The edge that shows it chooses the text by `rule`. */
export type InputRule =
  | { readonly rule: 'REQUIRED' }
  | { readonly rule: 'TOO_LONG'; readonly max: number }
  | { readonly rule: 'TOO_MANY'; readonly max: number }
  | { readonly rule: 'CONTROL_CHARACTER' }
  | { readonly rule: 'BLANK' }
  /** Letters, digits and `_ - . /` only. */
  | { readonly rule: 'REFERENCE_ALPHABET' }
  /** QRIS limits references to 25 characters. */
  | { readonly rule: 'TOO_LONG_FOR_QRIS'; readonly max: number }
  | { readonly rule: 'STORE_REQUIRED_FOR_QRIS' }
  | { readonly rule: 'PHONE_REQUIRED' }
  | { readonly rule: 'PHONE_FORMAT' }
  | { readonly rule: 'PAY_METHOD_REQUIRED' }
  | { readonly rule: 'PAY_OPTION_REQUIRED' }
  | { readonly rule: 'HOSTED_PAGE_ONLY' }
  | { readonly rule: 'EXPIRES_TOO_SOON'; readonly minMs: number }
  | { readonly rule: 'EXPIRES_TOO_LATE'; readonly maxMs: number }
  | { readonly rule: 'RETURN_URL_NOT_ALLOWED' }
  | { readonly rule: 'AMOUNT_TOO_LARGE'; readonly max: string }
  | { readonly rule: 'IP_ADDRESS' }
  | { readonly rule: 'EMAIL' }
  | { readonly rule: 'NUMBER_FORMAT' }
  /** Only other facts have this value. */
  | { readonly rule: 'NOT_FOR_THIS_FACT' }
  /** SHA-256, 64 hexadecimal digits. */
  | { readonly rule: 'FILE_HASH' }
  | { readonly rule: 'PAGE_SIZE'; readonly max: number }
  | { readonly rule: 'DUPLICATE' }
  /** The request that this input makes would never be taken by DANA. */
  | { readonly rule: 'CANNOT_BE_SENT' };

/** `path` as in the input: `['goods', '0', 'price']`. */
export type InputIssue = { readonly path: readonly string[] } & InputRule;

/** The input is not valid; names every issue. */
export interface InvalidInput {
  readonly kind: 'InvalidInput';
  readonly issues: readonly InputIssue[];
}
/** DANA clearly and finally declined the request. The order is on record as it then stands. */
export interface ProviderDeclined {
  readonly kind: 'ProviderDeclined';
  readonly responseCode: string;
  readonly responseMessage: string;
  readonly order: Order;
}
/** Why a request was not begun. */
export type UnavailableReason =
  | Unavailability['reason']
  /** DANA answered Consult Pay with an error. */
  | 'DANA_ERROR'
  /** The database certainly did not record the request. */
  | 'DATABASE_UNAVAILABLE'
  /** Another call is paying the same checkout. */
  | 'CHECKOUT_BUSY'
  /** The payer may still be able to pay the checkout's previous attempt. */
  | 'PREVIOUS_ATTEMPT_OPEN';

/**
 * The request was not begun: nothing of it was recorded or sent to DANA, and the caller may repeat it. (payCheckout
 * may have ended an earlier attempt already.) `retryAfterMs` is null if nobody knows how long this will last.
 */
export interface TemporarilyUnavailable {
  readonly kind: 'TemporarilyUnavailable';
  readonly reason: UnavailableReason;
  readonly retryAfterMs: number | null;
}
/** No such order exists, or the caller may not see it. */
export interface OrderNotFound {
  readonly kind: 'OrderNotFound';
}
/** DANA declined to give money of this order back, and reports the order as frozen. */
export interface OrderFrozen {
  readonly kind: 'OrderFrozen';
  readonly order: Order;
}
/** The merchant's balance at DANA does not cover the refund. */
export interface InsufficientMerchantBalance {
  readonly kind: 'InsufficientMerchantBalance';
  readonly order: Order;
}

/** A second person must approve what was requested. Nothing was sent to DANA; the amount is reserved. */
export interface ApprovalRequired {
  readonly kind: 'ApprovalRequired';
  readonly approval: Approval;
  readonly order: Order;
}
/** What was requested under this number was refused by a second person, or nobody decided in time. */
export interface ApprovalDenied {
  readonly kind: 'ApprovalDenied';
  readonly approval: Approval;
  readonly order: Order;
}
/** Only a person can do this, with a key of their own. */
export interface PersonNeeded {
  readonly kind: 'PersonNeeded';
}
/** The record of the order has no room for the fact: another amount, another refund, or nothing that it is about. */
export interface FactDoesNotFit {
  readonly kind: 'FactDoesNotFit';
  readonly order: Order;
}

/** The requester may not give back so much. Nothing was recorded. */
export interface CeilingExceeded {
  readonly kind: 'CeilingExceeded';
  readonly ceiling: Rupiah;
  /** Whether the ceiling is that of a day, and not of one request. */
  readonly isDaily: boolean;
}

export interface PaymentOptions {
  readonly kind: 'PaymentOptions';
  readonly options: readonly PaymentOption[];
  readonly asOf: Date;
  readonly isStale: boolean;
}
export type PaymentOptionsOutcome = PaymentOptions | InvalidInput | TemporarilyUnavailable;

export type CreateOrderOutcome =
  | { readonly kind: 'CreateOrderSuccess'; readonly order: Order }
  | { readonly kind: 'PartnerReferenceNoConflict' }
  | InvalidInput
  | ProviderDeclined
  | TemporarilyUnavailable;

export type CancelOrderOutcome =
  | { readonly kind: 'CancelOrderSuccess'; readonly order: Order }
  | { readonly kind: 'CancelOrderPending'; readonly order: Order }
  | { readonly kind: 'OrderNotCancellable'; readonly order: Order }
  | ApprovalRequired
  | CeilingExceeded
  | OrderNotFound
  | OrderFrozen
  | InsufficientMerchantBalance
  | InvalidInput
  | ProviderDeclined
  | TemporarilyUnavailable;

export type RefundOrderOutcome =
  | { readonly kind: 'RefundOrderSuccess'; readonly refund: Refund; readonly order: Order }
  | { readonly kind: 'RefundOrderPending'; readonly refund: Refund; readonly order: Order }
  | { readonly kind: 'OrderNotRefundable'; readonly order: Order }
  | { readonly kind: 'RefundExceedsBalance'; readonly order: Order }
  | ApprovalRequired
  | ApprovalDenied
  | CeilingExceeded
  | { readonly kind: 'PartnerRefundNoConflict' }
  | OrderNotFound
  | OrderFrozen
  | InsufficientMerchantBalance
  | InvalidInput
  | ProviderDeclined
  | TemporarilyUnavailable;

export type DecideApprovalOutcome =
  /** The decision is on record. What DANA made of an approved request shows on the order. */
  | { readonly kind: 'DecideApprovalSuccess'; readonly approval: Approval; readonly order: Order }
  | { readonly kind: 'ApprovalNotFound' }
  /** Another decision is on record, or the request expired. */
  | { readonly kind: 'ApprovalClosed'; readonly approval: Approval }
  /** The caller requested it, or is no person. */
  | { readonly kind: 'SecondPersonNeeded'; readonly approval: Approval }
  /** The order no longer allows what was requested. It waits on, to be refused. */
  | { readonly kind: 'OrderNotCancellable'; readonly order: Order }
  | { readonly kind: 'OrderNotRefundable'; readonly order: Order }
  | { readonly kind: 'RefundExceedsBalance'; readonly order: Order }
  | { readonly kind: 'PartnerRefundNoConflict' }
  | FactDoesNotFit
  | InvalidInput
  | TemporarilyUnavailable;

export type AttestFactOutcome =
  /** The fact waits for a second person, or two people have attested it already: `approval` says it. */
  | { readonly kind: 'AttestFactSuccess'; readonly approval: Approval; readonly order: Order }
  /** Something else was said of the fact with this reference. */
  | { readonly kind: 'EvidenceConflict'; readonly approval: Approval }
  | PersonNeeded
  | FactDoesNotFit
  | OrderNotFound
  | InvalidInput
  | TemporarilyUnavailable;

/** The cursor of a list of events is of a history that the database no longer has: it was set back to a backup. */
export interface HistoryChanged extends HistoryChange {
  readonly kind: 'HistoryChanged';
}

export interface IncidentNotFound {
  readonly kind: 'IncidentNotFound';
}
export type AcknowledgeIncidentOutcome =
  | { readonly kind: 'AcknowledgeIncidentSuccess'; readonly incident: Incident }
  | IncidentNotFound;
export type ResolveIncidentOutcome =
  | { readonly kind: 'ResolveIncidentSuccess'; readonly incident: Incident }
  | IncidentNotFound
  | InvalidInput;

export type RedeliverEventsOutcome =
  | {
      readonly kind: 'RedeliverEventsSuccess';
      /** Deliveries that are due now: one for each event and receiver. */
      readonly deliveryCount: number;
      /** Whether more was given up than one request sends again. */
      readonly hasMore: boolean;
      readonly wasReopened: boolean;
      readonly unknownEventIds: readonly string[];
    }
  | { readonly kind: 'ReceiverNotFound' }
  | InvalidInput;
export type ReplayInboxOutcome = ({ readonly kind: 'ReplayInboxSuccess' } & ReplayedPage) | InvalidInput;

/** How a verified Finish Notify ended. All of them are on disk and answered `2005600`. */
export type FinishNotifyOutcome =
  | { readonly kind: 'applied'; readonly order: Order }
  | { readonly kind: 'unchanged'; readonly order: Order }
  | { readonly kind: 'quarantined'; readonly reason: string }
  | { readonly kind: 'orphaned' }
  /** The very same message came before; its row counts how often. */
  | { readonly kind: 'repeated' };
