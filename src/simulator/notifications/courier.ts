import type { KeyObject } from 'node:crypto';
import type { SimulatorClock } from '../clock.ts';
import { parseJsonObject } from '../json.ts';
import type { Attempt, Change, Delivery } from '../ledger/documents.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type Order, orderIdOf } from '../model/order.ts';
import { notificationBody } from './notification-body.ts';
import { nextAttemptAt } from './retry-schedule.ts';
import { attemptsAtOnceMax, createSender, type Reply } from './send-request.ts';
import { signedHeaders } from './signed-headers.ts';

/** Brings notifications to merchants, again and again until they are acknowledged or seven days have passed. */
export interface Courier {
  /** The delivery to commit together with the change that it tells of; null where the order named no address. */
  newDelivery(order: Order, status: Delivery['latestTransactionStatus'], now: Date): Delivery | null;
  /** Starts on a committed delivery; at once where it is due. */
  take(delivery: Delivery): void;
  /** Resolves when nothing is being sent any more. What was under way counts as not delivered. */
  close(): Promise<void>;
}

/** Attempts kept for each delivery; older ones are forgotten so that seven days of failures stay small. */
const attemptsKeptMax = 20;

/** At most one attempt at a time for one order, the oldest due delivery first; different orders do not wait for each other. */
export function createCourier(parts: { ledger: Ledger; clock: SimulatorClock; key: KeyObject }): Courier {
  const { ledger, clock, key } = parts;
  const sender = createSender();
  const timers = new Map<string, () => void>();
  const waitingOrders = new Set<string>();
  const busyOrders = new Map<string, Promise<void>>();
  let isClosed = false;

  const nextDueOf = (orderId: string): Delivery | undefined =>
    ledger
      .deliveriesOf(orderId)
      .find((one) => one.nextAttemptAt !== null && Date.parse(one.nextAttemptAt) <= clock.now().getTime());

  const startWaiting = (): void => {
    for (const orderId of waitingOrders) {
      if (isClosed || busyOrders.size >= attemptsAtOnceMax) return;
      if (busyOrders.has(orderId)) continue;
      waitingOrders.delete(orderId);
      const delivery = nextDueOf(orderId);
      if (delivery === undefined) continue;
      const work = attempt(delivery).finally(() => {
        busyOrders.delete(orderId);
        if (nextDueOf(orderId) !== undefined) waitingOrders.add(orderId);
        startWaiting();
      });
      busyOrders.set(orderId, work);
    }
  };

  const take = (delivery: Delivery): void => {
    if (delivery.nextAttemptAt === null || isClosed) return;
    timers.get(delivery.id)?.();
    const wake = () => {
      timers.delete(delivery.id);
      waitingOrders.add(delivery.orderId);
      startWaiting();
    };
    const due = new Date(delivery.nextAttemptAt);
    if (due <= clock.now()) wake();
    else timers.set(delivery.id, clock.at(due, wake));
  };

  const attempt = async (delivery: Delivery): Promise<void> => {
    const order = ledger.all('order').get(delivery.orderId);
    if (order === undefined) return;
    // The merchant must never hear of something that a crash could still undo.
    await ledger.durable();
    const sentAt = clock.now();
    const startedMs = performance.now();
    const body = notificationBody(order, delivery);
    const headers = await signedHeaders({ url: delivery.url, body, partnerId: order.partnerId }, key, sentAt);
    const reply = await sender.post(delivery.url, headers, body);
    if (isClosed) return;
    const made: Omit<Attempt, 'id'> = {
      deliveryId: delivery.id,
      sentAt: sentAt.toISOString(),
      url: delivery.url,
      headers,
      body,
      answer: reply.kind === 'answered' ? { httpStatus: reply.httpStatus, body: reply.body } : null,
      failure: reply.kind === 'failed' ? reply.reason : null,
      isSuccess: isAcknowledged(reply),
      tookMs: Math.round(performance.now() - startedMs),
    };
    const next = afterAttempt(delivery, made.isSuccess, clock.now());
    ledger.commit([...recordAttempt(ledger, next, made), { kind: 'delivery', id: next.id, value: next }]);
    take(next);
  };

  return {
    newDelivery: (order, status, now) => newDelivery(ledger, order, status, now),
    take,
    close: async () => {
      isClosed = true;
      for (const cancel of timers.values()) cancel();
      sender.close();
      await Promise.allSettled(busyOrders.values());
    },
  };
}

/** DANA's rule: only HTTP 200 with a JSON body that says 2005600 ends the retries. */
function isAcknowledged(reply: Reply): boolean {
  if (reply.kind !== 'answered' || reply.httpStatus !== 200) return false;
  return parseJsonObject(reply.body)?.responseCode === '2005600';
}

function newDelivery(
  ledger: Ledger,
  order: Order,
  status: Delivery['latestTransactionStatus'],
  now: Date,
): Delivery | null {
  if (order.notificationUrl === null) return null;
  const orderId = orderIdOf(order);
  return {
    id: `${orderId}#${ledger.deliveriesOf(orderId).length + 1}`,
    orderId,
    url: order.notificationUrl,
    latestTransactionStatus: status,
    finishedAt: now.toISOString(),
    createdAt: now.toISOString(),
    status: 'PENDING',
    attemptCount: 0,
    nextAttemptAt: now.toISOString(),
  };
}

function afterAttempt(delivery: Delivery, isSuccess: boolean, now: Date): Delivery {
  const tried = { ...delivery, attemptCount: delivery.attemptCount + 1 };
  if (isSuccess) return { ...tried, status: 'DELIVERED', nextAttemptAt: null };
  const next = nextAttemptAt(tried, now);
  return next === null
    ? { ...tried, status: 'GIVEN_UP', nextAttemptAt: null }
    : { ...tried, nextAttemptAt: next.toISOString() };
}

function recordAttempt(ledger: Ledger, delivery: Delivery, made: Omit<Attempt, 'id'>): Change[] {
  const id = `${delivery.id}@${delivery.attemptCount}`;
  const [oldest, ...rest] = ledger.attemptsOf(delivery.id);
  const isFull = oldest !== undefined && rest.length + 1 >= attemptsKeptMax;
  return [
    { kind: 'attempt', id, value: { ...made, id } },
    ...(isFull ? [{ kind: 'attempt', id: oldest.id, value: null } as const] : []),
  ];
}
