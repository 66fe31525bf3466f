import { randomUUID } from 'node:crypto';
import { setImmediate as aTurn } from 'node:timers/promises';
import { translateFinishNotify } from '../../src/dana/finish-notify.ts';
import { parseRupiah, type Rupiah } from '../../src/domain/money.ts';
import type { Order } from '../../src/domain/order.ts';
import { createRefundBatches } from '../../src/store/batches/refund-batches.ts';
import { createCheckoutStore } from '../../src/store/checkouts/checkout-store.ts';
import { createOrderStore } from '../../src/store/orders/order-store.ts';
import { createWorkLists } from '../../src/store/people/work-lists.ts';
import { closeDatabase, connectDatabase, type Database } from '../../src/store/postgres/database.ts';
import { createSettlementStore } from '../../src/store/settlement/settlement-store.ts';
import type { CreateOrderInput } from '../../src/use-cases/input/check-create-order.ts';
import { makeUseCases, type UseCaseDeps } from '../../src/use-cases/make-use-cases.ts';
import type {
  CancelOrderOutcome,
  CreateOrderOutcome,
  RefundOrderOutcome,
} from '../../src/use-cases/outcomes.ts';
import type { OrderStore } from '../../src/use-cases/ports/order-store.ts';
import type { PaymentProvider } from '../../src/use-cases/ports/payment-provider.ts';
import type { UseCases } from '../../src/use-cases/use-cases.ts';
import { aServerKey } from './actors.ts';
import { freshDatabase } from './database.ts';
import { manualClock } from './manual-clock.ts';
import { openOrderFeed } from './open-order-feed.ts';
import { judge } from './recorded.ts';
import { createScriptedDana, type ScriptedDana } from './scripted-dana.ts';
import { jakarta, scriptedMerchantId } from './scripted-order.ts';
import { silentLog } from './silent-log.ts';

/** The ports of the use cases; a test may replace them. */
export interface Ports {
  readonly store: OrderStore;
  readonly provider: PaymentProvider;
  readonly feed: UseCaseDeps['feed'];
}

/** The use cases on a real Postgres of their own and a scripted DANA, with a clock that stands still. */
export interface MoneyStage {
  readonly database: Database;
  readonly store: OrderStore;
  readonly dana: ScriptedDana;
  readonly clock: ReturnType<typeof manualClock>;
  readonly useCases: UseCases;
  create(partnerReferenceNo: string): Promise<CreateOrderOutcome>;
  cancel(partnerReferenceNo: string): Promise<CancelOrderOutcome>;
  refund(partnerReferenceNo: string, partnerRefundNo: string, amount: Rupiah): Promise<RefundOrderOutcome>;
  /** Delivers this body as DANA would, to one of the processes, freshly signed unless a test gives a time. */
  deliver(body: string, signedAt?: Date): Promise<void>;
  /** The order with this reference; throws if there is none. */
  order(partnerReferenceNo: string): Promise<Order>;
  /** Queries DANA about everything that is due now; returns the number of orders. */
  recover(): Promise<number>;
  /** Another process on the same database and DANA, whose clock differs from the stage's by this much. */
  processAhead(byMs: number): ReturnType<typeof makeUseCases>;
  /** Lets time pass and recovers whatever is due, until nothing is pending. Unpaid orders expire. */
  settle(): Promise<void>;
  /** What violates an invariant, see `judge`. */
  judge(isSettled: boolean): Promise<string[]>;
  close(): Promise<void>;
}

export const orderAmount = parseRupiah('75000') as Rupiah;

/** If this many rounds of recovery are not enough, it never ends. */
const roundsMax = 60;

