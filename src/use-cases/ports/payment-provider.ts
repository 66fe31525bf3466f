import type { Rupiah } from '../../domain/money.ts';
import type { Order, PaidWith } from '../../domain/order.ts';
import type { DeclineReason } from '../../domain/order-event.ts';
import type { PaymentInstruction, PaymentOption } from '../../domain/payment-option.ts';
import type { Refund } from '../../domain/refund.ts';

export type { DeclineReason } from '../../domain/order-event.ts';

/** DANA gave no clear answer. `isOurFault`: DANA rejects our key, merchant or a header; configuration cures it. */
export interface UnknownAnswer {
  readonly kind: 'unknown';
  /** For logs and incidents; never shown to clients. */
  readonly reason: string;
  readonly isOurFault: boolean;
  /** DANA has received the request and is still processing it (202). */
  readonly isInProgress: boolean;
  /** Why the gateway held the call back; it was never sent. */
  readonly unavailability?: Unavailability;
}

/** DANA explicitly and finally declined this very operation. */
export interface DeclinedAnswer {
  readonly kind: 'declined';
  readonly responseCode: string;
  readonly responseMessage: string;
  /** What exactly is wrong, in DANA's words: only its sandbox says it. */
  readonly debugMessage?: string;
  readonly reason: DeclineReason;
}

export type CreateOrderAnswer =
  | {
      readonly kind: 'accepted';
      readonly referenceNo: string | null;
      readonly instruction: PaymentInstruction | null;
    }
  | DeclinedAnswer
  | UnknownAnswer;

/** DANA's report on an order, from a query or from a verified Finish Notify. */
export interface PaymentReport {
  readonly state:
    | 'INITIATED'
    | 'PAYING'
    | 'PAID'
    /** Closed unpaid: expired, or closed without saying why. */
    | 'CLOSED'
    | 'CANCELLED'
    | 'FAILED'
    /** A status that DANA has not documented: shown to operators, never interpreted. */
    | 'UNRECOGNISED';
  readonly referenceNo: string | null;
  readonly amount: Rupiah | null;
  readonly paidAt: Date | null;
  /** What the payer used; empty if the report does not contain it. */
  readonly paidWith: readonly PaidWith[];
  /** Cumulative total of refunds, sen. Null if the report does not contain it (a Finish Notify). */
  readonly refunded: Rupiah | null;
  /** Returned by a cancellation, sen. Null if the report does not contain it. */
  readonly voided: Rupiah | null;
  /** Cumulative total of what the payer's bank took back, sen. Null if the report does not contain it. */
  readonly chargedBack: Rupiah | null;
  /** Whether DANA holds the order's money. Null if the report does not contain it. */
  readonly isFrozen: boolean | null;
  /** Until when the order can be paid; absent if the report does not contain it. */
  readonly expiresAt?: Date;
  /** When DANA created the order, by DANA's clock; absent if the report does not contain it. */
  readonly createdAt?: Date;
}

export type QueryOrderAnswer =
  | { readonly kind: 'found'; readonly report: PaymentReport }
  | { readonly kind: 'notFound' }
  | UnknownAnswer;

export type CancelOrderAnswer = { readonly kind: 'accepted' } | DeclinedAnswer | UnknownAnswer;

export type RefundOrderAnswer =
  | { readonly kind: 'accepted'; readonly refundNo: string | null }
  | DeclinedAnswer
  | UnknownAnswer;

export type PaymentOptionsAnswer =
  | { readonly kind: 'accepted'; readonly options: readonly PaymentOption[] }
  | DeclinedAnswer
  | UnknownAnswer;

/** What Create Order may contain beyond the order itself. Everything has been validated. */
export interface OrderDetails {
  readonly phoneNumber: string | null;
  readonly returnUrl: string | null;
  /** True if returnUrl has an app's own scheme: DANA's isDeeplink Y. */
  readonly isDeeplink: boolean;
  readonly merchantTransType: string | null;
  readonly disabledPayMethods: readonly string[];
  readonly memo: string | null;
  readonly buyer: {
    readonly externalUserType: string | null;
    readonly externalUserId: string | null;
    readonly nickname: string | null;
    readonly userId: string | null;
  } | null;
  readonly shipping: readonly Shipping[];
  readonly terminal: 'APP' | 'WEB' | 'WAP' | 'SYSTEM';
  readonly clientIp: string | null;
}

