import type { KeyObject } from 'node:crypto';
import type { Faults } from '../armed-faults.ts';
import type { SimulatorClock } from '../clock.ts';
import type { Change, Delivery } from '../ledger/documents.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { attemptDelivery } from './attempt-delivery.ts';
import { attemptsAtOnceMax, createSender } from './send-request.ts';

/** Sends notifications to merchants and retries until they are acknowledged or seven days have passed. */
export interface DeliveryQueue {
  /** Schedules a committed delivery for `nextAttemptAt`, or at once if that has passed. */
  schedule(delivery: Delivery): void;
  /** Resolves when the current attempt for this order has ended; at once if there is none. */
  underWay(orderId: string): Promise<void>;
  /**
   * Stops sending. Resolves when nothing is under way; interrupted attempts are repeated after the next
   * start.
   */
  close(): Promise<void>;
}

interface DeliveryQueueParts {
  ledger: Ledger;
  clock: SimulatorClock;
  faults: Faults;
  key: KeyObject;
  /** False: notifications go to this machine only. */
  mayNotifyOthers: boolean;
}

/**
 * Creates the queue. It makes at most one attempt at a time per order, the oldest due delivery first, so that
 * the notifications of an order keep their sequence. Different orders never wait for each other, up to
 * `attemptsAtOnceMax`.
 */
export function createDeliveryQueue(parts: DeliveryQueueParts): DeliveryQueue {
  const { ledger, clock, faults, key } = parts;
  const sender = createSender(undefined, { mayLeaveMachine: parts.mayNotifyOthers });
  const timers = new Map<string, () => void>();
  const waitingOrders = new Set<string>();
  const busyOrders = new Map<string, Promise<void>>();
  let isClosed = false;

  const dueOf = (orderId: string): Delivery | undefined => {
    const nowMs = clock.now().getTime();
    return ledger
      .deliveriesOf(orderId)
      .find(({ nextAttemptAt }) => nextAttemptAt !== null && Date.parse(nextAttemptAt) <= nowMs);
  };

  const startWaiting = (): void => {
    for (const orderId of waitingOrders) {
      if (isClosed || busyOrders.size >= attemptsAtOnceMax) return;
      if (busyOrders.has(orderId)) continue;
      waitingOrders.delete(orderId);
      const delivery = dueOf(orderId);
      if (delivery !== undefined) busyOrders.set(orderId, work(delivery));
    }
  };

  const work = async (delivery: Delivery): Promise<void> => {
    const { orderId } = delivery;
    try {
      await attempt(delivery);
    } catch (error) {
      // Only a bug or a full disk causes this; the delivery stays in the ledger for the next start.
      console.error('simulator.delivery_failed', delivery.id, error);
      return;
    } finally {
      busyOrders.delete(orderId);
      startWaiting();
    }
    for (const one of ledger.deliveriesOf(orderId)) schedule(one);
  };

  const attempt = async (delivery: Delivery): Promise<void> => {
    const order = ledger.all('order').get(delivery.orderId);
    if (order === undefined) return;
    const fault =
      delivery.replay === null ? faults.takeForNotification(order.partnerReferenceNo, 'attempt') : null;
    // The merchant must never hear of a change that a crash could still undo.
    await ledger.durable();
    const changes = await attemptDelivery({ ledger, clock, key, sender }, order, delivery, fault);
    if (isClosed) return;
    const wasSent = changes.some((change) => change.kind === 'attempt');
    ledger.commit([...changes, ...(wasSent ? released(ledger, delivery, clock.now()) : [])]);
  };

  const schedule = (delivery: Delivery): void => {
    if (isClosed) return;
    timers.get(delivery.id)?.();
    timers.delete(delivery.id);
    if (delivery.nextAttemptAt === null) return;
    const due = new Date(delivery.nextAttemptAt);
    const wake = () => {
      timers.delete(delivery.id);
      waitingOrders.add(delivery.orderId);
      startWaiting();
    };
    if (due <= clock.now()) wake();
    else timers.set(delivery.id, clock.at(due, wake));
  };

  return {
    schedule,
    underWay: (orderId) => busyOrders.get(orderId) ?? Promise.resolve(),
    close: async () => {
      isClosed = true;
      for (const cancel of timers.values()) cancel();
      sender.close();
      await Promise.allSettled(busyOrders.values());
    },
  };
}

/** Releases the held deliveries of the order, now that another one was sent first. */
function released(ledger: Ledger, sent: Delivery, now: Date): Change[] {
  return ledger
    .deliveriesOf(sent.orderId)
    .filter((one) => one.isHeld && one.id !== sent.id)
    .map((one) => ({
      kind: 'delivery',
      id: one.id,
      value: { ...one, isHeld: false, nextAttemptAt: now.toISOString() },
    }));
}
