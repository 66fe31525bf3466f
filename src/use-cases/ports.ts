import type { MerchantEvent } from '../domain/merchant-event.ts';
import type { Rupiah } from '../domain/money.ts';
import type { Order, OrderStatus } from '../domain/order.ts';
import type { DeclineReason, OrderEvent } from '../domain/order-event.ts';
import type { PaymentInstruction, PaymentOption } from '../domain/payment-option.ts';
import type { Refund } from '../domain/refund.ts';

export { type DeclineReason, declineReasons } from '../domain/order-event.ts';

/**
 * Everything the use cases need from the outside, on one page. The rooms `dana/` and `store/` implement these;
 * the use cases never learn how.
 */

/** Time comes in here, so that a test, or the embedded simulator, can hold it still or move it. */
export interface Clock {
  now(): Date;
  /** Runs once when the clock reaches `instant`, also after a jump; gives back a function that cancels. */
  at(instant: Date, run: () => void): () => void;
}

/** Chance comes in here: identifiers and the jitter of back-offs. */
export interface Chance {
  /** A new universally unique identifier in its canonical text form. */
  uuid(): string;
  /** Uniform in [0, 1). */
  fraction(): number;
}

// ---------------------------------------------------------------------------------------------------------
// The provider

/** Why no clear answer came. `ours`: a key, merchant or header fault on our side, cured by configuration. */
export interface UnknownAnswer {
  readonly kind: 'unknown';
  /** For logs and incidents; never shown to clients. */
  readonly reason: string;
  readonly isOurFault: boolean;
  /** True where the provider has said that it took the request and is still at it (202). */
  readonly isInProgress: boolean;
}

/** An explicit and final refusal of this very operation. */
export interface DeclinedAnswer {
  readonly kind: 'declined';
  readonly responseCode: string;
  readonly responseMessage: string;
  readonly reason: DeclineReason;
}

export type CreateOrderAnswer =
  | {
      readonly kind: 'accepted';
      readonly referenceNo: string | null;
      readonly instruction: PaymentInstruction | null;
    }
  | DeclinedAnswer
  | UnknownAnswer;

/** DANA's account of an order, from a query or from a verified Finish Notify. */
export interface PaymentReport {
  readonly state:
    | 'INITIATED'
    | 'PAYING'
    | 'PAID'
    /** Closed unpaid: expired, or closed without saying why. */
    | 'CLOSED'
    | 'CANCELLED'
    | 'FAILED'
    /** A status that DANA has not documented: shown to operators, never guessed at. */
    | 'UNRECOGNISED';
  readonly referenceNo: string | null;
  readonly amount: Rupiah | null;
  readonly paidAt: Date | null;
  readonly payMethod: string | null;
  readonly payOption: string | null;
  /** Cumulative total of refunds, sen. Null where the report does not speak of it (a Finish Notify). */
  readonly refunded: Rupiah | null;
  /** Given back by a cancel, sen. Null where the report does not speak of it. */
  readonly voided: Rupiah | null;
}

export type QueryOrderAnswer =
  | { readonly kind: 'found'; readonly report: PaymentReport }
  | { readonly kind: 'notFound' }
  | UnknownAnswer;

export type CancelOrderAnswer = { readonly kind: 'accepted' } | DeclinedAnswer | UnknownAnswer;
export type RefundOrderAnswer =
  | { readonly kind: 'accepted'; readonly refundNo: string | null }
  | DeclinedAnswer
  | UnknownAnswer;

export type PaymentOptionsAnswer =
  | { readonly kind: 'accepted'; readonly options: readonly PaymentOption[] }
  | DeclinedAnswer
  | UnknownAnswer;

/** What createOrder may tell DANA beyond the order itself. Everything has been validated. */
export interface OrderDetails {
  readonly phoneNumber: string | null;
  readonly returnUrl: string | null;
  /** True where returnUrl is an app's own scheme: DANA's isDeeplink Y. */
  readonly isDeeplink: boolean;
  readonly merchantTransType: string | null;
  readonly disabledPayMethods: readonly string[];
  readonly memo: string | null;
  readonly buyer: {
    readonly externalUserType: string | null;
    readonly externalUserId: string | null;
    readonly nickname: string | null;
    readonly userId: string | null;
  } | null;
  readonly shipping: readonly Shipping[];
  readonly terminal: 'APP' | 'WEB' | 'WAP' | 'SYSTEM';
  readonly clientIp: string | null;
}

