import type { Order } from '../../domain/order.ts';
import type { LastQuery } from '../../domain/verdict.ts';
import type { ReportNeeded } from './order-changes.ts';

/**
 * A lease: only this process queries DANA about the order until `leasedUntil`. That instant also names the lease: the
 * next one begins no sooner and ends later, whatever the clocks say. Only a change that leases the order itself can end
 * it early; the former holder finds out at the release, if at all.
 */
export interface OrderLease {
  readonly order: Order;
  /** How often DANA has been queried in vain since the last change. */
  readonly attemptCount: number;
  /** DANA must report on the order, in answer to a query at this instant or later. Null if no report is needed. */
  readonly reportNeededAfter: Date | null;
  readonly leasedUntil: Date;
}

/** A leased order whose row cannot be read: an operator must see it, and it must not stop the others. */
export interface UnreadableOrder {
  readonly id: string;
  readonly partnerReferenceNo: string;
  readonly version: number;
  /** The lease's `reportNeededAfter`; undefined if not even that can be read. */
  readonly reportNeededAfter: Date | null | undefined;
  readonly leasedUntil: Date;
  /** What reading the row threw. It may quote a value of the row. */
  readonly error: unknown;
}

/** The orders that one claim leased. */
export interface Claim {
  readonly leases: readonly OrderLease[];
  readonly unreadable: readonly UnreadableOrder[];
}

/** What came of querying DANA under a lease. */
export interface LeaseEnd {
  /** The order's version as the holder of the lease knows it now. */
  readonly version: number;
  /** When DANA must be queried again; null if nothing is pending. */
  readonly dueAt: Date | null;
  /** The order is as it was when it was leased: the attempt is counted. */
  readonly isInVain: boolean;
  /** The lease's `reportNeededAfter`. */
  readonly reportNeededAfter: Date | null;
  /** When DANA was queried for the conclusive report that it gave; null if it gave none. */
  readonly reportQueriedAt: Date | null;
  /** The last query to DANA under the lease, for people; absent or null: DANA was not queried. */
  readonly lastQuery?: LastQuery | null;
}

/**
 * The latest times that rows may carry at `now`, by the schedule that writes them. A later one was written before the
 * clock was set back.
 */
export interface LatestTimes {
  readonly now: Date;
  readonly leasedUntil: Date;
  /** Of an order that DANA has not confirmed yet. */
  readonly confirmingDueAt: Date;
  /** Of an order with a pending cancellation or refund. */
  readonly operationDueAt: Date;
  /** Of an order with an incident STUCK that is not resolved, whatever its state. */
  readonly stuckDueAt: Date;
  /** Of any other order. */
  readonly dueAt: Date;
  readonly reportNeededAfter: Date;
}

/** Which process queries DANA about which order, and when. All instants come from the caller's Clock. */
export interface OrderQueue {
  /** Leases up to `limit` orders that are due and not leased, oldest due first; another process's claim skips them. */
  claimDue(now: Date, leasedUntil: Date, limit: number): Promise<Claim>;
  /** Leases one order; null if another process holds its lease. */
  lease(orderId: string, now: Date, leasedUntil: Date): Promise<OrderLease | null>;
  /**
   * Releases the lease if the caller still holds it; a late caller cannot release another's. With `end`, the order is
   * due at its `dueAt`, unless somebody changed the order or needed another report in the meantime: then that call has
   * set the time.
   */
  release(orderId: string, leasedUntil: Date, end?: LeaseEnd): Promise<void>;
  /** True for the first caller within `intervalMs`, over all processes: it may query DANA out of turn. */
  mayQueryNow(orderId: string, now: Date, intervalMs: number): Promise<boolean>;
  /**
   * The same for callers that do not wait, about many orders: those that nobody asked about have become due `now`, unless
   * they were due already. True if there is one. Passes over an order that is being changed right now.
   */
  hasten(orderIds: readonly string[], now: Date, intervalMs: number): Promise<boolean>;
  /** The same, and DANA must report on the order, as after a change with `reportNeededAfter`. */
  requireReport(orderId: string, needed: ReportNeeded): Promise<void>;
  /**
   * Makes orders due at `now` whose times are later than these, ends such leases, and brings such needed reports
   * forward to the latest time; returns how many orders.
   */
  recall(latest: LatestTimes): Promise<number>;
  /** The earliest time at which a claim would find an order that is due and not leased; null if there is none. */
  nextDueAt(): Promise<Date | null>;
}

/**
 * When DANA is queried about orders that were paid: about chargebacks and freezes, of which it notifies nobody. A queue of
 * its own beside `OrderQueue`, so that these queries delay nothing that is pending.
 */
export interface LateQueries {
  /**
   * Takes up to `limit` orders whose late query is due, the longest due first, and puts their queries off until
   * `claimedUntil`: after a crash another process takes them over. Returns their ids.
   */
  claimLateQueries(now: Date, claimedUntil: Date, limit: number): Promise<readonly string[]>;
  /** Sets when the order is queried next, if the caller's claim still stands; null: never again. */
  planLateQuery(orderId: string, claimedUntil: Date, at: Date | null): Promise<void>;
  /** When the next late query is due; null if there is none. */
  nextLateQueryAt(): Promise<Date | null>;
}
