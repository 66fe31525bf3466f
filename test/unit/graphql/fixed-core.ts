/**
 * The part of the API that clients, tests and documentation rely on, as it was promised. It may grow around this;
 * what stands here stays. Arguments of a field stand in any order.
 */

/** Fields that clients rely on, as they were promised. More fields, and more arguments, may be added to each. */
export const fields: Readonly<Record<string, readonly string[]>> = {
  Query: [
    'node(id: ID!): Node',
    'paymentOptions(input: PaymentOptionsInput!): PaymentOptionsResult!',
    'order(by: OrderBy!, fresh: Boolean = false): Order',
    'orders(filter: OrderFilter, first: Int, after: String, last: Int, before: String): OrderConnection!',
    'checkout: Checkout',
    'incidents(first: Int, after: String, kind: IncidentKind): IncidentConnection!',
  ],
  Mutation: [
    'createOrder(input: CreateOrderInput!): CreateOrderResult!',
    'cancelOrder(input: CancelOrderInput!): CancelOrderResult!',
    'refundOrder(input: RefundOrderInput!): RefundOrderResult!',
    'createCheckout(input: CreateCheckoutInput!): CreateCheckoutResult!',
    'payCheckout(input: PayCheckoutInput!): PayCheckoutResult!',
  ],
  Subscription: ['orderStatus(orderId: ID!, afterVersion: Int): Order!'],
  Node: ['id: ID!'],
  Money: ['value: Rupiah!', 'currency: Currency!'],
  PaymentOptions: ['options: [PaymentOption!]!', 'asOf: DateTime!', 'stale: Boolean!'],
  PaymentOption: [
    'kind: PaymentOptionKind!',
    'payMethod: PayMethod!',
    'payOption: PayOption',
    'name(language: Language = EN): String!',
    'promos: [Promo!]!',
  ],
  Order: [
    'id: ID!',
    'partnerReferenceNo: String!',
    'referenceNo: String',
    'title: String!',
    'amount: Money!',
    'status: OrderStatus!',
    'version: Int!',
    'payMethod: PayMethod',
    'payOption: PayOption',
    'instruction: PaymentInstruction',
    'createdAt: DateTime!',
    'updatedAt: DateTime!',
    'expiresAt: DateTime!',
    'paidAt: DateTime',
    'cancellation: Cancellation',
    'voidedAmount: Money!',
    'refundedAmount: Money!',
    'refundableAmount: Money!',
    'refunds(first: Int, after: String): RefundConnection!',
    'timeline(first: Int, after: String): OrderEventConnection!',
    'goods: [Goods!]!',
    'metadata: [MetadataEntry!]!',
  ],
  Cancellation: ['status: OperationStatus!', 'requestedAt: DateTime!', 'reason: String'],
  RedirectInstruction: ['url: Url!', 'expiresAt: DateTime!'],
  VirtualAccountInstruction: ['bank: String!', 'number: String!', 'expiresAt: DateTime!'],
  QrisInstruction: ['content: String!', 'image: String!', 'expiresAt: DateTime!'],
  WalletPushInstruction: ['wallet: String!', 'expiresAt: DateTime!'],
  PaymentCodeInstruction: ['outlet: String!', 'code: String!', 'expiresAt: DateTime!'],
  OrderEvent: [
    'version: Int!',
    'occurredAt: DateTime!',
    'type: OrderEventType!',
    'status: OrderStatus!',
    'source: OrderEventSource!',
  ],
  Checkout: [
    'partnerReferenceNo: String!',
    'title: String!',
    'amount: Money!',
    'expiresAt: DateTime!',
    'goods: [Goods!]!',
    'paymentOptions: PaymentOptionsResult!',
    'order: Order',
  ],
  CreateCheckoutSuccess: ['checkout: Checkout!', 'checkoutToken: String!'],
  PayCheckoutSuccess: ['order: Order!'],
  CreateOrderSuccess: ['order: Order!', 'clientToken: String!'],
  CancelOrderSuccess: ['order: Order!'],
  CancelOrderPending: ['order: Order!'],
  RefundOrderSuccess: ['refund: Refund!', 'order: Order!'],
  RefundOrderPending: ['refund: Refund!', 'order: Order!'],
  Refund: [
    'id: ID!',
    'partnerRefundNo: String!',
    'refundNo: String',
    'amount: Money!',
    'reason: String',
    'status: OperationStatus!',
    'createdAt: DateTime!',
  ],
  Problem: ['code: ProblemCode!', 'message(language: Language = EN): String!', 'retryable: Boolean!'],
  InvalidInput: ['issues: [InputIssue!]!'],
  InputIssue: ['path: [String!]!', 'message(language: Language = EN): String!'],
  ProviderDeclined: ['responseCode: String!', 'responseMessage: String!', 'order: Order!'],
  TemporarilyUnavailable: ['reason: UnavailableReason!', 'retryAfterMs: Int'],
};

