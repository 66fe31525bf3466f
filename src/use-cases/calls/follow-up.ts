import type { Queried } from './query-order.ts';

/** What came of calling DANA about whatever is pending of an order. */
export interface FollowUp extends Queried {
  /** DANA must be queried again by then, however long the back-off is; null if the back-off is soon enough. */
  readonly queryAgainAt: Date | null;
}
