/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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
  /** DANA cancelled the order. */
  | 'CANCELLED'
  /** DANA refused to cancel the order. */
  | 'CANCEL_REFUSED'
  /** A cancel was asked for. */
  | 'CANCEL_REQUESTED'
  /** News that does not fit: the order stays as it is, both facts are kept. */
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
  | 'REFUND_REFUSED'
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
  /** DANA cannot be asked now; nothing was sent and nothing was recorded. */
  | 'PROVIDER_UNAVAILABLE'
  /** More was asked for than refundableAmount. */
  | 'REFUND_EXCEEDS_BALANCE';

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
    | { __typename: 'ProviderUnavailable', retryAfterMs: number | null, code: ProblemCode, message: string, retryable: boolean }
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
    | { __typename: 'ProviderUnavailable', retryAfterMs: number | null, code: ProblemCode, message: string, retryable: boolean }
   };

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

export type PaymentOptionsQueryVariables = Exact<{
  input: PaymentOptionsInput;
  language?: Language | null | undefined;
}>;


export type PaymentOptionsQuery = { paymentOptions:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> }
    | { __typename: 'PaymentOptions', asOf: string, stale: boolean, options: Array<{ kind: PaymentOptionKind, payMethod: string, payOption: string | null, name: string, promos: Array<{ promoId: string, promoType: string, amount: { value: string } | null }> }> }
    | { __typename: 'ProviderUnavailable', retryAfterMs: number | null, code: ProblemCode, message: string, retryable: boolean }
   };

type ProblemFields_InsufficientMerchantBalance_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_InvalidInput_Fragment = { code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> };

type ProblemFields_OrderNotCancellable_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_OrderNotFound_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_OrderNotRefundable_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_PartnerReferenceNoConflict_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_PartnerRefundNoConflict_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_ProviderDeclined_Fragment = { responseCode: string, responseMessage: string, code: ProblemCode, message: string, retryable: boolean, declinedOrder: { id: string, status: OrderStatus, version: number } | null };

type ProblemFields_ProviderUnavailable_Fragment = { retryAfterMs: number | null, code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_RefundExceedsBalance_Fragment = { code: ProblemCode, message: string, retryable: boolean };

export type ProblemFieldsFragment =
  | ProblemFields_InsufficientMerchantBalance_Fragment
  | ProblemFields_InvalidInput_Fragment
  | ProblemFields_OrderNotCancellable_Fragment
  | ProblemFields_OrderNotFound_Fragment
  | ProblemFields_OrderNotRefundable_Fragment
  | ProblemFields_PartnerReferenceNoConflict_Fragment
  | ProblemFields_PartnerRefundNoConflict_Fragment
  | ProblemFields_ProviderDeclined_Fragment
  | ProblemFields_ProviderUnavailable_Fragment
  | ProblemFields_RefundExceedsBalance_Fragment
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
    | { __typename: 'ProviderUnavailable', retryAfterMs: number | null, code: ProblemCode, message: string, retryable: boolean }
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
   };

