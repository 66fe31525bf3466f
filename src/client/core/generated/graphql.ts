/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** The incident that somebody takes care of. */
export type AcknowledgeIncidentInput = {
  /** The id of the incident. */
  incidentId: string;
};

/** The kinds of actors. More may be added. */
export type ActorKind =
  /** A payer, with the token of a checkout. */
  | 'CHECKOUT_TOKEN'
  /** A payer, with the client token of an order. */
  | 'CLIENT_TOKEN'
  /** DANA. */
  | 'DANA'
  /** The gateway itself. */
  | 'GATEWAY'
  /** A person who operates the gateway, with a key of their own or a command. */
  | 'OPERATOR'
  /** A merchant's server, with its server key. */
  | 'SERVER_KEY';

/** What a second person decides about. */
export type ApprovalAct =
  /** An ADJUSTMENT line in DANA's settlement file belongs to a refund: the payer does not have its money. */
  | 'ADJUSTMENT_ASSIGNED'
  /** The cancellation of a paid order. */
  | 'CANCELLATION'
  /** The bank decided a dispute for the merchant, as a letter says. refundableAmount grows by the amount. */
  | 'CHARGEBACK_WON'
  /** A refund. */
  | 'REFUND'
  /** The merchant paid the payer back by bank transfer. It counts as given back: refundableAmount falls by the amount. */
  | 'REFUNDED_BY_TRANSFER';

/** What the second person decides. */
export type ApprovalDecision =
  /** The gateway requests it from DANA at once, or records the fact. */
  | 'APPROVE'
  /** Nothing is sent to DANA, and no fact is recorded. */
  | 'REFUSE';

/** The states of a request for a second person. */
export type ApprovalStatus =
  /** Nobody decided within 24 hours. The amount is free again. */
  | 'EXPIRED'
  /** A second person approved it, and the gateway requested it from DANA, or recorded the fact. */
  | 'GRANTED'
  /** A second person refused it. The amount is free again. */
  | 'REFUSED'
  /** Nobody has decided yet. The amount is reserved. */
  | 'WAITING';

/** A fact that DANA does not report, and its evidence. */
export type AttestFactInput = {
  /** The amount that came back to the merchant, or was paid back to the payer. Omit it for ADJUSTMENT_ASSIGNED, whose settlement line has the amount. */
  amount?: string | number | null | undefined;
  /** The evidence. */
  evidence: EvidenceInput;
  /** The fact. */
  fact: AttestedFact;
  /** The id of the order that the fact is about. */
  orderId: string;
  /** The id of the refund to which an adjustment belongs. Only for ADJUSTMENT_ASSIGNED. */
  refundId?: string | null | undefined;
};

/** Facts that DANA does not report, and that two people attest. */
export type AttestedFact =
  /** An ADJUSTMENT line in DANA's settlement file belongs to a refund: the payer does not have its money. */
  | 'ADJUSTMENT_ASSIGNED'
  /** The bank decided a dispute for the merchant, as a letter says. refundableAmount grows by the amount. */
  | 'CHARGEBACK_WON'
  /** The merchant paid the payer back by bank transfer. It counts as given back: refundableAmount falls by the amount. */
  | 'REFUNDED_BY_TRANSFER';

/** The buyer, in the form of DANA's order.buyer. */
export type BuyerInput = {
  /** The buyer's id at the merchant, at most 32 characters. */
  externalUserId?: string | null | undefined;
  /** The kind of externalUserId in the merchant's words, at most 32 characters. It is required with externalUserId. */
  externalUserType?: string | null | undefined;
  /** The buyer's name, at most 64 characters. */
  nickname?: string | null | undefined;
  /** The buyer's id at DANA, at most 32 characters. */
  userId?: string | null | undefined;
};

/** The order to cancel. */
export type CancelOrderInput = {
  /** The id of the order. */
  orderId: string;
  /** The reason for DANA and the timeline, at most 256 characters. The key of a person must give one. */
  reason?: string | null | undefined;
};

/** The sale. The payer chooses only how to pay. */
export type CreateCheckoutInput = {
  /** The amount to pay. */
  amount: string | number;
  /** The time until which the checkout can be paid, 1 minute to 7 days ahead, or at most 30 minutes in DANA's sandbox. The default is 30 minutes from now. */
  expiresAt?: string | null | undefined;
  /** The shop's id in DANA's portal, at most 64 characters. Without it, QRIS is not offered. */
  externalStoreId?: string | null | undefined;
  /** The articles that are sold, at most 100. */
  goods?: Array<GoodsInput> | null | undefined;
  /** The merchant's own labels, at most 50. The gateway adds them to every attempt. The payer does not see them. */
  metadata?: Array<MetadataEntryInput> | null | undefined;
  /** The merchant's own number, for example cart-20260115-0001. It has 1 to 22 characters of A-Z a-z 0-9 _ - . /. The first attempt is an order with this number, and later attempts add -2 to -5. */
  partnerReferenceNo: string;
  /** The URL to which DANA sends the payer afterwards. It must be on the allow-list. The default is RETURN_URL. */
  returnUrl?: string | null | undefined;
  /** The division's id in DANA's portal, at most 32 characters. */
  subMerchantId?: string | null | undefined;
  /** The URL to which the checkout page leads a payer who has paid. It must be on the allow-list. The page adds the parameter order, the id of the order, which proves nothing: read the order. Without it the page leads nowhere. */
  successUrl?: string | null | undefined;
  /** The title that the payer sees, 1 to 64 characters. */
  title: string;
};

/** The order to create. */
export type CreateOrderInput = {
  /** The amount to pay. */
  amount: string | number;
  /** The buyer, as the merchant knows them. */
  buyer?: BuyerInput | null | undefined;
  /** The payer's IP address, version 4 or 6, for example 203.0.113.7. */
  clientIp?: string | null | undefined;
  /** Methods that DANA's hosted page does not offer. It is allowed only for the hosted page. */
  disabledPayMethods?: Array<string> | null | undefined;
  /** The time until which the order can be paid, 1 minute to 7 days ahead, or at most 30 minutes in DANA's sandbox. The default is 30 minutes from now. */
  expiresAt?: string | null | undefined;
  /** The shop's id in DANA's portal. QRIS requires it. */
  externalStoreId?: string | null | undefined;
  /** The articles that are sold, at most 100. */
  goods?: Array<GoodsInput> | null | undefined;
  /** A note that DANA keeps with the order, at most 64 characters. */
  memo?: string | null | undefined;
  /** A label of the transaction for DANA, at most 64 characters. */
  merchantTransType?: string | null | undefined;
  /** The merchant's own labels, at most 50. They are not sent to DANA. */
  metadata?: Array<MetadataEntryInput> | null | undefined;
  /** The merchant's own order number, for example ord-20260115-0001. It has 1 to 64 characters of A-Z a-z 0-9 _ - . /, and at most 25 if QRIS may be used. */
  partnerReferenceNo: string;
  /** The payment method, for example VIRTUAL_ACCOUNT. Without it, the payer chooses on DANA's hosted page (scenario REDIRECT). */
  payMethod?: string | null | undefined;
  /** The payment channel as paymentOptions lists it, for example VIRTUAL_ACCOUNT_BRI. Methods with several channels require it. */
  payOption?: string | null | undefined;
  /** The payer's phone number, for example 081234567890 or +62 812-3456-7890: 8 to 15 characters, digits and a leading plus. Spaces, dashes, dots and parentheses are removed before they are counted. Cards and e-wallets require it. */
  phoneNumber?: string | null | undefined;
  /** The URL to which DANA sends the payer afterwards. It must be on the allow-list. The default is RETURN_URL. The gateway sends an app scheme with isDeeplink Y. The return of the payer does not prove a payment. */
  returnUrl?: string | null | undefined;
  /** The shipments of the goods, at most 10. */
  shipping?: Array<ShippingInput> | null | undefined;
  /** The division's id in DANA's portal, for aggregators. */
  subMerchantId?: string | null | undefined;
  /** The payer's device. */
  terminal?: Terminal | null | undefined;
  /** The title that the payer sees, 1 to 64 characters. */
  title: string;
};

/** The currency of an amount, as its ISO 4217 code. */
export type Currency =
  /** Indonesian rupiah, the only currency that DANA uses in Indonesia. */
  | 'IDR';

/** An operation of DANA. */
export type DanaOperation =
  /** Cancel Order. */
  | 'cancelOrder'
  /** Consult Pay: the payment options. */
  | 'consultPay'
  /** Create Order. */
  | 'createOrder'
  /** Query Payment. */
  | 'queryPayment'
  /** Refund Order. */
  | 'refundOrder';

/** The decision of a second person, and why. */
export type DecideApprovalInput = {
  /** The id of the request. */
  approvalId: string;
  /** The decision. */
  decision: ApprovalDecision;
  /** Why, for the timeline, 1 to 256 characters. Payers cannot read it. */
  reason: string;
};

/** The decision of a second person about a batch, and why. */
export type DecideRefundBatchInput = {
  /** The id of the batch. */
  batchId: string;
  /** The decision. */
  decision: RefundBatchDecision;
  /** Why, 1 to 256 characters. */
  reason: string;
};

/** The checkout to end, and why. */
export type EndCheckoutInput = {
  /** The id of the checkout. */
  checkoutId: string;
  /** Why, for the record and for DANA, 1 to 256 characters. */
  reason: string;
};

/** By what a fact that DANA does not report is proven. */
export type EvidenceInput = {
  /** SHA-256 of the scanned document, 64 hexadecimal digits in lower case. */
  fileHash?: string | null | undefined;
  /** The number of the letter or of the bank transfer, 1 to 64 characters; of an adjustment, the transactionId of its settlement line. */
  reference: string;
  /** What was seen, 1 to 1,000 characters, for example "DANA's letter of 12 January". */
  text: string;
};

/** One article of an order, in the form of DANA's order.goods. */
export type GoodsInput = {
  /** The category of the article in the merchant's words, at most 64 characters. */
  category: string;
  /** The description of the article, at most 1024 characters. */
  description: string;
  /** The merchant's own id of the article, at most 64 characters. */
  merchantGoodsId: string;
  /** The merchantShippingId of the shipment that contains the article. */
  merchantShippingId?: string | null | undefined;
  /** The name of the article, at most 64 characters. */
  name: string;
  /** The price of one unit. */
  price: string | number;
  /** The number of units as a decimal string, for example "2" or "0.5", at most 16 characters. */
  quantity: string;
  /** The URL of a page that shows the article as it was sold. */
  snapshotUrl?: string | null | undefined;
  /** The unit in which the article is sold, for example "piece", at most 64 characters. */
  unit?: string | null | undefined;
};

/** The kinds of incidents. */
export type IncidentKind =
  /** Background work of the gateway, which the detail names, failed three times in a row. */
  | 'BACKGROUND_WORK_FAILING'
  /** The payer's bank took money back in a dispute. */
  | 'CHARGED_BACK'
  /** DANA contradicted the order or one of its own earlier answers. */
  | 'CONTRADICTED'
  /** DANA had the order before this record of it was made: the database was set back to a backup since, or another system uses the same merchant. */
  | 'CREATED_BEFORE'
  /** The merchant's server did not accept an event for a day, or asked for no more events. */
  | 'EVENT_UNDELIVERED'
  /** DANA holds the money of the order, for example until a dispute is decided. */
  | 'FROZEN'
  /** DANA declined a refund or a cancellation because the merchant's DANA balance does not cover it. */
  | 'INSUFFICIENT_MERCHANT_BALANCE'
  /** DANA rejects the gateway itself, not the order, because of its key, merchant or headers. */
  | 'MISCONFIGURED'
  /** A verified notification names an order that this gateway does not know, or does not know yet. */
  | 'ORPHANED'
  /** A verified notification does not fit its order by amount, currency, merchant, status or age. */
  | 'QUARANTINED'
  /** DANA reported a refund that this gateway did not request. */
  | 'REFUNDED_ELSEWHERE'
  /** DANA could not deliver a refund and returned its money to the merchant: the payer does not have the money. */
  | 'REFUND_RETURNED'
  /** DANA returned money of a refund that it could not deliver, and nothing says of which refund. */
  | 'SETTLEMENT_ADJUSTMENT'
  /** DANA's settlement files have another amount than the record of the gateway. */
  | 'SETTLEMENT_AMOUNT_DIFFERS'
  /** DANA's settlement files have the same transaction twice. */
  | 'SETTLEMENT_DOUBLED'
  /** A line of DANA's settlement files does not add up: the amount minus fees and taxes is not what DANA pays out. */
  | 'SETTLEMENT_FEE_DIFFERS'
  /** A payment, a refund or a cancellation is not in DANA's settlement files, although the file of its day was imported. */
  | 'SETTLEMENT_MISSING'
  /** DANA's settlement files have an order or a refund that the gateway does not know. */
  | 'SETTLEMENT_UNKNOWN'
  /** The gateway cannot carry on with the order, for a reason of its own that the detail names. */
  | 'STUCK'
  /** DANA has given no conclusive answer for a long time. */
  | 'UNKNOWN_FOR_LONG';

