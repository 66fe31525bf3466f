import type { ExecutionResult } from 'graphql';
import type { Caller } from '../../../src/access/caller.ts';
import { danaActor } from '../../../src/domain/actor.ts';
import type { OrderEvent } from '../../../src/domain/order-event.ts';
import { noProof, verdictOn } from '../../../src/domain/verdict.ts';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { makeReadOverview } from '../../../src/use-cases/orders/read-overview.ts';
import { makeReadSettlement } from '../../../src/use-cases/settlement/read-settlement.ts';
import type { UseCases } from '../../../src/use-cases/use-cases.ts';
import { aServerKey } from '../../support/actors.ts';
import { checkoutToken, run, watch } from '../../support/graphql-execution.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { noWork } from '../../support/no-work.ts';
import { aCheckout, anOrder, aRefund, aRefundBatch, minute } from '../../support/orders.ts';
import { noSettlement } from '../../support/settlement/no-settlement.ts';

export const checkout = aCheckout();
const metadata = [{ key: 'cart', value: '7' }];
const cancellation = { status: 'FAILED', requestedAt: minute(2), actor: aServerKey, reason: null } as const;
export const order = anOrder({ status: 'PENDING', cancellation, checkoutId: checkout.id, metadata });
export const id = globalId('Order', order.id);
const refusal: OrderEvent = {
  id: 'evt_00000000-0000-4000-8000-0000000000e1',
  orderId: order.id,
  version: 2,
  occurredAt: order.createdAt,
  status: 'PENDING',
  source: 'CANCEL_ANSWER',
  fact: {
    type: 'CANCELLATION_DECLINED',
    reason: 'TOO_LATE',
    responseCode: '4035715',
    responseMessage: 'Internal to the merchant',
    debugMessage: 'DIVISION_NOT_EXIST:internal',
  },
  actor: danaActor,
};
const emptyPage = { items: [], hasNextPage: false, hasPreviousPage: false };

export const ownCheckout = checkoutToken(checkout.id);
/** A valid token of another checkout, which owns none of these orders. */
export const otherCheckout = checkoutToken('00000000-0000-4000-8000-0000000000ff');

export const useCases: Partial<UseCases> = {
  findCheckout: async (checkoutId) => (checkoutId === checkout.id ? checkout : null),
  findCurrentAttempt: async () => order,
  isCheckoutClosed: async () => false,
  createCheckout: async () => ({ kind: 'CreateCheckoutSuccess', checkout }),
  payCheckout: async (checkoutId) =>
    checkoutId === checkout.id ? { kind: 'PayCheckoutSuccess', order } : { kind: 'CheckoutClosed' },
  findOrder: async (_key, { isVisible }) => (isVisible?.(order) === false ? null : order),
  listRefunds: async () => ({ ...emptyPage, items: [{ cursor: 'c', item: aRefund({ orderId: order.id }) }] }),
  listTimeline: async () => ({ ...emptyPage, items: [{ cursor: 'c', item: refusal }] }),
  listOrders: async () => emptyPage,
  listEvents: async () => ({ ...emptyPage, historyChange: null }),
  listIncidents: async () => emptyPage,
  searchOrders: async () => [],
  readVerdict: async () => verdictOn(order, noProof),
  listApprovals: async () => emptyPage,
  endCheckout: async () => ({ kind: 'CheckoutNotFound' }),
  listReceivers: async () => [],
  listPendingOperations: async () => emptyPage,
  readOverview: makeReadOverview({
    work: noWork,
    provider: { unavailability: () => null },
    clock: manualClock(),
  }),
  redeliverEvents: async () => ({ kind: 'ReceiverNotFound' }),
  replayInbox: async () => ({ kind: 'ReplayInboxSuccess', replayed: [], next: null }),
  listEvidence: async () => ({
    ...emptyPage,
    items: [{ cursor: 'c', item: { event: refusal, notification: null } }],
  }),
  listSettlementSources: async () => [],
  listRefundBatches: async () => emptyPage,
  findRefundBatch: async () => aRefundBatch(),
  requestRefundBatch: async () => ({ kind: 'RefundBatchConflict' }),
  decideRefundBatch: async () => ({ kind: 'RefundBatchNotFound' }),
  steerRefundBatch: async () => ({ kind: 'RefundBatchNotFound' }),
  attestFact: async () => ({ kind: 'PersonNeeded' }),
  decideApproval: async () => ({ kind: 'ApprovalNotFound' }),
  listSettlements: async () => emptyPage,
  readSettlement: makeReadSettlement({ settlement: noSettlement }),
  listPaymentOptions: async () => ({
    kind: 'TemporarilyUnavailable',
    reason: 'DANA_UNREACHABLE',
    retryAfterMs: null,
  }),
  createOrder: async () => ({ kind: 'CreateOrderSuccess', order }),
  acknowledgeIncident: async () => ({ kind: 'IncidentNotFound' }),
  resolveIncident: async () => ({ kind: 'IncidentNotFound' }),
  cancelOrder: async () => ({ kind: 'CancelOrderPending', order }),
  refundOrder: async () => ({ kind: 'OrderNotRefundable', order }),
  async *watchOrder() {
    yield order;
  },
};