/** `wrapDatabase`, `wrapPorts`: what a test puts between the use cases and their ports. */
export async function openMoneyStage(
  wrap: {
    database?: (database: Database) => Database;
    ports?: (ports: Ports, clock: ReturnType<typeof manualClock>) => Ports;
  } = {},
): Promise<MoneyStage> {
  const fresh = await freshDatabase();
  const database = connectDatabase({ url: fresh.url, connectionsMax: 2 });
  const feed = await openOrderFeed({ url: fresh.url, database });
  const clock = manualClock();
  const dana = createScriptedDana(clock);
  const store = createOrderStore(wrap.database?.(database) ?? database);
  const own: Ports = { store, provider: dana.provider, feed };
  const deps: UseCaseDeps = {
    ...(wrap.ports?.(own, clock) ?? { ...own, feed: unhurried(feed, clock) }),
    checkouts: createCheckoutStore(database),
    batches: createRefundBatches(database),
    settlement: createSettlementStore(database),
    work: createWorkLists(database),
    clock,
    chance: { uuid: randomUUID, fraction: () => 0 },
    log: silentLog,
    merchantId: scriptedMerchantId,
    rules: {
      returnUrlsAllowed: [],
      returnUrlDefault: 'https://shop.example/return',
      isLoopbackReturnAllowed: false,
      externalStoreIdDefault: null,
      expiresInMaxMs: 7 * 24 * 60 * 60_000,
    },
    translateFinishNotify,
  };
  const { useCases } = makeUseCases(deps);

  async function order(partnerReferenceNo: string): Promise<Order> {
    const found = await store.find({ partnerReferenceNo });
    if (found === null) throw new Error(`no order ${partnerReferenceNo}`);
    return found;
  }

  /** A new process each time, because a process waits for work that it began itself. */
  const recover = () => makeUseCases(deps).recovery.runOnce();

  return {
    database,
    store,
    dana,
    clock,
    useCases,
    order,
    create: (partnerReferenceNo) => useCases.createOrder(anInput(partnerReferenceNo), aServerKey),
    async cancel(partnerReferenceNo) {
      return useCases.cancelOrder(
        { orderId: (await order(partnerReferenceNo)).id, reason: null },
        aServerKey,
      );
    },
    async refund(partnerReferenceNo, partnerRefundNo, amount) {
      const { id: orderId } = await order(partnerReferenceNo);
      return useCases.refundOrder({ orderId, partnerRefundNo, amount, reason: null }, aServerKey);
    },
    async deliver(body, signedAt = clock.now()) {
      // A new process each time: within one process, a copy waits until the first is on disk.
      await makeUseCases(deps).useCases.receiveFinishNotify({
        id: randomUUID(),
        receivedAt: clock.now(),
        body: Buffer.from(body),
        timestamp: jakarta(signedAt),
        keyFingerprint: 'SHA256:dana',
      });
    },
    recover,
    processAhead: (byMs) =>
      makeUseCases({ ...deps, clock: { ...clock, now: () => new Date(clock.now().getTime() + byMs) } }),
    async settle() {
      for (let round = 0; round < roundsMax; round++) {
        const dueAt = await store.nextDueAt();
        if (dueAt === null) return;
        clock.advance(Math.max(0, dueAt.getTime() - clock.now().getTime()));
        await recover();
      }
      throw new Error(`still due after ${roundsMax} rounds`);
    },
    judge: (isSettled) =>
      judge(database, { truths: dana.truths(), isSettled, merchantId: scriptedMerchantId }),
    async close() {
      await feed.close();
      await closeDatabase(database);
      await fresh.drop();
    },
  };
}

/** Longer than anything waits for anything: a first call may take 9 s. */
const waitedOutMs = 10_000;

/** Nobody else is at work: only time can end a wait, so time passes during each wait. */
function unhurried(feed: Ports['feed'], clock: ReturnType<typeof manualClock>): Ports['feed'] {
  return {
    ...feed,
    watch(orderId) {
      const watch = feed.watch(orderId);
      return {
        takeCommitted: () => watch.takeCommitted(),
        wake: () => watch.wake(),
        close: () => watch.close(),
        next(signal) {
          void aTurn().then(() => clock.advance(waitedOutMs));
          return watch.next(signal);
        },
      };
    },
  };
}

/** An order of `orderAmount` by virtual account. */
export function anInput(partnerReferenceNo: string): CreateOrderInput {
  return {
    partnerReferenceNo,
    amount: orderAmount,
    title: 'Two tickets',
    payMethod: 'VIRTUAL_ACCOUNT',
    payOption: 'VIRTUAL_ACCOUNT_BRI',
    phoneNumber: null,
    expiresAt: null,
    returnUrl: null,
    externalStoreId: null,
    subMerchantId: null,
    merchantTransType: null,
    disabledPayMethods: [],
    memo: null,
    goods: [],
    buyer: null,
    shipping: [],
    terminal: 'WEB',
    clientIp: null,
    metadata: [],
  };
}
