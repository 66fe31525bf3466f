import type { Caller, Scope } from './caller.ts';

/** Who may use a field. Nobody without a credential; which *order* a caller may see is decided by its id. */
export interface Permission {
  /** The scope that a server key needs; `any`: every server key will do; `none`: no server key has a use for it. */
  readonly serverKey: Scope | 'any' | 'none';
  /** Whether a client token may use the field at all; what it then sees is its own order and nothing else. */
  readonly clientToken: boolean;
  /** The same for a checkout token: its own checkout, and the orders of its attempts. */
  readonly checkoutToken: boolean;
}

const readers = { serverKey: 'orders:read', clientToken: true, checkoutToken: true } as const;

/** For a merchant's server with this scope, and for no payer. */
function servers<Needed extends Scope | 'any'>(scope: Needed) {
  return { serverKey: scope, clientToken: false, checkoutToken: false } as const;
}

/**
 * Authorisation, on one page. Every root field has a row (a schema with a root field that has none does not
 * start); below the roots, only fields that not everybody may read who reached them.
 */
export const permissions: Readonly<Record<string, Permission>> = {
  'Query.node': readers,
  'Query.order': readers,
  'Query.orders': servers('orders:read'),
  'Query.paymentOptions': { serverKey: 'orders:read', clientToken: false, checkoutToken: true },
  'Query.checkout': { serverKey: 'none', clientToken: false, checkoutToken: true },
  'Query.events': servers('orders:read'),
  'Query.incidents': servers('ops:read'),

  'Mutation.createOrder': servers('orders:create'),
  'Mutation.cancelOrder': servers('orders:cancel'),
  'Mutation.refundOrder': servers('refunds:create'),
  'Mutation.createCheckout': servers('orders:create'),
  'Mutation.payCheckout': { serverKey: 'none', clientToken: false, checkoutToken: true },

  'Subscription.orderStatus': readers,

  'Order.metadata': servers('any'),
  // What went wrong between the merchant and DANA is no payer's business; a refusal of what a payer asked for is.
  'OrderEvent.responseCode': servers('any'),
  'OrderEvent.responseMessage': servers('any'),
  'OrderEvent.detail': servers('any'),
};

/**
 * Below the roots: the fields that may be read by whoever reached their object. The way there has decided: an order
 * is given to nobody who may not see it, and a problem to nobody but the caller it answers. A field that stands
 * neither here nor above fails a test, so that nobody adds one without this question.
 */
export const readByWhoeverReached: Readonly<Record<string, string>> = {
  Money: 'value currency',
  Goods: 'merchantGoodsId name description category price unit quantity merchantShippingId snapshotUrl',
  MetadataEntry: 'key value',
  OrderEvent: 'version occurredAt type status source amount refundId reason payMethod payOption paidAt',
  OrderEventEdge: 'node cursor',
  OrderEventConnection: 'pageInfo edges nodes',
  RedirectInstruction: 'url expiresAt',
  VirtualAccountInstruction: 'bank number expiresAt',
  QrisInstruction: 'content image expiresAt',
  WalletPushInstruction: 'wallet expiresAt',
  PaymentCodeInstruction: 'outlet code expiresAt',
  Refund: 'id partnerRefundNo refundNo amount reason status createdAt updatedAt',
  RefundEdge: 'node cursor',
  RefundConnection: 'pageInfo edges nodes',
  Cancellation: 'status requestedAt reason',
  Order:
    'id partnerReferenceNo referenceNo title amount status version payMethod payOption instruction ' +
    'createdAt updatedAt expiresAt paidAt cancellation voidedAmount refundedAmount refundableAmount ' +
    'refunds timeline goods',
  OrderEdge: 'node cursor',
  OrderConnection: 'pageInfo edges nodes',
  Promo: 'promoId promoType amount',
  PaymentOption: 'kind payMethod payOption name promos',
  InputIssue: 'path rule message',
  InvalidInput: 'code message retryable issues',
  TemporarilyUnavailable: 'code message retryable reason retryAfterMs',
  PaymentOptions: 'options asOf stale',
  Incident: 'id kind occurredAt orderId partnerReferenceNo detail',
  Event: 'id type occurredAt order refund',
  PartnerReferenceNoConflict: 'code message retryable',
  PartnerRefundNoConflict: 'code message retryable',
  OrderNotFound: 'code message retryable',
  OrderNotCancellable: 'code message retryable order',
  OrderNotRefundable: 'code message retryable order',
  RefundExceedsBalance: 'code message retryable order',
  InsufficientMerchantBalance: 'code message retryable order',
  ProviderDeclined: 'code message retryable responseCode responseMessage order',
  CreateOrderSuccess: 'order clientToken',
  CancelOrderSuccess: 'order',
  CancelOrderPending: 'order',
  Checkout: 'partnerReferenceNo title amount expiresAt asOf goods paymentOptions order',
  CreateCheckoutSuccess: 'checkout checkoutToken',
  PayCheckoutSuccess: 'order',
  CheckoutClosed: 'code message retryable',
  RefundOrderSuccess: 'refund order',
  RefundOrderPending: 'refund order',
  IncidentEdge: 'node cursor',
  PageInfo: 'hasNextPage hasPreviousPage startCursor endCursor',
  IncidentConnection: 'pageInfo edges nodes',
  EventEdge: 'node cursor',
  EventConnection: 'pageInfo edges nodes',
};

/** What a caller is told about a field: UNAUTHENTICATED asks for a credential, FORBIDDEN for another one. */
export type Verdict = 'allowed' | 'UNAUTHENTICATED' | 'FORBIDDEN';

/** Whether this caller may use a field with this permission. Asked before the field is resolved. */
export function judge(caller: Caller, permission: Permission): Verdict {
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