export interface Shipping {
  readonly merchantShippingId: string;
  readonly trackingNo: string | null;
  readonly carrier: string | null;
  readonly chargeAmount: Rupiah | null;
  readonly countryName: string;
  readonly stateName: string;
  readonly cityName: string;
  readonly areaName: string | null;
  readonly address1: string;
  readonly address2: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly mobileNo: string | null;
  readonly phoneNo: string | null;
  readonly zipCode: string;
  readonly email: string | null;
  readonly faxNo: string | null;
}

/**
 * DANA, as the use cases see it. No method throws for anything that DANA or the network does: what is not a
 * clear answer is `unknown`. Every call ends within `danaTimeoutMs` (8 s, DANA's documented time for every API).
 */
export interface PaymentProvider {
  /** Consult Pay: no side effects, may be repeated freely. */
  listPaymentOptions(input: {
    amount: Rupiah;
    externalStoreId: string | null;
  }): Promise<PaymentOptionsAnswer>;
  /** The exact body of Create Order, to be stored before it is sent. Pure. */
  writeCreateRequest(order: Order, details: OrderDetails): string;
  /** Sends a stored body, byte for byte. Repeating it is safe: the reference in it is the idempotency key. */
  createOrder(request: string): Promise<CreateOrderAnswer>;
  /** Query Payment. */
  queryOrder(order: Order): Promise<QueryOrderAnswer>;
  /** Cancel Order, in full. DANA's key is the order itself. */
  cancelOrder(order: Order): Promise<CancelOrderAnswer>;
  /** The exact body of Refund Order, to be stored before it is sent. Pure. */
  writeRefundRequest(order: Order, refund: Refund): string;
  /** Sends a stored body, byte for byte. Repeating it is safe: partnerRefundNo in it is the idempotency key. */
  refundOrder(request: string): Promise<RefundOrderAnswer>;
  /**
   * Asked before anything is recorded: null where DANA may be called, else the milliseconds to wait, because
   * it has been failing and the breaker is open.
   */
  unavailableForMs(): number | null;
}

/** A Finish Notify whose signature was verified and whose body was understood. */
export interface FinishNotify {
  readonly partnerReferenceNo: string;
  readonly merchantId: string;
  readonly currency: string;
  /** SNAP's latestTransactionStatus as it stood in the body. */
  readonly latestTransactionStatus: string;
  readonly report: PaymentReport;
}

// ---------------------------------------------------------------------------------------------------------
// The store

export type OrderKey =
  | { readonly id: string }
  | { readonly partnerReferenceNo: string }
  | { readonly referenceNo: string };

export const incidentKinds = [
  /** A verified Finish Notify that does not fit its order: amount, currency, merchant, status, age. */
  'QUARANTINED',
  /** A verified Finish Notify for an order that is not ours, or not yet. */
  'ORPHANED',
  /** DANA contradicted the order, or itself. */
  'CONTRADICTED',
  /** An answer that has been owed for long. */
  'UNKNOWN_FOR_LONG',
  /** DANA refuses us, not the order: key, merchant, header. */
  'MISCONFIGURED',
  /** A refund that this gateway did not ask for. */
  'REFUNDED_ELSEWHERE',
  /** The merchant's server did not take an event for a day, or wants no more of them. */
  'EVENT_UNDELIVERED',
] as const;
export type IncidentKind = (typeof incidentKinds)[number];

/** Something an operator should look at. Recorded once for each `dedupeKey`. */
export interface NewIncident {
  readonly kind: IncidentKind;
  readonly dedupeKey: string;
  readonly orderId: string | null;
  readonly partnerReferenceNo: string | null;
  readonly detail: string;
}
export interface Incident extends NewIncident {
  readonly id: string;
  readonly occurredAt: Date;
}

/** How a received notification ended. Exactly one for each. */
export const inboxDispositions = ['APPLIED', 'DUPLICATE', 'NO_OP', 'QUARANTINED', 'ORPHAN'] as const;
export type InboxDisposition = (typeof inboxDispositions)[number];

/** A verified Finish Notify as it is kept: the raw body and what names it. */
export interface InboxEntry {
  readonly id: string;
  readonly receivedAt: Date;
  /** The raw body, byte for byte (UTF-8). */
  readonly body: string;
  /** X-Timestamp as received. */
  readonly timestamp: string;
  /** What the body says, where it could be translated: with status and amount the key of a duplicate. */
  readonly partnerReferenceNo: string | null;
  readonly latestTransactionStatus: string | null;
  readonly amount: Rupiah | null;
}