export type Answer = 'seen' | 'null' | string;

/** Writes a query for one field of the order's events. */
const timeline = (field: string) =>
  `{ answer: order(by: { id: "${id}" }) { timeline { nodes { ${field} } } } }`;

/** Writes a mutation that reads one field of a checkout. */
const ofCheckout = (field: string) =>
  `mutation { answer: createCheckout(input: { partnerReferenceNo: "a", amount: 1, title: "t" }) { ... on CreateCheckoutSuccess { checkout { ${field} } } } }`;

/** One request for each row of the permission table. */
export const requests: Readonly<Record<string, string>> = {
  'Query.node': `{ answer: node(id: "${id}") { id } }`,
  'Query.order': `{ answer: order(by: { id: "${id}" }) { id } }`,
  'Query.orders': '{ answer: orders { nodes { id } } }',
  'Query.paymentOptions': '{ answer: paymentOptions(input: { amount: 75000 }) { __typename } }',
  'Query.events': '{ answer: events { nodes { id } } }',
  'Query.pendingOperations': '{ answer: pendingOperations(operation: REFUND) { nodes { since } } }',
  'Query.overview': '{ answer: overview { day } }',
  'Query.eventReceivers': '{ answer: eventReceivers { id } }',
  'Mutation.redeliverEvents': 'mutation { answer: redeliverEvents(input: { reason: "r" }) { __typename } }',
  'Mutation.replayInbox': 'mutation { answer: replayInbox(input: { reason: "r" }) { __typename } }',
  'OrderEvent.eventId': timeline('eventId'),
  'Query.checkout': `{ answer: checkout(id: "${globalId('Checkout', checkout.id)}") { partnerReferenceNo } }`,
  'Mutation.endCheckout':
    'mutation { answer: endCheckout(input: { checkoutId: "x", reason: "r" }) { __typename } }',
  'Checkout.endedBy': ofCheckout('endedBy { kind }'),
  'Checkout.endReason': ofCheckout('endReason'),
  'Checkout.paymentLink': ofCheckout('paymentLink { url }'),
  'Query.settlements': '{ answer: settlements { nodes { id } } }',
  'Query.search': '{ answer: search(text: "8059") { order { id } } }',
  'Order.verdict': `{ answer: order(by: { id: "${id}" }) { verdict { code sentence } } }`,
  'Order.paymentNumber': `{ answer: order(by: { id: "${id}" }) { paymentNumber } }`,
  'Query.approvals': '{ answer: approvals { nodes { id } } }',
  'Query.refundBatches': '{ answer: refundBatches { nodes { id } } }',
  'Query.refundBatch': '{ answer: refundBatch(batchNo: "b") { id } }',
  'Mutation.requestRefundBatch':
    'mutation { answer: requestRefundBatch(input: { batchNo: "b", reason: "r" }) { __typename } }',
  'Mutation.decideRefundBatch':
    'mutation { answer: decideRefundBatch(input: { batchId: "x", decision: REFUSE, reason: "r" }) { __typename } }',
  'Mutation.steerRefundBatch':
    'mutation { answer: steerRefundBatch(input: { batchId: "x", step: STOP, reason: "r" }) { __typename } }',
  'Mutation.attestFact': `mutation { answer: attestFact(input: { orderId: "${id}", fact: CHARGEBACK_WON, evidence: { text: "t", reference: "r" } }) { __typename } }`,
  'Mutation.decideApproval':
    'mutation { answer: decideApproval(input: { approvalId: "x", decision: REFUSE, reason: "r" }) { __typename } }',
  'Order.evidence': `{ answer: order(by: { id: "${id}" }) { evidence { facts { nodes { event { version } } } } } }`,
  'OrderEvidence.settlementLines': `{ answer: order(by: { id: "${id}" }) { evidence { settlementLines { lineNo } } } }`,
  'Order.settlement': `{ answer: order(by: { id: "${id}" }) { settlement { status } } }`,
  'Query.incidents': '{ answer: incidents { nodes { id } } }',
  'Mutation.createOrder':
    'mutation { answer: createOrder(input: { partnerReferenceNo: "a", amount: 1, title: "t" }) { __typename } }',
  'Mutation.cancelOrder': `mutation { answer: cancelOrder(input: { orderId: "${id}" }) { __typename } }`,
  'Mutation.refundOrder': `mutation { answer: refundOrder(input: { orderId: "${id}", partnerRefundNo: "r" }) { __typename } }`,
  'Mutation.createCheckout':
    'mutation { answer: createCheckout(input: { partnerReferenceNo: "a", amount: 1, title: "t" }) { __typename } }',
  'Mutation.acknowledgeIncident':
    'mutation { answer: acknowledgeIncident(input: { incidentId: "x" }) { __typename } }',
  'Mutation.resolveIncident':
    'mutation { answer: resolveIncident(input: { incidentId: "x", reason: "r" }) { __typename } }',
  'Mutation.payCheckout': 'mutation { answer: payCheckout(input: {}) { __typename } }',
  'Subscription.orderStatus': `subscription { answer: orderStatus(orderId: "${id}") { id } }`,
  'Order.metadata': `{ answer: order(by: { id: "${id}" }) { metadata { key } } }`,
  'OrderEvent.approvalId': timeline('approvalId'),
  'OrderEvent.approvalReason': timeline('approvalReason'),
  'OrderEvent.evidence': timeline('evidence { text }'),
  'OrderEvent.responseCode': timeline('responseCode'),
  'OrderEvent.responseMessage': timeline('responseMessage'),
  'OrderEvent.debugMessage': timeline('debugMessage'),
  'OrderEvent.detail': timeline('detail'),
  'OrderEvent.actor': timeline('actor { kind }'),
  'Refund.actor': `{ answer: order(by: { id: "${id}" }) { refunds { nodes { actor { kind } } } } }`,
  'Checkout.actor':
    'mutation { answer: createCheckout(input: { partnerReferenceNo: "a", amount: 1, title: "t" }) { ... on CreateCheckoutSuccess { checkout { actor { kind } } } } }',
  'Cancellation.actor': `{ answer: order(by: { id: "${id}" }) { cancellation { actor { kind } } } }`,
};

