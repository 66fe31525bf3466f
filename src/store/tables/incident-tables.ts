import { sql } from 'drizzle-orm';
import { check, index, integer, pgEnum, pgTable } from 'drizzle-orm/pg-core';
import { incidentKinds, incidentStatuses } from '../../use-cases/ports/incidents.ts';
import { actor, isWholeActor } from './actor-column.ts';
import { instant, text } from './columns.ts';
import { incidentDetail } from './incident-detail-column.ts';

export const incidentKind = pgEnum('incident_kind', incidentKinds);
export const incidentStatus = pgEnum('incident_status', incidentStatuses);

/** What an operator should check. `order_id` is no foreign key: an incident may concern an order that is missing. */
export const incidents = pgTable(
  'incidents',
  {
    /** See `incidentIdShape`. The database makes it: one statement records incidents and counts those on record. */
    id: text('id').primaryKey().default(sql`'inc_' || gen_random_uuid()`),
    kind: incidentKind('kind').notNull(),
    dedupeKey: text('dedupe_key').notNull().unique('incidents_dedupe_key'),
    orderId: text('order_id'),
    partnerReferenceNo: text('partner_reference_no'),
    detail: incidentDetail('detail').notNull(),
    status: incidentStatus('status').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    lastOccurredAt: instant('last_occurred_at').notNull(),
    occurrenceCount: integer('occurrence_count').notNull(),
    reopenedAt: instant('reopened_at'),
    acknowledgedAt: instant('acknowledged_at'),
    acknowledgedBy: actor('acknowledged_by'),
    resolvedAt: instant('resolved_at'),
    resolvedBy: actor('resolved_by'),
    resolution: text('resolution'),
    /** The notification in the inbox that it is about. No foreign key: retention may purge the inbox. */
    notificationId: text('notification_id'),
    /** When it is to be posted to ALERT_URL; null: it was, since it was raised or reopened. While claimed: until when. */
    alertDueAt: instant('alert_due_at'),
    /** Attempts to post it that failed since it was raised or reopened. */
    alertAttemptCount: integer('alert_attempt_count').notNull().default(0),
  },
  (t) => [
    index('incidents_newest').on(t.occurredAt, t.id),
    index('incidents_newest_by_kind').on(t.kind, t.status, t.occurredAt, t.id),
    index('incidents_newest_by_status').on(t.status, t.occurredAt, t.id),
    index('incidents_alert_due').on(t.alertDueAt).where(sql`${t.alertDueAt} is not null`),
    // Without an ALERT_URL every incident is due for ever; those that failed are few.
    index('incidents_alert_failed').on(t.alertDueAt).where(sql`${t.alertAttemptCount} > 0`),
    index('incidents_unresolved_of_order').on(t.orderId).where(sql`${t.status} <> 'RESOLVED'`),
    index('incidents_unresolved_of_notification').on(t.notificationId).where(sql`${t.status} <> 'RESOLVED'`),
    index('incidents_unresolved_of_reference').on(t.partnerReferenceNo).where(sql`${t.status} <> 'RESOLVED'`),
    check(
      'incidents_resolution_is_whole',
      sql`(${t.status} = 'RESOLVED') = (${t.resolvedAt} is not null)
        and (${t.resolvedAt} is null) = (${t.resolvedBy} is null) and (${t.resolvedAt} is null) = (${t.resolution} is null)`,
    ),
    check(
      'incidents_acknowledgement_is_whole',
      sql`(${t.status} <> 'ACKNOWLEDGED' or ${t.acknowledgedAt} is not null)
        and (${t.acknowledgedAt} is null) = (${t.acknowledgedBy} is null)`,
    ),
    check(
      'incidents_actors_are_whole',
      sql`(${t.acknowledgedBy} is null or ${isWholeActor(t.acknowledgedBy)})
        and (${t.resolvedBy} is null or ${isWholeActor(t.resolvedBy)})`,
    ),
    check('incidents_occurrences_count_from_1', sql`${t.occurrenceCount} >= 1`),
  ],
);
