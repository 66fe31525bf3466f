/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Who buys, as DANA's order.buyer describes it. */
export type BuyerInput = {
  /** The buyer's id at the merchant. At most 32 characters. */
  externalUserId?: string | null | undefined;
  /** What externalUserId is, in words of the merchant; needed with it. At most 32 characters. */
  externalUserType?: string | null | undefined;
  /** The buyer's name. At most 64 characters. */
  nickname?: string | null | undefined;
  /** The buyer's id at DANA. At most 32 characters. */
  userId?: string | null | undefined;
};

/** An order to be cancelled. */
export type CancelOrderInput = {
  /** The order's id. */
  orderId: string;
  /** Why, for DANA and the timeline. At most 256 characters. */
  reason?: string | null | undefined;
};

/** What is sold. The payer chooses how to pay it, and nothing else. */
export type CreateCheckoutInput = {
  /** What is to be paid. */
  amount: string | number;
  /** Default: now + 30 minutes. From 1 minute to 7 days ahead; in DANA's sandbox 30 minutes at most. */
  expiresAt?: string | null | undefined;
  /** The shop's id in DANA's portal, at most 64 characters. Without it QRIS is not offered. */
  externalStoreId?: string | null | undefined;
  /** What is sold; at most 100 lines. */
  goods?: Array<GoodsInput> | null | undefined;
  /** The merchant's own labels, put on every try; at most 50. The payer does not see them. */
  metadata?: Array<MetadataEntryInput> | null | undefined;
  /** The merchant's own number: 1 to 22 of A-Z a-z 0-9 _ - . /. Tries are orders of this number, then -2 to -5. */
  partnerReferenceNo: string;
  /** Where DANA sends the payer afterwards; on the allow-list. Default: RETURN_URL. */
  returnUrl?: string | null | undefined;
  /** The division's id in DANA's portal, at most 32 characters. */
  subMerchantId?: string | null | undefined;
  /** What the payer sees: 1 to 64 characters. */
  title: string;
};

/** An order to be created. */
export type CreateOrderInput = {
  /** What is to be paid. */
  amount: string | number;
  /** Who buys, in words of the merchant. */
  buyer?: BuyerInput | null | undefined;
  /** The payer's IP address, version 4 or 6. */
  clientIp?: string | null | undefined;
  /** Methods that DANA's hosted page is not to offer. Hosted page only. */
  disabledPayMethods?: Array<string> | null | undefined;
  /** Default: now + 30 minutes. From 1 minute to 7 days ahead; in DANA's sandbox 30 minutes at most. */
  expiresAt?: string | null | undefined;
  /** The shop's id in DANA's portal. Needed for QRIS. */
  externalStoreId?: string | null | undefined;
  /** What is sold. At most 100 lines. */
  goods?: Array<GoodsInput> | null | undefined;
  /** A note that DANA keeps with the order. At most 64 characters. */
  memo?: string | null | undefined;
  /** A label of the transaction for DANA. At most 64 characters. */
  merchantTransType?: string | null | undefined;
  /** The merchant's own labels; not sent to DANA. At most 50. */
  metadata?: Array<MetadataEntryInput> | null | undefined;
  /** The merchant's own order number: 1 to 64 of A-Z a-z 0-9 _ - . /; at most 25 where QRIS may be used. */
  partnerReferenceNo: string;
  /** Left out: DANA's hosted page, where the payer chooses (scenario REDIRECT). */
  payMethod?: string | null | undefined;
  /** The channel, for methods that have channels. As paymentOptions lists it. */
  payOption?: string | null | undefined;
  /** The payer's phone number, e.g. 081234567890. Required for cards and e-wallets. */
  phoneNumber?: string | null | undefined;
  /** Where DANA sends the payer afterwards; on the allow-list. Default: RETURN_URL. An app scheme is sent as isDeeplink Y. That the payer comes back says nothing about the payment. */
  returnUrl?: string | null | undefined;
  /** Where goods are sent to. At most 10. */
  shipping?: Array<ShippingInput> | null | undefined;
  /** The division's id in DANA's portal; for aggregators. */
  subMerchantId?: string | null | undefined;
  /** What the payer uses. */
  terminal?: Terminal | null | undefined;
  /** What the payer sees: 1 to 64 characters. */
  title: string;
};

/** The currency of an amount, ISO 4217. */
export type Currency =
  /** Indonesian rupiah, the only currency of DANA in Indonesia. */
  | 'IDR';

/** One line of what is sold, as DANA's order.goods describes it. */
export type GoodsInput = {
  /** Its category, in words of the merchant. At most 64 characters. */
  category: string;
  /** What it is. At most 1024 characters. */
  description: string;
  /** The merchant's own number of the article. At most 64 characters. */
  merchantGoodsId: string;
  /** The shipment it belongs to: merchantShippingId of one in shipping. */
  merchantShippingId?: string | null | undefined;
  /** The name of the article. At most 64 characters. */
  name: string;
  /** The price of one unit. */
  price: string | number;
  /** How many units, as a decimal number in a string, e.g. "2". At most 16 characters. */
  quantity: string;
  /** A page that shows the article as it was sold. */
  snapshotUrl?: string | null | undefined;
  /** What one unit is, e.g. piece. At most 64 characters. */
  unit?: string | null | undefined;
};

/** What an operator should look at. */
export type IncidentKind =
  /** DANA contradicted the order, or itself. */
  | 'CONTRADICTED'
  /** The merchant's server did not take an event for a day, or wants no more of them. */
  | 'EVENT_UNDELIVERED'
  /** DANA refuses us, not the order: key, merchant, header. */
  | 'MISCONFIGURED'
  /** A verified notification for an order that is not ours, or not yet. */
  | 'ORPHANED'
  /** A verified notification that does not fit its order: amount, currency, merchant, status, age. */
  | 'QUARANTINED'
  /** A refund that this gateway did not ask for. */
  | 'REFUNDED_ELSEWHERE'
  /** An answer that has been owed for long. */
  | 'UNKNOWN_FOR_LONG';

