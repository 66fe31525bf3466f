import type { MerchantEvent } from '../../domain/merchant-event.ts';
import type { Order } from '../../domain/order.ts';
import type { OrderEvent } from '../../domain/order-event.ts';
import type { Refund } from '../../domain/refund.ts';
import type { InboxEntry, Incident, IncidentKind, NewIncident, StoredNotification } from './inbox.ts';
import type { OrderFilter, Page, PageRequest } from './pages.ts';

/** The orders on record, and who asks DANA about which of them. */

export type OrderKey =
  | { readonly id: string }
  | { readonly partnerReferenceNo: string }
  | { readonly referenceNo: string };

/** One recorded change: the next order with its event, and what belongs to it, in one statement. */
export interface OrderChange {
  /** version is exactly one more than the row's. */
  readonly order: Order;
  readonly event: OrderEvent;
  /** A refund that is new (with the exact body for DANA) or changed. */
  readonly refund?: { readonly refund: Refund; readonly request?: string };
  readonly incident?: NewIncident;
  /**
   * Where this change leaves a question that only DANA's account of the order answers: whatever happens to the order,
   * it stays owed until DANA has given a clear account that was asked for at this instant or later.
   */
  readonly reportNeededAfter?: Date;
  /** Leases the order to who makes this change: until then nobody else begins to ask DANA about it. */
  readonly leasedUntil?: Date;
  /** When DANA is to be asked again; null where nothing is owed. It puts off no account that is owed already. */
  readonly dueAt: Date | null;
}

/**
 * `decide` reads the order and its refunds and says what is to be written, or null for nothing. It is pure and
 * may be called again: another process may have been faster.
 */
export type DecideChange = (order: Order, refunds: readonly Refund[]) => OrderChange | null;

export type ChangeOutcome =
  | { readonly kind: 'changed'; readonly order: Order; readonly event: OrderEvent }
  | { readonly kind: 'unchanged'; readonly order: Order }
  | { readonly kind: 'missing' };

export type RefundInsertConflict = { readonly kind: 'refundNoTaken' };

/**
 * What a claim or a lease gives: this process, and no other, asks DANA about this order until `leasedUntil`. That
 * instant also names the lease: the next one that is claimed is given no sooner and ends later, whatever the clocks say.
 * Only a change that leases its order itself takes it away before; who had it then learns of that at the end, if at all.
 */
export interface OrderLease {
  readonly order: Order;
  /** How often DANA has been asked in vain since the last change. */
  readonly attemptCount: number;
  /** DANA owes an account of the order: one that is asked for at this instant or later. Null where it owes none. */
  readonly reportNeededAfter: Date | null;
  readonly leasedUntil: Date;
}

/** DANA owes an account of an order, as `OrderChange` has it, and is asked for it at `dueAt`. */
export interface ReportNeeded {
  readonly dueAt: Date;
  readonly reportNeededAfter: Date;
}

/** What came of asking DANA under a lease. */
export interface LeaseEnd {
  /** The order's version as the holder of the lease knows it now. */
  readonly version: number;
  /** When DANA is to be asked again; null where nothing is owed. */
  readonly dueAt: Date | null;
  /** The order is as it was when it was leased: the attempt is counted. */
  readonly isInVain: boolean;
  /** What the lease said was owed. */
  readonly reportNeededAfter: Date | null;
  /** When DANA was asked for the clear account that it gave; null where it gave none. */
  readonly reportQueriedAt: Date | null;
}

/** Thrown by the store where the database cannot be written or reached now. Nothing was recorded where `isCertain`. */
export class StoreUnavailable extends Error {
  readonly isCertain: boolean;
  constructor(message: string, options: { isCertain: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'StoreUnavailable';
    this.isCertain = options.isCertain;
  }
}

/** The orders, their timelines, refunds, notifications and incidents. All instants come from the caller's Clock. */
export interface OrderStore {
  /**
   * Inserts a new order with its first event and the exact request for DANA, leased to the caller until
   * `leasedUntil`; due then. Where the reference is taken: the existing order, or `referenceTaken` where a checkout has
   * it that this order is no try of. Orders and checkouts share their references: of a race one comes in.
   */
  insert(input: {
    order: Order;
    event: OrderEvent;
    request: string;
    leasedUntil: Date;
  }): Promise<
    { kind: 'inserted'; order: Order } | { kind: 'existing'; order: Order } | { kind: 'referenceTaken' }
  >;
  find(key: OrderKey): Promise<Order | null>;
  /** The orders for these ids, in any order, those that exist. For wake-ups of many watchers at once. */
  findMany(ids: readonly string[]): Promise<readonly Order[]>;
  /** The exact body of this order's Create Order; null where retention has purged it. */
  createRequest(orderId: string): Promise<string | null>;
  /** The exact body of a refund; null where retention has purged it. */
  refundRequest(refundId: string): Promise<string | null>;
  findRefund(key: { id: string } | { partnerRefundNo: string }): Promise<Refund | null>;
  /** Every refund of an order, oldest first. */
  refundsOf(orderId: string): Promise<readonly Refund[]>;
  pageOrders(filter: OrderFilter, page: PageRequest): Promise<Page<Order>>;
  pageRefunds(orderId: string, page: PageRequest): Promise<Page<Refund>>;
  /** Oldest first. */
  pageTimeline(orderId: string, page: PageRequest): Promise<Page<OrderEvent>>;
  /**
   * Every event of every order that has its place, in the order of the places: nobody who goes on after a cursor can
   * miss one. Throws MalformedCursor also for the cursor of an event that is not on record (any more).
   */
  pageEvents(page: PageRequest): Promise<Page<MerchantEvent>>;
  /** Newest first. */
  pageIncidents(filter: { kind?: IncidentKind }, page: PageRequest): Promise<Page<Incident>>;

