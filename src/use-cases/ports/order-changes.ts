import type { Approval } from '../../domain/approval.ts';
import type { DailyReturn } from '../../domain/approval-rules.ts';
import type { Order } from '../../domain/order.ts';
import type { OrderEvent } from '../../domain/order-event.ts';
import type { Refund } from '../../domain/refund.ts';
import type { InboxEntry } from './inbox.ts';
import type { NewIncident } from './incidents.ts';

/** One recorded change: the next order with its event, and what belongs to it, written by one statement. */
export interface OrderChange {
  /** version is one more than the row's, and one more for each of `earlier`. */
  readonly order: Order;
  readonly event: OrderEvent;
  /**
   * The versions just before this one, oldest first, that the same statement writes: if several notifications came
   * before their order, each that changes it makes a version.
   */
  readonly earlier?: readonly Pick<OrderChange, 'order' | 'event' | 'incident'>[];
  /** A refund that is new (with the exact body for DANA) or changed. */
  readonly refund?: { readonly refund: Refund; readonly request?: string };
  /** A request for a second person that is new or has ended. */
  readonly approval?: Approval;
  /** What the requester gives back that day grows; over one of its limits, nothing is written. */
  readonly dailyReturn?: DailyReturn;
  readonly incident?: NewIncident;
  /** What DANA has answered conclusively: it resolves the order's incidents UNKNOWN_FOR_LONG. */
  readonly conclusion?: string;
  /**
   * Set if this change raises a question that only DANA's report on the order answers. The order stays in the queue,
   * whatever happens to it, until DANA has given a conclusive report that was queried at this instant or later.
   */
  readonly reportNeededAfter?: Date;
  /** When DANA is queried about chargebacks first; set by the change that records the payment. */
  readonly lateQueryAt?: Date;
  /** Leases the order to the caller of this change: until then nobody else begins to query DANA about it. */
  readonly leasedUntil?: Date;
  /** The lease that ends with this change, if the caller still holds it. */
  readonly releasedLease?: Date;
  /**
   * When DANA must be queried again; null if nothing is pending. Never postpones a report that is needed already, and
   * an order for which an orphaned notification is waiting is due at once.
   */
  readonly dueAt: Date | null;
  /**
   * For `reapply`: the version that each notification made, by its id; the others changed nothing. Without it, all of
   * them made this version.
   */
  readonly madeBy?: ReadonlyMap<string, number>;
}

/** Every version that a change writes, oldest first. */
export function versionsOf(
  change: OrderChange,
): readonly Pick<OrderChange, 'order' | 'event' | 'incident'>[] {
  return [...(change.earlier ?? []), change];
}

/** DANA must report on an order: the query is due at `dueAt` and counts if it is made at `reportNeededAfter` or later. */
export interface ReportNeeded {
  readonly dueAt: Date;
  readonly reportNeededAfter: Date;
}

/**
 * Decides, from the order and its refunds, what to write; null for nothing. Pure, and may be called again if another
 * process changed the order first.
 */
export type DecideChange = (order: Order, refunds: readonly Refund[]) => OrderChange | null;

/** An order and some of its refunds, as one version of the order has them. */
export interface KnownOrder {
  readonly order: Order;
  readonly refunds: readonly Refund[];
}

export type ChangeOutcome =
  /** With the change that was written. */
  | ({ readonly kind: 'changed' } & OrderChange)
  /** With what `decide` read. */
  | { readonly kind: 'unchanged'; readonly order: Order; readonly refunds: readonly Refund[] }
  | { readonly kind: 'missing' };

/**
 * A request to give money back that was not written: its number is taken, or it exceeds what its requester may request
 * on one day (`dayCeilingReached`), or give back on one day without a second person (`dayAloneReached`).
 */
export type ReturnConflict =
  | { readonly kind: 'refundNoTaken' }
  /** The same fact, by its reference, waits for a second person or was attested by two. */
  | { readonly kind: 'factAttested' }
  | { readonly kind: 'dayCeilingReached' }
  | { readonly kind: 'dayAloneReached' };

/** Whether a change was refused by a condition that only a new request to give money back can violate. */
export function isReturnConflict<Outcome extends { readonly kind: string }>(
  outcome: Outcome | ReturnConflict,
): outcome is ReturnConflict {
  return (
    outcome.kind === 'refundNoTaken' ||
    outcome.kind === 'factAttested' ||
    outcome.kind === 'dayCeilingReached' ||
    outcome.kind === 'dayAloneReached'
  );
}

/** The only ways to write an order: its first event, and each change after it. All instants come from the Clock. */
export interface OrderChanges {
  /**
   * Inserts a new order with its first event and the exact request for DANA, leased to the caller and due at
   * `leasedUntil`. If the reference is taken: the existing order, or `referenceTaken` if a checkout has it and this
   * order is no attempt of that checkout. Orders and checkouts share their references; one of two racing inserts wins.
   * `hasEarlyNotifications`: orphaned notifications of this reference are waiting. One that comes in the same instant
   * may be missed here; then the next change leaves the order due.
   */
  insert(input: {
    order: Order;
    event: OrderEvent;
    request: string;
    leasedUntil: Date;
    /** The last four digits of the payer's phone number, for people who search; absent or null: none was given. */
    phoneDigits?: string | null;
  }): Promise<
    | { kind: 'inserted'; order: Order; hasEarlyNotifications: boolean }
    | { kind: 'existing'; order: Order }
    | { kind: 'referenceTaken' }
  >;
  /**
   * Reads, decides, then writes one statement: the order (if id and version still match), the event, the refund, the
   * incident, and the notification behind it (`inbox`, ending APPLIED). If another process was faster, reads and decides again. If nothing is decided, `inbox` ends DUPLICATE if an earlier notification
   * said the same of the same order, else NO_OP. `whileLeased`: decides nothing unless the order still has this lease;
   * for an answer that proves something only while nobody else calls DANA. `known`: the order as the caller has just
   * written it, with the refunds that `decide` needs; as long as nobody has changed the order since, the change is
   * written without reading.
   */
  change(
    orderId: string,
    decide: DecideChange,
    options?: { inbox?: InboxEntry; whileLeased?: Date; known?: KnownOrder },
  ): Promise<ChangeOutcome | ReturnConflict>;
  /**
   * Applies stored notifications to an order: the change as in `change`, and those that made it end APPLIED with it, in
   * one statement. Of the others, and if nothing is decided, one that was kept (ORPHANED, QUARANTINED) ends DUPLICATE or
   * NO_OP as in `change`, and any other stays as it ended.
   */
  reapply(inboxIds: readonly string[], orderId: string, decide: DecideChange): Promise<ChangeOutcome>;
}
