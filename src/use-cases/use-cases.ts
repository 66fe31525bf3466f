import type { Actor } from '../domain/actor.ts';
import type { Approval } from '../domain/approval.ts';
import type { RefundBatch, RefundBatchLine, RefundBatchStatus } from '../domain/batches/refund-batch.ts';
import type { Checkout } from '../domain/checkout.ts';
import type { MerchantEvent } from '../domain/merchant-event.ts';
import type { Rupiah } from '../domain/money.ts';
import type { Order } from '../domain/order.ts';
import type { OrderEvent } from '../domain/order-event.ts';
import type { Refund } from '../domain/refund.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { AttestFactInput } from './approvals/attest-fact.ts';
import type { DecideApprovalInput } from './approvals/decide-approval.ts';
import type {
  DecideRefundBatchOutcome,
  RequestRefundBatchOutcome,
  SteerRefundBatchOutcome,
} from './batches/batch-outcomes.ts';
import type { DecideRefundBatchInput } from './batches/decide-refund-batch.ts';
import type { RequestRefundBatchInput } from './batches/request-refund-batch.ts';
import type { SteerRefundBatchInput } from './batches/steer-refund-batch.ts';
import type { PayerChoice } from './checkouts/checkout-attempts.ts';
import type {
  CreateCheckoutOutcome,
  EndCheckoutOutcome,
  PayCheckoutOutcome,
} from './checkouts/checkout-outcomes.ts';
import type { CreateCheckoutInput } from './checkouts/create-checkout.ts';
import type { EventReceiver } from './events/receivers.ts';
import type { RedeliverEventsInput } from './events/redeliver-events.ts';
import type { CreateOrderInput } from './input/check-create-order.ts';
import type { VerifiedFinishNotify } from './notifications/receive-finish-notify.ts';
import type { ReplayInboxInput } from './notifications/request-replay.ts';
import type { FindOrderOptions } from './orders/find-order.ts';
import type { Overview } from './orders/read-overview.ts';
import type { RefundOrderInput } from './orders/refund-order.ts';
import type { SearchInput } from './orders/search-orders.ts';
import type { WatchOptions } from './orders/watch-order.ts';
import type {
  AcknowledgeIncidentOutcome,
  AttestFactOutcome,
  CancelOrderOutcome,
  CreateOrderOutcome,
  DecideApprovalOutcome,
  FinishNotifyOutcome,
  PaymentOptionsOutcome,
  RedeliverEventsOutcome,
  RefundOrderOutcome,
  ReplayInboxOutcome,
  ResolveIncidentOutcome,
} from './outcomes.ts';
import type { FailedDelivery } from './ports/event-receivers.ts';
import type { Incident, IncidentFilter } from './ports/incidents.ts';
import type { EventPage, OrderFilter } from './ports/order-pages.ts';
import type { OrderDetail, OrderKey, OrderView } from './ports/order-reads.ts';
import type { Page, PageRequest } from './ports/pages.ts';
import type { ApprovalFilter } from './ports/people/approvals.ts';
import type { FactEvidence } from './ports/people/evidence.ts';
import type { SearchHit } from './ports/people/order-search.ts';
import type { PendingOperation, PendingOperationKind } from './ports/people/work-lists.ts';
import type {
  SettlementFilter,
  SettlementImport,
  SettlementSource,
} from './ports/settlement/settlement-store.ts';
import type { OrderSettlement } from './settlement/read-settlement.ts';