export type TimelineQueryVariables = Exact<{
  by: OrderBy;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type TimelineQuery = { order: { id: string, version: number, timeline: { nodes: Array<{ version: number, occurredAt: string, type: OrderEventType, status: OrderStatus, source: OrderEventSource, refundId: string | null, reason: string | null, responseCode: string | null, responseMessage: string | null, payMethod: string | null, payOption: string | null, paidAt: string | null, detail: string | null, amount: { value: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export const OrderFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OrderFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Order"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"partnerReferenceNo"}},{"kind":"Field","name":{"kind":"Name","value":"referenceNo"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"payMethod"}},{"kind":"Field","name":{"kind":"Name","value":"payOption"}},{"kind":"Field","name":{"kind":"Name","value":"instruction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RedirectInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VirtualAccountInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bank"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"QrisInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"}},{"kind":"Field","name":{"kind":"Name","value":"image"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WalletPushInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaymentCodeInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outlet"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}},{"kind":"Field","name":{"kind":"Name","value":"cancellation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"voidedAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refundedAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refundableAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]} as unknown as DocumentNode<OrderFieldsFragment, unknown>;
export const ProblemFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProblemFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"language"},"value":{"kind":"Variable","name":{"kind":"Name","value":"language"}}}]},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"language"},"value":{"kind":"Variable","name":{"kind":"Name","value":"language"}}}]}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderDeclined"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"responseCode"}},{"kind":"Field","name":{"kind":"Name","value":"responseMessage"}},{"kind":"Field","alias":{"kind":"Name","value":"declinedOrder"},"name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderUnavailable"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]}}]} as unknown as DocumentNode<ProblemFieldsFragment, unknown>;
export const RefundFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RefundFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refund"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"partnerRefundNo"}},{"kind":"Field","name":{"kind":"Name","value":"refundNo"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<RefundFieldsFragment, unknown>;
export const CancelOrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CancelOrderInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"language"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Language"}},"defaultValue":{"kind":"EnumValue","value":"EN"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelOrder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CancelOrderSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OrderFields"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CancelOrderPending"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OrderFields"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProblemFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OrderFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Order"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"partnerReferenceNo"}},{"kind":"Field","name":{"kind":"Name","value":"referenceNo"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"payMethod"}},{"kind":"Field","name":{"kind":"Name","value":"payOption"}},{"kind":"Field","name":{"kind":"Name","value":"instruction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RedirectInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VirtualAccountInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bank"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"QrisInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"}},{"kind":"Field","name":{"kind":"Name","value":"image"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WalletPushInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaymentCodeInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outlet"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}},{"kind":"Field","name":{"kind":"Name","value":"cancellation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"voidedAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refundedAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refundableAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProblemFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"language"},"value":{"kind":"Variable","name":{"kind":"Name","value":"language"}}}]},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"language"},"value":{"kind":"Variable","name":{"kind":"Name","value":"language"}}}]}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderDeclined"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"responseCode"}},{"kind":"Field","name":{"kind":"Name","value":"responseMessage"}},{"kind":"Field","alias":{"kind":"Name","value":"declinedOrder"},"name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderUnavailable"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]}}]} as unknown as DocumentNode<CancelOrderMutation, CancelOrderMutationVariables>;
export const CreateOrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateOrderInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"language"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Language"}},"defaultValue":{"kind":"EnumValue","value":"EN"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createOrder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CreateOrderSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OrderFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"clientToken"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProblemFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OrderFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Order"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"partnerReferenceNo"}},{"kind":"Field","name":{"kind":"Name","value":"referenceNo"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"payMethod"}},{"kind":"Field","name":{"kind":"Name","value":"payOption"}},{"kind":"Field","name":{"kind":"Name","value":"instruction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RedirectInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VirtualAccountInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bank"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"QrisInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"}},{"kind":"Field","name":{"kind":"Name","value":"image"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WalletPushInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaymentCodeInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outlet"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}},{"kind":"Field","name":{"kind":"Name","value":"cancellation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"voidedAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refundedAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refundableAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProblemFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"language"},"value":{"kind":"Variable","name":{"kind":"Name","value":"language"}}}]},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"language"},"value":{"kind":"Variable","name":{"kind":"Name","value":"language"}}}]}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderDeclined"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"responseCode"}},{"kind":"Field","name":{"kind":"Name","value":"responseMessage"}},{"kind":"Field","alias":{"kind":"Name","value":"declinedOrder"},"name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderUnavailable"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]}}]} as unknown as DocumentNode<CreateOrderMutation, CreateOrderMutationVariables>;
export const IncidentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Incidents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kind"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"IncidentKind"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"incidents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"kind"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kind"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"orderId"}},{"kind":"Field","name":{"kind":"Name","value":"partnerReferenceNo"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<IncidentsQuery, IncidentsQueryVariables>;
export const OrderStatusDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"OrderStatus"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"afterVersion"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderStatus"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"orderId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderId"}}},{"kind":"Argument","name":{"kind":"Name","value":"afterVersion"},"value":{"kind":"Variable","name":{"kind":"Name","value":"afterVersion"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OrderFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OrderFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Order"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"partnerReferenceNo"}},{"kind":"Field","name":{"kind":"Name","value":"referenceNo"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"payMethod"}},{"kind":"Field","name":{"kind":"Name","value":"payOption"}},{"kind":"Field","name":{"kind":"Name","value":"instruction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RedirectInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VirtualAccountInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bank"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"QrisInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"}},{"kind":"Field","name":{"kind":"Name","value":"image"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WalletPushInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaymentCodeInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outlet"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}},{"kind":"Field","name":{"kind":"Name","value":"cancellation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"voidedAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refundedAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refundableAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]} as unknown as DocumentNode<OrderStatusSubscription, OrderStatusSubscriptionVariables>;
export const OrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Order"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderBy"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"fresh"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}},"defaultValue":{"kind":"BooleanValue","value":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}},{"kind":"Argument","name":{"kind":"Name","value":"fresh"},"value":{"kind":"Variable","name":{"kind":"Name","value":"fresh"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OrderFields"}},{"kind":"Field","name":{"kind":"Name","value":"goods"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"merchantGoodsId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"price"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refunds"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RefundFields"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OrderFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Order"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"partnerReferenceNo"}},{"kind":"Field","name":{"kind":"Name","value":"referenceNo"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"payMethod"}},{"kind":"Field","name":{"kind":"Name","value":"payOption"}},{"kind":"Field","name":{"kind":"Name","value":"instruction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RedirectInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VirtualAccountInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bank"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"QrisInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"}},{"kind":"Field","name":{"kind":"Name","value":"image"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WalletPushInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaymentCodeInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outlet"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}},{"kind":"Field","name":{"kind":"Name","value":"cancellation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"voidedAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refundedAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refundableAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RefundFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refund"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"partnerRefundNo"}},{"kind":"Field","name":{"kind":"Name","value":"refundNo"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<OrderQuery, OrderQueryVariables>;
export const OrdersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Orders"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orders"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OrderFields"}},{"kind":"Field","name":{"kind":"Name","value":"metadata"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OrderFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Order"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"partnerReferenceNo"}},{"kind":"Field","name":{"kind":"Name","value":"referenceNo"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"payMethod"}},{"kind":"Field","name":{"kind":"Name","value":"payOption"}},{"kind":"Field","name":{"kind":"Name","value":"instruction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RedirectInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VirtualAccountInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bank"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"QrisInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"}},{"kind":"Field","name":{"kind":"Name","value":"image"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WalletPushInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaymentCodeInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outlet"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}},{"kind":"Field","name":{"kind":"Name","value":"cancellation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"voidedAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refundedAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refundableAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]} as unknown as DocumentNode<OrdersQuery, OrdersQueryVariables>;
export const PaymentOptionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PaymentOptions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PaymentOptionsInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"language"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Language"}},"defaultValue":{"kind":"EnumValue","value":"EN"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"paymentOptions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaymentOptions"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"options"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"payMethod"}},{"kind":"Field","name":{"kind":"Name","value":"payOption"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"language"},"value":{"kind":"Variable","name":{"kind":"Name","value":"language"}}}]},{"kind":"Field","name":{"kind":"Name","value":"promos"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"promoId"}},{"kind":"Field","name":{"kind":"Name","value":"promoType"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"stale"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProblemFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProblemFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"language"},"value":{"kind":"Variable","name":{"kind":"Name","value":"language"}}}]},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"language"},"value":{"kind":"Variable","name":{"kind":"Name","value":"language"}}}]}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderDeclined"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"responseCode"}},{"kind":"Field","name":{"kind":"Name","value":"responseMessage"}},{"kind":"Field","alias":{"kind":"Name","value":"declinedOrder"},"name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderUnavailable"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]}}]} as unknown as DocumentNode<PaymentOptionsQuery, PaymentOptionsQueryVariables>;
export const RefundOrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RefundOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RefundOrderInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"language"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Language"}},"defaultValue":{"kind":"EnumValue","value":"EN"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refundOrder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RefundOrderSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refund"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RefundFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OrderFields"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RefundOrderPending"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refund"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RefundFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OrderFields"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProblemFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RefundFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refund"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"partnerRefundNo"}},{"kind":"Field","name":{"kind":"Name","value":"refundNo"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OrderFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Order"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"partnerReferenceNo"}},{"kind":"Field","name":{"kind":"Name","value":"referenceNo"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"payMethod"}},{"kind":"Field","name":{"kind":"Name","value":"payOption"}},{"kind":"Field","name":{"kind":"Name","value":"instruction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RedirectInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VirtualAccountInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bank"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"QrisInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"}},{"kind":"Field","name":{"kind":"Name","value":"image"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WalletPushInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaymentCodeInstruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outlet"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}},{"kind":"Field","name":{"kind":"Name","value":"cancellation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"voidedAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refundedAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refundableAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProblemFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Problem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"language"},"value":{"kind":"Variable","name":{"kind":"Name","value":"language"}}}]},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"language"},"value":{"kind":"Variable","name":{"kind":"Name","value":"language"}}}]}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderDeclined"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"responseCode"}},{"kind":"Field","name":{"kind":"Name","value":"responseMessage"}},{"kind":"Field","alias":{"kind":"Name","value":"declinedOrder"},"name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderUnavailable"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]}}]} as unknown as DocumentNode<RefundOrderMutation, RefundOrderMutationVariables>;
export const TimelineDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Timeline"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderBy"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"100"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"timeline"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refundId"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"responseCode"}},{"kind":"Field","name":{"kind":"Name","value":"responseMessage"}},{"kind":"Field","name":{"kind":"Name","value":"payMethod"}},{"kind":"Field","name":{"kind":"Name","value":"payOption"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<TimelineQuery, TimelineQueryVariables>;