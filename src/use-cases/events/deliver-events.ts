import { setMaxListeners } from 'node:events';
import { type MerchantEvent, merchantEventTypes } from '../../domain/merchant-event.ts';
import { makeBackgroundLoop } from '../background/background-loop.ts';
import { causeOf } from '../background/cause-of.ts';
import type { RoundFailures } from '../background/round-failures.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventDelivery, EventOutbox, UnreadableDelivery } from '../ports/event-outbox.ts';
import type { EventReceivers } from '../ports/event-receivers.ts';
import type { EventSender } from '../ports/event-sender.ts';
import type { Log } from '../ports/log.ts';
import { abandoned, endpointGone, endpointName, unreadable } from './delivery-incidents.ts';
import { deliveryWaitMaxMs, nextAttemptAt, nextReadAt } from './delivery-retry-schedule.ts';

/** Attempts that one process makes at the same time to one endpoint. */
export const attemptsAtOnceMax = 16;
/** How long an attempt holds its event: longer than the sender's 15 s and the statement that records their end. */
const attemptLeaseMs = 30_000;
/** Each endpoint is checked this often even without a wake-up: a process that died may have left deliveries. */
const sweepMs = 5_000;
const pauseMs = 10;
/** How often deliveries are looked for whose times a clock that was set back has left in the future. */
const recallEveryMs = 10_000;
/** What the clocks of two processes may differ by, generously: both follow the database's. */
const recallSlackMs = 10_000;
/** When the process stops, attempts under way get this long; then they are cut, and another process repeats them. */
const stopGraceMs = 5_000;

export interface DeliverEventsDeps {
  readonly outbox: Omit<EventOutbox, 'assignPositions' | keyof EventReceivers>;
  readonly sender: EventSender;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly failures: RoundFailures;
  /** The URLs that are configured. */
  readonly endpointUrls: readonly string[];
}

/**
 * Delivers events to the merchant's servers at least once, and to each server in the sequence of each order. Any number
 * of processes may run it, because an attempt leases its event; a process that dies delays its events by the lease.
 */
export interface EventCourier {
  /** Registers the endpoints; called before any event is recorded that they must receive. Rejects as the store does. */
  open(): Promise<void>;
  /** There may be something to deliver. */
  wake(): void;
  start(): void;
  /** Starts no further attempt; resolves when those under way have ended or were cut. */
  stop(): Promise<void>;
}

/** Makes the courier of these endpoints; nothing runs before `start`. */
export function makeEventCourier(deps: DeliverEventsDeps): EventCourier {
  const endpoints = deps.endpointUrls.map((url) => makeEndpointCourier(url, deps));
  return {
    async open() {
      for (const url of deps.endpointUrls) await deps.outbox.openEndpoint(url);
    },
    wake() {
      for (const endpoint of endpoints) endpoint.wake();
    },
    start() {
      for (const endpoint of endpoints) endpoint.start();
    },
    async stop() {
      await Promise.all(endpoints.map((endpoint) => endpoint.stop()));
    },
  };
}

