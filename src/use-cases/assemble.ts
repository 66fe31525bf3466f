import { makeAdoptOrphans } from './adopt-orphans.ts';
import { makeAttemptCancel } from './attempt-cancel.ts';
import { makeAttemptCreate } from './attempt-create.ts';
import { makeAttemptRefund } from './attempt-refund.ts';
import { makeAwaitOrder } from './await-order.ts';
import { makeCancelOrder } from './cancel-order.ts';
import type { CreateOrderRules } from './check-create-order.ts';
import type { CheckoutStore } from './checkout-ports.ts';
import { makeCheckoutTries } from './checkout-tries.ts';
import { makeCreateCheckout } from './create-checkout.ts';
import { makeCreateOrder } from './create-order.ts';
import { makeGuardCheckout, wakeForPaidTries } from './guard-checkout.ts';
import { makeKeepNotification } from './keep-notification.ts';
import { makeListPaymentOptions } from './list-payment-options.ts';
import type { OrderStore } from './order-store-ports.ts';
import { makePayCheckout } from './pay-checkout.ts';
import type { Chance, Clock, Log, OrderFeed } from './ports.ts';
import type { FinishNotify, PaymentProvider } from './provider-ports.ts';
import { makeQueryOrder } from './query-order.ts';
import { makeReadInBatches } from './read-in-batches.ts';
import { makeFindOrder } from './read-order.ts';
import { makeReconciler, type Reconciler } from './reconcile-orders.ts';
import { makeRecordAnswer } from './record-answer.ts';
import { makeQuarantineFinishNotify, makeRecordFinishNotify } from './record-finish-notify.ts';
import { makeRecordReport } from './record-report.ts';
import { makeRefundOrder } from './refund-order.ts';
import { makeReportFault } from './report-fault.ts';
import { makeSettleOrder } from './settle-order.ts';
import type { UseCases } from './use-cases.ts';
import { makeWatchOrder } from './watch-order.ts';

/** Everything the use cases stand on. */
export interface Foundations {
  readonly store: OrderStore;
  readonly checkouts: CheckoutStore;
  readonly feed: OrderFeed;
  readonly provider: PaymentProvider;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly merchantId: string;
  readonly rules: CreateOrderRules;
  /** Translates a notification body that was verified when it came in; null where it cannot be understood. */
  readonly readFinishNotify: (body: string) => FinishNotify | null;
}

/** Puts the use cases together: each gets what it needs and nothing else. The reconciler is not started. */
export function assembleUseCases(given: Foundations): { useCases: UseCases; reconciler: Reconciler } {
  const store = wakeForPaidTries(given.store, () => wakeReconciler(given.clock.now()));
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
  const adoptOrphans = makeAdoptOrphans({ ...foundations, keepNotification });
  const tries = makeCheckoutTries(foundations);
  const guardCheckout = makeGuardCheckout({ ...foundations, tries });
  const settleOrder = makeSettleOrder({
    ...foundations,
    adoptOrphans,
    attemptCreate,
    attemptCancel,
    attemptRefund,
    queryOrder,
    guardCheckout,
  });
  const reconciler = makeReconciler({ ...foundations, settleOrder });
  const wakeReconciler = reconciler.wake;
  const awaitOrder = makeAwaitOrder(foundations);

  const createOrder = makeCreateOrder({
    ...foundations,
    attemptCreate,
    settleOrder,
    awaitOrder,
    adoptOrphans,
    wakeReconciler,
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
      tries,
      guardCheckout,
      createOrder,
      cancelOrder,
      queryOrder: async (order) => (await queryOrder.query(order)).order,
    }),
    findCheckout: (id) => checkouts.find({ id }),
    findCountingTry: tries.countingTryOf,
    findOrder: makeFindOrder({ ...foundations, settleOrder, wakeReconciler }),
    findRefund: (id) => store.findRefund({ id }),
    listOrders: (filter, page) => store.pageOrders(filter, page),
    listRefunds: (orderId, page) => store.pageRefunds(orderId, page),
    listTimeline: (orderId, page) => store.pageTimeline(orderId, page),
    listEvents: (page) => store.pageEvents(page),
    listIncidents: (filter, page) => store.pageIncidents(filter, page),
    watchOrder: makeWatchOrder({ ...foundations, readOrder: makeReadInBatches(store) }),
    recordFinishNotify: makeRecordFinishNotify({
      ...foundations,
      keepNotification,
      adoptOrphans,
      wakeReconciler,
    }),
    quarantineFinishNotify: makeQuarantineFinishNotify({ ...foundations, keepNotification, wakeReconciler }),
  };
  return { useCases, reconciler };
}
