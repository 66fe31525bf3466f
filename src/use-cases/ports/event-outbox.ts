import type { MerchantEvent } from '../../domain/merchant-event.ts';
import type { EventReceivers } from './event-receivers.ts';
import type { NewIncident } from './incidents.ts';

/** One event that one receiver has not accepted yet, leased to this process. */
export interface EventDelivery {
  readonly endpointUrl: string;
  readonly event: MerchantEvent;
  /** Attempts that failed before this one. */
  readonly attemptCount: number;
  readonly firstAttemptAt: Date;
  readonly leasedUntil: Date;
}

/** A leased delivery whose event cannot be read: an operator must see it, and it must not stop the others. */
export interface UnreadableDelivery {
  readonly endpointUrl: string;
  readonly eventId: string;
  readonly orderId: string;
  readonly partnerReferenceNo: string;
  /** Names the event within its order. */
  readonly version: number;
  /** Attempts that failed before this one. */
  readonly attemptCount: number;
  readonly leasedUntil: Date;
  /** What reading the event threw. It may quote a value of the row. */
  readonly error: unknown;
}

/** The deliveries that one claim leased. */
export interface DeliveryClaim {
  readonly deliveries: readonly EventDelivery[];
  readonly unreadable: readonly UnreadableDelivery[];
}

/** The cause of an incident: an endpoint did not accept events for a day, however many they are. */
export function undeliveredIncidentKey(endpointUrl: string): string {
  return `EVENT_UNDELIVERED:${endpointUrl}`;
}

/** The cause of an incident: an endpoint answered 410 Gone. */
export function goneIncidentKey(endpointUrl: string): string {
  return `EVENT_UNDELIVERED:${endpointUrl}:gone`;
}

/**
 * The way of an event to the merchant: it gets a position, every endpoint gets a delivery of what was placed since its
 * last one, and each delivery is sent until the endpoint accepts it. Each step is one statement, so a crash leaves
 * nothing half done and the next process continues. All instants come from the caller's Clock.
 */
export interface EventOutbox extends EventReceivers {
  /** Gives positions to events committed before the call; true if it stopped at its bound and there may be more. */
  assignPositions(): Promise<boolean>;
  /** Registers an endpoint. A new one gets the events placed from now on; a known one is left as it is. */
  openEndpoint(url: string): Promise<void>;
  /**
   * Adds deliveries of the events placed since the last call; true if it stopped at its bound and there may be more.
   * A closed endpoint gets none until it is open again.
   */
  queueDeliveries(url: string, now: Date): Promise<boolean>;
  /**
   * Leases up to `limit` deliveries that are due and not leased, in one statement with SKIP LOCKED; of each order only
   * the oldest undelivered event. None for a closed endpoint.
   */
  claimDeliveries(url: string, now: Date, leasedUntil: Date, limit: number): Promise<DeliveryClaim>;
  /**
   * Makes deliveries due at `now` that are due or leased later than these latest times of their schedule: the clock was
   * set back since. Returns how many.
   */
  recallDeliveries(
    url: string,
    latest: { readonly now: Date; readonly dueAt: Date; readonly leasedUntil: Date },
  ): Promise<number>;
  /** When the next delivery that is not due yet becomes due; null if there is none. */
  nextDeliveryAt(url: string, now: Date): Promise<Date | null>;

  /**
   * The endpoint accepted the event, which resolves its incidents unless an event of it is given up. After a failure this shows that it is back: its other deliveries are due
   * at once.
   */
  recordDelivered(delivery: EventDelivery, now: Date): Promise<void>;
  /** The attempt failed: the event, and later events of its order, are due again at `dueAt`. */
  recordFailed(delivery: EventDelivery, failure: string, dueAt: Date): Promise<void>;
  /** The event cannot be read: as after a failure it and later events of its order are due at `dueAt`, and an incident. */
  recordUnreadable(
    delivery: UnreadableDelivery,
    incident: NewIncident,
    times: { readonly now: Date; readonly dueAt: Date },
  ): Promise<void>;
  /** Gives the event up: a dead letter with its incident. The next event of its order is no longer held back. */
  recordDead(delivery: EventDelivery, failure: string, incident: NewIncident, now: Date): Promise<void>;
  /** The endpoint wants no more events: nothing is sent until `reopenEndpoint`. Undelivered events are kept. */
  closeEndpoint(delivery: EventDelivery, incident: NewIncident, now: Date): Promise<void>;
}
