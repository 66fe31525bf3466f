import { type ApprovalRules, noApprovalRules } from '../domain/approval-rules.ts';
import { currentAttempt } from '../domain/checkout.ts';
import type { Order } from '../domain/order.ts';
import { verdictOn } from '../domain/verdict.ts';
import { makeAttestFact } from './approvals/attest-fact.ts';
import { makeDecideApproval } from './approvals/decide-approval.ts';
import { makeExpireApprovals } from './approvals/expire-approvals.ts';
import type { BackgroundLoop } from './background/background-loop.ts';
import { makeRoundFailures, type RoundFailures } from './background/round-failures.ts';
import { makeDecideRefundBatch } from './batches/decide-refund-batch.ts';
import { makeRequestRefundBatch } from './batches/request-refund-batch.ts';
import { makeRunRefundBatches } from './batches/run-refund-batches.ts';
import { makeSteerRefundBatch } from './batches/steer-refund-batch.ts';
import { makeApplyAnswer } from './calls/apply-answer.ts';
import { makeApplyReport } from './calls/apply-report.ts';
import { makeAttemptCancel } from './calls/attempt-cancel.ts';
import { makeAttemptCreate } from './calls/attempt-create.ts';
import { makeAttemptRefund } from './calls/attempt-refund.ts';
import { makeQueryOrder } from './calls/query-order.ts';
import { makeReportUnknownAnswer } from './calls/report-unknown-answer.ts';
import { lateQueryDaysDefault, planLateQueries } from './changes/late-schedule.ts';
import { makeAbandonAttempt } from './checkouts/abandon-attempt.ts';
import { isClosed } from './checkouts/attempt-rules.ts';
import { makeCancelOtherAttempts, wakeForPaidAttempts } from './checkouts/cancel-other-attempts.ts';
import { attemptsAmong, makeCheckoutAttempts, makeShareNumbers } from './checkouts/checkout-attempts.ts';
import { makeCheckoutTurns } from './checkouts/checkout-turns.ts';
import { makeCreateCheckout } from './checkouts/create-checkout.ts';
import { makeEndCheckout } from './checkouts/end-checkout.ts';
import { makePayCheckout } from './checkouts/pay-checkout.ts';
import { makeListEvents } from './events/list-events.ts';
import { type ConfiguredReceivers, makeReadReceivers, noReceivers } from './events/receivers.ts';
import { makeRedeliverEvents } from './events/redeliver-events.ts';
import { makeHandleIncident } from './incidents/handle-incident.ts';
import type { CreateOrderRules } from './input/check-create-order.ts';
import { makeApplyEarlyNotifications } from './notifications/apply-early-notifications.ts';
import { makeKeepNotification } from './notifications/keep-notification.ts';
import { makeReceiveFinishNotify } from './notifications/receive-finish-notify.ts';
import { makeRequestReplay } from './notifications/request-replay.ts';
import { announceChanges } from './orders/announce-changes.ts';
import { makeAwaitOrder } from './orders/await-order.ts';
import { makeCancelOrder } from './orders/cancel-order.ts';
import { makeCreateOrder } from './orders/create-order.ts';
import { makeFindOrder, makeNoteReader } from './orders/find-order.ts';
import { makeChangeFollower } from './orders/follow-changes.ts';
import { makeListEvidence } from './orders/list-evidence.ts';
import { makeListPaymentOptions } from './orders/list-payment-options.ts';
import { logRequests } from './orders/log-requests.ts';
import { makeReadInBatches } from './orders/read-in-batches.ts';
import { makeReadOverview } from './orders/read-overview.ts';
import { makeRefundOrder } from './orders/refund-order.ts';
import { makeSearchOrders } from './orders/search-orders.ts';
import { makeWatchOrder } from './orders/watch-order.ts';
import type { Chance } from './ports/chance.ts';
import type { CheckoutStore } from './ports/checkout-store.ts';
import type { Clock } from './ports/clock.ts';
import type { TranslateFinishNotify } from './ports/finish-notify.ts';
import type { Log } from './ports/log.ts';
import type { FoundChanges, OrderFeed, WakeUps } from './ports/order-feed.ts';
import type { OrderStore } from './ports/order-store.ts';
import type { PaymentProvider } from './ports/payment-provider.ts';
import type { RefundBatches } from './ports/people/refund-batches.ts';
import type { WorkLists } from './ports/people/work-lists.ts';
import type { SettlementReads } from './ports/settlement/settlement-store.ts';
import { type LateQueryWork, makeLateQueryWork } from './recovery/late-queries.ts';
import { makeRecoverOrder } from './recovery/recover-order.ts';
import { makeRecovery, type Recovery } from './recovery/recovery.ts';
import { makeReadSettlement, settlementSourcesMax } from './settlement/read-settlement.ts';
import type { UseCases } from './use-cases.ts';

