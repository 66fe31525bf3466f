import { randomUUID } from 'node:crypto';
import { zeroRupiah } from '../../../src/domain/money.ts';
import { makeUseCases, type UseCaseDeps } from '../../../src/use-cases/make-use-cases.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import type {
  DeclinedAnswer,
  PaymentProvider,
  PaymentReport,
  QueryOrderAnswer,
  UnknownAnswer,
} from '../../../src/use-cases/ports/payment-provider.ts';
import { createInMemoryCheckoutStore } from '../../support/in-memory-checkout-store.ts';
import { createInMemoryOrderStore, type InMemoryOrderStore } from '../../support/in-memory-order-store.ts';
import { createInMemoryRefundBatches } from '../../support/in-memory-refund-batches.ts';
import { aDetail } from '../../support/incidents.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { noWork } from '../../support/no-work.ts';
import { minute } from '../../support/orders.ts';
import { noSettlement } from '../../support/settlement/no-settlement.ts';
import { silentLog } from '../../support/silent-log.ts';

/** The use cases over a store in memory, a provider that the test speaks for, and a clock that it moves. */
export function assembled(
  provider: Partial<PaymentProvider>,
  alterStore: (store: InMemoryOrderStore) => OrderStore = (store) => store,
  more: Partial<Pick<UseCaseDeps, 'log' | 'translateFinishNotify' | 'approvalRules' | 'settlement'>> = {},
) {
  const store = createInMemoryOrderStore();
  const clock = manualClock();
  clock.advance(minute(10).getTime() - clock.now().getTime());
  const { useCases, recovery, lateQueries, approvalExpiry, refundBatches } = makeUseCases({
    store: alterStore(store),
    settlement: noSettlement,
    work: noWork,
    checkouts: createInMemoryCheckoutStore(store.tables),
    batches: createInMemoryRefundBatches(store.tables),
    feed: store.feed,
    provider: {
      unavailability: () => null,
      writeCancelRequest: () => 'cancel',
      ...provider,
    } as PaymentProvider,
    clock,
    chance: { uuid: randomUUID, fraction: () => 0 },
    log: silentLog,
    merchantId: 'merchant',
    rules: {
      returnUrlsAllowed: ['https://shop.example'],
      returnUrlDefault: 'https://shop.example/done',
      isLoopbackReturnAllowed: false,
      externalStoreIdDefault: null,
      expiresInMaxMs: 7 * 24 * 60 * 60_000,
    },
    // No test here writes a real body: it is the reference, and nothing else can be read.
    translateFinishNotify: (body) => ({
      kind: 'unreadable',
      reason: aDetail('not read in this test'),
      partnerReferenceNo: Buffer.from(body).toString() || null,
    }),
    ...more,
  });
  return {
    store,
    useCases,
    lateQueries,
    approvalExpiry,
    refundBatches,
    now: clock.now,
    pass: clock.advance,
    setClock: clock.step,
    /** The clock goes to the next time at which something is due, and that is done. How long it went, in ms. */
    async passToNextDue(): Promise<number> {
      const beganMs = clock.now().getTime();
      clock.advance(Math.max(0, Number(await store.nextDueAt()) - beganMs));
      await recovery.runOnce();
      return clock.now().getTime() - beganMs;
    },
  };
}

/** DANA's answer to a query: an order that was paid and of which nothing went back, unless said otherwise. */
export function found(report: Partial<PaymentReport> = {}): QueryOrderAnswer {
  return {
    kind: 'found',
    report: {
      state: 'PAID',
      referenceNo: 'DANA-1',
      amount: null,
      paidAt: minute(5),
      paidWith: [],
      refunded: zeroRupiah,
      voided: zeroRupiah,
      chargedBack: zeroRupiah,
      isFrozen: false,
      ...report,
    },
  };
}

export const silence: UnknownAnswer = {
  kind: 'unknown',
  reason: 'timeout',
  isOurFault: false,
  isInProgress: false,
};

/** DANA's refusal of whatever it was asked for. */
export const refused: DeclinedAnswer = {
  kind: 'declined',
  responseCode: '4035705',
  responseMessage: 'refused',
  reason: 'OTHER',
};