/** The states of an incident. */
export type IncidentStatus =
  /** Somebody takes care of the incident. */
  | 'ACKNOWLEDGED'
  /** Nobody takes care of the incident yet. */
  | 'OPEN'
  /** An operator or a later fact has resolved the incident. */
  | 'RESOLVED';

/** The rule that a value breaks, for programs. More rules may be added. */
export type InputRule =
  /** The amount is larger than allowed. */
  | 'AMOUNT_TOO_LARGE'
  /** The text is empty or contains only white space. */
  | 'BLANK'
  /** DANA would never accept a request with this value. */
  | 'CANNOT_BE_SENT'
  /** The text contains a control character, such as a line break. */
  | 'CONTROL_CHARACTER'
  /** The value appears more than once. */
  | 'DUPLICATE'
  /** The text is not an e-mail address. */
  | 'EMAIL'
  /** expiresAt is too far ahead. */
  | 'EXPIRES_TOO_LATE'
  /** expiresAt is in the past or too soon. */
  | 'EXPIRES_TOO_SOON'
  /** The text is not a SHA-256 hash of 64 hexadecimal digits in lower case. */
  | 'FILE_HASH'
  /** The value applies only to DANA's hosted page. Omit it if payMethod is given. */
  | 'HOSTED_PAGE_ONLY'
  /** The text is not an IP address. */
  | 'IP_ADDRESS'
  /** The attested fact has no such value. Omit it. */
  | 'NOT_FOR_THIS_FACT'
  /** The text is not a number. */
  | 'NUMBER_FORMAT'
  /** The page is larger than allowed. */
  | 'PAGE_SIZE'
  /** payOption requires payMethod. */
  | 'PAY_METHOD_REQUIRED'
  /** This payMethod requires a payOption. */
  | 'PAY_OPTION_REQUIRED'
  /** The text is not a phone number. */
  | 'PHONE_FORMAT'
  /** Cards and e-wallets require phoneNumber. */
  | 'PHONE_REQUIRED'
  /** A reference may contain only A-Z a-z 0-9 _ - . / characters. */
  | 'REFERENCE_ALPHABET'
  /** The value is required. */
  | 'REQUIRED'
  /** The URL to which the payer would be led is not on the allow-list. */
  | 'RETURN_URL_NOT_ALLOWED'
  /** QRIS requires externalStoreId. */
  | 'STORE_REQUIRED_FOR_QRIS'
  /** The text has more characters than allowed. */
  | 'TOO_LONG'
  /** QRIS limits references to 25 characters. */
  | 'TOO_LONG_FOR_QRIS'
  /** The list has more entries than allowed. */
  | 'TOO_MANY';

/** The language of a text that people read. */
export type Language =
  /** English. */
  | 'EN'
  /** Bahasa Indonesia. */
  | 'ID';

/** Why a line of a batch is refused. */
export type LineRefusal =
  /** DANA would never accept the request. */
  | 'CANNOT_BE_SENT'
  /** An earlier line of the batch has the same order. */
  | 'DUPLICATE'
  /** The order has not so much left to refund. */
  | 'EXCEEDS_BALANCE'
  /** The order was not paid, or a cancellation is pending. */
  | 'NOT_REFUNDABLE'
  /** Another refund has the number of this line. */
  | 'NUMBER_TAKEN'
  /** There is no such order. */
  | 'ORDER_NOT_FOUND';

/** A label for the merchant's own use. The gateway never sends it to DANA. */
export type MetadataEntryInput = {
  /** The name of the label, which is unique within its order. */
  key: string;
  /** The value of the label. */
  value: string;
};

/** The state of a cancellation or a refund. */
export type OperationStatus =
  /** DANA declined the operation. */
  | 'FAILED'
  /** The operation was requested, and DANA is still processing it or its answer is not known yet. Only evidence ends this state. */
  | 'PENDING'
  /** DANA has carried out the operation. */
  | 'SUCCEEDED';

/** Identifies one order by exactly one of these fields. */
export type OrderBy =
  {   /** The id of the order. */
  id: string; partnerReferenceNo?: never; referenceNo?: never; }
  |  { id?: never;   /** The merchant's own order number, for example ord-20260115-0001. */
  partnerReferenceNo: string; referenceNo?: never; }
  |  { id?: never; partnerReferenceNo?: never;   /** DANA's number of the order. */
  referenceNo: string; };

/** The source of an event. */
export type OrderEventSource =
  /** A caller of this API caused the event. */
  | 'API'
  /** The fact comes from DANA's answer to Cancel Order. */
  | 'CANCEL_ANSWER'
  /** The fact comes from DANA's answer to Create Order. */
  | 'CREATE_ANSWER'
  /** The fact comes from a notification of DANA whose signature was verified. */
  | 'FINISH_NOTIFY'
  /** The gateway itself caused the event. */
  | 'GATEWAY'
  /** An operator of this gateway caused the event. */
  | 'OPERATOR'
  /** The fact comes from DANA's answer to a query of the gateway. */
  | 'QUERY'
  /** The fact comes from DANA's answer to Refund Order. */
  | 'REFUND_ANSWER'
  /** The fact comes from DANA's settlement file. */
  | 'SETTLEMENT';

/** The types of events in the timeline of an order. */
export type OrderEventType =
  /** DANA accepted the order. */
  | 'ACCEPTED'
  /** Two people attested that an adjustment in DANA's settlement file belongs to a refund: its money came back to the merchant. */
  | 'ADJUSTMENT_ASSIGNED'
  /** No second person decided within 24 hours. */
  | 'APPROVAL_EXPIRED'
  /** A second person approved it. The request to DANA, or the attested fact, is the next event. */
  | 'APPROVAL_GRANTED'
  /** A second person refused it. */
  | 'APPROVAL_REFUSED'
  /** A second person was asked to approve a refund or a cancellation, or to attest a fact that DANA does not report. */
  | 'APPROVAL_REQUESTED'
  /** DANA declined to cancel the order. */
  | 'CANCELLATION_DECLINED'
  /** A cancellation was requested. */
  | 'CANCELLATION_REQUESTED'
  /** DANA cancelled the order. */
  | 'CANCELLED'
  /** The payer's bank returned money that it had taken back. */
  | 'CHARGEBACK_RETURNED'
  /** Two people attested that the bank decided a dispute for the merchant. */
  | 'CHARGEBACK_WON'
  /** The payer's bank took money back in a dispute. */
  | 'CHARGED_BACK'
  /** A new fact contradicts the order. The order keeps its state, and both facts stay on record. */
  | 'CONTRADICTED'
  /** The gateway recorded the order. */
  | 'CREATED'
  /** DANA declined to create the order. */
  | 'DECLINED'
  /** DANA closed the order before it was paid. */
  | 'EXPIRED'
  /** DANA holds the money of the order. */
  | 'FROZEN'
  /** DANA answered twice, well after expiry, that it has no such order. */
  | 'NEVER_CREATED'
  /** DANA answered for the first time that it has no such order. The gateway needs this answer twice. */
  | 'NOT_FOUND'
  /** The payer paid the order. */
  | 'PAID'
  /** The payment failed for good. */
  | 'PAYMENT_FAILED'
  /** DANA carried out a refund. */
  | 'REFUNDED'
  /** Two people attested that the merchant paid the payer back by bank transfer. */
  | 'REFUNDED_BY_TRANSFER'
  /** DANA reported a refund that was not requested through this gateway. */
  | 'REFUNDED_ELSEWHERE'
  /** DANA declined a refund. */
  | 'REFUND_DECLINED'
  /** A refund was requested. */
  | 'REFUND_REQUESTED'
  /** DANA could not deliver a refund, and its money came back to the merchant. */
  | 'REFUND_RETURNED'
  /** DANA no longer holds the money of the order. */
  | 'RELEASED';

/** Selects orders. An order must meet every given condition. An empty list matches no order. */
export type OrderFilter = {
  /** Selects orders created at this time or later. */
  createdFrom?: string | null | undefined;
  /** Selects orders created before this time. */
  createdTo?: string | null | undefined;
  /** Selects orders of which one of these methods paid at least a part, whatever was ordered. */
  paidWith?: Array<string> | null | undefined;
  /** Selects orders whose partnerReferenceNo starts with this text, for example "ord-2026". At most 64 characters of A-Z a-z 0-9 _ - . / are allowed. */
  partnerReferenceNoPrefix?: string | null | undefined;
  /** Selects orders by the ordered method. Orders of the page of DANA have none. */
  payMethod?: Array<string> | null | undefined;
  /** Selects orders in one of these states. */
  status?: Array<OrderStatus> | null | undefined;
  /** Selects orders changed after this time. */
  updatedAfter?: string | null | undefined;
};

/** The state of an order. A payment always counts: if DANA reports a payment late, an order that had ended becomes PAID. */
export type OrderStatus =
  /** DANA has cancelled the order. If it had been paid, the money has gone back to the payer (see voidedAmount). */
  | 'CANCELLED'
  /** The gateway has recorded the order and does not know DANA's answer yet. Only evidence ends this state, never a timer alone. */
  | 'CONFIRMING'
  /** DANA closed the order before it was paid. */
  | 'EXPIRED'
  /** DANA declined the order, or the payment failed for good. */
  | 'FAILED'
  /** The payer has paid the whole amount. */
  | 'PAID'
  /** The order was paid, and a part of the amount has been refunded. */
  | 'PARTIALLY_REFUNDED'
  /** DANA has accepted the order, and the payer has not finished paying. */
  | 'PENDING'
  /** The order was paid, and the whole amount has been refunded. */
  | 'REFUNDED';

/** The payer's choice of a payment method. */
export type PayCheckoutInput = {
  /** The payment method, for example VIRTUAL_ACCOUNT. Without it, the payer chooses on DANA's hosted page. */
  payMethod?: string | null | undefined;
  /** The payment channel as paymentOptions lists it, for example VIRTUAL_ACCOUNT_BRI. Methods with several channels require it. */
  payOption?: string | null | undefined;
  /** The payer's phone number, for example 081234567890 or +62 812-3456-7890: 8 to 15 characters, digits and a leading plus. Spaces, dashes, dots and parentheses are removed before they are counted. Cards and e-wallets require it. */
  phoneNumber?: string | null | undefined;
};

/** The group of a payment option, for display. A new method of DANA belongs to the group that its code names, or else to OTHER. */
export type PaymentOptionKind =
  /** The payer pays from their DANA balance. */
  | 'BALANCE'
  /** The payer uses a credit or debit card. */
  | 'CARD'
  /** The payer uses another wallet, such as GoPay or OVO. */
  | 'E_WALLET'
  /** The option belongs to no other group. */
  | 'OTHER'
  /** The payer scans QRIS, Indonesia's national QR code. */
  | 'QRIS'
  /** The payer pays cash at a retail outlet. */
  | 'RETAIL_OUTLET'
  /** The payer transfers to a virtual account at a bank. */
  | 'VIRTUAL_ACCOUNT';

/** The amount to pay, and the shop. */
export type PaymentOptionsInput = {
  /** The amount to pay. */
  amount: string | number;
  /** The shop's id in DANA's portal, at most 64 characters. Without it, QRIS is not offered. */
  externalStoreId?: string | null | undefined;
};

/** What DANA has not answered conclusively about. */
export type PendingOperationKind =
  /** A cancellation. */
  | 'CANCEL'
  /** An order: it is CONFIRMING. */
  | 'CREATE'
  /** A refund. */
  | 'REFUND';

