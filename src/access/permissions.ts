import type { Caller, Scope } from './caller.ts';

/** Who may use a field. Anonymous callers never may. Which *order* a caller may see depends on the order's id. */
export interface Permission {
  /** The scope that a server key needs; `any`: every server key may; `none`: no server key may. */
  readonly serverKey: Scope | 'any' | 'none';
  /** Whether a client token may use the field; it then sees its own order only. */
  readonly clientToken: boolean;
  /** The same for a checkout token: its own checkout, and the orders of its attempts. */
  readonly checkoutToken: boolean;
}

const readers = { serverKey: 'orders:read', clientToken: true, checkoutToken: true } as const;

/** Only for server keys with this scope, not for payers. */
function servers<Needed extends Scope | 'any'>(scope: Needed) {
  return { serverKey: scope, clientToken: false, checkoutToken: false } as const;
}

/**
 * Authorisation, on one page. Every root field has a row; a schema with a root field without one does not start. Other
 * fields have a row only if some callers who reach their object may not read them.
 */
export const permissions: Readonly<Record<string, Permission>> = {
  // Which objects a caller may see is decided for each type, as on its typed path; what it may not see is null.
  'Query.node': { ...readers, serverKey: 'any' },
  'Query.order': readers,
  'Query.orders': servers('orders:read'),
  'Query.paymentOptions': { serverKey: 'orders:read', clientToken: false, checkoutToken: true },
  'Query.checkout': { serverKey: 'orders:read', clientToken: false, checkoutToken: true },
  'Query.search': servers('orders:read'),
  'Query.events': servers('orders:read'),
  'Query.pendingOperations': servers('orders:read'),
  'Query.overview': servers('ops:read'),
  'Query.eventReceivers': servers('ops:read'),
  'Query.incidents': servers('ops:read'),
  'Query.settlements': servers('settlement:read'),
  'Query.approvals': servers('approvals:read'),

  'Mutation.createOrder': servers('orders:create'),
  'Mutation.cancelOrder': servers('orders:cancel'),
  'Mutation.refundOrder': servers('refunds:create'),
  'Mutation.attestFact': servers('refunds:create'),
  'Mutation.decideApproval': servers('approvals:decide'),
  'Mutation.createCheckout': servers('orders:create'),
  'Mutation.endCheckout': servers('orders:cancel'),
  'Mutation.acknowledgeIncident': servers('ops:write'),
  'Mutation.resolveIncident': servers('ops:write'),
  'Mutation.redeliverEvents': servers('ops:write'),
  'Mutation.replayInbox': servers('ops:write'),
  'Mutation.payCheckout': { serverKey: 'none', clientToken: false, checkoutToken: true },

  'Subscription.orderStatus': readers,

  'Order.metadata': servers('any'),
  // The payer has the instruction; afterwards the number is for the merchant's people, who compare it.
  'Order.paymentNumber': servers('any'),
  // What is said to a payer is for the merchant's people to say.
  'Order.verdict': servers('any'),
  // It shows the messages of DANA, and who did what.
  'Order.evidence': servers('evidence:read'),
  'OrderEvidence.settlementLines': servers('settlement:read'),
  // What DANA pays out, and what it keeps, concerns the merchant's bookkeeping.
  'Order.settlement': servers('settlement:read'),
  // Why somebody was asked, or decided, is between the people of the merchant.
  'OrderEvent.approvalId': servers('any'),
  'OrderEvent.approvalReason': servers('any'),
  'OrderEvent.evidence': servers('any'),
  // Errors between the merchant and DANA do not concern payers; a refusal of the payer's own request does.
  'OrderEvent.responseCode': servers('any'),
  'OrderEvent.responseMessage': servers('any'),
  'OrderEvent.debugMessage': servers('any'),
  'OrderEvent.detail': servers('any'),
  // Which key or token did something concerns the merchant alone.
  'OrderEvent.actor': servers('any'),
  'OrderEvent.eventId': servers('any'),
  'Refund.actor': servers('any'),
  'Cancellation.actor': servers('any'),
  'Checkout.actor': servers('any'),
  'Checkout.endedBy': servers('any'),
  'Checkout.endReason': servers('any'),
  // Whoever has the link may pay, and read the sale.
  'Checkout.paymentLink': servers('orders:create'),
};

