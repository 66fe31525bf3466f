import { sql } from 'drizzle-orm';
import { check, index, pgTable } from 'drizzle-orm/pg-core';
import { actor, isWholeActor } from './actor-column.ts';
import { instant, sen, text } from './columns.ts';
import { operationStatus, orders } from './order-tables.ts';
import { isLong } from './settlement-conditions.ts';

/** The refunds of all orders, the pending and the failed ones too. */
export const refunds = pgTable(
  'refunds',
  {
    id: text('id').primaryKey(),
    orderId: text('order_id')
      .notNull()
      .references(() => orders.id),
    partnerRefundNo: text('partner_refund_no').notNull().unique('refunds_partner_refund_no'),
    refundNo: text('refund_no'),
    amount: sen('amount').notNull(),
    reason: text('reason'),
    /** Who requested the refund. */
    actor: actor('actor').notNull(),
    status: operationStatus('status').notNull(),
    returned: sen('returned').notNull(),
    returnedAt: instant('returned_at'),
    contentHash: text('content_hash').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    /** The exact body of Refund Order. Null if retention has purged it. */
    request: text('request'),
  },
  (t) => [
    index('refunds_refund_no').on(t.refundNo).where(sql`${t.refundNo} is not null`),
    index('refunds_updated_at').on(t.updatedAt),
    // Small: refunds that DANA can have made on any of several days. For the settlement files of the days between.
    index('refunds_long').on(t.updatedAt).where(isLong(t.createdAt, t.updatedAt)),
    index('refunds_of_order').on(t.orderId, t.createdAt, t.id),
    // Small: refunds that are pending. For the metrics and for people.
    index('refunds_pending').on(t.createdAt, t.id).where(sql`${t.status} = 'PENDING'`),
    // For retention, which reads the refunds in the order of their age.
    index('refunds_oldest').on(t.createdAt, t.id),
    check('refunds_amount_is_positive', sql`${t.amount} > 0`),
    check(
      'refunds_returned_is_within_amount',
      sql`${t.returned} between 0 and ${t.amount} and (${t.returned} > 0) = (${t.returnedAt} is not null)
        and (${t.returned} = 0 or ${t.status} = 'SUCCEEDED')`,
    ),
    check('refunds_actor_is_whole', isWholeActor(t.actor)),
  ],
);

/** When DANA first declined a repeat of a cancellation or refund; the gateway needs it to call such a decline final. */
export const repeatDeclines = pgTable('repeat_declines', {
  operation: text('operation').primaryKey(),
  declinedAt: instant('declined_at').notNull(),
});
