import type { EventKey, MerchantEvent } from '../../domain/merchant-event.ts';
import type { Order, OrderStatus } from '../../domain/order.ts';
import type { OrderEvent } from '../../domain/order-event.ts';
import type { Refund } from '../../domain/refund.ts';
import type { Incident, IncidentFilter } from './incidents.ts';
import type { Page, PageRequest } from './pages.ts';

/** Which orders a list contains; fields that are absent do not restrict it. */
export interface OrderFilter {
  readonly status?: readonly OrderStatus[];
  readonly payMethod?: readonly string[];
  readonly partnerReferenceNoPrefix?: string;
  readonly createdFrom?: Date;
  readonly createdTo?: Date;
  readonly updatedAfter?: Date;
}

/** One order's timeline. */
export interface Timelines {
  /** Oldest first. */
  pageTimeline(orderId: string, page: PageRequest): Promise<Page<OrderEvent>>;
}

/** Lists, page by page. Every method throws MalformedCursor for a cursor of no list or of another one. */
export interface OrderPages extends Timelines {
  /** Newest first. */
  pageOrders(filter: OrderFilter, page: PageRequest): Promise<Page<Order>>;
  /** Oldest first. */
  pageRefunds(orderId: string, page: PageRequest): Promise<Page<Refund>>;
  /**
   * Every event that has its position, of every order, by position: a reader that continues after a cursor misses
   * none. Throws MalformedCursor also for the cursor of an event that is not on record (any more).
   */
  pageEvents(page: PageRequest): Promise<Page<MerchantEvent>>;
  /** One event; null if it is not on record or has no position yet. */
  findEvent(key: EventKey): Promise<MerchantEvent | null>;
  findIncident(id: string): Promise<Incident | null>;
  /** Newest first. */
  pageIncidents(filter: IncidentFilter, page: PageRequest): Promise<Page<Incident>>;
}
