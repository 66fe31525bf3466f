import { LRUCache } from 'lru-cache';
import { isAbandonedAttempt } from '../../domain/checkout.ts';
import type { IncidentDetail } from '../../domain/incidents/incident-detail.ts';
import { hasPendingOperation, type Order } from '../../domain/order.ts';
import { makeBackgroundLoop } from '../background/background-loop.ts';
import { causeOf, whyStuck } from '../background/cause-of.ts';
import type { RoundFailures } from '../background/round-failures.ts';
import { nextCallOf } from '../changes/next-call.ts';
import { firstCallMs, latestTimes, nextRecoveryAfterFailure, unknownForLongMs } from '../changes/schedule.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { Incidents } from '../ports/incidents.ts';
import type { Log } from '../ports/log.ts';
import type { OrderLease, OrderQueue, UnreadableOrder } from '../ports/order-queue.ts';
import type { OrderReads } from '../ports/order-reads.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import { StoreUnavailable } from '../ports/store-unavailable.ts';
import type { RecoverOrder } from './recover-order.ts';

/**
 * How long one claim leases its orders: one call to DANA. Another process takes over soon after a crash; if several
 * calls in a row hang, two processes may query the same order, which does no harm.
 */
const claimLeaseMs = firstCallMs;
/** Orders that one process recovers at the same time. */
const claimedOrdersMax = 16;
/** How often a process repairs what no other work finds: times in the future, and incidents whose cause is over. */
const recallEveryMs = 10_000;
/** How often a process checks for orders that another one left behind; everything else wakes it. */
const sweepMs = 2_000;

/** Orders whose failures one process counts; the one that it counted longest ago is forgotten for one more. */
const stuckOrdersMax = 10_000;

export interface RecoveryDeps {
  readonly store: OrderQueue & OrderReads & Incidents;
  readonly provider: Pick<PaymentProvider, 'unavailability'>;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly recoverOrder: RecoverOrder;
  readonly failures: RoundFailures;
}

/** The background worker that queries DANA about orders that are not final. */
export interface Recovery {
  /** Announces that an order is due at that time, perhaps sooner than the next claim. */
  wake(dueAt: Date): void;
  /** Claims and recovers every order that is due now; returns how many. For tests and commands. */
  runOnce(): Promise<number>;
  start(): void;
  /** Claims nothing more; resolves when the orders under way are done. */
  stop(): Promise<void>;
}

/**
 * Since when the gateway has queried DANA in vain about this order; null if nothing is pending. An abandoned attempt
 * waits for its expiry by design, so the time before that is not counted. `isReported`: the report has just come.
 */
function pendingSince(
  { order, reportNeededAfter, attemptCount }: OrderLease,
  isReported: boolean,
): Date | null {
  if (order.status === 'CONFIRMING' && isAbandonedAttempt(order)) return order.expiresAt;
  if (order.status === 'CONFIRMING' || hasPendingOperation(order)) return order.updatedAt;
  return attemptCount > 0 && !isReported ? reportNeededAfter : null;
}

/**
 * Queries DANA about every order, cancellation and refund that is not final, on any number of processes. A claim leases
 * its orders, so no two processes query the same one, and a crash delays them by the rest of its lease only.
 */