/** The code of a problem, for programs. A code never changes its meaning. */
export type ProblemCode =
  /** The request for a second person has ended already. */
  | 'APPROVAL_CLOSED'
  /** A second person refused the request, or nobody decided in time. */
  | 'APPROVAL_DENIED'
  /** There is no such request for a second person. */
  | 'APPROVAL_NOT_FOUND'
  /** A second person must approve the request; see approval. Nothing was sent to DANA. */
  | 'APPROVAL_REQUIRED'
  /** The person or key may not give back so much. */
  | 'CEILING_EXCEEDED'
  /** The checkout accepts no further attempt. */
  | 'CHECKOUT_CLOSED'
  /** There is no such checkout. */
  | 'CHECKOUT_NOT_FOUND'
  /** The checkout is paid and cannot be ended. */
  | 'CHECKOUT_PAID'
  /** Something else was said of the fact with this reference. */
  | 'EVIDENCE_CONFLICT'
  /** The record of the order has no room for the fact. */
  | 'FACT_DOES_NOT_FIT'
  /** The cursor is of an event that is not on record any more: the gateway's database was set back to a backup. */
  | 'HISTORY_CHANGED'
  /** There is no such incident. */
  | 'INCIDENT_NOT_FOUND'
  /** The merchant's balance at DANA is too low. */
  | 'INSUFFICIENT_MERCHANT_BALANCE'
  /** A value has the right format but is not allowed. See issues. */
  | 'INVALID_INPUT'
  /** DANA holds the money of the order. */
  | 'ORDER_FROZEN'
  /** The order cannot be cancelled because of its state or the time since its payment. */
  | 'ORDER_NOT_CANCELLABLE'
  /** There is no such order, or this credential may not see it. */
  | 'ORDER_NOT_FOUND'
  /** The order cannot be refunded because of its state. */
  | 'ORDER_NOT_REFUNDABLE'
  /** Another person than the requester must decide about the batch. */
  | 'OTHER_PERSON_NEEDED'
  /** The order number already belongs to an order with different content. */
  | 'PARTNER_REFERENCE_NO_CONFLICT'
  /** The refund number already belongs to a refund with different content. */
  | 'PARTNER_REFUND_NO_CONFLICT'
  /** Only the key of a person can do this. */
  | 'PERSON_NEEDED'
  /** DANA declined the request for good. */
  | 'PROVIDER_DECLINED'
  /** There is no such receiver of events. */
  | 'RECEIVER_NOT_FOUND'
  /** The batch of refunds is in another state. */
  | 'REFUND_BATCH_CLOSED'
  /** The batch number already belongs to a batch with different content. */
  | 'REFUND_BATCH_CONFLICT'
  /** There is no such batch of refunds. */
  | 'REFUND_BATCH_NOT_FOUND'
  /** The requested amount is larger than refundableAmount. */
  | 'REFUND_EXCEEDS_BALANCE'
  /** Another person than the requester must decide. */
  | 'SECOND_PERSON_NEEDED'
  /** The request cannot be carried out now and has not been begun; see reason. */
  | 'TEMPORARILY_UNAVAILABLE';

/** What is sent again, to whom, and why. */
export type RedeliverEventsInput = {
  /** The ids of events, at most 100; they are sent again even if they were delivered before. Without it, the events that were given up, the oldest 1000. */
  eventIds?: Array<string> | null | undefined;
  /** Why, for the log, 1 to 256 characters. */
  reason: string;
  /** The id of a receiver. One that answered 410 Gone is served again. Without it, every receiver gets the events. */
  receiverId?: string | null | undefined;
};

/** What the second person decides about a batch. */
export type RefundBatchDecision =
  /** The gateway requests all its refunds. */
  | 'APPROVE'
  /** Nothing is sent to DANA. */
  | 'REFUSE';

/** One refund of a batch. */
export type RefundBatchLineInput = {
  /** The amount to refund. Omit it to refund everything that is left. */
  amount?: string | number | null | undefined;
  /** The merchant's number of the order. */
  partnerReferenceNo: string;
  /** The reason for DANA and the timeline, at most 256 characters. Omit it for that of the batch. */
  reason?: string | null | undefined;
};

/** The states of a line of a batch. */
export type RefundBatchLineStatus =
  /** Nothing was sent to DANA for this line; see refusal. */
  | 'REFUSED'
  /** The refund is on record; refund shows what DANA made of it. */
  | 'REQUESTED'
  /** Nothing was requested yet. */
  | 'WAITING';

/** The states of a batch of refunds. */
export type RefundBatchStatus =
  /** Every line has ended. */
  | 'DONE'
  /** Nobody decided within 24 hours. */
  | 'EXPIRED'
  /** A second person refused the batch. */
  | 'REFUSED'
  /** The gateway requests one refund after the other. */
  | 'RUNNING'
  /** Somebody, or a balance that is too low, stopped the batch. It can be resumed. */
  | 'STOPPED'
  /** A second person must decide about the batch. Nothing was sent to DANA. */
  | 'WAITING';

/** What happens to a batch that was approved. */
export type RefundBatchStep =
  /** The gateway carries on with the lines that wait. */
  | 'RESUME'
  /** No further refund is requested. Those that are requested already go on. */
  | 'STOP';

/** The refund to make. */
export type RefundOrderInput = {
  /** The amount to refund. Without it, everything that can still be refunded goes back. */
  amount?: string | number | null | undefined;
  /** The id of the order. */
  orderId: string;
  /** The merchant's own unique refund number, for example refund-20260115-0001. It is the idempotency key. It has 1 to 64 characters of A-Z a-z 0-9 _ - . /. */
  partnerRefundNo: string;
  /** The reason for DANA and the timeline, at most 256 characters. The key of a person must give one. */
  reason?: string | null | undefined;
};

/** What a notification does when it is processed again. */
export type ReplayEffect =
  /** It had changed its order already, which agrees with it. */
  | 'AGREES'
  /** It changes its order. */
  | 'APPLIED'
  /** It had changed its order, and would not be accepted today; see reason. */
  | 'DISPUTED'
  /** It still must not change an order; see reason. */
  | 'KEPT'
  /** It fits its order now and contains nothing new. */
  | 'UNCHANGED';

/** A request to process notifications again, and why. */
export type ReplayInboxInput = {
  /** The endCursor of an earlier request. Without it, from the oldest. */
  after?: string | null | undefined;
  /** If true, nothing is changed, and the answer says what would happen. */
  dryRun?: boolean | null | undefined;
  /** Why, for the log, 1 to 256 characters. */
  reason: string;
};

/** What DANA answers about an order when the gateway asks. More may be added. */
export type ReportedState =
  /** The order is cancelled. */
  | 'CANCELLED'
  /** The order is closed. */
  | 'CLOSED'
  /** The payment failed. */
  | 'FAILED'
  /** DANA does not have the order. */
  | 'NOT_FOUND'
  /** DANA has the order, and has received no payment. */
  | 'NOT_PAID'
  /** The payer paid. */
  | 'PAID';

/** Many refunds: either lines, or everything that is left of the orders of a search. */
export type RequestRefundBatchInput = {
  /** The merchant's own unique number of the batch, the idempotency key. 1 to 56 characters of A-Z a-z 0-9 _ - . / are allowed. */
  batchNo: string;
  /** True: judges every line, adds up the sums, and records nothing. The default is false. */
  isDryRun?: boolean | null | undefined;
  /** The refunds, at most 1,000. The command npm run refunds takes a list of 10,000. */
  lines?: Array<RefundBatchLineInput> | null | undefined;
  /** Selects orders of which everything is refunded that is left, at most 10,000, by at least one condition. It also needs the scope orders:read. */
  orders?: OrderFilter | null | undefined;
  /** Why, for the people who decide and for DANA, 1 to 256 characters. */
  reason: string;
};

/** The incident to resolve, and why. */
export type ResolveIncidentInput = {
  /** The id of the incident. */
  incidentId: string;
  /** What was found or done, for the record, 1 to 256 characters. */
  reason: string;
};

/** What of an order the text of a search is. */
export type SearchMatch =
  /** The amount of the order. */
  | 'AMOUNT'
  /** The merchant's number of the order. */
  | 'PARTNER_REFERENCE_NO'
  /** The virtual account number or payment code, or its last digits. */
  | 'PAYMENT_NUMBER'
  /** The last four digits of the payer's phone number. */
  | 'PHONE'
  /** DANA's number of the order. */
  | 'REFERENCE_NO'
  /** A number of one of its refunds, the merchant's or DANA's. */
  | 'REFUND_NO';

/** How a line of a settlement file fits the record of the gateway. */
export type SettlementLineState =
  /** DANA could not deliver a refund and returned its money to the merchant. */
  | 'ADJUSTMENT'
  /** The lines of this payment, refund or cancellation have another amount together. */
  | 'AMOUNT_DIFFERS'
  /** The same transaction was settled before. */
  | 'DOUBLED'
  /** The line does not add up. */
  | 'FEE_DIFFERS'
  /** The line fits. */
  | 'MATCHED'
  /** The gateway knows no such order or refund. */
  | 'UNKNOWN';

/** How DANA's settlement files stand to an order. */
export type SettlementStatus =
  /** Something in the lines does not fit. An incident has both figures. */
  | 'DIFFERS'
  /** All lines of the order fit its payment, refunds and cancellation. */
  | 'SETTLED'
  /** No imported file has a line of the order. */
  | 'UNSETTLED';

/** DANA's type of a settlement line. */
export type SettlementType =
  /** A payment, or the part of it that one purse paid. */
  | 'ACQUIRING_ORDER'
  /** A cancellation of a paid order. */
  | 'CANCEL'
  /** A payment that was authorised before. */
  | 'CAPTURE'
  /** Money that the payer's bank took back. */
  | 'CHARGEBACK'
  /** A refund. */
  | 'REFUND'
  /** The merchant's own voucher, taken back from the payout. */
  | 'VOUCHER_DEDUCTION';

/** What a settlement file is about. */
export type SettlementUnit =
  /** A division; DANA also calls it a region. */
  | 'DIVISION'
  /** The whole merchant. */
  | 'MERCHANT'
  /** A shop. */
  | 'SHOP';

/** A shipment of goods, in the form of DANA's order.shippingInfo. */
export type ShippingInput = {
  /** The street and house number, at most 256 characters. */
  address1: string;
  /** The second line of the address, at most 256 characters. */
  address2?: string | null | undefined;
  /** The district, at most 64 characters. */
  areaName?: string | null | undefined;
  /** The name of the carrier, at most 64 characters. */
  carrier?: string | null | undefined;
  /** The cost of the shipment. */
  chargeAmount?: string | number | null | undefined;
  /** The city or regency, at most 64 characters. */
  cityName: string;
  /** The country, at most 64 characters. */
  countryName: string;
  /** The recipient's e-mail address, at most 128 characters. */
  email?: string | null | undefined;
  /** The recipient's fax number, at most 32 characters. */
  faxNo?: string | null | undefined;
  /** The recipient's first name, at most 64 characters. */
  firstName: string;
  /** The recipient's last name, at most 64 characters. */
  lastName: string;
  /** The merchant's own id of the shipment, at most 64 characters. */
  merchantShippingId: string;
  /** The recipient's mobile number, at most 32 characters. */
  mobileNo?: string | null | undefined;
  /** The recipient's landline number, at most 32 characters. */
  phoneNo?: string | null | undefined;
  /** The province, at most 64 characters. */
  stateName: string;
  /** The carrier's tracking number, at most 64 characters. */
  trackingNo?: string | null | undefined;
  /** The postal code, at most 32 characters. */
  zipCode: string;
};

/** Stops a batch or resumes it, and why. */
export type SteerRefundBatchInput = {
  /** The id of the batch. */
  batchId: string;
  /** Why, 1 to 256 characters. */
  reason: string;
  /** What happens to it. */
  step: RefundBatchStep;
};

/** The payer's device, in the form of DANA's orderTerminalType. */
export type Terminal =
  /** The payer uses a mobile app. */
  | 'APP'
  /** No payer is present: the request comes from a server. */
  | 'SYSTEM'
  /** The payer uses a browser on a phone. */
  | 'WAP'
  /** The payer uses a browser on a computer. */
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

/** What is true about the money of an order, for programs. A code never changes its meaning; more may be added. */
export type VerdictCode =
  /** A cancellation is pending at DANA. */
  | 'CANCELLATION_PENDING'
  /** The payer paid, and a cancellation returned everything. */
  | 'CANCELLED_AND_RETURNED'
  /** The payer paid, and the payer's bank took money back in a dispute. */
  | 'CHARGED_BACK'
  /** DANA has not answered clearly; the gateway keeps asking. */
  | 'NOT_KNOWN_YET'
  /** The order ended without a payment. */
  | 'NOT_PAID'
  /** The payer can still pay. */
  | 'NOT_PAID_YET'
  /** The payer paid, and nothing went back. */
  | 'PAID'
  /** The payer paid, and DANA holds the money. */
  | 'PAID_AND_FROZEN'
  /** The payer paid, and a part went back. */
  | 'PARTLY_REFUNDED'
  /** The payer paid, and everything went back. */
  | 'REFUNDED'
  /** The payer paid, and the merchant paid money back by bank transfer. */
  | 'REFUNDED_BY_TRANSFER'
  /** The payer paid, and a refund is pending at DANA. */
  | 'REFUND_PENDING'
  /** The payer paid, and what should go back waits for a second person. */
  | 'WAITS_FOR_APPROVAL';