/** The rule that a value breaks, for programs. More may be added. */
export type InputRule =
  /** The amount is larger than allowed. */
  | 'AMOUNT_TOO_LARGE'
  /** The text holds white space only, or nothing. */
  | 'BLANK'
  /** The text holds a control character, such as a line break. */
  | 'CONTROL_CHARACTER'
  /** The value appears more than once. */
  | 'DUPLICATE'
  /** The text is no e-mail address. */
  | 'EMAIL'
  /** expiresAt is too far ahead. */
  | 'EXPIRES_TOO_LATE'
  /** expiresAt is in the past or too near. */
  | 'EXPIRES_TOO_SOON'
  /** Only DANA's hosted page knows this; leave it out where payMethod is given. */
  | 'HOSTED_PAGE_ONLY'
  /** The text is no IP address. */
  | 'IP_ADDRESS'
  /** The text is no number. */
  | 'NUMBER_FORMAT'
  /** The page is larger than allowed. */
  | 'PAGE_SIZE'
  /** payOption is given without payMethod. */
  | 'PAY_METHOD_REQUIRED'
  /** This payMethod needs a payOption. */
  | 'PAY_OPTION_REQUIRED'
  /** The text is no phone number. */
  | 'PHONE_FORMAT'
  /** Cards and e-wallets need phoneNumber. */
  | 'PHONE_REQUIRED'
  /** References are written with A-Z a-z 0-9 _ - . / only. */
  | 'REFERENCE_ALPHABET'
  /** The value is required here. */
  | 'REQUIRED'
  /** returnUrl is not on the allow-list. */
  | 'RETURN_URL_NOT_ALLOWED'
  /** QRIS needs externalStoreId. */
  | 'STORE_REQUIRED_FOR_QRIS'
  /** The text has more characters than allowed. */
  | 'TOO_LONG'
  /** QRIS limits references to 25 characters. */
  | 'TOO_LONG_FOR_QRIS'
  /** The list has more entries than allowed. */
  | 'TOO_MANY';

/** A language for texts that people read. */
export type Language =
  /** English. */
  | 'EN'
  /** Bahasa Indonesia. */
  | 'ID';

/** A label of the merchant's own; never sent to DANA. */
export type MetadataEntryInput = {
  /** The name of the label, unique within its order. */
  key: string;
  /** What it says. */
  value: string;
};

/** How a cancel or a refund stands. */
export type OperationStatus =
  /** DANA refused it. */
  | 'FAILED'
  /** Asked for; DANA is still at it, or its answer is not known yet. Left only on evidence. */
  | 'PENDING'
  /** DANA has done it. */
  | 'SUCCEEDED';

/** Which order: exactly one of these. */
export type OrderBy =
  {   /** The order's id. */
  id: string; partnerReferenceNo?: never; referenceNo?: never; }
  |  { id?: never;   /** The merchant's own order number. */
  partnerReferenceNo: string; referenceNo?: never; }
  |  { id?: never; partnerReferenceNo?: never;   /** DANA's number. */
  referenceNo: string; };

/** Who or what told us. */
export type OrderEventSource =
  /** The caller of this API. */
  | 'API'
  /** DANA's answer to Cancel Order. */
  | 'CANCEL_ANSWER'
  /** DANA's answer to Create Order. */
  | 'CREATE_ANSWER'
  /** DANA's notification, its signature verified. */
  | 'FINISH_NOTIFY'
  /** An operator of this gateway. */
  | 'OPERATOR'
  /** A query to DANA. */
  | 'QUERY'
  /** DANA's answer to Refund Order. */
  | 'REFUND_ANSWER';

/** What can happen to an order. */
export type OrderEventType =
  /** DANA has the order. */
  | 'ACCEPTED'
  /** DANA refused to cancel the order. */
  | 'CANCELLATION_DECLINED'
  /** A cancel was asked for. */
  | 'CANCELLATION_REQUESTED'
  /** DANA cancelled the order. */
  | 'CANCELLED'
  /** ChangeContext that does not fit: the order stays as it is, both facts are kept. */
  | 'CONTRADICTED'
  /** The order was recorded here. */
  | 'CREATED'
  /** DANA refused to create the order. */
  | 'DECLINED'
  /** DANA closed the order unpaid. */
  | 'EXPIRED'
  /** DANA said twice, well after expiry, that it has no such order. */
  | 'NEVER_CREATED'
  /** DANA has no such order: the first of the two answers that are needed. */
  | 'NOT_FOUND'
  /** The payer paid. */
  | 'PAID'
  /** Paying failed for good. */
  | 'PAYMENT_FAILED'
  /** DANA refunded. */
  | 'REFUNDED'
  /** DANA reports a refund that was not asked for here. */
  | 'REFUNDED_ELSEWHERE'
  /** DANA refused a refund. */
  | 'REFUND_DECLINED'
  /** A refund was asked for. */
  | 'REFUND_REQUESTED';

/** Which orders. Conditions that are given must all hold; an empty list matches nothing. */
export type OrderFilter = {
  /** Created at this instant or later. */
  createdFrom?: string | null | undefined;
  /** Created before this instant. */
  createdTo?: string | null | undefined;
  /** The order number begins like this: up to 64 of A-Z a-z 0-9 _ - . /. */
  partnerReferenceNoPrefix?: string | null | undefined;
  /** Asked for with one of these methods; once paid, paid with it. */
  payMethod?: Array<string> | null | undefined;
  /** In one of these states. */
  status?: Array<OrderStatus> | null | undefined;
  /** Changed after this instant. */
  updatedAfter?: string | null | undefined;
};

/** How an order stands. Money wins: a payment that DANA reports late makes an ended order PAID. */
export type OrderStatus =
  /** Cancelled at DANA; what had been paid has gone back to the payer (voidedAmount). */
  | 'CANCELLED'
  /** Recorded here; DANA's answer is not known yet. Left only on evidence, never by a timer alone. */
  | 'CONFIRMING'
  /** DANA closed the order unpaid. */
  | 'EXPIRED'
  /** DANA refused the order, or paying it failed for good. */
  | 'FAILED'
  /** The payer has paid the whole amount. */
  | 'PAID'
  /** Paid, and a part of it has gone back to the payer. */
  | 'PARTIALLY_REFUNDED'
  /** DANA has the order; the payer has not finished paying. */
  | 'PENDING'
  /** Paid, and all of it has gone back to the payer by refunds. */
  | 'REFUNDED';

/** The payer's choice. */
export type PayCheckoutInput = {
  /** Left out: DANA's hosted page, where the payer chooses. */
  payMethod?: string | null | undefined;
  /** The channel, for methods that have channels. As paymentOptions lists it. */
  payOption?: string | null | undefined;
  /** The payer's phone number, e.g. 081234567890. Required for cards and e-wallets. */
  phoneNumber?: string | null | undefined;
};

/** How options are grouped for a payer. A method that DANA adds later falls into the group it names, else OTHER. */
export type PaymentOptionKind =
  /** The payer's DANA balance. */
  | 'BALANCE'
  /** A credit or debit card. */
  | 'CARD'
  /** Another wallet, such as GoPay or OVO. */
  | 'E_WALLET'
  /** Everything else. */
  | 'OTHER'
  /** QRIS, Indonesia's national QR code. */
  | 'QRIS'
  /** Cash at a retail outlet. */
  | 'RETAIL_OUTLET'
  /** A transfer to a virtual account of a bank. */
  | 'VIRTUAL_ACCOUNT';

/** What is to be paid, and where. */
export type PaymentOptionsInput = {
  /** The amount that is to be paid. */
  amount: string | number;
  /** The shop's id in DANA's portal, at most 64 characters. Without it QRIS is not offered. */
  externalStoreId?: string | null | undefined;
};