export function makeRecovery(deps: RecoveryDeps): Recovery {
  const { store, clock, log } = deps;
  const underWay = new Map<string, Promise<void>>();
  // Not the attempts on the row: an order that DANA has not answered for long must not wait an hour for one failure.
  const failureCounts = new LRUCache<string, number>({ max: stuckOrdersMax });
  let recalledAtMs = Number.NEGATIVE_INFINITY;
  const loop = makeBackgroundLoop({
    name: 'recovery',
    failures: deps.failures,
    clock,
    sweepMs,
    pauseMs: 0,
    round,
    onFault: (error) => log.error('recovery.claim_failed', { error }),
  });

  /**
   * An order whose time lies further ahead than any schedule allows would sleep as long as the clock was set back. And an
   * incident that was raised while its answer came in would stay open for ever.
   */
  async function recall(): Promise<void> {
    if (clock.elapsedMs() - recalledAtMs < recallEveryMs) return;
    recalledAtMs = clock.elapsedMs();
    const orderCount = await store.recall(latestTimes(clock.now()));
    if (orderCount > 0) log.warn('recovery.orders_recalled', { orderCount });
    await store.endSilences(clock.now());
  }

  async function claim(): Promise<number> {
    await recall();
    const room = claimedOrdersMax - underWay.size;
    if (room <= 0) return 0;
    const now = clock.now();
    const { leases, unreadable } = await store.claimDue(now, new Date(now.getTime() + claimLeaseMs), room);
    for (const order of unreadable) await setAside(order);
    for (const lease of leases) {
      const { id } = lease.order;
      // Its lease ran out while DANA was slow: the call under way continues.
      if (underWay.has(id)) continue;
      const recovering = recover(lease).finally(() => {
        underWay.delete(id);
        // A place is free, and the recovered order may be due again.
        loop.wake();
      });
      underWay.set(id, recovering);
    }
    return leases.length + unreadable.length;
  }

  /**
   * One order. A failure is logged and never stops the other orders. If the database is away, the order is recovered
   * again when its lease ends. Any other reason is ours, and the next recovery would fail alike: an operator gets an
   * incident at once, and the order waits longer with each failure.
   */
  async function recover(lease: OrderLease): Promise<void> {
    const { order } = lease;
    try {
      const { order: current, isReported } = (await postpone(lease))
        ? { order, isReported: false }
        : await deps.recoverOrder(lease);
      failureCounts.delete(order.id);
      if (current.version === order.version)
        await recordLongUnknown(current, pendingSince(lease, isReported));
    } catch (error) {
      log.error('recovery.order_failed', { orderId: order.id, error });
      if (error instanceof StoreUnavailable) return;
      await recordStuck(order, causeOf(error), whyStuck(error));
      await backOff({ ...lease, id: order.id, version: order.version });
    }
  }

  /** An order whose row cannot be read: what of it is legible is enough for the incident and the back-off. */
  async function setAside(order: UnreadableOrder): Promise<void> {
    const { id, reportNeededAfter, error } = order;
    log.error('recovery.order_unread', { orderId: id, error: causeOf(error) });
    const cause = causeOf(error);
    await recordStuck(order, `its row cannot be read (${cause})`, { code: 'ROW_UNREADABLE', cause });
    if (reportNeededAfter !== undefined) await backOff({ ...order, reportNeededAfter });
  }

  /** Releases a lease whose recovery failed. If that fails too, the lease runs out and the order is due at once. */
  async function backOff({
    id,
    version,
    reportNeededAfter,
    leasedUntil,
  }: Pick<OrderLease, 'reportNeededAfter' | 'leasedUntil'> & Pick<Order, 'id' | 'version'>): Promise<void> {
    const failureCount = failureCounts.get(id) ?? 0;
    failureCounts.set(id, failureCount + 1);
    const dueAt = nextRecoveryAfterFailure(clock.now(), failureCount, deps.chance.fraction());
    const end = { version, dueAt, isInVain: false, reportNeededAfter, reportQueriedAt: null };
    try {
      await store.release(id, leasedUntil, end);
    } catch (error) {
      log.error('recovery.release_failed', { orderId: id, error });
    }
  }

  /** Once for each order and cause. */
  async function recordStuck(
    { id, partnerReferenceNo }: Pick<Order, 'id' | 'partnerReferenceNo'>,
    cause: string,
    detail: IncidentDetail,
  ): Promise<void> {
    const dedupeKey = `STUCK:${id}:${cause}`;
    try {
      await store.recordIncident(
        { kind: 'STUCK', dedupeKey, orderId: id, partnerReferenceNo, detail },
        clock.now(),
      );
    } catch (error) {
      log.error('recovery.incident_failed', { orderId: id, error });
    }
  }

  async function recordLongUnknown(order: Order, since: Date | null): Promise<void> {
    const now = clock.now();
    if (since === null || now.getTime() - since.getTime() < unknownForLongMs) return;
    // Another call may have learned meanwhile what this one waited for in vain.
    if ((await store.find({ id: order.id }))?.version !== order.version) return;
    await store.recordIncident(
      {
        kind: 'UNKNOWN_FOR_LONG',
        dedupeKey: `UNKNOWN_FOR_LONG:${order.id}:${order.version}`,
        orderId: order.id,
        partnerReferenceNo: order.partnerReferenceNo,
        detail: { code: 'NO_ANSWER_SINCE', version: order.version },
      },
      now,
    );
  }

  /**
   * Postpones an order while DANA fails at the call that it needs first; its back-off does not grow. False if nothing
   * keeps that call from being sent.
   */
  async function postpone(lease: OrderLease): Promise<boolean> {
    const { order, reportNeededAfter, leasedUntil } = lease;
    const now = clock.now();
    const unavailability = deps.provider.unavailability(nextCallOf(order, reportNeededAfter !== null, now));
    if (unavailability?.reason !== 'DANA_UNREACHABLE') return false;
    const dueAt = new Date(now.getTime() + unavailability.retryAfterMs);
    const { id, version } = order;
    await store.release(id, leasedUntil, {
      version,
      dueAt,
      isInVain: false,
      reportNeededAfter,
      reportQueriedAt: null,
    });
    return true;
  }

  /** While DANA answers no query, no order is claimed, so that none gets a longer back-off. */
  async function round(): Promise<Date | null> {
    const unavailability = deps.provider.unavailability('queryPayment');
    if (unavailability !== null) return new Date(clock.now().getTime() + unavailability.retryAfterMs);
    await claim();
    const dueAt = await store.nextDueAt();
    return underWay.size < claimedOrdersMax ? dueAt : null;
  }

  return {
    wake: loop.wake,
    async runOnce() {
      const count = await claim();
      await Promise.all(underWay.values());
      return count;
    },
    start: loop.start,
    async stop() {
      await loop.stop();
      await Promise.all(underWay.values());
    },
  };
}
