import type { Approval } from '../../src/domain/approval.ts';
import type { Ceilings } from '../../src/domain/approval-rules.ts';
import type { RefundBatch, RefundBatchLine } from '../../src/domain/batches/refund-batch.ts';
import type { MerchantEvent } from '../../src/domain/merchant-event.ts';
import type { Order } from '../../src/domain/order.ts';
import type { OrderEvent } from '../../src/domain/order-event.ts';
import type { Refund } from '../../src/domain/refund.ts';
import type { LastReport } from '../../src/domain/verdict.ts';
import type { InboxDisposition, InboxEntry, StoredNotification } from '../../src/use-cases/ports/inbox.ts';
import type { Incident } from '../../src/use-cases/ports/incidents.ts';

/** A row of `orders`. */
export interface StoredOrder {
  order: Order;
  readonly request: string;
  readonly phoneDigits: string | null;
  dueAt: Date | null;
  attemptCount: number;
  reportNeededAfter: Date | null;
  leasedUntil: Date | null;
  lateQueryAt: Date | null;
  askedAt: Date | null;
  /** The last query that DANA answered clearly. */
  answered: LastReport | null;
  unansweredAt: Date | null;
}

/** A row of `refund_batches`, with its lines. */
export interface StoredBatch {
  readonly batch: RefundBatch;
  readonly lines: readonly RefundBatchLine[];
  readonly leasedUntil: Date | null;
}

/** A row of `inbox`. */
export interface InboxRow extends StoredNotification {
  readonly orderVersion: number | null;
}

/** Everything that the store contains, for the oracle of a simulation. */
export interface Tables {
  readonly orders: Map<string, StoredOrder>;
  /** Which checkout uses a reference, for itself or for an attempt; null: an order by itself. */
  readonly references: Map<string, string | null>;
  readonly events: Map<string, OrderEvent[]>;
  /** Every event in the order of the writes, which are committed one by one here. */
  readonly log: MerchantEvent[];
  readonly refunds: Map<string, { refund: Refund; readonly request: string | null }>;
  readonly approvals: Map<string, Approval>;
  readonly batches: Map<string, StoredBatch>;
  /** By requester and day. */
  readonly dailyReturns: Map<string, { readonly requested: bigint; readonly alone: bigint }>;
  /** By the id of the person or key. */
  readonly ceilings: Map<string, Ceilings>;
  readonly inbox: Map<string, InboxRow>;
  /** When DANA first declined a repeat, by operation. */
  readonly repeatDeclines: Map<string, Date>;
  /** By dedupeKey. */
  readonly incidents: Map<string, Incident>;
}

/** How a notification ends that contains nothing new for its order. */
export function unchangedDisposition(
  inbox: Tables['inbox'],
  news: InboxEntry,
  orderId: string,
): InboxDisposition {
  const isSaid = [...inbox.values()].some(
    ({ entry, orderId: toldId }) =>
      toldId === orderId &&
      entry.id !== news.id &&
      entry.latestTransactionStatus === news.latestTransactionStatus &&
      entry.amount === news.amount,
  );
  return isSaid ? 'DUPLICATE' : 'NO_OP';
}