/** Which problem, for programs. Stable: a code never changes its meaning. */
export type ProblemCode =
  /** The checkout takes no further try. */
  | 'CHECKOUT_CLOSED'
  /** The merchant's balance at DANA is too low. */
  | 'INSUFFICIENT_MERCHANT_BALANCE'
  /** A value parses and is not allowed; see issues. */
  | 'INVALID_INPUT'
  /** The state of the order, or the time since its payment, rules a cancel out. */
  | 'ORDER_NOT_CANCELLABLE'
  /** There is no such order, or none that this credential may see. */
  | 'ORDER_NOT_FOUND'
  /** The state of the order rules a refund out. */
  | 'ORDER_NOT_REFUNDABLE'
  /** The order number stands for an order with other content. */
  | 'PARTNER_REFERENCE_NO_CONFLICT'
  /** The refund number stands for a refund with other content. */
  | 'PARTNER_REFUND_NO_CONFLICT'
  /** DANA said no, clearly and finally. */
  | 'PROVIDER_DECLINED'
  /** More was asked for than refundableAmount. */
  | 'REFUND_EXCEEDS_BALANCE'
  /** The request cannot be carried out now and has not been begun; see reason. */
  | 'TEMPORARILY_UNAVAILABLE';

/** A refund to be made. */
export type RefundOrderInput = {
  /** Left out: everything that is still refundable. */
  amount?: string | number | null | undefined;
  /** The order's id. */
  orderId: string;
  /** The merchant's own refund number, unique; the idempotency key. 1 to 64 of A-Z a-z 0-9 _ - . /. */
  partnerRefundNo: string;
  /** Why, for DANA and the timeline. At most 256 characters. */
  reason?: string | null | undefined;
};

/** Where goods are sent to, as DANA's order.shippingInfo describes it. */
export type ShippingInput = {
  /** Street and number. At most 256 characters. */
  address1: string;
  /** More of the address. At most 256 characters. */
  address2?: string | null | undefined;
  /** District. At most 64 characters. */
  areaName?: string | null | undefined;
  /** Who carries it. At most 64 characters. */
  carrier?: string | null | undefined;
  /** What the shipment costs. */
  chargeAmount?: string | number | null | undefined;
  /** City or regency. At most 64 characters. */
  cityName: string;
  /** Country. At most 64 characters. */
  countryName: string;
  /** The recipient's e-mail address. At most 128 characters. */
  email?: string | null | undefined;
  /** The recipient's fax number. At most 32 characters. */
  faxNo?: string | null | undefined;
  /** The recipient's first name. At most 64 characters. */
  firstName: string;
  /** The recipient's last name. At most 64 characters. */
  lastName: string;
  /** The merchant's own number of the shipment. At most 64 characters. */
  merchantShippingId: string;
  /** The recipient's mobile number. At most 32 characters. */
  mobileNo?: string | null | undefined;
  /** The recipient's landline number. At most 32 characters. */
  phoneNo?: string | null | undefined;
  /** Province. At most 64 characters. */
  stateName: string;
  /** The carrier's number. At most 64 characters. */
  trackingNo?: string | null | undefined;
  /** Postal code. At most 32 characters. */
  zipCode: string;
};

/** What the payer holds in hands, as DANA's orderTerminalType. */
export type Terminal =
  /** A mobile app. */
  | 'APP'
  /** No payer is present: a server. */
  | 'SYSTEM'
  /** A browser on a phone. */
  | 'WAP'
  /** A browser on a computer. */
  | 'WEB';

/** Why a request was not begun. */
export type UnavailableReason =
  /** Another request is paying the same checkout. */
  | 'CHECKOUT_BUSY'
  /** DANA rejects the gateway's credentials. An operator of the gateway must correct them. */
  | 'DANA_CREDENTIALS_REJECTED'
  /** DANA answered paymentOptions with an error. */
  | 'DANA_ERROR'
  /** DANA does not answer, or its servers fail. */
  | 'DANA_UNREACHABLE'
  /** The gateway's database cannot record the request. */
  | 'DATABASE_UNAVAILABLE'
  /** The gateway has too many requests to DANA in progress. */
  | 'GATEWAY_BUSY'
  /** DANA has not ended the previous attempt of the checkout yet, so the payer may still pay it. */
  | 'PREVIOUS_ATTEMPT_OPEN';

export type CancelOrderMutationVariables = Exact<{
  input: CancelOrderInput;
  language?: Language | null | undefined;
}>;


export type CancelOrderMutation = { cancelOrder:
    | { __typename: 'CancelOrderPending', order: { id: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, version: number, payMethod: string | null, payOption: string | null, createdAt: string, updatedAt: string, expiresAt: string, paidAt: string | null, amount: { value: string, currency: Currency }, instruction:
          | { __typename: 'PaymentCodeInstruction', outlet: string, code: string, expiresAt: string }
          | { __typename: 'QrisInstruction', content: string, image: string, expiresAt: string }
          | { __typename: 'RedirectInstruction', url: string, expiresAt: string }
          | { __typename: 'VirtualAccountInstruction', bank: string, number: string, expiresAt: string }
          | { __typename: 'WalletPushInstruction', wallet: string, expiresAt: string }
         | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, refundableAmount: { value: string } } }
    | { __typename: 'CancelOrderSuccess', order: { id: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, version: number, payMethod: string | null, payOption: string | null, createdAt: string, updatedAt: string, expiresAt: string, paidAt: string | null, amount: { value: string, currency: Currency }, instruction:
          | { __typename: 'PaymentCodeInstruction', outlet: string, code: string, expiresAt: string }
          | { __typename: 'QrisInstruction', content: string, image: string, expiresAt: string }
          | { __typename: 'RedirectInstruction', url: string, expiresAt: string }
          | { __typename: 'VirtualAccountInstruction', bank: string, number: string, expiresAt: string }
          | { __typename: 'WalletPushInstruction', wallet: string, expiresAt: string }
         | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, refundableAmount: { value: string } } }
    | { __typename: 'InsufficientMerchantBalance', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> }
    | { __typename: 'OrderNotCancellable', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'OrderNotFound', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'ProviderDeclined', responseCode: string, responseMessage: string, code: ProblemCode, message: string, retryable: boolean, declinedOrder: { id: string, status: OrderStatus, version: number } | null }
    | { __typename: 'TemporarilyUnavailable', reason: UnavailableReason, retryAfterMs: number | null, code: ProblemCode, message: string, retryable: boolean }
   };

export type CheckoutOrderQueryVariables = Exact<{ [key: string]: never; }>;