/** Rows of fields that a caller reaches through an order. */
export const belowTheRoots = [
  'Order.metadata',
  'Order.paymentNumber',
  'Order.verdict',
  'Order.evidence',
  'OrderEvidence.settlementLines',
  'Order.settlement',
  'OrderEvent.approvalId',
  'OrderEvent.approvalReason',
  'OrderEvent.evidence',
  'OrderEvent.responseCode',
  'OrderEvent.responseMessage',
  'OrderEvent.debugMessage',
  'OrderEvent.detail',
  'OrderEvent.actor',
  'OrderEvent.eventId',
  'Refund.actor',
  'Cancellation.actor',
  'Checkout.actor',
  'Checkout.endedBy',
  'Checkout.endReason',
  'Checkout.paymentLink',
];

export async function answerTo(coordinate: string, caller: Caller): Promise<Answer> {
  const text = requests[coordinate] ?? '';
  if (!coordinate.startsWith('Subscription')) return answerOf(await run(text, { caller, useCases }));
  const result = await watch(text, { caller, useCases });
  return answerOf('errors' in result ? result : ((await (result as AsyncGenerator).next()).value ?? {}));
}

function answerOf({ data, errors }: ExecutionResult): Answer {
  const code = errors?.[0]?.extensions.code;
  if (code !== undefined) return String(code);
  return data?.answer === null ? 'null' : 'seen';
}