/** One endpoint with its own loop and its own attempts, so that a slow endpoint delays no other. */
function makeEndpointCourier(url: string, deps: DeliverEventsDeps): Omit<EventCourier, 'open'> {
  const { outbox, sender, clock, chance, log } = deps;
  const endpoint = endpointName(url);
  const underWay = new Set<Promise<void>>();
  let isStopping = false;
  let recalledAtMs = Number.NEGATIVE_INFINITY;
  const cut = new AbortController();
  // Every attempt listens to this signal; Node reports more than ten listeners as a leak.
  setMaxListeners(attemptsAtOnceMax, cut.signal);
  const rounds = makeBackgroundLoop({
    name: `event delivery to ${endpoint}`,
    failures: deps.failures,
    clock,
    sweepMs,
    pauseMs,
    round: begin,
    onFault: (error) => log.error('event.claim_failed', { endpoint, error }),
  });

  /** A delivery whose time lies further ahead than its schedule allows would wait as long as the clock was set back. */
  async function recall(): Promise<void> {
    if (clock.elapsedMs() - recalledAtMs < recallEveryMs) return;
    recalledAtMs = clock.elapsedMs();
    const now = clock.now();
    const dueAt = new Date(now.getTime() + deliveryWaitMaxMs + recallSlackMs);
    const leasedUntil = new Date(now.getTime() + attemptLeaseMs + recallSlackMs);
    const deliveryCount = await outbox.recallDeliveries(url, { now, dueAt, leasedUntil });
    if (deliveryCount > 0) log.warn('event.deliveries_recalled', { endpoint, deliveryCount });
  }

  async function begin(): Promise<Date | null> {
    while (await outbox.queueDeliveries(url, clock.now()));
    if (!isStopping) await recall();
    // What is claimed is sent: the lease would hold it back for as long as an attempt may take.
    if (isStopping) return null;
    const now = clock.now();
    const room = attemptsAtOnceMax - underWay.size;
    if (room === 0) return null;
    const leasedUntil = new Date(now.getTime() + attemptLeaseMs);
    const claim = await outbox.claimDeliveries(url, now, leasedUntil, room);
    for (const delivery of claim.deliveries) {
      const attempt = deliver(delivery).finally(() => {
        underWay.delete(attempt);
        // One more attempt may start now, and the order's next event need not wait any longer.
        rounds.wake();
      });
      underWay.add(attempt);
    }
    for (const delivery of claim.unreadable) await setAside(delivery);
    // Of the same instant as the claim: what becomes due while its statement runs is neither claimed nor later.
    return underWay.size < attemptsAtOnceMax ? outbox.nextDeliveryAt(url, now) : null;
  }

  /** Delays an event that cannot be read. If that cannot be recorded, the event is due again after the lease. */
  async function setAside(delivery: UnreadableDelivery): Promise<void> {
    const { eventId, orderId, attemptCount, error } = delivery;
    log.error('event.unread', { endpoint, eventId, orderId, error: causeOf(error) });
    const now = clock.now();
    const dueAt = nextReadAt(attemptCount, now, chance.fraction());
    await outbox.recordUnreadable(delivery, unreadable(delivery), { now, dueAt });
  }

  /** Makes one attempt. If its result cannot be recorded, the event is delivered again after the lease. */
  async function deliver(delivery: EventDelivery): Promise<void> {
    try {
      const answer = await sender.send(url, delivery.event, cut.signal);
      if (answer.kind === 'accepted') await recordAccepted(delivery);
      else if (answer.kind === 'gone') await recordGone(delivery);
      else if (!cut.signal.aborted) await recordFailure(delivery, answer.failure);
    } catch (error) {
      log.error('event.attempt_unrecorded', { ...nameOf(delivery.event), error });
    }
  }

  async function recordAccepted(delivery: EventDelivery): Promise<void> {
    await outbox.recordDelivered(delivery, clock.now());
    log.info('event.delivered', { ...nameOf(delivery.event), failedCount: delivery.attemptCount });
  }

  async function recordFailure(delivery: EventDelivery, failure: string): Promise<void> {
    const now = clock.now();
    const dueAt = nextAttemptAt(delivery, now, chance.fraction());
    if (dueAt === null) {
      await outbox.recordDead(delivery, failure, abandoned(delivery, failure), now);
      log.error('event.abandoned', { ...nameOf(delivery.event), failure });
    } else {
      await outbox.recordFailed(delivery, failure, dueAt);
      log.warn('event.attempt_failed', { ...nameOf(delivery.event), failure, dueAt: dueAt.toISOString() });
    }
  }

  async function recordGone(delivery: EventDelivery): Promise<void> {
    const now = clock.now();
    await outbox.closeEndpoint(delivery, endpointGone(url), now);
    log.error('event.endpoint_closed', { endpoint });
  }

  function nameOf({ event }: MerchantEvent) {
    return { endpoint, eventId: event.id, type: merchantEventTypes[event.fact.type] };
  }

  return {
    wake: rounds.wake,
    start: rounds.start,
    async stop() {
      isStopping = true;
      await rounds.stop();
      const cancel = clock.at(new Date(clock.now().getTime() + stopGraceMs), () => cut.abort());
      await Promise.all(underWay);
      cancel();
    },
  };
}
