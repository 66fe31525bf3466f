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
  'Query.refundBatches': servers('approvals:read'),
  'Query.refundBatch': servers('approvals:read'),
  'Query.approvals': servers('approvals:read'),

  'Mutation.createOrder': servers('orders:create'),
  'Mutation.cancelOrder': servers('orders:cancel'),
  'Mutation.refundOrder': servers('refunds:create'),
  'Mutation.requestRefundBatch': servers('refunds:create'),
  'Mutation.steerRefundBatch': servers('refunds:create'),
  'Mutation.decideRefundBatch': servers('approvals:decide'),
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
