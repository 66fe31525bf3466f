/**
 * What resolving takes, in units of cost. One unit is about 0.1 ms of the event loop on a slow core; tests measure
 * nothing, so the figures need not be exact, only of the right size.
 */
const statement = 10;
const danaCall = 30;
/** Walks all types; their lists are not counted item by item. */
const introspection = 200;
/** A QR code as SVG: 8 ms. */
const drawing = 80;

/** A field that only reads a property of its object. */
export const plainFieldCost = 0.1;

/**
 * The cost of each field that draws, calls DANA or reads the database. Every root field has a row; other fields have
 * one if they have such a resolver. The fields below a connection count once for each item of its page.
 */
export const fieldCosts: Readonly<Record<string, number>> = {
  'Query.node': 2 * statement,
  'Query.order': 2 * statement,
  'Query.orders': statement,
  'Query.search': 7 * statement,
  'Query.paymentOptions': statement + danaCall,
  'Query.checkout': statement,
  'Query.events': statement,
  'Query.incidents': statement,
  'Query.eventReceivers': statement,
  'Query.pendingOperations': statement,
  // Eight sums, which everybody who asks within five seconds shares.
  'Query.overview': 20 * statement,
  'Query.settlements': statement,
  'Query.approvals': statement,
  'Query.refundBatches': statement,
  'Query.refundBatch': statement,
  'Query.__schema': introspection,
  'Query.__type': introspection,

  'Mutation.createOrder': 4 * statement + danaCall,
  'Mutation.cancelOrder': 4 * statement + 2 * danaCall,
  'Mutation.refundOrder': 5 * statement + danaCall,
  'Mutation.decideApproval': 6 * statement + 2 * danaCall,
  'Mutation.attestFact': 6 * statement,
  // One short read for each of 1,000 lines, or 200 reads of 100 orders each.
  'Mutation.requestRefundBatch': 200 * statement,
  'Mutation.decideRefundBatch': 3 * statement,
  'Mutation.steerRefundBatch': 3 * statement,
  'Mutation.createCheckout': 2 * statement,
  'Mutation.endCheckout': 8 * statement + 2 * danaCall,
  'Mutation.acknowledgeIncident': 2 * statement,
  'Mutation.resolveIncident': 2 * statement,
  'Mutation.redeliverEvents': 3 * statement,
  'Mutation.replayInbox': 100 * statement,
  'Mutation.payCheckout': 6 * statement + 2 * danaCall,

  'Subscription.orderStatus': 2 * statement,

  'Approval.order': statement,
  'PendingOperation.order': statement,
  'RefundBatch.lines': statement,
  'RefundBatchLine.refund': statement,
  'RefundBatchLine.order': statement,
  'Order.verdict': statement,
  'OrderEvidence.facts': 2 * statement,
  'OrderEvidence.settlementLines': statement,
  'EventReceiver.failedDeliveries': statement,
  'Order.refunds': statement,
  'Order.timeline': statement,
  'Order.settlement': 3 * statement,
  'Checkout.paymentOptions': danaCall,
  'Checkout.order': statement,
  'Checkout.closed': statement,
  'QrisInstruction.image': drawing,
};

/** What an argument adds to the cost of its field if it is true. */
export const flagCosts: Readonly<Record<string, number>> = {
  'Query.order(fresh:)': 2 * statement + danaCall,
};