/** What the product does, as its edges (GraphQL, the notify path, commands) call it. */
export interface UseCases {
  listPaymentOptions(input: {
    amount: Rupiah;
    externalStoreId: string | null;
  }): Promise<PaymentOptionsOutcome>;
  /** `by`, here and below: who does it. It is on record with the fact, and no part of what makes a repeat the same. */
  createOrder(input: CreateOrderInput, by: Actor): Promise<CreateOrderOutcome>;
  cancelOrder(input: { orderId: string; reason: string | null }, by: Actor): Promise<CancelOrderOutcome>;
  refundOrder(input: RefundOrderInput, by: Actor): Promise<RefundOrderOutcome>;
  /** The second person's decision. An approved request goes to DANA at once, in the name of its requester. */
  decideApproval(input: DecideApprovalInput, by: Actor): Promise<DecideApprovalOutcome>;
  /** The first person's word about a fact that DANA does not report; a second person decides about it. */
  attestFact(input: AttestFactInput, by: Actor): Promise<AttestFactOutcome>;
  /** Many refunds as one: judged, recorded and approved by their sum, and carried out in the background. */
  requestRefundBatch(input: RequestRefundBatchInput, by: Actor): Promise<RequestRefundBatchOutcome>;
  /** The second person's decision about a whole batch. */
  decideRefundBatch(input: DecideRefundBatchInput, by: Actor): Promise<DecideRefundBatchOutcome>;
  /** Stops a batch, or lets it go on. */
  steerRefundBatch(input: SteerRefundBatchInput, by: Actor): Promise<SteerRefundBatchOutcome>;
  findRefundBatch(key: { readonly batchNo: string }): Promise<RefundBatch | null>;
  listRefundBatches(
    filter: { readonly status?: readonly RefundBatchStatus[] },
    page: PageRequest,
  ): Promise<Page<RefundBatch>>;
  listRefundBatchLines(batchId: string, page: PageRequest): Promise<Page<RefundBatchLine>>;
  /** How many lines of a batch wait to be carried out. */
  countWaitingRefundBatchLines(batchId: string): Promise<number>;
  findApproval(id: string): Promise<Approval | null>;
  listApprovals(filter: ApprovalFilter, page: PageRequest): Promise<Page<Approval>>;
  createCheckout(input: CreateCheckoutInput, by: Actor): Promise<CreateCheckoutOutcome>;
  payCheckout(checkoutId: string, choice: PayerChoice, by: Actor): Promise<PayCheckoutOutcome>;
  /** Ends a checkout that nobody has paid, and cancels its open attempts. */
  endCheckout(input: { checkoutId: string; reason: string }, by: Actor): Promise<EndCheckoutOutcome>;
  findCheckout(id: string): Promise<Checkout | null>;
  /** The attempt that counts now: the paid one, else the latest; null before the first. */
  findCurrentAttempt(checkout: Checkout): Promise<Order | null>;
  /** Whether payCheckout would open no further attempt of this checkout now. */
  isCheckoutClosed(checkout: Checkout): Promise<boolean>;
  /** Null if there is no such order, or the caller may not see it. */
  findOrder(key: OrderKey, options: FindOrderOptions): Promise<OrderView | null>;
  /** Finds orders by what a customer knows, newest first. */
  searchOrders(input: SearchInput, details: readonly OrderDetail[]): Promise<readonly SearchHit[]>;
  /** What somebody who answers a customer may say about an order. */
  readVerdict(order: OrderView): Promise<Verdict>;
  /** The facts of an order, oldest first, with what proves each. */
  listEvidence(orderId: string, page: PageRequest): Promise<Page<FactEvidence>>;
  /** The lines of DANA's settlement files that name an order, `settlementSourcesMax` at most. */
  listSettlementSources(partnerReferenceNo: string): Promise<readonly SettlementSource[]>;
  findRefund(id: string): Promise<Refund | null>;
  findRefundByNo(partnerRefundNo: string): Promise<Refund | null>;
  listOrders(
    filter: OrderFilter,
    page: PageRequest,
    details?: readonly OrderDetail[],
  ): Promise<Page<OrderView>>;
  listRefunds(orderId: string, page: PageRequest): Promise<Page<Refund>>;
  listTimeline(orderId: string, page: PageRequest): Promise<Page<OrderEvent>>;
  /** Every recorded change of every order; a reader that follows the cursors misses none, see `EventPage`. */
  listEvents(page: PageRequest): Promise<EventPage>;
  /** One event; null if it is not on record, or not yet visible in `listEvents`. */
  findEvent(id: string): Promise<MerchantEvent | null>;
  /** What DANA has not answered conclusively about, the longest pending first. */
  listPendingOperations(
    operation: PendingOperationKind,
    before: Date | null,
    page: PageRequest,
  ): Promise<Page<PendingOperation>>;
  /** What happened today, what is open, and whether DANA answers. */
  readOverview(): Promise<Overview>;
  /** The merchant's servers that are configured to receive events. */
  listReceivers(): Promise<readonly EventReceiver[]>;
  /** What a receiver did not accept at the first attempt, nor since. */
  listFailedDeliveries(
    receiverId: string,
    filter: { readonly isGivenUp: boolean },
    page: PageRequest,
  ): Promise<Page<FailedDelivery>>;
  /** Sends events to the merchant's servers again. */
  redeliverEvents(input: RedeliverEventsInput, by: Actor): Promise<RedeliverEventsOutcome>;
  /** Processes notifications again that changed no order, some at a time. */
  replayInbox(input: ReplayInboxInput, by: Actor): Promise<ReplayInboxOutcome>;
  findIncident(id: string): Promise<Incident | null>;
  /** What DANA's settlement files say about an order. */
  readSettlement(partnerReferenceNo: string): Promise<OrderSettlement>;
  /** The imported settlement files, the latest first. */
  listSettlements(filter: SettlementFilter, page: PageRequest): Promise<Page<SettlementImport>>;
  listIncidents(filter: IncidentFilter, page: PageRequest): Promise<Page<Incident>>;
  /** Says that somebody takes care of an incident. Idempotent; a resolved one stays resolved. */
  acknowledgeIncident(input: { incidentId: string; by: Actor }): Promise<AcknowledgeIncidentOutcome>;
  /** Resolves an incident for this reason. Idempotent; the first resolution stays. */
  resolveIncident(input: { incidentId: string; reason: string; by: Actor }): Promise<ResolveIncidentOutcome>;
  /**
   * The order now, then after every change; versions strictly grow and the last is never missed. Completes
   * `streamGraceMs` after the order became final, or when `signal` aborts. The order must exist.
   */
  watchOrder(orderId: string, options: WatchOptions): AsyncGenerator<Order, void, undefined>;
  /** Resolves once the notification is on disk, whatever it says. */
  receiveFinishNotify(verified: VerifiedFinishNotify): Promise<FinishNotifyOutcome>;
}
