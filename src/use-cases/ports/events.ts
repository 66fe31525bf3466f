import type { EventKey, MerchantEvent } from '../../domain/merchant-event.ts';
import type { NewIncident } from './inbox.ts';
import type { OrderWatch } from './runtime.ts';

/**
 * What bringing events to the merchant's servers needs from the outside. The rooms `store/` and `webhooks/`
 * implement these.
 */

/** One event that one receiver has not taken yet, leased to this process. */
export interface EventDelivery {
  readonly endpointUrl: string;
  readonly event: MerchantEvent;
  /** Attempts that failed before this one. */
  readonly attemptCount: number;
  readonly firstAttemptAt: Date;
  readonly leasedUntil: Date;
}

/** What an endpoint is owed, for an operator. */
export interface EndpointState {
  readonly url: string;
  /** When it answered 410 Gone; null while it is served. */
  readonly closedAt: Date | null;
  /** Events that are still to be delivered, those that are being tried again included. */
  readonly owedCount: number;
  readonly deadCount: number;
}

/** An event that was given up, for an operator. */
export interface DeadLetter extends EventKey {
  readonly endpointUrl: string;
  readonly attemptCount: number;
  readonly failure: string | null;
}

/**
 * The events on their way: first each gets its place, then each endpoint is owed what was placed since it was last
 * looked at, then what is owed is tried until it was taken. Each step is one statement: whoever dies between two of
 * them leaves nothing half done, and the next one goes on. All instants come from the caller's Clock.
 */
export interface EventOutbox {
  /**
   * Gives a place to everything that was committed before the call, up to a bounded number; true where that was
   * reached and there may be more.
   */
  placeEvents(): Promise<boolean>;
  /** Makes an endpoint known. One that is new is owed what is placed from now on; a known one is left as it is. */
  openEndpoint(url: string): Promise<void>;
  /**
   * Owes the endpoint what was placed since, up to a bounded number; true where that was reached and there may be
   * more. A closed endpoint is owed nothing until it is open again.
   */
  oweEvents(url: string, now: Date): Promise<boolean>;
  /**
   * Leases up to `limit` deliveries that are due and not leased, in one statement with SKIP LOCKED; of each order only
   * the oldest that is still owed. None for a closed endpoint.
   */
  claimDeliveries(
    url: string,
    now: Date,
    leasedUntil: Date,
    limit: number,
  ): Promise<readonly EventDelivery[]>;
  /** When the next of those becomes due that are not due yet; null where there is none. */
  nextDeliveryAt(url: string, now: Date): Promise<Date | null>;

  /** Taken. Where it had failed before, the receiver is back: others that wait for it are due at once. */
  recordDelivered(delivery: EventDelivery, now: Date): Promise<void>;
  /** Not taken: due again at `dueAt`, and with it what its order is owed after it. */
  recordFailed(delivery: EventDelivery, failure: string, dueAt: Date): Promise<void>;
  /** Given up: a dead letter with its incident. Its order's next event is no longer held back. */
  recordDead(delivery: EventDelivery, failure: string, incident: NewIncident, now: Date): Promise<void>;
  /** The receiver wants no more: nothing is sent to it until `reopenEndpoint`. What is owed stays owed. */
  closeEndpoint(delivery: EventDelivery, incident: NewIncident, now: Date): Promise<void>;

  /** What the endpoints are owed; those that were never configured are left out. */
  endpointStates(urls: readonly string[]): Promise<readonly EndpointState[]>;
  /** In the order of their events. */
  deadLetters(urls: readonly string[], limit: number): Promise<readonly DeadLetter[]>;
  /** Owes these endpoints an event again, delivered or not, due at once; how many endpoints. */
  redeliverEvent(key: EventKey, urls: readonly string[], now: Date): Promise<number>;
  /** Owes these endpoints their dead letters again, due at once; how many letters. */
  redeliverDead(urls: readonly string[], now: Date): Promise<number>;
  /** Serves an endpoint again that was closed, and goes on where it stopped; false where it was not closed. */
  reopenEndpoint(url: string): Promise<boolean>;
}

/** Wake-ups by every order, as those of the OrderFeed. */
export interface ChangeFeed {
  /** Woken whenever any order may have changed. Not by an order's first event: DANA's answer soon follows it. */
  watchAll(): OrderWatch;
}

/** How a receiver answered. `failure`: why it was not taken, without anything that the receiver wrote. */
export type ReceiverAnswer =
  | { readonly kind: 'taken' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly failure: string };

/** The merchant's servers, as the use cases see them. */
export interface EventSender {
  /** One attempt. Never rejects, and ends within 15 s, or when `signal` aborts: failed then. */
  send(endpointUrl: string, event: MerchantEvent, signal: AbortSignal): Promise<ReceiverAnswer>;
}