/** The ports and settings that the use cases need. */
export interface UseCaseDeps {
  readonly store: OrderStore;
  readonly checkouts: CheckoutStore;
  readonly batches: RefundBatches;
  readonly settlement: SettlementReads;
  readonly work: WorkLists;
  readonly feed: OrderFeed & WakeUps & FoundChanges;
  readonly provider: PaymentProvider;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly merchantId: string;
  readonly rules: CreateOrderRules;
  readonly translateFinishNotify: TranslateFinishNotify;
  /** The merchant's servers that receive events; default: none. */
  readonly receivers?: ConfiguredReceivers;
  /** When giving money back needs a second person; default: never. */
  readonly approvalRules?: ApprovalRules;
  /** Hears how the rounds of recovery and the late queries end; default: a record of their own. */
  readonly failures?: RoundFailures;
  /** On which days after a payment DANA is queried about chargebacks; default: `lateQueryDaysDefault`. */
  readonly lateQueryDays?: readonly number[];
}

/** Makes all use cases. The background work is not started yet. */
export function makeUseCases(ports: UseCaseDeps): {
  useCases: UseCases;
  recovery: Recovery;
  lateQueries: LateQueryWork;
  /** Finds the changes that no wake-up announced; woken when events may have got their positions. */
  changeFollower: BackgroundLoop;
  /** Ends requests that no second person decided about in time. */
  approvalExpiry: BackgroundLoop;
  /** Carries out batches of refunds. */
  refundBatches: BackgroundLoop;
} {
  const { lateQueryDays = lateQueryDaysDefault, approvalRules = noApprovalRules } = ports;
  const announcing = announceChanges(ports, ports.feed);
  const planning = planLateQueries(announcing.store, lateQueryDays, (at) => lateQueries.wake(at));
  const store = wakeForPaidAttempts(logRequests(planning, ports.log), () => wakeRecovery(ports.clock.now()));
  const failures = ports.failures ?? makeRoundFailures({ ...ports, incidents: store });
  const deps = { ...ports, store, checkouts: announcing.checkouts, failures, approvalRules };
  const { rules, checkouts } = deps;
  const logged = { clock: ports.clock, log: ports.log };
  const reportUnknownAnswer = makeReportUnknownAnswer(deps);
  const applyAnswer = makeApplyAnswer({ ...deps, reportUnknownAnswer });
  const applyReport = makeApplyReport(deps);
  const queryOrder = makeQueryOrder({ ...deps, applyAnswer, applyReport });
  const calls = { ...deps, applyAnswer, applyReport, queryOrder };
  const attemptCreate = makeAttemptCreate(calls);
  const attemptCancel = makeAttemptCancel(calls);
  const attemptRefund = makeAttemptRefund(calls);
  const keepNotification = makeKeepNotification(deps);
  const applyEarlyNotifications = makeApplyEarlyNotifications({ ...deps, keepNotification });
  const attempts = makeCheckoutAttempts(deps);
  const cancelOtherAttempts = makeCancelOtherAttempts({ ...deps, attempts });
  const recoverOrder = makeRecoverOrder({
    ...deps,
    applyEarlyNotifications,
    attemptCreate,
    attemptCancel,
    attemptRefund,
    queryOrder,
    cancelOtherAttempts,
  });
  const recovery = makeRecovery({ ...deps, recoverOrder });
  const lateQueries = makeLateQueryWork({
    ...deps,
    days: lateQueryDays,
    queryOrder: makeQueryOrder({
      ...calls,
      provider: { queryOrder: (order) => deps.provider.queryOrder(order, 'LATE') },
    }),
  });
  const wakeRecovery = recovery.wake;
  const awaitOrder = makeAwaitOrder(deps);

  const createOrder = makeCreateOrder({
    ...deps,
    attemptCreate,
    recoverOrder,
    awaitOrder,
    applyEarlyNotifications,
    wakeRecovery,
  });
  const refundBatches = makeRunRefundBatches({ ...deps, attemptRefund });
  const wakeBatches = () => refundBatches.wake();
  const cancelOrder = makeCancelOrder({ ...deps, attemptCancel, awaitOrder });

  const turns = makeCheckoutTurns(deps);
  const shownNumbers = makeShareNumbers(attempts);
  const queryNow = async (order: Order) => (await queryOrder.query(order)).order;

  const useCases: UseCases = {
    listPaymentOptions: makeListPaymentOptions({
      ...deps,
      externalStoreIdDefault: rules.externalStoreIdDefault,
    }),
    createOrder: (input, by) => createOrder(input, by),
    cancelOrder,
    refundOrder: makeRefundOrder({ ...deps, attemptRefund, awaitOrder }),
    decideApproval: makeDecideApproval({ ...deps, attemptRefund, attemptCancel }),
    attestFact: makeAttestFact(deps),
    requestRefundBatch: makeRequestRefundBatch({ ...deps, wakeBatches }),
    decideRefundBatch: makeDecideRefundBatch({ ...deps, wakeBatches }),
    steerRefundBatch: makeSteerRefundBatch({ ...deps, wakeBatches }),
    findRefundBatch: (key) => deps.batches.findBatch(key),
    listRefundBatches: (filter, page) => deps.batches.pageBatches(filter, page),
    listRefundBatchLines: (batchId, page) => deps.batches.pageBatchLines(batchId, page),
    countWaitingRefundBatchLines: (batchId) => deps.batches.countWaitingLines(batchId),
    findApproval: (id) => store.findApproval({ id }),
    listApprovals: (filter, page) => store.pageApprovals(filter, page),
    createCheckout: makeCreateCheckout(deps),
    payCheckout: makePayCheckout({
      ...deps,
      turns,
      attempts,
      abandonAttempt: makeAbandonAttempt(deps),
      cancelOtherAttempts,
      createOrder,
      cancelOrder,
      queryOrder: queryNow,
    }),
    endCheckout: makeEndCheckout({ ...deps, turns, attempts, cancelOrder, queryOrder: queryNow }),
    findCheckout: (id) => checkouts.find({ id }),
    findCurrentAttempt: async (checkout) => currentAttempt(attemptsAmong(await shownNumbers(checkout))),
    isCheckoutClosed: async (checkout) => isClosed(checkout, await shownNumbers(checkout), ports.clock.now()),
    findOrder: makeFindOrder({ ...deps, recoverOrder, wakeRecovery }),
    searchOrders: makeSearchOrders(deps),
    readVerdict: async (order) => verdictOn(order, await store.proofOf(order.id)),
    listEvidence: makeListEvidence(deps),
    listSettlementSources: (reference) => deps.settlement.listSources(reference, settlementSourcesMax),
    findRefund: (id) => store.findRefund({ id }),
    findRefundByNo: (partnerRefundNo) => store.findRefund({ partnerRefundNo }),
    listOrders: (filter, page, details) => store.pageOrders(filter, page, details),
    listRefunds: (orderId, page) => store.pageRefunds(orderId, page),
    listTimeline: (orderId, page) => store.pageTimeline(orderId, page),
    listEvents: makeListEvents(deps),
    findEvent: (id) => store.findEvent(id),
    listPendingOperations: (...wanted) => deps.work.pagePending(...wanted),
    readOverview: makeReadOverview(deps),
    ...makeReadReceivers(ports.receivers ?? noReceivers),
    redeliverEvents: makeRedeliverEvents({ ...(ports.receivers ?? noReceivers), ...logged }),
    replayInbox: makeRequestReplay(deps),
    findIncident: (id) => store.findIncident(id),
    readSettlement: makeReadSettlement(deps),
    listSettlements: (filter, page) => deps.settlement.pageImports(filter, page),
    listIncidents: (filter, page) => store.pageIncidents(filter, page),
    ...makeHandleIncident(deps),
    watchOrder: makeWatchOrder({
      ...deps,
      readOrder: makeReadInBatches(store),
      noteReader: makeNoteReader({ ...deps, wakeRecovery }),
    }),
    receiveFinishNotify: makeReceiveFinishNotify({
      ...deps,
      keepNotification,
      applyEarlyNotifications,
      wakeRecovery,
    }),
  };
  return {
    useCases,
    recovery,
    lateQueries,
    changeFollower: makeChangeFollower({ ...ports, failures }),
    approvalExpiry: makeExpireApprovals(deps),
    refundBatches,
  };
}
