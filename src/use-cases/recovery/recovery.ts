import { hasPendingOperation, type Order } from '../../domain/order.ts';
import { unknownForLongMs } from '../changes/schedule.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { OrderLease } from '../ports/order-queue.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import type { RecoverOrder } from './recover-order.ts';

/**
 * How long one claim holds its orders: one call to DANA (8 s), and a second. What a killed process held is asked
 * about again soon after; where several calls in a row hang, another process may ask too, which does no harm.
 */
const claimLeaseMs = 9_000;
/** Orders asked about at the same time by one process. */
const claimedOrdersMax = 16;
/** Orders that another process left behind are found by this look; everything else has a signal. */
const sweepMs = 2_000;

export interface RecoveryDeps {
  readonly store: OrderStore;
  readonly provider: PaymentProvider;
  readonly clock: Clock;
  readonly log: Log;
  readonly recoverOrder: RecoverOrder;
}

export interface Recovery {
  /** Something is due at that time, perhaps sooner than the next look. */
  wake(dueAt: Date): void;
  /** Claims and settles what is due now; the number of orders. For tests and commands. */
  runOnce(): Promise<number>;
  start(): void;
  /** Claims nothing more; resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** Since when DANA has owed a clear answer about this order, and was asked for it in vain; null where it owes none. */
function owedSince({ order, reportNeededAfter, attemptCount }: OrderLease): Date | null {
  if (order.status === 'CONFIRMING' || hasPendingOperation(order)) return order.updatedAt;
  return attemptCount > 0 ? reportNeededAfter : null;
}

/**
 * Asks DANA about every order whose answer is owed, on any number of processes: a claim leases its orders, so no
 * two ask about the same one, and a process that dies only delays them by its lease.
 */
export function makeRecovery(deps: RecoveryDeps): Recovery {
  const { store, clock, log } = deps;
  let isRunning = false;
  let running: Promise<void> = Promise.resolve();
  let cancelAlarm: () => void = () => {};
  let alarmAtMs = Number.POSITIVE_INFINITY;
  const underWay = new Map<string, Promise<void>>();

  async function claim(): Promise<number> {
    const room = claimedOrdersMax - underWay.size;
    if (room <= 0) return 0;
    const now = clock.now();
    const leases = await store.claimDue(now, new Date(now.getTime() + claimLeaseMs), room);
    for (const lease of leases) {
      const { id } = lease.order;
      // Its lease ran out while DANA was slow: the one who is at it goes on.
      if (underWay.has(id)) continue;
      const settling = settle(lease).finally(() => {
        underWay.delete(id);
        // A place is free, and what was just settled may have changed what is due.
        wake(clock.now());
      });
      underWay.set(id, settling);
    }
    return leases.length;
  }

  /** One order. What fails here is told and tried again when the lease ends; it never stops the others. */
  async function settle(lease: OrderLease): Promise<void> {
    const { order } = lease;
    try {
      const settled = await deps.recoverOrder(lease);
      if (settled.version === order.version) await reportLongUnknown(settled, owedSince(lease));
    } catch (error) {
      log.error('reconcile.failed', { orderId: order.id, error });
    }
  }

  async function reportLongUnknown(order: Order, since: Date | null): Promise<void> {
    const now = clock.now();
    if (since === null || now.getTime() - since.getTime() < unknownForLongMs) return;
    await store.recordIncident(
      {
        kind: 'UNKNOWN_FOR_LONG',
        dedupeKey: `UNKNOWN_FOR_LONG:${order.id}:${order.version}`,
        orderId: order.id,
        partnerReferenceNo: order.partnerReferenceNo,
        detail: `DANA has owed a clear answer since version ${order.version}`,
      },
      now,
    );
  }

  function wake(dueAt: Date): void {
    if (!isRunning || dueAt.getTime() >= alarmAtMs) return;
    cancelAlarm();
    alarmAtMs = dueAt.getTime();
    cancelAlarm = clock.at(dueAt, look);
  }

  function look(): void {
    alarmAtMs = Number.POSITIVE_INFINITY;
    running = running.then(lookNow);
  }

  async function lookNow(): Promise<void> {
    if (!isRunning) return;
    // While DANA is away nothing is claimed, so that no order pays for it with a longer back-off.
    const unavailability = deps.provider.unavailability();
    if (unavailability !== null) {
      wake(new Date(clock.now().getTime() + unavailability.retryAfterMs));
      return;
    }
    try {
      await claim();
      const dueAt = await store.nextDueAt();
      if (dueAt !== null && underWay.size < claimedOrdersMax) wake(dueAt);
    } catch (error) {
      log.error('reconcile.look_failed', { error });
    }
    wake(new Date(clock.now().getTime() + sweepMs));
  }

  return {
    wake,
    async runOnce() {
      const count = await claim();
      await Promise.all(underWay.values());
      return count;
    },
    start() {
      isRunning = true;
      wake(clock.now());
    },
    async stop() {
      isRunning = false;
      cancelAlarm();
      await running;
      await Promise.all(underWay.values());
    },
  };
}
