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
