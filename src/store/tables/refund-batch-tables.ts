import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgEnum, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import {
  lineRefusals,
  refundBatchLineStatuses,
  refundBatchStatuses,
} from '../../domain/batches/refund-batch.ts';
import { actor, isWholeActor } from './actor-column.ts';
import { instant, sen, text } from './columns.ts';
import { orders } from './order-tables.ts';

export const refundBatchStatus = pgEnum('refund_batch_status', refundBatchStatuses);
export const refundBatchLineStatus = pgEnum('refund_batch_line_status', refundBatchLineStatuses);
export const lineRefusal = pgEnum('line_refusal', lineRefusals);

/** Many refunds that are requested, approved and carried out as one. */
export const refundBatches = pgTable(
  'refund_batches',
  {
    id: text('id').primaryKey(),
    batchNo: text('batch_no').notNull().unique('refund_batches_batch_no'),
    contentHash: text('content_hash').notNull(),
    status: refundBatchStatus('status').notNull(),
    reason: text('reason').notNull(),
    lineCount: integer('line_count').notNull(),
    refundCount: integer('refund_count').notNull(),
    amount: sen('amount').notNull(),
    requestedBy: actor('requested_by').notNull(),
    requestedAt: instant('requested_at').notNull(),
    needsApproval: boolean('needs_approval').notNull(),
    expiresAt: instant('expires_at').notNull(),
    decidedBy: actor('decided_by'),
    decidedAt: instant('decided_at'),
    decisionReason: text('decision_reason'),
    stopReason: text('stop_reason'),
    /** Until then only the process that holds the lease carries out lines, or nobody does. */
    leasedUntil: instant('leased_until'),
  },
  (t) => [
    index('refund_batches_newest').on(t.requestedAt, t.id),
    index('refund_batches_newest_by_status').on(t.status, t.requestedAt, t.id),
    index('refund_batches_waiting').on(t.expiresAt).where(sql`${t.status} = 'WAITING'`),
    check(
      'refund_batches_are_counted',
      sql`${t.refundCount} between 0 and ${t.lineCount} and ${t.amount} >= 0`,
    ),
    check(
      'refund_batches_requester_is_known',
      sql`${isWholeActor(t.requestedBy)} and ${t.requestedBy} ->> 'id' is not null`,
    ),
    // The second person is a person, and not the one who requested it, whichever key each of them used.
    check(
      'refund_batches_need_two_people',
      sql`${t.decidedBy} is null or (${t.decidedBy} ->> 'kind' = 'OPERATOR'
        and ${t.decidedBy} ->> 'id' is not null and ${t.decidedBy} ->> 'id' <> ${t.requestedBy} ->> 'id')`,
    ),
    // What needs a second person does not run without one.
    check(
      'refund_batches_run_when_approved',
      sql`not ${t.needsApproval} or ${t.status} in ('WAITING', 'REFUSED', 'EXPIRED') or ${t.decidedBy} is not null`,
    ),
    check(
      'refund_batches_decision_is_whole',
      sql`(${t.decidedBy} is null) = (${t.decidedAt} is null) and (${t.decidedBy} is null) = (${t.decisionReason} is null)`,
    ),
    check(
      'refund_batches_say_why_they_stopped',
      sql`(${t.status} = 'STOPPED') = (${t.stopReason} is not null)`,
    ),
  ],
);

/** The refunds of batches. Whether one that was requested succeeded is in `refunds`, under its number. */
export const refundBatchLines = pgTable(
  'refund_batch_lines',
  {
    batchId: text('batch_id')
      .notNull()
      .references(() => refundBatches.id),
    lineNo: integer('line_no').notNull(),
    partnerReferenceNo: text('partner_reference_no').notNull(),
    orderId: text('order_id').references(() => orders.id),
    amount: sen('amount'),
    reason: text('reason'),
    partnerRefundNo: text('partner_refund_no').notNull(),
    status: refundBatchLineStatus('status').notNull(),
    refusal: lineRefusal('refusal'),
  },
  (t) => [
    primaryKey({ columns: [t.batchId, t.lineNo] }),
    // Small: the lines that are still to be carried out.
    index('refund_batch_lines_waiting').on(t.batchId, t.lineNo).where(sql`${t.status} = 'WAITING'`),
    check('refund_batch_lines_refusal_is_told', sql`(${t.status} = 'REFUSED') = (${t.refusal} is not null)`),
    check(
      'refund_batch_lines_can_be_sent',
      sql`${t.status} = 'REFUSED' or (${t.orderId} is not null and ${t.amount} > 0)`,
    ),
  ],
);
