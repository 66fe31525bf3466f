import { type BackgroundLoop, makeBackgroundLoop } from '../background/background-loop.ts';
import type { RoundFailures } from '../background/round-failures.ts';
import type { QueryOrder } from '../calls/query-order.ts';
import { dueLateQueryAt, lateRetryAt, nextLateQueryAt } from '../changes/late-schedule.ts';
import { earliest, firstCallMs } from '../changes/schedule.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { LateQueries } from '../ports/order-queue.ts';
import type { OrderReads } from '../ports/order-reads.ts';
import { lateCallsMax, type PaymentProvider } from '../ports/payment-provider.ts';

/** How often a process checks for late queries that another process planned. They can wait: disputes last for weeks. */
const sweepMs = 60_000;

/** The background worker that queries DANA about paid orders, days and weeks after the payment. */
export interface LateQueryWork extends Pick<BackgroundLoop, 'start' | 'wake'> {
  /** Makes every late query that is due now, a batch at most; returns how many. For tests and commands. */
  runOnce(): Promise<number>;
  /** Claims nothing more; resolves when the queries under way are done. */
  stop(): Promise<void>;
}

/**
 * Asks DANA about chargebacks and freezes, on any number of processes, because DANA notifies of neither. A report is
 * recorded like every other. An unanswered query is repeated with back-off and is no incident: nothing waits for it.
 */
export function makeLateQueryWork(deps: {
  readonly store: LateQueries & OrderReads;
  readonly provider: Pick<PaymentProvider, 'unavailability'>;
  /** Its queries are calls of their own bulkhead. */
  readonly queryOrder: QueryOrder;
  readonly days: readonly number[];
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly failures: RoundFailures;
}): LateQueryWork {
  const { store, clock, log, days } = deps;
  const underWay = new Set<Promise<void>>();
  const loop = makeBackgroundLoop({
    name: 'late queries',
    failures: deps.failures,
    clock,
    sweepMs,
    pauseMs: 0,
    round,
    onFault: (error) => log.error('late_queries.claim_failed', { error }),
  });

  async function claim(): Promise<number> {
    const room = lateCallsMax - underWay.size;
    if (room <= 0) return 0;
    const now = clock.now();
    const claimedUntil = new Date(now.getTime() + firstCallMs);
    const orderIds = await store.claimLateQueries(now, claimedUntil, room);
    for (const orderId of orderIds) {
      const querying = query(orderId, claimedUntil)
        .catch((error: unknown) => log.error('late_query.failed', { orderId, error }))
        .finally(() => {
          underWay.delete(querying);
          loop.wake();
        });
      underWay.add(querying);
    }
    return orderIds.length;
  }

  /** If this fails, the claim runs out and the query is due again. */
  async function query(orderId: string, claimedUntil: Date): Promise<void> {
    const order = await store.find({ id: orderId });
    if (order === null || order.paidAt === null) return store.planLateQuery(orderId, claimedUntil, null);
    const { paidAt } = order;
    const dueAt = dueLateQueryAt(paidAt, days, clock.now());
    const isAnswered = dueAt === null || (await deps.queryOrder.query(order)).reportQueriedAt !== null;
    const now = clock.now();
    const planned = nextLateQueryAt(paidAt, days, now);
    const retryAt = isAnswered ? null : lateRetryAt(dueAt, now, deps.chance.fraction());
    await store.planLateQuery(orderId, claimedUntil, earliest(retryAt, planned));
  }

  /** While DANA is unavailable nothing is claimed. */
  async function round(): Promise<Date | null> {
    const unavailability = deps.provider.unavailability('queryPayment');
    if (unavailability !== null) return new Date(clock.now().getTime() + unavailability.retryAfterMs);
    await claim();
    const dueAt = await store.nextLateQueryAt();
    return underWay.size < lateCallsMax ? dueAt : null;
  }

  return {
    wake: loop.wake,
    start: loop.start,
    async runOnce() {
      const count = await claim();
      await Promise.all(underWay);
      return count;
    },
    async stop() {
      await loop.stop();
      await Promise.all(underWay);
    },
  };
}