export type CheckoutOrderQuery = { checkout: { expiresAt: string, asOf: string, order: { id: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, version: number, payMethod: string | null, payOption: string | null, createdAt: string, updatedAt: string, expiresAt: string, paidAt: string | null, amount: { value: string, currency: Currency }, instruction:
        | { __typename: 'PaymentCodeInstruction', outlet: string, code: string, expiresAt: string }
        | { __typename: 'QrisInstruction', content: string, image: string, expiresAt: string }
        | { __typename: 'RedirectInstruction', url: string, expiresAt: string }
        | { __typename: 'VirtualAccountInstruction', bank: string, number: string, expiresAt: string }
        | { __typename: 'WalletPushInstruction', wallet: string, expiresAt: string }
       | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, refundableAmount: { value: string } } | null } | null };

export type CheckoutQueryVariables = Exact<{
  language?: Language | null | undefined;
}>;


export type CheckoutQuery = { checkout: { partnerReferenceNo: string, title: string, expiresAt: string, asOf: string, amount: { value: string, currency: Currency }, goods: Array<{ name: string, quantity: string, price: { value: string } }>, paymentOptions:
      | { __typename: 'InvalidInput', code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> }
      | { __typename: 'PaymentOptions', stale: boolean, options: Array<{ kind: PaymentOptionKind, payMethod: string, payOption: string | null, name: string }> }
      | { __typename: 'TemporarilyUnavailable', reason: UnavailableReason, retryAfterMs: number | null, code: ProblemCode, message: string, retryable: boolean }
    , order: { id: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, version: number, payMethod: string | null, payOption: string | null, createdAt: string, updatedAt: string, expiresAt: string, paidAt: string | null, amount: { value: string, currency: Currency }, instruction:
        | { __typename: 'PaymentCodeInstruction', outlet: string, code: string, expiresAt: string }
        | { __typename: 'QrisInstruction', content: string, image: string, expiresAt: string }
        | { __typename: 'RedirectInstruction', url: string, expiresAt: string }
        | { __typename: 'VirtualAccountInstruction', bank: string, number: string, expiresAt: string }
        | { __typename: 'WalletPushInstruction', wallet: string, expiresAt: string }
       | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, refundableAmount: { value: string } } | null } | null };

export type CreateCheckoutMutationVariables = Exact<{
  input: CreateCheckoutInput;
  language?: Language | null | undefined;
}>;


export type CreateCheckoutMutation = { createCheckout:
    | { __typename: 'CreateCheckoutSuccess', checkoutToken: string, checkout: { partnerReferenceNo: string, title: string, expiresAt: string, amount: { value: string, currency: Currency } } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> }
    | { __typename: 'PartnerReferenceNoConflict', code: ProblemCode, message: string, retryable: boolean }
   };

export type CreateOrderMutationVariables = Exact<{
  input: CreateOrderInput;
  language?: Language | null | undefined;
}>;


export type CreateOrderMutation = { createOrder:
    | { __typename: 'CreateOrderSuccess', clientToken: string, order: { id: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, version: number, payMethod: string | null, payOption: string | null, createdAt: string, updatedAt: string, expiresAt: string, paidAt: string | null, amount: { value: string, currency: Currency }, instruction:
          | { __typename: 'PaymentCodeInstruction', outlet: string, code: string, expiresAt: string }
          | { __typename: 'QrisInstruction', content: string, image: string, expiresAt: string }
          | { __typename: 'RedirectInstruction', url: string, expiresAt: string }
          | { __typename: 'VirtualAccountInstruction', bank: string, number: string, expiresAt: string }
          | { __typename: 'WalletPushInstruction', wallet: string, expiresAt: string }
         | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, refundableAmount: { value: string } } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> }
    | { __typename: 'PartnerReferenceNoConflict', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'ProviderDeclined', responseCode: string, responseMessage: string, code: ProblemCode, message: string, retryable: boolean, declinedOrder: { id: string, status: OrderStatus, version: number } | null }
    | { __typename: 'TemporarilyUnavailable', reason: UnavailableReason, retryAfterMs: number | null, code: ProblemCode, message: string, retryable: boolean }
   };

