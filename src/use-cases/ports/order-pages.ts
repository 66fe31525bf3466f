import type { MerchantEvent } from '../../domain/merchant-event.ts';
import type { OrderStatus } from '../../domain/order.ts';
import type { OrderEvent } from '../../domain/order-event.ts';
import type { Refund } from '../../domain/refund.ts';
import type { Incident, IncidentFilter } from './incidents.ts';
import type { OrderDetail, OrderView } from './order-reads.ts';
import type { Page, PageRequest } from './pages.ts';

/** Which orders a list contains; fields that are absent do not restrict it. */
export interface OrderFilter {
  readonly status?: readonly OrderStatus[];
  /** What was ordered. */
  readonly payMethod?: readonly string[];
  /** What the payer used, be it for a part. */
  readonly paidWith?: readonly string[];
  readonly partnerReferenceNoPrefix?: string;
  readonly createdFrom?: Date;
  readonly createdTo?: Date;
  readonly updatedAfter?: Date;
}

/** Orders that are read, at most, from one index of the database to find those of one page. */
export const ordersWalkedMax = 20_000;

/** Thrown by `pageOrders` if few of very many orders match: more than `ordersWalkedMax` would have to be read for a page. */
export class FilterTooBroad extends Error {
  override readonly name = 'FilterTooBroad';
}

/** One order's timeline. */
export interface Timelines {
  /**
   * Oldest first. With a cursor of an event that is not in this timeline (any more), the page is the one without a
   * cursor: after a restore, the version that the cursor names may be another event's.
   */
  pageTimeline(orderId: string, page: PageRequest): Promise<Page<OrderEvent>>;
}

/** A page of all events. */
export interface EventPage extends Page<MerchantEvent> {
  /** Set if the cursor is of an event that is not on record: the database was set back to an earlier state. */
  readonly historyChange: HistoryChange | null;
  /** The events of this page that cannot be read, in its order; they are not among its items. Absent if there is none. */
  readonly unreadable?: readonly UnreadableEvent[];
}

/** An event that is on record and cannot be read: a newer gateway, or somebody by hand, wrote its row. */
export interface UnreadableEvent {
  readonly cursor: string;
  /** Its place among all rows of its page, from 0. */
  readonly index: number;
  readonly eventId: string;
  readonly orderId: string;
  readonly partnerReferenceNo: string;
  readonly version: number;
  /** What reading the event threw. It may quote a value of the row. */
  readonly error: unknown;
}

/** Where the history that a cursor is of and the recorded one part. */
export interface HistoryChange {
  /** The cursor of the last event that both certainly have; null: none, so the page begins with the first event. */
  readonly startAfter: string | null;
}

/** Lists, page by page. Every method throws MalformedCursor for a cursor of no list or of another one. */
export interface OrderPages extends Timelines {
  /**
   * Newest first. `details`: what the views have beyond what all views have; default: every detail. Throws FilterTooBroad
   * instead of reading the whole table.
   */
  pageOrders(
    filter: OrderFilter,
    page: PageRequest,
    details?: readonly OrderDetail[],
  ): Promise<Page<OrderView>>;
  /** Oldest first. */
  pageRefunds(orderId: string, page: PageRequest): Promise<Page<Refund>>;
  /**
   * Every event that has its position, of every order, by position: a reader that continues after a cursor misses
   * none. The page of a cursor whose event is not on record (any more) begins after the last event that the reader
   * and the record certainly share, and says so.
   */
  pageEvents(page: PageRequest): Promise<EventPage>;
  /** One event; null if it is not on record or has no position yet. */
  findEvent(id: string): Promise<MerchantEvent | null>;
  findIncident(id: string): Promise<Incident | null>;
  /** Newest first. */
  pageIncidents(filter: IncidentFilter, page: PageRequest): Promise<Page<Incident>>;
}