/** A notification on record, and how it ended. */
export interface StoredNotification {
  readonly entry: InboxEntry;
  readonly disposition: InboxDisposition;
  /** The order that it was weighed against; null where there was none, or its body could not be understood. */
  readonly orderId: string | null;
}

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
  readonly accountOwedAt?: Date;
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

/** A page by keyset. `first`/`after` forward, `last`/`before` backward; cursors are opaque to the use cases. */
export interface PageRequest {
  readonly first?: number;
  readonly after?: string;
  readonly last?: number;
  readonly before?: string;
}
export interface Page<Item> {
  readonly items: readonly { readonly cursor: string; readonly item: Item }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

export interface OrderFilter {
  readonly status?: readonly OrderStatus[];
  readonly payMethod?: readonly string[];
  readonly partnerReferenceNoPrefix?: string;
  readonly createdFrom?: Date;
  readonly createdTo?: Date;
  readonly updatedAfter?: Date;
}

/**
 * What a claim or a lease gives: this process, and no other, asks DANA about this order until `leasedUntil`. That
 * instant also names the lease: the next one is given no sooner and ends later, whatever the clocks say.
 */
export interface OrderLease {
  readonly order: Order;
  /** How often DANA has been asked in vain since the last change. */
  readonly attemptCount: number;
  /** DANA owes an account of the order: one that is asked for at this instant or later. Null where it owes none. */
  readonly accountOwedAt: Date | null;
  readonly leasedUntil: Date;
}

/** DANA owes an account of an order, as `OrderChange` has it, and is asked for it at `dueAt`. */
export interface AccountOwed {
  readonly dueAt: Date;
  readonly accountOwedAt: Date;
}

/** What came of asking DANA under a lease. */
export interface LeaseEnd {
  /** The order's version as the holder of the lease knows it now. */
  readonly version: number;
  /** When DANA is to be asked again; null where nothing is owed. */
  readonly dueAt: Date | null;
  /** Nothing was learned: the attempt is counted. */
  readonly isInVain: boolean;
  /** What the lease said was owed. */
  readonly accountOwedAt: Date | null;
  /** When DANA was asked for the clear account that it gave; null where it gave none. */
  readonly accountAskedAt: Date | null;
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

/** Thrown by every `page…` method for a cursor that is none of its list: the caller has made it up. */
export class MalformedCursor extends Error {
  override readonly name = 'MalformedCursor';
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
    disposition: 'QUARANTINED' | 'ORPHAN',
    incident: NewIncident,
    orderId: string | null,
  ): Promise<void>;
  /** Orphans of a reference, oldest first. */
  orphansOf(partnerReferenceNo: string): Promise<readonly InboxEntry[]>;
  /** Every notification on record, oldest first. For replaying the inbox. */
  pageInbox(page: PageRequest): Promise<Page<StoredNotification>>;
  /**
   * Gives a notification on record to an order: the change as in `change`, and with it the row ends APPLIED. Where
   * nothing is decided, one that was kept (ORPHAN, QUARANTINED) ends DUPLICATE or NO_OP as in `change`, and any
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
  /** The same, and an account is owed, as by a change with `accountOwedAt`. */
  oweAccount(orderId: string, owed: AccountOwed): Promise<void>;
  /**
   * When DANA first refused a repeat of this operation: the first note stands, over all processes. `operation` names one
   * cancel or refund for ever.
   */
  firstRefusal(operation: string, refusedAt: Date): Promise<Date>;
  /**
   * The earliest time at which a claim would find something: an order is due and no longer leased. Null where
   * nothing is due.
   */
  nextDueAt(): Promise<Date | null>;
}

/**
 * Wake-ups. A wake-up is a flag and carries nothing: the watcher reads the order again. It may come too often,
 * and after the connection to the bus was lost everyone is woken.
 */
export interface OrderFeed {
  watch(orderId: string): OrderWatch;
}
export interface OrderWatch {
  /**
   * Resolves true at the next wake-up (at once if one came since the last call), false when the feed or this
   * watch was closed or `signal` aborted.
   */
  next(signal?: AbortSignal): Promise<boolean>;
  /** Wakes this watch alone, as if its order had changed: for a look at a time of the watcher's own. */
  wake(): void;
  close(): void;
}

/** Structured lines with stable names; implementations keep secrets out. */
export interface Log {
  debug(event: string, fields?: Record<string, unknown>): void;
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
}