/** Where the goods of an order are sent. */
export interface Shipping {
  readonly merchantShippingId: string;
  readonly trackingNo: string | null;
  readonly carrier: string | null;
  readonly chargeAmount: Rupiah | null;
  readonly countryName: string;
  readonly stateName: string;
  readonly cityName: string;
  readonly areaName: string | null;
  readonly address1: string;
  readonly address2: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly mobileNo: string | null;
  readonly phoneNo: string | null;
  readonly zipCode: string;
  readonly email: string | null;
  readonly faxNo: string | null;
}

/**
 * A body that DANA would never take, and that is therefore neither written nor sent. Only a writer throws it, so that
 * nothing has been recorded yet. The message names fields and rules in the words of DANA's SDK, never a value.
 */
export class RequestInvalid extends Error {
  /** The fields at fault, by the names of our own inputs where they have one. */
  readonly fields: readonly string[];
  constructor(message: string, fields: readonly string[]) {
    super(message);
    this.name = 'RequestInvalid';
    this.fields = fields;
  }
}

/** Calls in progress at once whose answer nothing waits for: less than a tenth of all. */
export const lateCallsMax = 12;

/** The longest that one call to DANA takes: the time that DANA documents for every API. */
export const danaTimeoutMs = 8_000;

/** DANA's operations, by the names that its SDK gives them. One may fail for hours while the others work. */
export const providerOperations = [
  'consultPay',
  'createOrder',
  'queryPayment',
  'cancelOrder',
  'refundOrder',
] as const;
export type ProviderOperation = (typeof providerOperations)[number];

/**
 * DANA, as the use cases see it. No method throws for anything that DANA or the network does: an unclear answer is
 * `unknown`. Every call ends within `danaTimeoutMs`.
 */
export interface PaymentProvider {
  /** Consult Pay: no side effects, may be repeated freely. */
  listPaymentOptions(input: {
    amount: Rupiah;
    externalStoreId: string | null;
  }): Promise<PaymentOptionsAnswer>;
  /** The exact body of Create Order, to be stored before it is sent. Pure; throws RequestInvalid. */
  writeCreateRequest(order: Order, details: OrderDetails): string;
  /**
   * The body of Create Order that DANA must have got the first time, if it had the order before this record was made: the
   * present body with the expiry that DANA reports. Pure.
   */
  withExpiry(request: string, expiresAt: Date): string;
  /** Sends a stored body, byte for byte. Repeating it is safe: the reference in it is the idempotency key. */
  createOrder(request: string): Promise<CreateOrderAnswer>;
  /** Query Payment. `LATE`: nothing waits for the answer, so the call has a bulkhead of its own, of `lateCallsMax`. */
  queryOrder(order: Order, urgency?: 'LATE'): Promise<QueryOrderAnswer>;
  /**
   * The body of Cancel Order for the cancellation on this order, before it is recorded. Pure; throws RequestInvalid.
   * It is not stored: the order is DANA's idempotency key, and the same order gives the same body.
   */
  writeCancelRequest(order: Order): string;
  /** Cancel Order, in full. DANA's key is the order itself. */
  cancelOrder(order: Order): Promise<CancelOrderAnswer>;
  /** The exact body of Refund Order, to be stored before it is sent. Pure; throws RequestInvalid. */
  writeRefundRequest(order: Order, refund: Refund): string;
  /** Sends a stored body, byte for byte. Repeating it is safe: partnerRefundNo in it is the idempotency key. */
  refundOrder(request: string): Promise<RefundOrderAnswer>;
  /** Read before anything is recorded: null if DANA may be called with this operation now. */
  unavailability(operation: ProviderOperation): Unavailability | null;
}

/** Why no new request should be sent to DANA now. */
export interface Unavailability {
  readonly reason: /** DANA has been failing at this operation, and its breaker is open. */
    | 'DANA_UNREACHABLE'
    /** DANA rejected our key or client id a moment ago. */
    | 'DANA_CREDENTIALS_REJECTED'
    /** Too many calls to DANA are in progress already. */
    | 'GATEWAY_BUSY';
  /** Milliseconds until DANA may be called again, with a fraction: a GraphQL Int has none. */
  readonly retryAfterMs: number;
}

/** Where an order is sold: the external ids of a store and of a division; null if none is named. */
export interface Outlet {
  readonly externalStoreId: string | null;
  readonly subMerchantId: string | null;
}

/** What DANA has accepted lately, from any process: it proves that our own merchant is known to DANA. */
export interface AcceptedOutlets {
  /**
   * Whether DANA has accepted the creation of an order, made at this instant or later, that names neither this store
   * nor this division. Null names none, and excludes no order.
   */
  hasAcceptedWithout(outlet: Outlet, since: Date): Promise<boolean>;
}