export type CancelOrderMutationVariables = Exact<{
  input: CancelOrderInput;
  language?: Language | null | undefined;
}>;


export type CancelOrderMutation = { cancelOrder:
    | { __typename: 'ApprovalRequired', code: ProblemCode, message: string, retryable: boolean, approval: { id: string, expiresAt: string } }
    | { __typename: 'CancelOrderPending', order: { id: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, version: number, payMethod: string | null, payOption: string | null, createdAt: string, updatedAt: string, expiresAt: string, paidAt: string | null, amount: { value: string, currency: Currency }, instruction:
          | { __typename: 'PaymentCodeInstruction', outlet: string, code: string, expiresAt: string }
          | { __typename: 'QrisInstruction', content: string, image: string, expiresAt: string }
          | { __typename: 'RedirectInstruction', url: string, expiresAt: string }
          | { __typename: 'VirtualAccountInstruction', bank: string, number: string, expiresAt: string }
          | { __typename: 'WalletPushInstruction', wallet: string, expiresAt: string }
         | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, returnedAmount: { value: string }, refundableAmount: { value: string } } }
    | { __typename: 'CancelOrderSuccess', order: { id: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, version: number, payMethod: string | null, payOption: string | null, createdAt: string, updatedAt: string, expiresAt: string, paidAt: string | null, amount: { value: string, currency: Currency }, instruction:
          | { __typename: 'PaymentCodeInstruction', outlet: string, code: string, expiresAt: string }
          | { __typename: 'QrisInstruction', content: string, image: string, expiresAt: string }
          | { __typename: 'RedirectInstruction', url: string, expiresAt: string }
          | { __typename: 'VirtualAccountInstruction', bank: string, number: string, expiresAt: string }
          | { __typename: 'WalletPushInstruction', wallet: string, expiresAt: string }
         | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, returnedAmount: { value: string }, refundableAmount: { value: string } } }
    | { __typename: 'CeilingExceeded', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'InsufficientMerchantBalance', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> }
    | { __typename: 'OrderFrozen', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'OrderNotCancellable', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'OrderNotFound', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'ProviderDeclined', responseCode: string, responseMessage: string, code: ProblemCode, message: string, retryable: boolean, order: { id: string, status: OrderStatus, version: number } }
    | { __typename: 'TemporarilyUnavailable', reason: UnavailableReason, retryAfterMs: number | null, code: ProblemCode, message: string, retryable: boolean }
   };

export type CheckoutOrderQueryVariables = Exact<{ [key: string]: never; }>;


export type CheckoutOrderQuery = { checkout: { expiresAt: string, asOf: string, closed: boolean, order: { id: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, version: number, payMethod: string | null, payOption: string | null, createdAt: string, updatedAt: string, expiresAt: string, paidAt: string | null, amount: { value: string, currency: Currency }, instruction:
        | { __typename: 'PaymentCodeInstruction', outlet: string, code: string, expiresAt: string }
        | { __typename: 'QrisInstruction', content: string, image: string, expiresAt: string }
        | { __typename: 'RedirectInstruction', url: string, expiresAt: string }
        | { __typename: 'VirtualAccountInstruction', bank: string, number: string, expiresAt: string }
        | { __typename: 'WalletPushInstruction', wallet: string, expiresAt: string }
       | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, returnedAmount: { value: string }, refundableAmount: { value: string } } | null } | null };

export type CheckoutQueryVariables = Exact<{
  language?: Language | null | undefined;
}>;


export type CheckoutQuery = { checkout: { partnerReferenceNo: string, title: string, expiresAt: string, asOf: string, successUrl: string | null, closed: boolean, amount: { value: string, currency: Currency }, goods: Array<{ name: string, quantity: string, price: { value: string } }>, paymentOptions:
      | { __typename: 'InvalidInput', code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> }
      | { __typename: 'PaymentOptions', stale: boolean, options: Array<{ kind: PaymentOptionKind, payMethod: string, payOption: string | null, name: string, promos: Array<{ promoId: string, amount: { value: string } | null }> }> }
      | { __typename: 'TemporarilyUnavailable', reason: UnavailableReason, retryAfterMs: number | null, code: ProblemCode, message: string, retryable: boolean }
    , order: { id: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, version: number, payMethod: string | null, payOption: string | null, createdAt: string, updatedAt: string, expiresAt: string, paidAt: string | null, amount: { value: string, currency: Currency }, instruction:
        | { __typename: 'PaymentCodeInstruction', outlet: string, code: string, expiresAt: string }
        | { __typename: 'QrisInstruction', content: string, image: string, expiresAt: string }
        | { __typename: 'RedirectInstruction', url: string, expiresAt: string }
        | { __typename: 'VirtualAccountInstruction', bank: string, number: string, expiresAt: string }
        | { __typename: 'WalletPushInstruction', wallet: string, expiresAt: string }
       | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, returnedAmount: { value: string }, refundableAmount: { value: string } } | null } | null };

export type ApprovalsQueryVariables = Exact<{
  after?: string | null | undefined;
  status?: Array<ApprovalStatus> | ApprovalStatus | null | undefined;
  forMe?: boolean | null | undefined;
}>;