export type EventsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type EventsQuery = { events: { nodes: Array<{ id: string, type: string, occurredAt: string, order: { id: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, version: number, payMethod: string | null, payOption: string | null, createdAt: string, updatedAt: string, expiresAt: string, paidAt: string | null, amount: { value: string, currency: Currency }, instruction:
          | { __typename: 'PaymentCodeInstruction', outlet: string, code: string, expiresAt: string }
          | { __typename: 'QrisInstruction', content: string, image: string, expiresAt: string }
          | { __typename: 'RedirectInstruction', url: string, expiresAt: string }
          | { __typename: 'VirtualAccountInstruction', bank: string, number: string, expiresAt: string }
          | { __typename: 'WalletPushInstruction', wallet: string, expiresAt: string }
         | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, refundableAmount: { value: string } }, refund: { id: string, partnerRefundNo: string, refundNo: string | null, reason: string | null, status: OperationStatus, createdAt: string, updatedAt: string, amount: { value: string, currency: Currency } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type IncidentsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  kind?: IncidentKind | null | undefined;
}>;


export type IncidentsQuery = { incidents: { nodes: Array<{ id: string, kind: IncidentKind, occurredAt: string, orderId: string | null, partnerReferenceNo: string | null, detail: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OrderFieldsFragment = { id: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, version: number, payMethod: string | null, payOption: string | null, createdAt: string, updatedAt: string, expiresAt: string, paidAt: string | null, amount: { value: string, currency: Currency }, instruction:
    | { __typename: 'PaymentCodeInstruction', outlet: string, code: string, expiresAt: string }
    | { __typename: 'QrisInstruction', content: string, image: string, expiresAt: string }
    | { __typename: 'RedirectInstruction', url: string, expiresAt: string }
    | { __typename: 'VirtualAccountInstruction', bank: string, number: string, expiresAt: string }
    | { __typename: 'WalletPushInstruction', wallet: string, expiresAt: string }
   | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, refundableAmount: { value: string } };

export type OrderStatusSubscriptionVariables = Exact<{
  orderId: string;
  afterVersion?: number | null | undefined;
}>;


export type OrderStatusSubscription = { orderStatus: { id: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, version: number, payMethod: string | null, payOption: string | null, createdAt: string, updatedAt: string, expiresAt: string, paidAt: string | null, amount: { value: string, currency: Currency }, instruction:
      | { __typename: 'PaymentCodeInstruction', outlet: string, code: string, expiresAt: string }
      | { __typename: 'QrisInstruction', content: string, image: string, expiresAt: string }
      | { __typename: 'RedirectInstruction', url: string, expiresAt: string }
      | { __typename: 'VirtualAccountInstruction', bank: string, number: string, expiresAt: string }
      | { __typename: 'WalletPushInstruction', wallet: string, expiresAt: string }
     | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, refundableAmount: { value: string } } };

export type OrderQueryVariables = Exact<{
  by: OrderBy;
  fresh?: boolean | null | undefined;
}>;


export type OrderQuery = { order: { id: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, version: number, payMethod: string | null, payOption: string | null, createdAt: string, updatedAt: string, expiresAt: string, paidAt: string | null, goods: Array<{ merchantGoodsId: string, name: string, description: string, category: string, unit: string | null, quantity: string, price: { value: string } }>, refunds: { nodes: Array<{ id: string, partnerRefundNo: string, refundNo: string | null, reason: string | null, status: OperationStatus, createdAt: string, updatedAt: string, amount: { value: string, currency: Currency } }> }, amount: { value: string, currency: Currency }, instruction:
      | { __typename: 'PaymentCodeInstruction', outlet: string, code: string, expiresAt: string }
      | { __typename: 'QrisInstruction', content: string, image: string, expiresAt: string }
      | { __typename: 'RedirectInstruction', url: string, expiresAt: string }
      | { __typename: 'VirtualAccountInstruction', bank: string, number: string, expiresAt: string }
      | { __typename: 'WalletPushInstruction', wallet: string, expiresAt: string }
     | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, refundableAmount: { value: string } } | null };

export type OrdersQueryVariables = Exact<{
  filter?: OrderFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type OrdersQuery = { orders: { nodes: Array<{ id: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, version: number, payMethod: string | null, payOption: string | null, createdAt: string, updatedAt: string, expiresAt: string, paidAt: string | null, metadata: Array<{ key: string, value: string }>, amount: { value: string, currency: Currency }, instruction:
        | { __typename: 'PaymentCodeInstruction', outlet: string, code: string, expiresAt: string }
        | { __typename: 'QrisInstruction', content: string, image: string, expiresAt: string }
        | { __typename: 'RedirectInstruction', url: string, expiresAt: string }
        | { __typename: 'VirtualAccountInstruction', bank: string, number: string, expiresAt: string }
        | { __typename: 'WalletPushInstruction', wallet: string, expiresAt: string }
       | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, refundableAmount: { value: string } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type PayCheckoutMutationVariables = Exact<{
  input: PayCheckoutInput;
  language?: Language | null | undefined;
}>;


export type PayCheckoutMutation = { payCheckout:
    | { __typename: 'CheckoutClosed', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> }
    | { __typename: 'PayCheckoutSuccess', order: { id: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, version: number, payMethod: string | null, payOption: string | null, createdAt: string, updatedAt: string, expiresAt: string, paidAt: string | null, amount: { value: string, currency: Currency }, instruction:
          | { __typename: 'PaymentCodeInstruction', outlet: string, code: string, expiresAt: string }
          | { __typename: 'QrisInstruction', content: string, image: string, expiresAt: string }
          | { __typename: 'RedirectInstruction', url: string, expiresAt: string }
          | { __typename: 'VirtualAccountInstruction', bank: string, number: string, expiresAt: string }
          | { __typename: 'WalletPushInstruction', wallet: string, expiresAt: string }
         | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, refundableAmount: { value: string } } }
    | { __typename: 'ProviderDeclined', responseCode: string, responseMessage: string, code: ProblemCode, message: string, retryable: boolean, declinedOrder: { id: string, status: OrderStatus, version: number } | null }
    | { __typename: 'TemporarilyUnavailable', reason: UnavailableReason, retryAfterMs: number | null, code: ProblemCode, message: string, retryable: boolean }
   };

export type PaymentOptionsQueryVariables = Exact<{
  input: PaymentOptionsInput;
  language?: Language | null | undefined;
}>;


export type PaymentOptionsQuery = { paymentOptions:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> }
    | { __typename: 'PaymentOptions', asOf: string, stale: boolean, options: Array<{ kind: PaymentOptionKind, payMethod: string, payOption: string | null, name: string, promos: Array<{ promoId: string, promoType: string, amount: { value: string } | null }> }> }
    | { __typename: 'TemporarilyUnavailable', reason: UnavailableReason, retryAfterMs: number | null, code: ProblemCode, message: string, retryable: boolean }
   };

type ProblemFields_CheckoutClosed_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_InsufficientMerchantBalance_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_InvalidInput_Fragment = { code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> };

type ProblemFields_OrderNotCancellable_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_OrderNotFound_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_OrderNotRefundable_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_PartnerReferenceNoConflict_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_PartnerRefundNoConflict_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_ProviderDeclined_Fragment = { responseCode: string, responseMessage: string, code: ProblemCode, message: string, retryable: boolean, declinedOrder: { id: string, status: OrderStatus, version: number } | null };

type ProblemFields_RefundExceedsBalance_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_TemporarilyUnavailable_Fragment = { reason: UnavailableReason, retryAfterMs: number | null, code: ProblemCode, message: string, retryable: boolean };

export type ProblemFieldsFragment =
  | ProblemFields_CheckoutClosed_Fragment
  | ProblemFields_InsufficientMerchantBalance_Fragment
  | ProblemFields_InvalidInput_Fragment
  | ProblemFields_OrderNotCancellable_Fragment
  | ProblemFields_OrderNotFound_Fragment
  | ProblemFields_OrderNotRefundable_Fragment
  | ProblemFields_PartnerReferenceNoConflict_Fragment
  | ProblemFields_PartnerRefundNoConflict_Fragment
  | ProblemFields_ProviderDeclined_Fragment
  | ProblemFields_RefundExceedsBalance_Fragment
  | ProblemFields_TemporarilyUnavailable_Fragment
;

export type RefundFieldsFragment = { id: string, partnerRefundNo: string, refundNo: string | null, reason: string | null, status: OperationStatus, createdAt: string, updatedAt: string, amount: { value: string, currency: Currency } };

export type RefundOrderMutationVariables = Exact<{
  input: RefundOrderInput;
  language?: Language | null | undefined;
}>;


export type RefundOrderMutation = { refundOrder:
    | { __typename: 'InsufficientMerchantBalance', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> }
    | { __typename: 'OrderNotFound', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'OrderNotRefundable', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'PartnerRefundNoConflict', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'ProviderDeclined', responseCode: string, responseMessage: string, code: ProblemCode, message: string, retryable: boolean, declinedOrder: { id: string, status: OrderStatus, version: number } | null }
    | { __typename: 'RefundExceedsBalance', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'RefundOrderPending', refund: { id: string, partnerRefundNo: string, refundNo: string | null, reason: string | null, status: OperationStatus, createdAt: string, updatedAt: string, amount: { value: string, currency: Currency } }, order: { id: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, version: number, payMethod: string | null, payOption: string | null, createdAt: string, updatedAt: string, expiresAt: string, paidAt: string | null, amount: { value: string, currency: Currency }, instruction:
          | { __typename: 'PaymentCodeInstruction', outlet: string, code: string, expiresAt: string }
          | { __typename: 'QrisInstruction', content: string, image: string, expiresAt: string }
          | { __typename: 'RedirectInstruction', url: string, expiresAt: string }
          | { __typename: 'VirtualAccountInstruction', bank: string, number: string, expiresAt: string }
          | { __typename: 'WalletPushInstruction', wallet: string, expiresAt: string }
         | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, refundableAmount: { value: string } } }
    | { __typename: 'RefundOrderSuccess', refund: { id: string, partnerRefundNo: string, refundNo: string | null, reason: string | null, status: OperationStatus, createdAt: string, updatedAt: string, amount: { value: string, currency: Currency } }, order: { id: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, version: number, payMethod: string | null, payOption: string | null, createdAt: string, updatedAt: string, expiresAt: string, paidAt: string | null, amount: { value: string, currency: Currency }, instruction:
          | { __typename: 'PaymentCodeInstruction', outlet: string, code: string, expiresAt: string }
          | { __typename: 'QrisInstruction', content: string, image: string, expiresAt: string }
          | { __typename: 'RedirectInstruction', url: string, expiresAt: string }
          | { __typename: 'VirtualAccountInstruction', bank: string, number: string, expiresAt: string }
          | { __typename: 'WalletPushInstruction', wallet: string, expiresAt: string }
         | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, refundableAmount: { value: string } } }
    | { __typename: 'TemporarilyUnavailable', reason: UnavailableReason, retryAfterMs: number | null, code: ProblemCode, message: string, retryable: boolean }
   };

export type TimelineQueryVariables = Exact<{
  by: OrderBy;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type TimelineQuery = { order: { id: string, version: number, timeline: { nodes: Array<{ version: number, occurredAt: string, type: OrderEventType, status: OrderStatus, source: OrderEventSource, refundId: string | null, reason: string | null, responseCode: string | null, responseMessage: string | null, payMethod: string | null, payOption: string | null, paidAt: string | null, detail: string | null, amount: { value: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const OrderFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment OrderFields on Order {
  id
  partnerReferenceNo
  referenceNo
  title
  amount {
    value
    currency
  }
  status
  version
  payMethod
  payOption
  instruction {
    __typename
    ... on RedirectInstruction {
      url
      expiresAt
    }
    ... on VirtualAccountInstruction {
      bank
      number
      expiresAt
    }
    ... on QrisInstruction {
      content
      image
      expiresAt
    }
    ... on WalletPushInstruction {
      wallet
      expiresAt
    }
    ... on PaymentCodeInstruction {
      outlet
      code
      expiresAt
    }
  }
  createdAt
  updatedAt
  expiresAt
  paidAt
  cancellation {
    status
    requestedAt
    reason
  }
  voidedAmount {
    value
  }
  refundedAmount {
    value
  }
  refundableAmount {
    value
  }
}
    `, {"fragmentName":"OrderFields"}) as unknown as TypedDocumentString<OrderFieldsFragment, unknown>;
export const ProblemFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ProblemFields on Problem {
  code
  message(language: $language)
  retryable
  ... on InvalidInput {
    issues {
      path
      rule
      message(language: $language)
    }
  }
  ... on ProviderDeclined {
    responseCode
    responseMessage
    declinedOrder: order {
      id
      status
      version
    }
  }
  ... on TemporarilyUnavailable {
    reason
    retryAfterMs
  }
}
    `, {"fragmentName":"ProblemFields"}) as unknown as TypedDocumentString<ProblemFieldsFragment, unknown>;
export const RefundFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment RefundFields on Refund {
  id
  partnerRefundNo
  refundNo
  amount {
    value
    currency
  }
  reason
  status
  createdAt
  updatedAt
}
    `, {"fragmentName":"RefundFields"}) as unknown as TypedDocumentString<RefundFieldsFragment, unknown>;
export const CancelOrderDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CancelOrder($input: CancelOrderInput!, $language: Language = EN) {
  cancelOrder(input: $input) {
    __typename
    ... on CancelOrderSuccess {
      order {
        ...OrderFields
      }
    }
    ... on CancelOrderPending {
      order {
        ...OrderFields
      }
    }
    ...ProblemFields
  }
}
    fragment OrderFields on Order {
  id
  partnerReferenceNo
  referenceNo
  title
  amount {
    value
    currency
  }
  status
  version
  payMethod
  payOption
  instruction {
    __typename
    ... on RedirectInstruction {
      url
      expiresAt
    }
    ... on VirtualAccountInstruction {
      bank
      number
      expiresAt
    }
    ... on QrisInstruction {
      content
      image
      expiresAt
    }
    ... on WalletPushInstruction {
      wallet
      expiresAt
    }
    ... on PaymentCodeInstruction {
      outlet
      code
      expiresAt
    }
  }
  createdAt
  updatedAt
  expiresAt
  paidAt
  cancellation {
    status
    requestedAt
    reason
  }
  voidedAmount {
    value
  }
  refundedAmount {
    value
  }
  refundableAmount {
    value
  }
}
fragment ProblemFields on Problem {
  code
  message(language: $language)
  retryable
  ... on InvalidInput {
    issues {
      path
      rule
      message(language: $language)
    }
  }
  ... on ProviderDeclined {
    responseCode
    responseMessage
    declinedOrder: order {
      id
      status
      version
    }
  }
  ... on TemporarilyUnavailable {
    reason
    retryAfterMs
  }
}`) as unknown as TypedDocumentString<CancelOrderMutation, CancelOrderMutationVariables>;
export const CheckoutOrderDocument = /*#__PURE__*/ new TypedDocumentString(`
    query CheckoutOrder {
  checkout {
    expiresAt
    asOf
    order {
      ...OrderFields
    }
  }
}
    fragment OrderFields on Order {
  id
  partnerReferenceNo
  referenceNo
  title
  amount {
    value
    currency
  }
  status
  version
  payMethod
  payOption
  instruction {
    __typename
    ... on RedirectInstruction {
      url
      expiresAt
    }
    ... on VirtualAccountInstruction {
      bank
      number
      expiresAt
    }
    ... on QrisInstruction {
      content
      image
      expiresAt
    }
    ... on WalletPushInstruction {
      wallet
      expiresAt
    }
    ... on PaymentCodeInstruction {
      outlet
      code
      expiresAt
    }
  }
  createdAt
  updatedAt
  expiresAt
  paidAt
  cancellation {
    status
    requestedAt
    reason
  }
  voidedAmount {
    value
  }
  refundedAmount {
    value
  }
  refundableAmount {
    value
  }
}`) as unknown as TypedDocumentString<CheckoutOrderQuery, CheckoutOrderQueryVariables>;
export const CheckoutDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Checkout($language: Language = EN) {
  checkout {
    partnerReferenceNo
    title
    amount {
      value
      currency
    }
    expiresAt
    asOf
    goods {
      name
      quantity
      price {
        value
      }
    }
    paymentOptions {
      __typename
      ... on PaymentOptions {
        options {
          kind
          payMethod
          payOption
          name(language: $language)
        }
        stale
      }
      ...ProblemFields
    }
    order {
      ...OrderFields
    }
  }
}
    fragment OrderFields on Order {
  id
  partnerReferenceNo
  referenceNo
  title
  amount {
    value
    currency
  }
  status
  version
  payMethod
  payOption
  instruction {
    __typename
    ... on RedirectInstruction {
      url
      expiresAt
    }
    ... on VirtualAccountInstruction {
      bank
      number
      expiresAt
    }
    ... on QrisInstruction {
      content
      image
      expiresAt
    }
    ... on WalletPushInstruction {
      wallet
      expiresAt
    }
    ... on PaymentCodeInstruction {
      outlet
      code
      expiresAt
    }
  }
  createdAt
  updatedAt
  expiresAt
  paidAt
  cancellation {
    status
    requestedAt
    reason
  }
  voidedAmount {
    value
  }
  refundedAmount {
    value
  }
  refundableAmount {
    value
  }
}
fragment ProblemFields on Problem {
  code
  message(language: $language)
  retryable
  ... on InvalidInput {
    issues {
      path
      rule
      message(language: $language)
    }
  }
  ... on ProviderDeclined {
    responseCode
    responseMessage
    declinedOrder: order {
      id
      status
      version
    }
  }
  ... on TemporarilyUnavailable {
    reason
    retryAfterMs
  }
}`) as unknown as TypedDocumentString<CheckoutQuery, CheckoutQueryVariables>;
export const CreateCheckoutDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateCheckout($input: CreateCheckoutInput!, $language: Language = EN) {
  createCheckout(input: $input) {
    __typename
    ... on CreateCheckoutSuccess {
      checkout {
        partnerReferenceNo
        title
        amount {
          value
          currency
        }
        expiresAt
      }
      checkoutToken
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message(language: $language)
  retryable
  ... on InvalidInput {
    issues {
      path
      rule
      message(language: $language)
    }
  }
  ... on ProviderDeclined {
    responseCode
    responseMessage
    declinedOrder: order {
      id
      status
      version
    }
  }
  ... on TemporarilyUnavailable {
    reason
    retryAfterMs
  }
}`) as unknown as TypedDocumentString<CreateCheckoutMutation, CreateCheckoutMutationVariables>;
export const CreateOrderDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateOrder($input: CreateOrderInput!, $language: Language = EN) {
  createOrder(input: $input) {
    __typename
    ... on CreateOrderSuccess {
      order {
        ...OrderFields
      }
      clientToken
    }
    ...ProblemFields
  }
}
    fragment OrderFields on Order {
  id
  partnerReferenceNo
  referenceNo
  title
  amount {
    value
    currency
  }
  status
  version
  payMethod
  payOption
  instruction {
    __typename
    ... on RedirectInstruction {
      url
      expiresAt
    }
    ... on VirtualAccountInstruction {
      bank
      number
      expiresAt
    }
    ... on QrisInstruction {
      content
      image
      expiresAt
    }
    ... on WalletPushInstruction {
      wallet
      expiresAt
    }
    ... on PaymentCodeInstruction {
      outlet
      code
      expiresAt
    }
  }
  createdAt
  updatedAt
  expiresAt
  paidAt
  cancellation {
    status
    requestedAt
    reason
  }
  voidedAmount {
    value
  }
  refundedAmount {
    value
  }
  refundableAmount {
    value
  }
}
fragment ProblemFields on Problem {
  code
  message(language: $language)
  retryable
  ... on InvalidInput {
    issues {
      path
      rule
      message(language: $language)
    }
  }
  ... on ProviderDeclined {
    responseCode
    responseMessage
    declinedOrder: order {
      id
      status
      version
    }
  }
  ... on TemporarilyUnavailable {
    reason
    retryAfterMs
  }
}`) as unknown as TypedDocumentString<CreateOrderMutation, CreateOrderMutationVariables>;
export const EventsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Events($first: Int, $after: String) {
  events(first: $first, after: $after) {
    nodes {
      id
      type
      occurredAt
      order {
        ...OrderFields
      }
      refund {
        ...RefundFields
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment OrderFields on Order {
  id
  partnerReferenceNo
  referenceNo
  title
  amount {
    value
    currency
  }
  status
  version
  payMethod
  payOption
  instruction {
    __typename
    ... on RedirectInstruction {
      url
      expiresAt
    }
    ... on VirtualAccountInstruction {
      bank
      number
      expiresAt
    }
    ... on QrisInstruction {
      content
      image
      expiresAt
    }
    ... on WalletPushInstruction {
      wallet
      expiresAt
    }
    ... on PaymentCodeInstruction {
      outlet
      code
      expiresAt
    }
  }
  createdAt
  updatedAt
  expiresAt
  paidAt
  cancellation {
    status
    requestedAt
    reason
  }
  voidedAmount {
    value
  }
  refundedAmount {
    value
  }
  refundableAmount {
    value
  }
}
fragment RefundFields on Refund {
  id
  partnerRefundNo
  refundNo
  amount {
    value
    currency
  }
  reason
  status
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<EventsQuery, EventsQueryVariables>;
export const IncidentsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Incidents($first: Int, $after: String, $kind: IncidentKind) {
  incidents(first: $first, after: $after, kind: $kind) {
    nodes {
      id
      kind
      occurredAt
      orderId
      partnerReferenceNo
      detail
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<IncidentsQuery, IncidentsQueryVariables>;
export const OrderStatusDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription OrderStatus($orderId: ID!, $afterVersion: Int) {
  orderStatus(orderId: $orderId, afterVersion: $afterVersion) {
    ...OrderFields
  }
}
    fragment OrderFields on Order {
  id
  partnerReferenceNo
  referenceNo
  title
  amount {
    value
    currency
  }
  status
  version
  payMethod
  payOption
  instruction {
    __typename
    ... on RedirectInstruction {
      url
      expiresAt
    }
    ... on VirtualAccountInstruction {
      bank
      number
      expiresAt
    }
    ... on QrisInstruction {
      content
      image
      expiresAt
    }
    ... on WalletPushInstruction {
      wallet
      expiresAt
    }
    ... on PaymentCodeInstruction {
      outlet
      code
      expiresAt
    }
  }
  createdAt
  updatedAt
  expiresAt
  paidAt
  cancellation {
    status
    requestedAt
    reason
  }
  voidedAmount {
    value
  }
  refundedAmount {
    value
  }
  refundableAmount {
    value
  }
}`) as unknown as TypedDocumentString<OrderStatusSubscription, OrderStatusSubscriptionVariables>;
export const OrderDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Order($by: OrderBy!, $fresh: Boolean = false) {
  order(by: $by, fresh: $fresh) {
    ...OrderFields
    goods {
      merchantGoodsId
      name
      description
      category
      price {
        value
      }
      unit
      quantity
    }
    refunds(first: 100) {
      nodes {
        ...RefundFields
      }
    }
  }
}
    fragment OrderFields on Order {
  id
  partnerReferenceNo
  referenceNo
  title
  amount {
    value
    currency
  }
  status
  version
  payMethod
  payOption
  instruction {
    __typename
    ... on RedirectInstruction {
      url
      expiresAt
    }
    ... on VirtualAccountInstruction {
      bank
      number
      expiresAt
    }
    ... on QrisInstruction {
      content
      image
      expiresAt
    }
    ... on WalletPushInstruction {
      wallet
      expiresAt
    }
    ... on PaymentCodeInstruction {
      outlet
      code
      expiresAt
    }
  }
  createdAt
  updatedAt
  expiresAt
  paidAt
  cancellation {
    status
    requestedAt
    reason
  }
  voidedAmount {
    value
  }
  refundedAmount {
    value
  }
  refundableAmount {
    value
  }
}
fragment RefundFields on Refund {
  id
  partnerRefundNo
  refundNo
  amount {
    value
    currency
  }
  reason
  status
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<OrderQuery, OrderQueryVariables>;
export const OrdersDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Orders($filter: OrderFilter, $first: Int, $after: String, $last: Int, $before: String) {
  orders(
    filter: $filter
    first: $first
    after: $after
    last: $last
    before: $before
  ) {
    nodes {
      ...OrderFields
      metadata {
        key
        value
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}
    fragment OrderFields on Order {
  id
  partnerReferenceNo
  referenceNo
  title
  amount {
    value
    currency
  }
  status
  version
  payMethod
  payOption
  instruction {
    __typename
    ... on RedirectInstruction {
      url
      expiresAt
    }
    ... on VirtualAccountInstruction {
      bank
      number
      expiresAt
    }
    ... on QrisInstruction {
      content
      image
      expiresAt
    }
    ... on WalletPushInstruction {
      wallet
      expiresAt
    }
    ... on PaymentCodeInstruction {
      outlet
      code
      expiresAt
    }
  }
  createdAt
  updatedAt
  expiresAt
  paidAt
  cancellation {
    status
    requestedAt
    reason
  }
  voidedAmount {
    value
  }
  refundedAmount {
    value
  }
  refundableAmount {
    value
  }
}`) as unknown as TypedDocumentString<OrdersQuery, OrdersQueryVariables>;
export const PayCheckoutDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation PayCheckout($input: PayCheckoutInput!, $language: Language = EN) {
  payCheckout(input: $input) {
    __typename
    ... on PayCheckoutSuccess {
      order {
        ...OrderFields
      }
    }
    ...ProblemFields
  }
}
    fragment OrderFields on Order {
  id
  partnerReferenceNo
  referenceNo
  title
  amount {
    value
    currency
  }
  status
  version
  payMethod
  payOption
  instruction {
    __typename
    ... on RedirectInstruction {
      url
      expiresAt
    }
    ... on VirtualAccountInstruction {
      bank
      number
      expiresAt
    }
    ... on QrisInstruction {
      content
      image
      expiresAt
    }
    ... on WalletPushInstruction {
      wallet
      expiresAt
    }
    ... on PaymentCodeInstruction {
      outlet
      code
      expiresAt
    }
  }
  createdAt
  updatedAt
  expiresAt
  paidAt
  cancellation {
    status
    requestedAt
    reason
  }
  voidedAmount {
    value
  }
  refundedAmount {
    value
  }
  refundableAmount {
    value
  }
}
fragment ProblemFields on Problem {
  code
  message(language: $language)
  retryable
  ... on InvalidInput {
    issues {
      path
      rule
      message(language: $language)
    }
  }
  ... on ProviderDeclined {
    responseCode
    responseMessage
    declinedOrder: order {
      id
      status
      version
    }
  }
  ... on TemporarilyUnavailable {
    reason
    retryAfterMs
  }
}`) as unknown as TypedDocumentString<PayCheckoutMutation, PayCheckoutMutationVariables>;
export const PaymentOptionsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PaymentOptions($input: PaymentOptionsInput!, $language: Language = EN) {
  paymentOptions(input: $input) {
    __typename
    ... on PaymentOptions {
      options {
        kind
        payMethod
        payOption
        name(language: $language)
        promos {
          promoId
          promoType
          amount {
            value
          }
        }
      }
      asOf
      stale
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message(language: $language)
  retryable
  ... on InvalidInput {
    issues {
      path
      rule
      message(language: $language)
    }
  }
  ... on ProviderDeclined {
    responseCode
    responseMessage
    declinedOrder: order {
      id
      status
      version
    }
  }
  ... on TemporarilyUnavailable {
    reason
    retryAfterMs
  }
}`) as unknown as TypedDocumentString<PaymentOptionsQuery, PaymentOptionsQueryVariables>;
export const RefundOrderDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RefundOrder($input: RefundOrderInput!, $language: Language = EN) {
  refundOrder(input: $input) {
    __typename
    ... on RefundOrderSuccess {
      refund {
        ...RefundFields
      }
      order {
        ...OrderFields
      }
    }
    ... on RefundOrderPending {
      refund {
        ...RefundFields
      }
      order {
        ...OrderFields
      }
    }
    ...ProblemFields
  }
}
    fragment OrderFields on Order {
  id
  partnerReferenceNo
  referenceNo
  title
  amount {
    value
    currency
  }
  status
  version
  payMethod
  payOption
  instruction {
    __typename
    ... on RedirectInstruction {
      url
      expiresAt
    }
    ... on VirtualAccountInstruction {
      bank
      number
      expiresAt
    }
    ... on QrisInstruction {
      content
      image
      expiresAt
    }
    ... on WalletPushInstruction {
      wallet
      expiresAt
    }
    ... on PaymentCodeInstruction {
      outlet
      code
      expiresAt
    }
  }
  createdAt
  updatedAt
  expiresAt
  paidAt
  cancellation {
    status
    requestedAt
    reason
  }
  voidedAmount {
    value
  }
  refundedAmount {
    value
  }
  refundableAmount {
    value
  }
}
fragment ProblemFields on Problem {
  code
  message(language: $language)
  retryable
  ... on InvalidInput {
    issues {
      path
      rule
      message(language: $language)
    }
  }
  ... on ProviderDeclined {
    responseCode
    responseMessage
    declinedOrder: order {
      id
      status
      version
    }
  }
  ... on TemporarilyUnavailable {
    reason
    retryAfterMs
  }
}
fragment RefundFields on Refund {
  id
  partnerRefundNo
  refundNo
  amount {
    value
    currency
  }
  reason
  status
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<RefundOrderMutation, RefundOrderMutationVariables>;
export const TimelineDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Timeline($by: OrderBy!, $first: Int = 100, $after: String) {
  order(by: $by) {
    id
    version
    timeline(first: $first, after: $after) {
      nodes {
        version
        occurredAt
        type
        status
        source
        amount {
          value
        }
        refundId
        reason
        responseCode
        responseMessage
        payMethod
        payOption
        paidAt
        detail
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TimelineQuery, TimelineQueryVariables>;