  /**
   * Read, decide, then one statement: the order where id and version match, the event, the refund, the
   * incident, the notification that caused it (`inbox`, ending APPLIED), and the wake-up of watchers. Where
   * somebody was faster: read and decide again. Where nothing is decided, `inbox` ends DUPLICATE if an earlier
   * notification said the same of the same order, else NO_OP. A refund number of another refund that is taken
   * gives `refundNoTaken`. `whileLeased`: only while this lease is still the order's, else nothing is decided; for
   * what proves something only as long as nobody else asks DANA.
   */
  change(
    orderId: string,
    decide: DecideChange,
    options?: { inbox?: InboxEntry; whileLeased?: Date },
  ): Promise<ChangeOutcome | RefundInsertConflict>;

  /**
   * Keeps a notification that changes no order, with the incident that tells of it. One that is on record as an
   * orphan ends as said; any other stays as it ended.
   */
  keepNotification(
    inbox: InboxEntry,
    disposition: 'QUARANTINED' | 'ORPHANED',
    incident: NewIncident,
    orderId: string | null,
  ): Promise<void>;
  /** Orphans of a reference, oldest first. */
  listEarlyNotifications(partnerReferenceNo: string): Promise<readonly InboxEntry[]>;
  /** Every notification on record, oldest first. For replaying the inbox. */
  pageInbox(page: PageRequest): Promise<Page<StoredNotification>>;
  /**
   * Gives a notification on record to an order: the change as in `change`, and with it the row ends APPLIED. Where
   * nothing is decided, one that was kept (ORPHANED, QUARANTINED) ends DUPLICATE or NO_OP as in `change`, and any
   * other stays as it ended.
   */
  reapply(inboxId: string, orderId: string, decide: DecideChange): Promise<ChangeOutcome>;

  recordIncident(incident: NewIncident, occurredAt: Date): Promise<void>;

  /** Leases up to `limit` orders that are due and not leased, oldest due first, in one statement with SKIP LOCKED. */
  claimDue(now: Date, leasedUntil: Date, limit: number): Promise<readonly OrderLease[]>;
  /** Leases one order where nobody else holds it; null where somebody does. */
  lease(orderId: string, now: Date, leasedUntil: Date): Promise<OrderLease | null>;
  /**
   * Ends a lease, where it is still this one: who comes late ends nobody else's. With `end`: where the order is at its
   * version and no other account is owed, DANA is asked again at its `dueAt`. Where somebody changed the order in the
   * meantime, or asked for an account, he has said when DANA is to be asked.
   */
  release(orderId: string, leasedUntil: Date, end?: LeaseEnd): Promise<void>;
  /**
   * True for the first caller in `intervalMs` over all processes: it may ask DANA about this order out of turn.
   */
  mayAskNow(orderId: string, now: Date, intervalMs: number): Promise<boolean>;
  /** What is owed about this order becomes due at `dueAt`, unless it is due sooner already. */
  hasten(orderId: string, dueAt: Date): Promise<void>;
  /** The same, and an account is owed, as by a change with `reportNeededAfter`. */
  requireReport(orderId: string, owed: ReportNeeded): Promise<void>;
  /**
   * When DANA first refused a repeat of this operation: the first note stands, over all processes. `operation` names one
   * cancel or refund for ever.
   */
  firstDecline(operation: string, refusedAt: Date): Promise<Date>;
  /** Takes that note back: a later call of the operation got no clear answer. */
  forgetDecline(operation: string): Promise<void>;
  /**
   * The earliest time at which a claim would find something: an order is due and no longer leased. Null where
   * nothing is due.
   */
  nextDueAt(): Promise<Date | null>;
}