export type ApprovalsQuery = { approvals: { nodes: Array<{ id: string, act: ApprovalAct, status: ApprovalStatus, partnerRefundNo: string | null, reason: string | null, requestedAt: string, expiresAt: string, endedAt: string | null, decisionReason: string | null, orderId: string, order: { id: string, partnerReferenceNo: string, title: string } | null, amount: { value: string, currency: Currency }, evidence: { text: string, reference: string, fileHash: string | null } | null, requestedBy: { kind: ActorKind, id: string | null, name: string | null }, decidedBy: { kind: ActorKind, id: string | null, name: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type DecideApprovalMutationVariables = Exact<{
  input: DecideApprovalInput;
  language?: Language | null | undefined;
}>;


export type DecideApprovalMutation = { decideApproval:
    | { __typename: 'ApprovalClosed', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'ApprovalNotFound', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'DecideApprovalSuccess', approval: { id: string, act: ApprovalAct, status: ApprovalStatus, partnerRefundNo: string | null, reason: string | null, requestedAt: string, expiresAt: string, endedAt: string | null, decisionReason: string | null, orderId: string, amount: { value: string, currency: Currency }, evidence: { text: string, reference: string, fileHash: string | null } | null, requestedBy: { kind: ActorKind, id: string | null, name: string | null }, decidedBy: { kind: ActorKind, id: string | null, name: string | null } | null }, order: { id: string, status: OrderStatus, version: number } }
    | { __typename: 'FactDoesNotFit', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> }
    | { __typename: 'OrderNotCancellable', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'OrderNotRefundable', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'PartnerRefundNoConflict', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'RefundExceedsBalance', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'SecondPersonNeeded', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'TemporarilyUnavailable', reason: UnavailableReason, retryAfterMs: number | null, code: ProblemCode, message: string, retryable: boolean }
   };

export type ApprovalFieldsFragment = { id: string, act: ApprovalAct, status: ApprovalStatus, partnerRefundNo: string | null, reason: string | null, requestedAt: string, expiresAt: string, endedAt: string | null, decisionReason: string | null, orderId: string, amount: { value: string, currency: Currency }, evidence: { text: string, reference: string, fileHash: string | null } | null, requestedBy: { kind: ActorKind, id: string | null, name: string | null }, decidedBy: { kind: ActorKind, id: string | null, name: string | null } | null };

export type AttestFactMutationVariables = Exact<{
  input: AttestFactInput;
  language?: Language | null | undefined;
}>;


export type AttestFactMutation = { attestFact:
    | { __typename: 'AttestFactSuccess', approval: { id: string, act: ApprovalAct, status: ApprovalStatus, partnerRefundNo: string | null, reason: string | null, requestedAt: string, expiresAt: string, endedAt: string | null, decisionReason: string | null, orderId: string, amount: { value: string, currency: Currency }, evidence: { text: string, reference: string, fileHash: string | null } | null, requestedBy: { kind: ActorKind, id: string | null, name: string | null }, decidedBy: { kind: ActorKind, id: string | null, name: string | null } | null }, order: { id: string, status: OrderStatus, version: number } }
    | { __typename: 'EvidenceConflict', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'FactDoesNotFit', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> }
    | { __typename: 'OrderNotFound', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'PersonNeeded', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'TemporarilyUnavailable', reason: UnavailableReason, retryAfterMs: number | null, code: ProblemCode, message: string, retryable: boolean }
   };

export type ConsoleOrderQueryVariables = Exact<{
  by: OrderBy;
  fresh?: boolean | null | undefined;
  language?: Language | null | undefined;
}>;


export type ConsoleOrderQuery = { order: { id: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, version: number, payOptionName: string | null, paymentNumber: string | null, createdAt: string, expiresAt: string, paidAt: string | null, isFrozen: boolean, isCancellable: boolean, verdict: { code: VerdictCode, sentence: string, lastReportAt: string | null, lastReport: ReportedState | null, unansweredAt: string | null, english: string, indonesian: string }, refunds: { pageInfo: { hasPreviousPage: boolean }, nodes: Array<{ id: string, partnerRefundNo: string, refundNo: string | null, reason: string | null, status: OperationStatus, createdAt: string, amount: { value: string }, actor: { kind: ActorKind, name: string | null }, returnedAmount: { value: string } }> }, evidence: { facts: { nodes: Array<{ event: { version: number, eventId: string, occurredAt: string, type: OrderEventType, source: OrderEventSource, refundId: string | null, reason: string | null, approvalReason: string | null, debugMessage: string | null, detail: string | null, actor: { kind: ActorKind, name: string | null }, amount: { value: string } | null }, danaCode: { code: string, meaning: string, message: string | null } | null, notification: { receivedAt: string, signedTimestamp: string, keyFingerprint: string, bodyHash: string, body: string | null, replayCount: number } | null }>, pageInfo: { hasPreviousPage: boolean, startCursor: string | null } }, settlementLines: Array<{ type: SettlementType, settledOn: string, fileName: string, fileHash: string, lineNo: number, importedAt: string, net: { value: string } }> }, amount: { value: string }, paidWith: Array<{ name: string, amount: { value: string } | null }>, voidedAmount: { value: string }, refundedAmount: { value: string }, chargedBackAmount: { value: string }, chargebackWonAmount: { value: string }, transferredAmount: { value: string }, reservedAmount: { value: string }, refundableAmount: { value: string } } | null };

export type EarlierFactsQueryVariables = Exact<{
  id: string;
  before?: string | null | undefined;
  language?: Language | null | undefined;
}>;


export type EarlierFactsQuery = { order: { evidence: { facts: { nodes: Array<{ event: { version: number, eventId: string, occurredAt: string, type: OrderEventType, source: OrderEventSource, refundId: string | null, reason: string | null, approvalReason: string | null, debugMessage: string | null, detail: string | null, actor: { kind: ActorKind, name: string | null }, amount: { value: string } | null }, danaCode: { code: string, meaning: string, message: string | null } | null, notification: { receivedAt: string, signedTimestamp: string, keyFingerprint: string, bodyHash: string, body: string | null, replayCount: number } | null }>, pageInfo: { hasPreviousPage: boolean, startCursor: string | null } } } } | null };

export type ConsoleFactFragment = { event: { version: number, eventId: string, occurredAt: string, type: OrderEventType, source: OrderEventSource, refundId: string | null, reason: string | null, approvalReason: string | null, debugMessage: string | null, detail: string | null, actor: { kind: ActorKind, name: string | null }, amount: { value: string } | null }, danaCode: { code: string, meaning: string, message: string | null } | null, notification: { receivedAt: string, signedTimestamp: string, keyFingerprint: string, bodyHash: string, body: string | null, replayCount: number } | null };

export type ConsoleOrderFieldsFragment = { id: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, version: number, payOptionName: string | null, paymentNumber: string | null, createdAt: string, expiresAt: string, paidAt: string | null, isFrozen: boolean, isCancellable: boolean, amount: { value: string }, paidWith: Array<{ name: string, amount: { value: string } | null }>, voidedAmount: { value: string }, refundedAmount: { value: string }, chargedBackAmount: { value: string }, chargebackWonAmount: { value: string }, transferredAmount: { value: string }, reservedAmount: { value: string }, refundableAmount: { value: string } };

export type ConsoleOrdersQueryVariables = Exact<{
  filter?: OrderFilter | null | undefined;
  after?: string | null | undefined;
  language?: Language | null | undefined;
}>;


export type ConsoleOrdersQuery = { orders: { nodes: Array<{ id: string, partnerReferenceNo: string, title: string, status: OrderStatus, payOptionName: string | null, createdAt: string, updatedAt: string, amount: { value: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type EventReceiversQueryVariables = Exact<{
  onlyGivenUp?: boolean | null | undefined;
  after?: string | null | undefined;
}>;


export type EventReceiversQuery = { eventReceivers: Array<{ id: string, name: string, closedAt: string | null, pendingCount: number, givenUpCount: number, failedDeliveries: { nodes: Array<{ eventId: string, type: string, occurredAt: string, orderId: string, partnerReferenceNo: string, attemptCount: number, lastFailure: string | null, nextAttemptAt: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }> };

export type RedeliverEventsMutationVariables = Exact<{
  input: RedeliverEventsInput;
  language?: Language | null | undefined;
}>;


export type RedeliverEventsMutation = { redeliverEvents:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> }
    | { __typename: 'ReceiverNotFound', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'RedeliverEventsSuccess', deliveryCount: number, hasMore: boolean, wasReopened: boolean, unknownEventIds: Array<string> }
   };

export type ReplayInboxMutationVariables = Exact<{
  input: ReplayInboxInput;
  language?: Language | null | undefined;
}>;


export type ReplayInboxMutation = { replayInbox:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> }
    | { __typename: 'ReplayInboxSuccess', endCursor: string | null, notifications: Array<{ receivedAt: string, partnerReferenceNo: string | null, latestTransactionStatus: string | null, effect: ReplayEffect, reason: string | null, orderId: string | null }> }
   };

export type OverviewQueryVariables = Exact<{ [key: string]: never; }>;


export type OverviewQuery = { overview: { asOf: string, day: string, dashboardUrl: string | null, paid: { count: number, isComplete: boolean, amount: { value: string, currency: Currency } }, givenBack: { count: number, isComplete: boolean, amount: { value: string, currency: Currency } }, chargedBack: { count: number, isComplete: boolean, amount: { value: string, currency: Currency } }, settled: { count: number, isComplete: boolean, amount: { value: string, currency: Currency } }, unknownOrders: { count: number, isComplete: boolean, amount: { value: string, currency: Currency } }, awaitingPayment: { count: number, isComplete: boolean, amount: { value: string, currency: Currency } }, pendingRefunds: { count: number, isComplete: boolean, amount: { value: string, currency: Currency } }, pendingCancellations: { count: number, isComplete: boolean, amount: { value: string, currency: Currency } }, dana: Array<{ operation: DanaOperation, isAvailable: boolean, reason: string | null, retryAfterMs: number | null }> } };

export type PendingOperationsQueryVariables = Exact<{
  operation: PendingOperationKind;
  requestedBefore?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type PendingOperationsQuery = { pendingOperations: { nodes: Array<{ operation: PendingOperationKind, since: string, partnerRefundNo: string | null, orderId: string, amount: { value: string, currency: Currency }, order: { id: string, partnerReferenceNo: string, title: string, status: OrderStatus } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TotalFieldsFragment = { count: number, isComplete: boolean, amount: { value: string, currency: Currency } };

export type PaymentLinkQueryVariables = Exact<{
  id: string;
}>;


export type PaymentLinkQuery = { checkout: { id: string, partnerReferenceNo: string, title: string, expiresAt: string, endedAt: string | null, order: { id: string, status: OrderStatus } | null, amount: { value: string }, paymentLink: { url: string, english: string, indonesian: string } | null } | null };

export type CreatePaymentLinkMutationVariables = Exact<{
  input: CreateCheckoutInput;
  language?: Language | null | undefined;
}>;


export type CreatePaymentLinkMutation = { createCheckout:
    | { __typename: 'CreateCheckoutSuccess', checkout: { id: string, partnerReferenceNo: string, title: string, expiresAt: string, endedAt: string | null, amount: { value: string }, paymentLink: { url: string, english: string, indonesian: string } | null } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> }
    | { __typename: 'PartnerReferenceNoConflict', code: ProblemCode, message: string, retryable: boolean }
   };

export type EndCheckoutMutationVariables = Exact<{
  input: EndCheckoutInput;
  language?: Language | null | undefined;
}>;


export type EndCheckoutMutation = { endCheckout:
    | { __typename: 'CheckoutNotFound', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'CheckoutPaid', code: ProblemCode, message: string, retryable: boolean, order: { id: string, status: OrderStatus } }
    | { __typename: 'EndCheckoutPending', checkout: { id: string, endedAt: string | null } }
    | { __typename: 'EndCheckoutSuccess', checkout: { id: string, endedAt: string | null } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> }
    | { __typename: 'TemporarilyUnavailable', reason: UnavailableReason, retryAfterMs: number | null, code: ProblemCode, message: string, retryable: boolean }
   };

export type PaymentLinkFieldsFragment = { id: string, partnerReferenceNo: string, title: string, expiresAt: string, endedAt: string | null, amount: { value: string }, paymentLink: { url: string, english: string, indonesian: string } | null };

export type SearchQueryVariables = Exact<{
  text: string;
  createdFrom?: string | null | undefined;
  createdTo?: string | null | undefined;
  language?: Language | null | undefined;
}>;


export type SearchQuery = { search: Array<{ matchedBy: Array<SearchMatch>, order: { id: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, createdAt: string, paidAt: string | null, payOptionName: string | null, paymentNumber: string | null, amount: { value: string }, verdict: { code: VerdictCode } } }> };

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
         | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, returnedAmount: { value: string }, refundableAmount: { value: string } } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> }
    | { __typename: 'PartnerReferenceNoConflict', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'ProviderDeclined', responseCode: string, responseMessage: string, code: ProblemCode, message: string, retryable: boolean, order: { id: string, status: OrderStatus, version: number } }
    | { __typename: 'TemporarilyUnavailable', reason: UnavailableReason, retryAfterMs: number | null, code: ProblemCode, message: string, retryable: boolean }
   };

export type EventsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type EventsQuery = { events: { nodes: Array<{ id: string, type: string, occurredAt: string, order: { orderId: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, version: number, payMethod: string | null, payOption: string | null, createdAt: string, updatedAt: string, expiresAt: string, paidAt: string | null, isFrozen: boolean, amount: { value: string, currency: Currency }, paidWith: Array<{ payMethod: string, payOption: string | null }>, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, returnedAmount: { value: string }, chargedBackAmount: { value: string }, refundableAmount: { value: string } }, refund: { refundId: string, partnerRefundNo: string, refundNo: string | null, reason: string | null, status: OperationStatus, createdAt: string, updatedAt: string, amount: { value: string, currency: Currency }, returnedAmount: { value: string } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null }, historyChanged: { code: ProblemCode, message: string, startAfter: string | null } | null } };

export type IncidentsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  kind?: IncidentKind | null | undefined;
  status?: Array<IncidentStatus> | IncidentStatus | null | undefined;
  language?: Language | null | undefined;
}>;


export type IncidentsQuery = { incidents: { nodes: Array<{ id: string, kind: IncidentKind, status: IncidentStatus, occurredAt: string, lastOccurredAt: string, occurrenceCount: number, orderId: string | null, partnerReferenceNo: string | null, detail: string, acknowledgedAt: string | null, resolvedAt: string | null, resolution: string | null, acknowledgedBy: { kind: ActorKind, id: string | null, name: string | null } | null, resolvedBy: { kind: ActorKind, id: string | null, name: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AcknowledgeIncidentMutationVariables = Exact<{
  input: AcknowledgeIncidentInput;
  language?: Language | null | undefined;
}>;


export type AcknowledgeIncidentMutation = { acknowledgeIncident:
    | { __typename: 'AcknowledgeIncidentSuccess', incident: { id: string, kind: IncidentKind, status: IncidentStatus, occurredAt: string, lastOccurredAt: string, occurrenceCount: number, orderId: string | null, partnerReferenceNo: string | null, detail: string, acknowledgedAt: string | null, resolvedAt: string | null, resolution: string | null, acknowledgedBy: { kind: ActorKind, id: string | null, name: string | null } | null, resolvedBy: { kind: ActorKind, id: string | null, name: string | null } | null } }
    | { __typename: 'IncidentNotFound', code: ProblemCode, message: string, retryable: boolean }
   };

export type ResolveIncidentMutationVariables = Exact<{
  input: ResolveIncidentInput;
  language?: Language | null | undefined;
}>;


export type ResolveIncidentMutation = { resolveIncident:
    | { __typename: 'IncidentNotFound', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> }
    | { __typename: 'ResolveIncidentSuccess', incident: { id: string, kind: IncidentKind, status: IncidentStatus, occurredAt: string, lastOccurredAt: string, occurrenceCount: number, orderId: string | null, partnerReferenceNo: string | null, detail: string, acknowledgedAt: string | null, resolvedAt: string | null, resolution: string | null, acknowledgedBy: { kind: ActorKind, id: string | null, name: string | null } | null, resolvedBy: { kind: ActorKind, id: string | null, name: string | null } | null } }
   };

export type IncidentFieldsFragment = { id: string, kind: IncidentKind, status: IncidentStatus, occurredAt: string, lastOccurredAt: string, occurrenceCount: number, orderId: string | null, partnerReferenceNo: string | null, detail: string, acknowledgedAt: string | null, resolvedAt: string | null, resolution: string | null, acknowledgedBy: { kind: ActorKind, id: string | null, name: string | null } | null, resolvedBy: { kind: ActorKind, id: string | null, name: string | null } | null };

export type OrderFieldsFragment = { id: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, version: number, payMethod: string | null, payOption: string | null, createdAt: string, updatedAt: string, expiresAt: string, paidAt: string | null, amount: { value: string, currency: Currency }, instruction:
    | { __typename: 'PaymentCodeInstruction', outlet: string, code: string, expiresAt: string }
    | { __typename: 'QrisInstruction', content: string, image: string, expiresAt: string }
    | { __typename: 'RedirectInstruction', url: string, expiresAt: string }
    | { __typename: 'VirtualAccountInstruction', bank: string, number: string, expiresAt: string }
    | { __typename: 'WalletPushInstruction', wallet: string, expiresAt: string }
   | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, returnedAmount: { value: string }, refundableAmount: { value: string } };

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
     | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, returnedAmount: { value: string }, refundableAmount: { value: string } } };

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
     | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, returnedAmount: { value: string }, refundableAmount: { value: string } } | null };

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
       | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, returnedAmount: { value: string }, refundableAmount: { value: string } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

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
         | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, returnedAmount: { value: string }, refundableAmount: { value: string } } }
    | { __typename: 'ProviderDeclined', responseCode: string, responseMessage: string, code: ProblemCode, message: string, retryable: boolean, order: { id: string, status: OrderStatus, version: number } }
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

type ProblemFields_ApprovalClosed_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_ApprovalDenied_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_ApprovalNotFound_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_ApprovalRequired_Fragment = { code: ProblemCode, message: string, retryable: boolean, approval: { id: string, expiresAt: string } };

type ProblemFields_CeilingExceeded_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_CheckoutClosed_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_CheckoutNotFound_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_CheckoutPaid_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_EvidenceConflict_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_FactDoesNotFit_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_HistoryChanged_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_IncidentNotFound_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_InsufficientMerchantBalance_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_InvalidInput_Fragment = { code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> };

type ProblemFields_OrderFrozen_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_OrderNotCancellable_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_OrderNotFound_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_OrderNotRefundable_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_OtherPersonNeeded_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_PartnerReferenceNoConflict_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_PartnerRefundNoConflict_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_PersonNeeded_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_ProviderDeclined_Fragment = { responseCode: string, responseMessage: string, code: ProblemCode, message: string, retryable: boolean, order: { id: string, status: OrderStatus, version: number } };

type ProblemFields_ReceiverNotFound_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_RefundBatchClosed_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_RefundBatchConflict_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_RefundBatchNotFound_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_RefundExceedsBalance_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_SecondPersonNeeded_Fragment = { code: ProblemCode, message: string, retryable: boolean };

type ProblemFields_TemporarilyUnavailable_Fragment = { reason: UnavailableReason, retryAfterMs: number | null, code: ProblemCode, message: string, retryable: boolean };

export type ProblemFieldsFragment =
  | ProblemFields_ApprovalClosed_Fragment
  | ProblemFields_ApprovalDenied_Fragment
  | ProblemFields_ApprovalNotFound_Fragment
  | ProblemFields_ApprovalRequired_Fragment
  | ProblemFields_CeilingExceeded_Fragment
  | ProblemFields_CheckoutClosed_Fragment
  | ProblemFields_CheckoutNotFound_Fragment
  | ProblemFields_CheckoutPaid_Fragment
  | ProblemFields_EvidenceConflict_Fragment
  | ProblemFields_FactDoesNotFit_Fragment
  | ProblemFields_HistoryChanged_Fragment
  | ProblemFields_IncidentNotFound_Fragment
  | ProblemFields_InsufficientMerchantBalance_Fragment
  | ProblemFields_InvalidInput_Fragment
  | ProblemFields_OrderFrozen_Fragment
  | ProblemFields_OrderNotCancellable_Fragment
  | ProblemFields_OrderNotFound_Fragment
  | ProblemFields_OrderNotRefundable_Fragment
  | ProblemFields_OtherPersonNeeded_Fragment
  | ProblemFields_PartnerReferenceNoConflict_Fragment
  | ProblemFields_PartnerRefundNoConflict_Fragment
  | ProblemFields_PersonNeeded_Fragment
  | ProblemFields_ProviderDeclined_Fragment
  | ProblemFields_ReceiverNotFound_Fragment
  | ProblemFields_RefundBatchClosed_Fragment
  | ProblemFields_RefundBatchConflict_Fragment
  | ProblemFields_RefundBatchNotFound_Fragment
  | ProblemFields_RefundExceedsBalance_Fragment
  | ProblemFields_SecondPersonNeeded_Fragment
  | ProblemFields_TemporarilyUnavailable_Fragment
;

export type RequestRefundBatchMutationVariables = Exact<{
  input: RequestRefundBatchInput;
  language?: Language | null | undefined;
}>;


export type RequestRefundBatchMutation = { requestRefundBatch:
    | { __typename: 'CeilingExceeded', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> }
    | { __typename: 'RefundBatchConflict', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'RequestRefundBatchSuccess', isDryRun: boolean, batch: { id: string, batchNo: string, status: RefundBatchStatus, reason: string, lineCount: number, refundCount: number, needsApproval: boolean, requestedAt: string, expiresAt: string, decidedAt: string | null, decisionReason: string | null, stopReason: string | null, amount: { value: string }, requestedBy: { kind: ActorKind, name: string | null }, decidedBy: { kind: ActorKind, name: string | null } | null }, refusedLines: Array<{ lineNo: number, partnerReferenceNo: string, refusal: LineRefusal | null }> }
    | { __typename: 'TemporarilyUnavailable', reason: UnavailableReason, retryAfterMs: number | null, code: ProblemCode, message: string, retryable: boolean }
   };

export type DecideRefundBatchMutationVariables = Exact<{
  input: DecideRefundBatchInput;
  language?: Language | null | undefined;
}>;


export type DecideRefundBatchMutation = { decideRefundBatch:
    | { __typename: 'DecideRefundBatchSuccess', batch: { id: string, batchNo: string, status: RefundBatchStatus, reason: string, lineCount: number, refundCount: number, needsApproval: boolean, requestedAt: string, expiresAt: string, decidedAt: string | null, decisionReason: string | null, stopReason: string | null, amount: { value: string }, requestedBy: { kind: ActorKind, name: string | null }, decidedBy: { kind: ActorKind, name: string | null } | null } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> }
    | { __typename: 'OtherPersonNeeded', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'RefundBatchClosed', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'RefundBatchNotFound', code: ProblemCode, message: string, retryable: boolean }
   };

export type SteerRefundBatchMutationVariables = Exact<{
  input: SteerRefundBatchInput;
  language?: Language | null | undefined;
}>;


export type SteerRefundBatchMutation = { steerRefundBatch:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> }
    | { __typename: 'RefundBatchClosed', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'RefundBatchNotFound', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'SteerRefundBatchSuccess', batch: { id: string, batchNo: string, status: RefundBatchStatus, reason: string, lineCount: number, refundCount: number, needsApproval: boolean, requestedAt: string, expiresAt: string, decidedAt: string | null, decisionReason: string | null, stopReason: string | null, amount: { value: string }, requestedBy: { kind: ActorKind, name: string | null }, decidedBy: { kind: ActorKind, name: string | null } | null } }
   };

export type RefundBatchesQueryVariables = Exact<{
  status?: Array<RefundBatchStatus> | RefundBatchStatus | null | undefined;
  after?: string | null | undefined;
}>;


export type RefundBatchesQuery = { refundBatches: { nodes: Array<{ id: string, batchNo: string, status: RefundBatchStatus, reason: string, lineCount: number, refundCount: number, needsApproval: boolean, requestedAt: string, expiresAt: string, decidedAt: string | null, decisionReason: string | null, stopReason: string | null, amount: { value: string }, requestedBy: { kind: ActorKind, name: string | null }, decidedBy: { kind: ActorKind, name: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RefundBatchQueryVariables = Exact<{
  batchNo: string;
  after?: string | null | undefined;
}>;


export type RefundBatchQuery = { refundBatch: { waitingCount: number, id: string, batchNo: string, status: RefundBatchStatus, reason: string, lineCount: number, refundCount: number, needsApproval: boolean, requestedAt: string, expiresAt: string, decidedAt: string | null, decisionReason: string | null, stopReason: string | null, lines: { nodes: Array<{ lineNo: number, partnerReferenceNo: string, partnerRefundNo: string, status: RefundBatchLineStatus, refusal: LineRefusal | null, order: { id: string, partnerReferenceNo: string } | null, amount: { value: string } | null, refund: { id: string, status: OperationStatus, returnedAmount: { value: string } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, amount: { value: string }, requestedBy: { kind: ActorKind, name: string | null }, decidedBy: { kind: ActorKind, name: string | null } | null } | null };

export type RefundBatchFieldsFragment = { id: string, batchNo: string, status: RefundBatchStatus, reason: string, lineCount: number, refundCount: number, needsApproval: boolean, requestedAt: string, expiresAt: string, decidedAt: string | null, decisionReason: string | null, stopReason: string | null, amount: { value: string }, requestedBy: { kind: ActorKind, name: string | null }, decidedBy: { kind: ActorKind, name: string | null } | null };

export type RefundFieldsFragment = { id: string, partnerRefundNo: string, refundNo: string | null, reason: string | null, status: OperationStatus, createdAt: string, updatedAt: string, amount: { value: string, currency: Currency } };

export type RefundOrderMutationVariables = Exact<{
  input: RefundOrderInput;
  language?: Language | null | undefined;
}>;


export type RefundOrderMutation = { refundOrder:
    | { __typename: 'ApprovalDenied', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'ApprovalRequired', code: ProblemCode, message: string, retryable: boolean, approval: { id: string, expiresAt: string } }
    | { __typename: 'CeilingExceeded', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'InsufficientMerchantBalance', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, retryable: boolean, issues: Array<{ path: Array<string>, rule: InputRule, message: string }> }
    | { __typename: 'OrderFrozen', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'OrderNotFound', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'OrderNotRefundable', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'PartnerRefundNoConflict', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'ProviderDeclined', responseCode: string, responseMessage: string, code: ProblemCode, message: string, retryable: boolean, order: { id: string, status: OrderStatus, version: number } }
    | { __typename: 'RefundExceedsBalance', code: ProblemCode, message: string, retryable: boolean }
    | { __typename: 'RefundOrderPending', refund: { id: string, partnerRefundNo: string, refundNo: string | null, reason: string | null, status: OperationStatus, createdAt: string, updatedAt: string, amount: { value: string, currency: Currency } }, order: { id: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, version: number, payMethod: string | null, payOption: string | null, createdAt: string, updatedAt: string, expiresAt: string, paidAt: string | null, amount: { value: string, currency: Currency }, instruction:
          | { __typename: 'PaymentCodeInstruction', outlet: string, code: string, expiresAt: string }
          | { __typename: 'QrisInstruction', content: string, image: string, expiresAt: string }
          | { __typename: 'RedirectInstruction', url: string, expiresAt: string }
          | { __typename: 'VirtualAccountInstruction', bank: string, number: string, expiresAt: string }
          | { __typename: 'WalletPushInstruction', wallet: string, expiresAt: string }
         | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, returnedAmount: { value: string }, refundableAmount: { value: string } } }
    | { __typename: 'RefundOrderSuccess', refund: { id: string, partnerRefundNo: string, refundNo: string | null, reason: string | null, status: OperationStatus, createdAt: string, updatedAt: string, amount: { value: string, currency: Currency } }, order: { id: string, partnerReferenceNo: string, referenceNo: string | null, title: string, status: OrderStatus, version: number, payMethod: string | null, payOption: string | null, createdAt: string, updatedAt: string, expiresAt: string, paidAt: string | null, amount: { value: string, currency: Currency }, instruction:
          | { __typename: 'PaymentCodeInstruction', outlet: string, code: string, expiresAt: string }
          | { __typename: 'QrisInstruction', content: string, image: string, expiresAt: string }
          | { __typename: 'RedirectInstruction', url: string, expiresAt: string }
          | { __typename: 'VirtualAccountInstruction', bank: string, number: string, expiresAt: string }
          | { __typename: 'WalletPushInstruction', wallet: string, expiresAt: string }
         | null, cancellation: { status: OperationStatus, requestedAt: string, reason: string | null } | null, voidedAmount: { value: string }, refundedAmount: { value: string }, returnedAmount: { value: string }, refundableAmount: { value: string } } }
    | { __typename: 'TemporarilyUnavailable', reason: UnavailableReason, retryAfterMs: number | null, code: ProblemCode, message: string, retryable: boolean }
   };

export type SettlementsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SettlementsQuery = { settlements: { nodes: Array<{ id: string, fileName: string, unitKind: SettlementUnit | null, unitName: string | null, day: string | null, importedAt: string, lineCount: number, gross: { value: string }, fees: { value: string }, net: { value: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OrderSettlementQueryVariables = Exact<{
  partnerReferenceNo: string;
}>;


export type OrderSettlementQuery = { order: { settlement: { status: SettlementStatus, settledOn: string | null, gross: { value: string }, fees: { value: string }, net: { value: string }, lines: Array<{ state: SettlementLineState, type: SettlementType, settledOn: string, payMethod: string, partnerRefundNo: string | null, gross: { value: string }, net: { value: string } }> } } | null };

export type TimelineQueryVariables = Exact<{
  by: OrderBy;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type TimelineQuery = { order: { id: string, version: number, timeline: { nodes: Array<{ version: number, occurredAt: string, type: OrderEventType, status: OrderStatus, source: OrderEventSource, refundId: string | null, reason: string | null, responseCode: string | null, responseMessage: string | null, paidAt: string | null, detail: string | null, amount: { value: string } | null, paidWith: Array<{ payMethod: string, payOption: string | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

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
export const ApprovalFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ApprovalFields on Approval {
  id
  act
  status
  amount {
    value
    currency
  }
  partnerRefundNo
  reason
  evidence {
    text
    reference
    fileHash
  }
  requestedBy {
    kind
    id
    name
  }
  requestedAt
  expiresAt
  decidedBy {
    kind
    id
    name
  }
  endedAt
  decisionReason
  orderId
}
    `, {"fragmentName":"ApprovalFields"}) as unknown as TypedDocumentString<ApprovalFieldsFragment, unknown>;
export const ConsoleFactFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ConsoleFact on FactEvidence {
  event {
    version
    eventId
    occurredAt
    type
    source
    refundId
    actor {
      kind
      name
    }
    amount {
      value
    }
    reason
    approvalReason
    debugMessage
    detail(language: $language)
  }
  danaCode {
    code
    meaning(language: $language)
    message
  }
  notification {
    receivedAt
    signedTimestamp
    keyFingerprint
    bodyHash
    body
    replayCount
  }
}
    `, {"fragmentName":"ConsoleFact"}) as unknown as TypedDocumentString<ConsoleFactFragment, unknown>;
export const ConsoleOrderFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ConsoleOrderFields on Order {
  id
  partnerReferenceNo
  referenceNo
  title
  amount {
    value
  }
  status
  version
  payOptionName(language: $language)
  paidWith {
    name(language: $language)
    amount {
      value
    }
  }
  paymentNumber
  createdAt
  expiresAt
  paidAt
  voidedAmount {
    value
  }
  refundedAmount {
    value
  }
  chargedBackAmount {
    value
  }
  chargebackWonAmount {
    value
  }
  transferredAmount {
    value
  }
  reservedAmount {
    value
  }
  refundableAmount {
    value
  }
  isFrozen
  isCancellable
}
    `, {"fragmentName":"ConsoleOrderFields"}) as unknown as TypedDocumentString<ConsoleOrderFieldsFragment, unknown>;
export const TotalFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment TotalFields on Total {
  count
  amount {
    value
    currency
  }
  isComplete
}
    `, {"fragmentName":"TotalFields"}) as unknown as TypedDocumentString<TotalFieldsFragment, unknown>;
export const PaymentLinkFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment PaymentLinkFields on Checkout {
  id
  partnerReferenceNo
  title
  amount {
    value
  }
  expiresAt
  endedAt
  paymentLink {
    url
    english: text(language: EN)
    indonesian: text(language: ID)
  }
}
    `, {"fragmentName":"PaymentLinkFields"}) as unknown as TypedDocumentString<PaymentLinkFieldsFragment, unknown>;
export const IncidentFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment IncidentFields on Incident {
  id
  kind
  status
  occurredAt
  lastOccurredAt
  occurrenceCount
  orderId
  partnerReferenceNo
  detail(language: $language)
  acknowledgedAt
  acknowledgedBy {
    kind
    id
    name
  }
  resolvedAt
  resolvedBy {
    kind
    id
    name
  }
  resolution
}
    `, {"fragmentName":"IncidentFields"}) as unknown as TypedDocumentString<IncidentFieldsFragment, unknown>;
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
  returnedAmount {
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
    order {
      id
      status
      version
    }
  }
  ... on ApprovalRequired {
    approval {
      id
      expiresAt
    }
  }
  ... on TemporarilyUnavailable {
    reason
    retryAfterMs
  }
}
    `, {"fragmentName":"ProblemFields"}) as unknown as TypedDocumentString<ProblemFieldsFragment, unknown>;
export const RefundBatchFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment RefundBatchFields on RefundBatch {
  id
  batchNo
  status
  reason
  lineCount
  refundCount
  amount {
    value
  }
  needsApproval
  requestedBy {
    kind
    name
  }
  requestedAt
  expiresAt
  decidedBy {
    kind
    name
  }
  decidedAt
  decisionReason
  stopReason
}
    `, {"fragmentName":"RefundBatchFields"}) as unknown as TypedDocumentString<RefundBatchFieldsFragment, unknown>;
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
  returnedAmount {
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
    order {
      id
      status
      version
    }
  }
  ... on ApprovalRequired {
    approval {
      id
      expiresAt
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
    closed
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
  returnedAmount {
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
    successUrl
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
          promos {
            promoId
            amount {
              value
            }
          }
        }
        stale
      }
      ...ProblemFields
    }
    order {
      ...OrderFields
    }
    closed
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
  returnedAmount {
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
    order {
      id
      status
      version
    }
  }
  ... on ApprovalRequired {
    approval {
      id
      expiresAt
    }
  }
  ... on TemporarilyUnavailable {
    reason
    retryAfterMs
  }
}`) as unknown as TypedDocumentString<CheckoutQuery, CheckoutQueryVariables>;
export const ApprovalsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Approvals($after: String, $status: [ApprovalStatus!], $forMe: Boolean = false) {
  approvals(first: 20, after: $after, status: $status, forMe: $forMe) {
    nodes {
      ...ApprovalFields
      order {
        id
        partnerReferenceNo
        title
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment ApprovalFields on Approval {
  id
  act
  status
  amount {
    value
    currency
  }
  partnerRefundNo
  reason
  evidence {
    text
    reference
    fileHash
  }
  requestedBy {
    kind
    id
    name
  }
  requestedAt
  expiresAt
  decidedBy {
    kind
    id
    name
  }
  endedAt
  decisionReason
  orderId
}`) as unknown as TypedDocumentString<ApprovalsQuery, ApprovalsQueryVariables>;
export const DecideApprovalDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DecideApproval($input: DecideApprovalInput!, $language: Language = EN) {
  decideApproval(input: $input) {
    __typename
    ... on DecideApprovalSuccess {
      approval {
        ...ApprovalFields
      }
      order {
        id
        status
        version
      }
    }
    ...ProblemFields
  }
}
    fragment ApprovalFields on Approval {
  id
  act
  status
  amount {
    value
    currency
  }
  partnerRefundNo
  reason
  evidence {
    text
    reference
    fileHash
  }
  requestedBy {
    kind
    id
    name
  }
  requestedAt
  expiresAt
  decidedBy {
    kind
    id
    name
  }
  endedAt
  decisionReason
  orderId
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
    order {
      id
      status
      version
    }
  }
  ... on ApprovalRequired {
    approval {
      id
      expiresAt
    }
  }
  ... on TemporarilyUnavailable {
    reason
    retryAfterMs
  }
}`) as unknown as TypedDocumentString<DecideApprovalMutation, DecideApprovalMutationVariables>;
export const AttestFactDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation AttestFact($input: AttestFactInput!, $language: Language = EN) {
  attestFact(input: $input) {
    __typename
    ... on AttestFactSuccess {
      approval {
        ...ApprovalFields
      }
      order {
        id
        status
        version
      }
    }
    ...ProblemFields
  }
}
    fragment ApprovalFields on Approval {
  id
  act
  status
  amount {
    value
    currency
  }
  partnerRefundNo
  reason
  evidence {
    text
    reference
    fileHash
  }
  requestedBy {
    kind
    id
    name
  }
  requestedAt
  expiresAt
  decidedBy {
    kind
    id
    name
  }
  endedAt
  decisionReason
  orderId
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
    order {
      id
      status
      version
    }
  }
  ... on ApprovalRequired {
    approval {
      id
      expiresAt
    }
  }
  ... on TemporarilyUnavailable {
    reason
    retryAfterMs
  }
}`) as unknown as TypedDocumentString<AttestFactMutation, AttestFactMutationVariables>;
export const ConsoleOrderDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ConsoleOrder($by: OrderBy!, $fresh: Boolean = false, $language: Language = EN) {
  order(by: $by, fresh: $fresh) {
    ...ConsoleOrderFields
    verdict {
      code
      sentence(language: $language)
      english: answer(language: EN)
      indonesian: answer(language: ID)
      lastReportAt
      lastReport
      unansweredAt
    }
    refunds(last: 50) {
      pageInfo {
        hasPreviousPage
      }
      nodes {
        id
        partnerRefundNo
        refundNo
        amount {
          value
        }
        reason
        actor {
          kind
          name
        }
        status
        returnedAmount {
          value
        }
        createdAt
      }
    }
    evidence {
      facts(last: 50) {
        nodes {
          ...ConsoleFact
        }
        pageInfo {
          hasPreviousPage
          startCursor
        }
      }
      settlementLines {
        type
        settledOn
        net {
          value
        }
        fileName
        fileHash
        lineNo
        importedAt
      }
    }
  }
}
    fragment ConsoleFact on FactEvidence {
  event {
    version
    eventId
    occurredAt
    type
    source
    refundId
    actor {
      kind
      name
    }
    amount {
      value
    }
    reason
    approvalReason
    debugMessage
    detail(language: $language)
  }
  danaCode {
    code
    meaning(language: $language)
    message
  }
  notification {
    receivedAt
    signedTimestamp
    keyFingerprint
    bodyHash
    body
    replayCount
  }
}
fragment ConsoleOrderFields on Order {
  id
  partnerReferenceNo
  referenceNo
  title
  amount {
    value
  }
  status
  version
  payOptionName(language: $language)
  paidWith {
    name(language: $language)
    amount {
      value
    }
  }
  paymentNumber
  createdAt
  expiresAt
  paidAt
  voidedAmount {
    value
  }
  refundedAmount {
    value
  }
  chargedBackAmount {
    value
  }
  chargebackWonAmount {
    value
  }
  transferredAmount {
    value
  }
  reservedAmount {
    value
  }
  refundableAmount {
    value
  }
  isFrozen
  isCancellable
}`) as unknown as TypedDocumentString<ConsoleOrderQuery, ConsoleOrderQueryVariables>;
export const EarlierFactsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query EarlierFacts($id: ID!, $before: String, $language: Language = EN) {
  order(by: {id: $id}) {
    evidence {
      facts(last: 50, before: $before) {
        nodes {
          ...ConsoleFact
        }
        pageInfo {
          hasPreviousPage
          startCursor
        }
      }
    }
  }
}
    fragment ConsoleFact on FactEvidence {
  event {
    version
    eventId
    occurredAt
    type
    source
    refundId
    actor {
      kind
      name
    }
    amount {
      value
    }
    reason
    approvalReason
    debugMessage
    detail(language: $language)
  }
  danaCode {
    code
    meaning(language: $language)
    message
  }
  notification {
    receivedAt
    signedTimestamp
    keyFingerprint
    bodyHash
    body
    replayCount
  }
}`) as unknown as TypedDocumentString<EarlierFactsQuery, EarlierFactsQueryVariables>;
export const ConsoleOrdersDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ConsoleOrders($filter: OrderFilter, $after: String, $language: Language = EN) {
  orders(filter: $filter, first: 20, after: $after) {
    nodes {
      id
      partnerReferenceNo
      title
      amount {
        value
      }
      status
      payOptionName(language: $language)
      createdAt
      updatedAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ConsoleOrdersQuery, ConsoleOrdersQueryVariables>;
export const EventReceiversDocument = /*#__PURE__*/ new TypedDocumentString(`
    query EventReceivers($onlyGivenUp: Boolean = false, $after: String) {
  eventReceivers {
    id
    name
    closedAt
    pendingCount
    givenUpCount
    failedDeliveries(first: 20, after: $after, onlyGivenUp: $onlyGivenUp) {
      nodes {
        eventId
        type
        occurredAt
        orderId
        partnerReferenceNo
        attemptCount
        lastFailure
        nextAttemptAt
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EventReceiversQuery, EventReceiversQueryVariables>;
export const RedeliverEventsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RedeliverEvents($input: RedeliverEventsInput!, $language: Language = EN) {
  redeliverEvents(input: $input) {
    __typename
    ... on RedeliverEventsSuccess {
      deliveryCount
      hasMore
      wasReopened
      unknownEventIds
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
    order {
      id
      status
      version
    }
  }
  ... on ApprovalRequired {
    approval {
      id
      expiresAt
    }
  }
  ... on TemporarilyUnavailable {
    reason
    retryAfterMs
  }
}`) as unknown as TypedDocumentString<RedeliverEventsMutation, RedeliverEventsMutationVariables>;
export const ReplayInboxDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ReplayInbox($input: ReplayInboxInput!, $language: Language = EN) {
  replayInbox(input: $input) {
    __typename
    ... on ReplayInboxSuccess {
      notifications {
        receivedAt
        partnerReferenceNo
        latestTransactionStatus
        effect
        reason(language: $language)
        orderId
      }
      endCursor
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
    order {
      id
      status
      version
    }
  }
  ... on ApprovalRequired {
    approval {
      id
      expiresAt
    }
  }
  ... on TemporarilyUnavailable {
    reason
    retryAfterMs
  }
}`) as unknown as TypedDocumentString<ReplayInboxMutation, ReplayInboxMutationVariables>;
export const OverviewDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Overview {
  overview {
    asOf
    day
    dashboardUrl
    paid {
      ...TotalFields
    }
    givenBack {
      ...TotalFields
    }
    chargedBack {
      ...TotalFields
    }
    settled {
      ...TotalFields
    }
    unknownOrders {
      ...TotalFields
    }
    awaitingPayment {
      ...TotalFields
    }
    pendingRefunds {
      ...TotalFields
    }
    pendingCancellations {
      ...TotalFields
    }
    dana {
      operation
      isAvailable
      reason
      retryAfterMs
    }
  }
}
    fragment TotalFields on Total {
  count
  amount {
    value
    currency
  }
  isComplete
}`) as unknown as TypedDocumentString<OverviewQuery, OverviewQueryVariables>;
export const PendingOperationsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PendingOperations($operation: PendingOperationKind!, $requestedBefore: DateTime, $after: String) {
  pendingOperations(
    operation: $operation
    requestedBefore: $requestedBefore
    first: 20
    after: $after
  ) {
    nodes {
      operation
      since
      amount {
        value
        currency
      }
      partnerRefundNo
      orderId
      order {
        id
        partnerReferenceNo
        title
        status
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<PendingOperationsQuery, PendingOperationsQueryVariables>;
export const PaymentLinkDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PaymentLink($id: ID!) {
  checkout(id: $id) {
    ...PaymentLinkFields
    order {
      id
      status
    }
  }
}
    fragment PaymentLinkFields on Checkout {
  id
  partnerReferenceNo
  title
  amount {
    value
  }
  expiresAt
  endedAt
  paymentLink {
    url
    english: text(language: EN)
    indonesian: text(language: ID)
  }
}`) as unknown as TypedDocumentString<PaymentLinkQuery, PaymentLinkQueryVariables>;
export const CreatePaymentLinkDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreatePaymentLink($input: CreateCheckoutInput!, $language: Language = EN) {
  createCheckout(input: $input) {
    __typename
    ... on CreateCheckoutSuccess {
      checkout {
        ...PaymentLinkFields
      }
    }
    ...ProblemFields
  }
}
    fragment PaymentLinkFields on Checkout {
  id
  partnerReferenceNo
  title
  amount {
    value
  }
  expiresAt
  endedAt
  paymentLink {
    url
    english: text(language: EN)
    indonesian: text(language: ID)
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
    order {
      id
      status
      version
    }
  }
  ... on ApprovalRequired {
    approval {
      id
      expiresAt
    }
  }
  ... on TemporarilyUnavailable {
    reason
    retryAfterMs
  }
}`) as unknown as TypedDocumentString<CreatePaymentLinkMutation, CreatePaymentLinkMutationVariables>;
export const EndCheckoutDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation EndCheckout($input: EndCheckoutInput!, $language: Language = EN) {
  endCheckout(input: $input) {
    __typename
    ... on EndCheckoutSuccess {
      checkout {
        id
        endedAt
      }
    }
    ... on EndCheckoutPending {
      checkout {
        id
        endedAt
      }
    }
    ... on CheckoutPaid {
      order {
        id
        status
      }
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
    order {
      id
      status
      version
    }
  }
  ... on ApprovalRequired {
    approval {
      id
      expiresAt
    }
  }
  ... on TemporarilyUnavailable {
    reason
    retryAfterMs
  }
}`) as unknown as TypedDocumentString<EndCheckoutMutation, EndCheckoutMutationVariables>;
export const SearchDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Search($text: String!, $createdFrom: DateTime, $createdTo: DateTime, $language: Language = EN) {
  search(text: $text, createdFrom: $createdFrom, createdTo: $createdTo) {
    matchedBy
    order {
      id
      partnerReferenceNo
      referenceNo
      title
      amount {
        value
      }
      status
      createdAt
      paidAt
      payOptionName(language: $language)
      paymentNumber
      verdict {
        code
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SearchQuery, SearchQueryVariables>;
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
    order {
      id
      status
      version
    }
  }
  ... on ApprovalRequired {
    approval {
      id
      expiresAt
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
  returnedAmount {
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
    order {
      id
      status
      version
    }
  }
  ... on ApprovalRequired {
    approval {
      id
      expiresAt
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
        orderId
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
        paidWith {
          payMethod
          payOption
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
        returnedAmount {
          value
        }
        chargedBackAmount {
          value
        }
        isFrozen
        refundableAmount {
          value
        }
      }
      refund {
        refundId
        partnerRefundNo
        refundNo
        amount {
          value
          currency
        }
        reason
        status
        returnedAmount {
          value
        }
        createdAt
        updatedAt
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    historyChanged {
      code
      message
      startAfter
    }
  }
}
    `) as unknown as TypedDocumentString<EventsQuery, EventsQueryVariables>;
export const IncidentsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Incidents($first: Int, $after: String, $kind: IncidentKind, $status: [IncidentStatus!], $language: Language = EN) {
  incidents(first: $first, after: $after, kind: $kind, status: $status) {
    nodes {
      ...IncidentFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment IncidentFields on Incident {
  id
  kind
  status
  occurredAt
  lastOccurredAt
  occurrenceCount
  orderId
  partnerReferenceNo
  detail(language: $language)
  acknowledgedAt
  acknowledgedBy {
    kind
    id
    name
  }
  resolvedAt
  resolvedBy {
    kind
    id
    name
  }
  resolution
}`) as unknown as TypedDocumentString<IncidentsQuery, IncidentsQueryVariables>;
export const AcknowledgeIncidentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation AcknowledgeIncident($input: AcknowledgeIncidentInput!, $language: Language = EN) {
  acknowledgeIncident(input: $input) {
    __typename
    ... on AcknowledgeIncidentSuccess {
      incident {
        ...IncidentFields
      }
    }
    ...ProblemFields
  }
}
    fragment IncidentFields on Incident {
  id
  kind
  status
  occurredAt
  lastOccurredAt
  occurrenceCount
  orderId
  partnerReferenceNo
  detail(language: $language)
  acknowledgedAt
  acknowledgedBy {
    kind
    id
    name
  }
  resolvedAt
  resolvedBy {
    kind
    id
    name
  }
  resolution
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
    order {
      id
      status
      version
    }
  }
  ... on ApprovalRequired {
    approval {
      id
      expiresAt
    }
  }
  ... on TemporarilyUnavailable {
    reason
    retryAfterMs
  }
}`) as unknown as TypedDocumentString<AcknowledgeIncidentMutation, AcknowledgeIncidentMutationVariables>;
export const ResolveIncidentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ResolveIncident($input: ResolveIncidentInput!, $language: Language = EN) {
  resolveIncident(input: $input) {
    __typename
    ... on ResolveIncidentSuccess {
      incident {
        ...IncidentFields
      }
    }
    ...ProblemFields
  }
}
    fragment IncidentFields on Incident {
  id
  kind
  status
  occurredAt
  lastOccurredAt
  occurrenceCount
  orderId
  partnerReferenceNo
  detail(language: $language)
  acknowledgedAt
  acknowledgedBy {
    kind
    id
    name
  }
  resolvedAt
  resolvedBy {
    kind
    id
    name
  }
  resolution
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
    order {
      id
      status
      version
    }
  }
  ... on ApprovalRequired {
    approval {
      id
      expiresAt
    }
  }
  ... on TemporarilyUnavailable {
    reason
    retryAfterMs
  }
}`) as unknown as TypedDocumentString<ResolveIncidentMutation, ResolveIncidentMutationVariables>;
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
  returnedAmount {
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
  returnedAmount {
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
  returnedAmount {
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
  returnedAmount {
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
    order {
      id
      status
      version
    }
  }
  ... on ApprovalRequired {
    approval {
      id
      expiresAt
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
    order {
      id
      status
      version
    }
  }
  ... on ApprovalRequired {
    approval {
      id
      expiresAt
    }
  }
  ... on TemporarilyUnavailable {
    reason
    retryAfterMs
  }
}`) as unknown as TypedDocumentString<PaymentOptionsQuery, PaymentOptionsQueryVariables>;
export const RequestRefundBatchDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RequestRefundBatch($input: RequestRefundBatchInput!, $language: Language = EN) {
  requestRefundBatch(input: $input) {
    __typename
    ... on RequestRefundBatchSuccess {
      isDryRun
      batch {
        ...RefundBatchFields
      }
      refusedLines {
        lineNo
        partnerReferenceNo
        refusal
      }
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
    order {
      id
      status
      version
    }
  }
  ... on ApprovalRequired {
    approval {
      id
      expiresAt
    }
  }
  ... on TemporarilyUnavailable {
    reason
    retryAfterMs
  }
}
fragment RefundBatchFields on RefundBatch {
  id
  batchNo
  status
  reason
  lineCount
  refundCount
  amount {
    value
  }
  needsApproval
  requestedBy {
    kind
    name
  }
  requestedAt
  expiresAt
  decidedBy {
    kind
    name
  }
  decidedAt
  decisionReason
  stopReason
}`) as unknown as TypedDocumentString<RequestRefundBatchMutation, RequestRefundBatchMutationVariables>;
export const DecideRefundBatchDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DecideRefundBatch($input: DecideRefundBatchInput!, $language: Language = EN) {
  decideRefundBatch(input: $input) {
    __typename
    ... on DecideRefundBatchSuccess {
      batch {
        ...RefundBatchFields
      }
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
    order {
      id
      status
      version
    }
  }
  ... on ApprovalRequired {
    approval {
      id
      expiresAt
    }
  }
  ... on TemporarilyUnavailable {
    reason
    retryAfterMs
  }
}
fragment RefundBatchFields on RefundBatch {
  id
  batchNo
  status
  reason
  lineCount
  refundCount
  amount {
    value
  }
  needsApproval
  requestedBy {
    kind
    name
  }
  requestedAt
  expiresAt
  decidedBy {
    kind
    name
  }
  decidedAt
  decisionReason
  stopReason
}`) as unknown as TypedDocumentString<DecideRefundBatchMutation, DecideRefundBatchMutationVariables>;
export const SteerRefundBatchDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SteerRefundBatch($input: SteerRefundBatchInput!, $language: Language = EN) {
  steerRefundBatch(input: $input) {
    __typename
    ... on SteerRefundBatchSuccess {
      batch {
        ...RefundBatchFields
      }
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
    order {
      id
      status
      version
    }
  }
  ... on ApprovalRequired {
    approval {
      id
      expiresAt
    }
  }
  ... on TemporarilyUnavailable {
    reason
    retryAfterMs
  }
}
fragment RefundBatchFields on RefundBatch {
  id
  batchNo
  status
  reason
  lineCount
  refundCount
  amount {
    value
  }
  needsApproval
  requestedBy {
    kind
    name
  }
  requestedAt
  expiresAt
  decidedBy {
    kind
    name
  }
  decidedAt
  decisionReason
  stopReason
}`) as unknown as TypedDocumentString<SteerRefundBatchMutation, SteerRefundBatchMutationVariables>;
export const RefundBatchesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query RefundBatches($status: [RefundBatchStatus!], $after: String) {
  refundBatches(first: 20, after: $after, status: $status) {
    nodes {
      ...RefundBatchFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment RefundBatchFields on RefundBatch {
  id
  batchNo
  status
  reason
  lineCount
  refundCount
  amount {
    value
  }
  needsApproval
  requestedBy {
    kind
    name
  }
  requestedAt
  expiresAt
  decidedBy {
    kind
    name
  }
  decidedAt
  decisionReason
  stopReason
}`) as unknown as TypedDocumentString<RefundBatchesQuery, RefundBatchesQueryVariables>;
export const RefundBatchDocument = /*#__PURE__*/ new TypedDocumentString(`
    query RefundBatch($batchNo: String!, $after: String) {
  refundBatch(batchNo: $batchNo) {
    ...RefundBatchFields
    waitingCount
    lines(first: 50, after: $after) {
      nodes {
        lineNo
        partnerReferenceNo
        order {
          id
          partnerReferenceNo
        }
        partnerRefundNo
        amount {
          value
        }
        status
        refusal
        refund {
          id
          status
          returnedAmount {
            value
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment RefundBatchFields on RefundBatch {
  id
  batchNo
  status
  reason
  lineCount
  refundCount
  amount {
    value
  }
  needsApproval
  requestedBy {
    kind
    name
  }
  requestedAt
  expiresAt
  decidedBy {
    kind
    name
  }
  decidedAt
  decisionReason
  stopReason
}`) as unknown as TypedDocumentString<RefundBatchQuery, RefundBatchQueryVariables>;
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
  returnedAmount {
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
    order {
      id
      status
      version
    }
  }
  ... on ApprovalRequired {
    approval {
      id
      expiresAt
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
export const SettlementsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Settlements($first: Int, $after: String) {
  settlements(first: $first, after: $after) {
    nodes {
      id
      fileName
      unitKind
      unitName
      day
      importedAt
      lineCount
      gross {
        value
      }
      fees {
        value
      }
      net {
        value
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<SettlementsQuery, SettlementsQueryVariables>;
export const OrderSettlementDocument = /*#__PURE__*/ new TypedDocumentString(`
    query OrderSettlement($partnerReferenceNo: String!) {
  order(by: {partnerReferenceNo: $partnerReferenceNo}) {
    settlement {
      status
      settledOn
      gross {
        value
      }
      fees {
        value
      }
      net {
        value
      }
      lines {
        state
        type
        settledOn
        payMethod
        partnerRefundNo
        gross {
          value
        }
        net {
          value
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OrderSettlementQuery, OrderSettlementQueryVariables>;
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
        paidWith {
          payMethod
          payOption
        }
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