/**
 * The fields below the roots that every caller who reaches their object may read. The path to the object has decided
 * already: only callers who may see an order get it, and a problem goes to the caller that it answers. A test fails for
 * a field that is neither here nor above, so that nobody adds a field without deciding who may read it.
 */
export const readableWithParent: Readonly<Record<string, string>> = {
  Money: 'value currency',
  Goods: 'merchantGoodsId name description category price unit quantity merchantShippingId snapshotUrl',
  MetadataEntry: 'key value',
  OrderEvent: 'version occurredAt type status source amount refundId reason paidWith paidAt',
  OrderEventEdge: 'node cursor',
  OrderEventConnection: 'pageInfo edges nodes',
  RedirectInstruction: 'url expiresAt',
  VirtualAccountInstruction: 'bank number expiresAt',
  QrisInstruction: 'content image expiresAt',
  WalletPushInstruction: 'wallet expiresAt',
  PaymentCodeInstruction: 'outlet code expiresAt',
  Refund: 'id partnerRefundNo refundNo amount reason status returnedAmount returnedAt createdAt updatedAt',
  RefundEdge: 'node cursor',
  RefundConnection: 'pageInfo edges nodes',
  Cancellation: 'status requestedAt reason',
  PaidWith: 'payMethod payOption name amount',
  Order:
    'id partnerReferenceNo referenceNo title amount status version payMethod payOption payOptionName paidWith instruction ' +
    'createdAt updatedAt expiresAt paidAt cancellation voidedAmount refundedAmount returnedAmount chargedBackAmount ' +
    'chargebackWonAmount transferredAmount isFrozen reservedAmount refundableAmount isCancellable refunds timeline goods',
  OrderEdge: 'node cursor',
  OrderConnection: 'pageInfo edges nodes',
  Promo: 'promoId promoType amount',
  PaymentOption: 'kind payMethod payOption name promos',
  InputIssue: 'path rule message',
  InvalidInput: 'code message retryable issues',
  TemporarilyUnavailable: 'code message retryable reason retryAfterMs',
  PaymentOptions: 'options asOf stale',
  Incident:
    'id kind status occurredAt lastOccurredAt occurrenceCount reopenedAt order orderId partnerReferenceNo detail ' +
    'acknowledgedAt acknowledgedBy resolvedAt resolvedBy resolution',
  SignedMoney: 'value currency',
  OrderSettlement: 'status settledOn gross fees net lines',
  SettlementLine:
    'state type settledOn occurredOn batchNo transactionId partnerRefundNo payMethod gross commission serviceTax withholdingTax net',
  Settlement:
    'id fileName fileHash unitKind unitName day importedAt importedBy lineCount gross commission serviceTax withholdingTax fees net',
  SettlementEdge: 'node cursor',
  SettlementConnection: 'pageInfo edges nodes',
  Actor: 'kind id name',
  AcknowledgeIncidentSuccess: 'incident',
  ResolveIncidentSuccess: 'incident',
  IncidentNotFound: 'code message retryable',
  PendingOperation: 'operation since amount partnerRefundNo orderId order',
  PendingOperationEdge: 'node cursor',
  PendingOperationConnection: 'pageInfo edges nodes',
  Overview:
    'asOf day paid givenBack chargedBack settled unknownOrders awaitingPayment pendingRefunds pendingCancellations dana',
  Total: 'count amount isComplete',
  DanaHealth: 'operation isAvailable reason retryAfterMs',
  EventReceiver: 'id name closedAt pendingCount givenUpCount failedDeliveries',
  FailedDelivery:
    'eventId type occurredAt orderId partnerReferenceNo attemptCount firstAttemptAt lastFailure nextAttemptAt',
  FailedDeliveryEdge: 'node cursor',
  FailedDeliveryConnection: 'pageInfo edges nodes',
  RedeliverEventsSuccess: 'deliveryCount hasMore wasReopened unknownEventIds',
  ReceiverNotFound: 'code message retryable',
  ReplayInboxSuccess: 'notifications endCursor',
  ReplayedNotification: 'receivedAt partnerReferenceNo latestTransactionStatus effect reason orderId',
  Event: 'id type occurredAt actor order refund approval',
  ApprovalSnapshot: 'approvalId act amount reason',
  OrderSnapshot:
    'orderId partnerReferenceNo referenceNo title amount status version payMethod payOption paidWith createdAt updatedAt ' +
    'expiresAt paidAt cancellation voidedAmount refundedAmount returnedAmount chargedBackAmount chargebackWonAmount ' +
    'transferredAmount isFrozen ' +
    'reservedAmount refundableAmount goods metadata',
  RefundSnapshot:
    'refundId partnerRefundNo refundNo amount reason actor status returnedAmount returnedAt createdAt updatedAt',
  PartnerReferenceNoConflict: 'code message retryable',
  PartnerRefundNoConflict: 'code message retryable',
  OrderNotFound: 'code message retryable',
  OrderNotCancellable: 'code message retryable order',
  OrderNotRefundable: 'code message retryable order',
  RefundExceedsBalance: 'code message retryable order',
  Approval:
    'id act status amount partnerRefundNo reason evidence refundId requestedBy requestedAt expiresAt decidedBy endedAt decisionReason orderId order',
  Evidence: 'text reference fileHash',
  AttestFactSuccess: 'approval order',
  EvidenceConflict: 'code message retryable approval',
  PersonNeeded: 'code message retryable',
  FactDoesNotFit: 'code message retryable order',
  SearchHit: 'matchedBy order',
  Verdict: 'code sentence amount paidProof backProof nextQueryAt',
  PaymentProof: 'source at',
  OrderEvidence: 'facts',
  FactEvidence: 'event danaCode notification',
  FactEvidenceEdge: 'node cursor',
  FactEvidenceConnection: 'pageInfo edges nodes',
  DanaCode: 'code meaning message',
  NotificationEvidence: 'receivedAt signedTimestamp keyFingerprint bodyHash body replayCount',
  SettlementEvidence:
    'type occurredOn settledOn partnerRefundNo net fileName fileHash lineNo importedAt importedBy',
  ApprovalEdge: 'node cursor',
  ApprovalConnection: 'pageInfo edges nodes',
  ApprovalRequired: 'code message retryable approval',
  ApprovalDenied: 'code message retryable approval',
  ApprovalNotFound: 'code message retryable',
  ApprovalClosed: 'code message retryable approval',
  SecondPersonNeeded: 'code message retryable approval',
  CeilingExceeded: 'code message retryable ceiling isDaily',
  DecideApprovalSuccess: 'approval order',
  OrderFrozen: 'code message retryable order',
  InsufficientMerchantBalance: 'code message retryable order',
  ProviderDeclined: 'code message retryable responseCode responseMessage order',
  CreateOrderSuccess: 'order clientToken',
  CancelOrderSuccess: 'order',
  CancelOrderPending: 'order',
  Checkout: 'id partnerReferenceNo title amount expiresAt endedAt asOf successUrl goods paymentOptions order',
  PaymentLink: 'url text',
  EndCheckoutSuccess: 'checkout',
  EndCheckoutPending: 'checkout',
  CheckoutPaid: 'code message retryable order',
  CheckoutNotFound: 'code message retryable',
  CreateCheckoutSuccess: 'checkout checkoutToken',
  PayCheckoutSuccess: 'order',
  CheckoutClosed: 'code message retryable',
  RefundOrderSuccess: 'refund order',
  RefundOrderPending: 'refund order',
  IncidentEdge: 'node cursor',
  PageInfo: 'hasNextPage hasPreviousPage startCursor endCursor',
  IncidentConnection: 'pageInfo edges nodes',
  EventEdge: 'node cursor',
  EventConnection: 'pageInfo edges nodes historyChanged unreadable',
  UnreadableEvent: 'eventId orderId partnerReferenceNo version cursor',
  HistoryChanged: 'code message retryable startAfter',
};

/** The decision about one field. UNAUTHENTICATED: a credential is missing. FORBIDDEN: it must be another one. */
export type AccessDecision = 'allowed' | 'UNAUTHENTICATED' | 'FORBIDDEN';

/** Decides whether this caller may use a field with this permission. Called before the field is resolved. */
export function decideAccess(caller: Caller, permission: Permission): AccessDecision {
  switch (caller.kind) {
    case 'anonymous':
      return 'UNAUTHENTICATED';
    case 'clientToken':
    case 'checkoutToken':
      return permission[caller.kind] ? 'allowed' : 'FORBIDDEN';
    case 'serverKey':
      return isForKey(caller.scopes, permission.serverKey) ? 'allowed' : 'FORBIDDEN';
  }
}

function isForKey(held: ReadonlySet<Scope>, needed: Permission['serverKey']): boolean {
  if (needed === 'none') return false;
  return needed === 'any' || held.has(needed);
}
