import type { Asked } from './query-order.ts';

/** What came of asking DANA for whatever it owes about an order. */
export interface FollowUp extends Asked {
  /** DANA is to be asked again by then, however long the back-off is by now; null where that is soon enough. */
  readonly askAgainAt: Date | null;
}

/** The earlier of two instants, where there are two. */
export function earliest(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
