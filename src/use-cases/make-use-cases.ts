import { makeRecordAnswer } from './calls/apply-answer.ts';
import { makeRecordReport } from './calls/apply-report.ts';
import { makeAttemptCancel } from './calls/attempt-cancel.ts';
import { makeAttemptCreate } from './calls/attempt-create.ts';
import { makeAttemptRefund } from './calls/attempt-refund.ts';
import { makeQueryOrder } from './calls/query-order.ts';
import { makeReportFault } from './calls/report-unknown-answer.ts';
import { makeCancelOtherAttempts, wakeForPaidAttempts } from './checkouts/cancel-other-attempts.ts';
import { makeCheckoutAttempts } from './checkouts/checkout-attempts.ts';
import { makeCreateCheckout } from './checkouts/create-checkout.ts';
import { makePayCheckout } from './checkouts/pay-checkout.ts';
import type { CreateOrderRules } from './input/check-create-order.ts';
import { makeApplyEarlyNotifications } from './notifications/apply-early-notifications.ts';
import { makeKeepNotification } from './notifications/keep-notification.ts';
import { makeReceiveFinishNotify } from './notifications/receive-finish-notify.ts';
import { makeAwaitOrder } from './orders/await-order.ts';
import { makeCancelOrder } from './orders/cancel-order.ts';
import { makeCreateOrder } from './orders/create-order.ts';
import { makeFindOrder } from './orders/find-order.ts';
import { makeListPaymentOptions } from './orders/list-payment-options.ts';
import { makeReadInBatches } from './orders/read-in-batches.ts';
import { makeRefundOrder } from './orders/refund-order.ts';
import { makeWatchOrder } from './orders/watch-order.ts';
import type { Chance } from './ports/chance.ts';
import type { CheckoutStore } from './ports/checkout-store.ts';
import type { Clock } from './ports/clock.ts';
import type { TranslateFinishNotify } from './ports/finish-notify.ts';
import type { Log } from './ports/log.ts';
import type { OrderFeed } from './ports/order-feed.ts';
import type { OrderStore } from './ports/order-store.ts';
import type { PaymentProvider } from './ports/payment-provider.ts';
import { makeRecoverOrder } from './recovery/recover-order.ts';
import { makeRecovery, type Recovery } from './recovery/recovery.ts';
import type { UseCases } from './use-cases.ts';

/** Everything the use cases stand on. */
export interface UseCaseDeps {
  readonly store: OrderStore;
  readonly checkouts: CheckoutStore;
  readonly feed: OrderFeed;
  readonly provider: PaymentProvider;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly merchantId: string;
  readonly rules: CreateOrderRules;
  readonly translateFinishNotify: TranslateFinishNotify;
}

/** Puts the use cases together: each gets what it needs and nothing else. The recovery is not started. */
export function makeUseCases(given: UseCaseDeps): { useCases: UseCases; recovery: Recovery } {
  const store = wakeForPaidAttempts(given.store, () => wakeRecovery(given.clock.now()));
  const foundations = { ...given, store };
  const { rules, checkouts } = foundations;
  const reportFault = makeReportFault(foundations);
  const record = makeRecordAnswer({ ...foundations, reportFault });
  const recordReport = makeRecordReport(foundations);
  const queryOrder = makeQueryOrder({ ...foundations, record, recordReport });
  const asking = { ...foundations, record, recordReport, queryOrder };
  const attemptCreate = makeAttemptCreate(asking);
  const attemptCancel = makeAttemptCancel(asking);
  const attemptRefund = makeAttemptRefund(asking);
  const keepNotification = makeKeepNotification(foundations);
  const applyEarlyNotifications = makeApplyEarlyNotifications({ ...foundations, keepNotification });
  const attempts = makeCheckoutAttempts(foundations);
  const cancelOtherAttempts = makeCancelOtherAttempts({ ...foundations, attempts });
  const recoverOrder = makeRecoverOrder({
    ...foundations,
    applyEarlyNotifications,
    attemptCreate,
    attemptCancel,
    attemptRefund,
    queryOrder,
    cancelOtherAttempts,
  });
  const recovery = makeRecovery({ ...foundations, recoverOrder });
  const wakeRecovery = recovery.wake;
  const awaitOrder = makeAwaitOrder(foundations);

  const createOrder = makeCreateOrder({
    ...foundations,
    attemptCreate,
    recoverOrder,
    awaitOrder,
    applyEarlyNotifications,
    wakeRecovery,
  });
  const cancelOrder = makeCancelOrder({ ...foundations, attemptCancel, awaitOrder });

  const useCases: UseCases = {
    listPaymentOptions: makeListPaymentOptions({
      ...foundations,
      externalStoreIdDefault: rules.externalStoreIdDefault,
    }),
    createOrder: (input) => createOrder(input),
    cancelOrder,
    refundOrder: makeRefundOrder({ ...foundations, attemptRefund, awaitOrder }),
    createCheckout: makeCreateCheckout(foundations),
    payCheckout: makePayCheckout({
      ...foundations,
      attempts,
      cancelOtherAttempts,
      createOrder,
      cancelOrder,
      queryOrder: async (order) => (await queryOrder.query(order)).order,
    }),
    findCheckout: (id) => checkouts.find({ id }),
    findCurrentAttempt: attempts.currentAttemptOf,
    findOrder: makeFindOrder({ ...foundations, recoverOrder, wakeRecovery }),
    findRefund: (id) => store.findRefund({ id }),
    listOrders: (filter, page) => store.pageOrders(filter, page),
    listRefunds: (orderId, page) => store.pageRefunds(orderId, page),
    listTimeline: (orderId, page) => store.pageTimeline(orderId, page),
    listEvents: (page) => store.pageEvents(page),
    listIncidents: (filter, page) => store.pageIncidents(filter, page),
    watchOrder: makeWatchOrder({ ...foundations, readOrder: makeReadInBatches(store) }),
    receiveFinishNotify: makeReceiveFinishNotify({
      ...foundations,
      keepNotification,
      applyEarlyNotifications,
      wakeRecovery,
    }),
  };
  return { useCases, recovery };
}
