import { sql } from 'drizzle-orm';
import { check, index, pgEnum, pgTable, primaryKey, uniqueIndex } from 'drizzle-orm/pg-core';
import { approvalActs, approvalStatuses, attestedActs, type Evidence } from '../../domain/approval.ts';
import { actor, isWholeActor } from './actor-column.ts';
import { instant, json, sen, text } from './columns.ts';
import { orders } from './order-tables.ts';
import { refunds } from './refund-tables.ts';

export const approvalAct = pgEnum('approval_act', approvalActs);
export const approvalStatus = pgEnum('approval_status', approvalStatuses);

const attested = sql.raw(attestedActs.map((act) => `'${act}'`).join(', '));

/** Requests to give money back, or to record a fact that people know, on which a second person decides. Each is written with the change of its order. */
export const approvals = pgTable(
  'approvals',
  {
    id: text('id').primaryKey(),
    orderId: text('order_id')
      .notNull()
      .references(() => orders.id),
    act: approvalAct('act').notNull(),
    amount: sen('amount').notNull(),
    partnerRefundNo: text('partner_refund_no').unique('approvals_partner_refund_no'),
    reason: text('reason'),
    contentHash: text('content_hash'),
    /** Of a fact that people attest. */
    evidence: json<Evidence>('evidence'),
    /** The refund to which an adjustment belongs. */
    refundId: text('refund_id').references(() => refunds.id),
    requestedBy: actor('requested_by').notNull(),
    requestedAt: instant('requested_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    status: approvalStatus('status').notNull(),
    decidedBy: actor('decided_by'),
    endedAt: instant('ended_at'),
    decisionReason: text('decision_reason'),
  },
  (t) => [
    index('approvals_newest').on(t.requestedAt, t.id),
    index('approvals_newest_by_status').on(t.status, t.requestedAt, t.id),
    index('approvals_newest_of_order').on(t.orderId, t.requestedAt, t.id),
    index('approvals_waiting').on(t.expiresAt).where(sql`${t.status} = 'WAITING'`),
    check('approvals_amount_is_positive', sql`${t.amount} > 0`),
    check('approvals_expire_after_their_request', sql`${t.expiresAt} > ${t.requestedAt}`),
    check(
      'approvals_requester_is_known',
      sql`${isWholeActor(t.requestedBy)} and ${t.requestedBy} ->> 'id' is not null`,
    ),
    // The second person is a person, and not the one who requested it, whichever key each of them used.
    check(
      'approvals_need_two_people',
      sql`${t.decidedBy} is null or (${t.decidedBy} ->> 'kind' = 'OPERATOR'
        and ${t.decidedBy} ->> 'id' is not null and ${t.decidedBy} ->> 'id' <> ${t.requestedBy} ->> 'id')`,
    ),
    check(
      'approvals_end_is_whole',
      sql`(${t.status} = 'WAITING') = (${t.endedAt} is null)
        and (${t.status} in ('GRANTED', 'REFUSED')) = (${t.decidedBy} is not null)
        and (${t.decidedBy} is null) = (${t.decisionReason} is null)`,
    ),
    check(
      'approvals_of_refunds_have_a_number',
      sql`(${t.act} = 'REFUND') = (${t.partnerRefundNo} is not null)
        and (${t.act} = 'CANCELLATION') = (${t.contentHash} is null)`,
    ),
    // A fact that DANA does not report is attested by two people, with evidence, and once.
    check(
      'approvals_of_facts_have_evidence',
      sql`(${t.act}::text in (${attested})) = (${t.evidence} is not null)
        and (${t.evidence} is null or coalesce(length(${t.evidence} ->> 'text') > 0
          and length(${t.evidence} ->> 'reference') > 0, false))
        and (${t.evidence} is null or ${t.requestedBy} ->> 'kind' = 'OPERATOR')
        and (${t.act}::text = 'ADJUSTMENT_ASSIGNED') = (${t.refundId} is not null)`,
    ),
    uniqueIndex('approvals_one_for_each_fact')
      .on(t.orderId, t.act, sql`(${t.evidence} ->> 'reference')`)
      .where(sql`${t.evidence} is not null and ${t.status} in ('WAITING', 'GRANTED')`),
  ],
);

/**
 * What each person or key requested to give back, by day in Jakarta. A request adds to its row in the statement that
 * records it, so of two requests that together exceed a limit, one violates a constraint here and is not recorded.
 */
export const dailyReturns = pgTable(
  'daily_returns',
  {
    actorId: text('actor_id').notNull(),
    day: text('day').notNull(),
    /** Everything requested, whatever became of it. */
    requested: sen('requested').notNull(),
    /** The part that nobody else had to approve. */
    alone: sen('alone').notNull(),
    /** The limits at the last request; null: none. */
    requestedMax: sen('requested_max'),
    aloneMax: sen('alone_max'),
  },
  (t) => [
    primaryKey({ columns: [t.actorId, t.day] }),
    check('daily_returns_are_within_the_ceiling', sql`${t.requested} <= ${t.requestedMax}`),
    check('daily_returns_alone_are_within_the_rule', sql`${t.alone} <= ${t.aloneMax}`),
    check('daily_returns_alone_are_requested', sql`${t.alone} between 0 and ${t.requested}`),
  ],
);