/** Input types and their fields. Nothing beyond these may be demanded. */
export const inputs: Readonly<Record<string, readonly string[]>> = {
  PaymentOptionsInput: ['amount: Rupiah!', 'externalStoreId: String'],
  OrderBy: ['id: ID', 'partnerReferenceNo: String', 'referenceNo: String'],
  OrderFilter: [
    'status: [OrderStatus!]',
    'payMethod: [PayMethod!]',
    'partnerReferenceNoPrefix: String',
    'createdFrom: DateTime',
    'createdTo: DateTime',
    'updatedAfter: DateTime',
  ],
  CreateOrderInput: [
    'partnerReferenceNo: String!',
    'amount: Rupiah!',
    'title: String!',
    'payMethod: PayMethod',
    'payOption: PayOption',
    'phoneNumber: String',
    'expiresAt: DateTime',
    'returnUrl: Url',
    'externalStoreId: String',
    'subMerchantId: String',
    'merchantTransType: String',
    'disabledPayMethods: [PayMethod!]',
    'memo: String',
    'goods: [GoodsInput!]',
    'buyer: BuyerInput',
    'shipping: [ShippingInput!]',
    'terminal: Terminal = WEB',
    'clientIp: String',
    'metadata: [MetadataEntryInput!]',
  ],
  PayCheckoutInput: ['payMethod: PayMethod', 'payOption: PayOption', 'phoneNumber: String'],
  CreateCheckoutInput: ['partnerReferenceNo: String!', 'amount: Rupiah!', 'title: String!'],
  CancelOrderInput: ['orderId: ID!', 'reason: String'],
  RefundOrderInput: ['orderId: ID!', 'partnerRefundNo: String!', 'amount: Rupiah', 'reason: String'],
};

/** Enums and their values, all of them and in this order. */
export const enums: Readonly<Record<string, string>> = {
  Currency: 'IDR',
  Language: 'EN ID',
  PaymentOptionKind: 'BALANCE E_WALLET VIRTUAL_ACCOUNT QRIS CARD RETAIL_OUTLET OTHER',
  OrderStatus: 'CONFIRMING PENDING PAID PARTIALLY_REFUNDED REFUNDED CANCELLED EXPIRED FAILED',
  OperationStatus: 'PENDING SUCCEEDED FAILED',
  Terminal: 'APP WEB WAP SYSTEM',
};

/** Unions and their members, all of them. */
export const unions: Readonly<Record<string, string>> = {
  PaymentOptionsResult: 'PaymentOptions InvalidInput TemporarilyUnavailable',
  PaymentInstruction:
    'RedirectInstruction VirtualAccountInstruction QrisInstruction WalletPushInstruction PaymentCodeInstruction',
  CreateOrderResult:
    'CreateOrderSuccess InvalidInput PartnerReferenceNoConflict ProviderDeclined TemporarilyUnavailable',
  CreateCheckoutResult: 'CreateCheckoutSuccess InvalidInput PartnerReferenceNoConflict',
  PayCheckoutResult: 'PayCheckoutSuccess CheckoutClosed InvalidInput ProviderDeclined TemporarilyUnavailable',
  CancelOrderResult:
    'CancelOrderSuccess CancelOrderPending OrderNotFound OrderNotCancellable OrderFrozen InsufficientMerchantBalance ' +
    'ApprovalRequired CeilingExceeded InvalidInput ProviderDeclined TemporarilyUnavailable',
  RefundOrderResult:
    'RefundOrderSuccess RefundOrderPending OrderNotFound OrderNotRefundable RefundExceedsBalance ' +
    'ApprovalRequired ApprovalDenied CeilingExceeded PartnerRefundNoConflict OrderFrozen InsufficientMerchantBalance InvalidInput ProviderDeclined TemporarilyUnavailable',
};
