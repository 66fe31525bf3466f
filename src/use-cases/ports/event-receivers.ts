import type { OrderFactType } from '../../domain/order-event.ts';
import type { Page, PageRequest } from './pages.ts';

/** How far deliveries are counted: a count that has reached it stands for this many or more. */
export const deliveriesCountedMax = 1_000;
/** Deliveries that were given up and one statement revives. */
export const revivedMax = 1_000;

/** An endpoint and its undelivered events, for people. */
export interface EndpointState {
  readonly url: string;
  /** When it answered 410 Gone; null while it is served. */
  readonly closedAt: Date | null;
  /** Events still to be delivered, including those that failed and will be sent again; `deliveriesCountedMax` at most. */
  readonly pendingCount: number;
  /** Events that were given up; `deliveriesCountedMax` at most. */
  readonly deadCount: number;
}

/** An event that an endpoint has not accepted at the first attempt, nor since. */
export interface FailedDelivery {
  readonly eventId: string;
  readonly type: OrderFactType;
  readonly occurredAt: Date;
  readonly orderId: string;
  readonly partnerReferenceNo: string;
  /** Attempts that failed. */
  readonly attemptCount: number;
  readonly firstAttemptAt: Date | null;
  /** Why the last attempt failed: a status or an error code, never text that the receiver wrote. */
  readonly failure: string | null;
  /** When the next attempt is due; null: given up, nothing is sent before somebody asks for it. */
  readonly dueAt: Date | null;
}

/** The merchant's servers that receive events, as people look at them and repeat deliveries. */
export interface EventReceivers {
  /** The states of these endpoints; those that were never registered are left out. */
  endpointStates(urls: readonly string[]): Promise<readonly EndpointState[]>;
  /** What failed and is not delivered yet, or only what was given up; in the order of the events. */
  pageFailed(
    url: string,
    filter: { readonly isGivenUp: boolean },
    page: PageRequest,
  ): Promise<Page<FailedDelivery>>;
  /** Sends events to these endpoints again, delivered or not, due at once; returns the ids of those that exist. */
  redeliverEvents(
    eventIds: readonly string[],
    urls: readonly string[],
    now: Date,
  ): Promise<{ readonly eventIds: readonly string[]; readonly deliveryCount: number }>;
  /** Sends what these endpoints gave up again, due at once, the oldest `revivedMax`; returns how many. */
  redeliverDead(urls: readonly string[], now: Date): Promise<number>;
  /** Opens a closed endpoint, which continues where it stopped; false if it was not closed. */
  reopenEndpoint(url: string): Promise<boolean>;
}
