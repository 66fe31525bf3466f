import type { Asked } from './query-order.ts';

/** What came of asking DANA for whatever it owes about an order. */
export interface FollowUp extends Asked {
  /** DANA is to be asked again by then, however long the back-off is by now; null where that is soon enough. */
  readonly askAgainAt: Date | null;
}
