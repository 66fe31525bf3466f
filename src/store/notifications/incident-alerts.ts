import { sql } from 'drizzle-orm';
import type { AlertQueue, IncidentAlert } from '../../use-cases/ports/incidents.ts';
import type { Database } from '../postgres/database.ts';
import { parameter, prepareRead, prepareStatement, rowReader } from '../postgres/statement.ts';
import { incidents } from '../tables/incident-tables.ts';

const claimedColumns = {
  incidentId: incidents.id,
  kind: incidents.kind,
  status: incidents.status,
  orderId: incidents.orderId,
  partnerReferenceNo: incidents.partnerReferenceNo,
  detail: incidents.detail,
  occurredAt: incidents.occurredAt,
  reopenedAt: incidents.reopenedAt,
  attemptCount: incidents.alertAttemptCount,
};

/** The AlertQueue port on Postgres: a column of each incident says when it is to be posted. */
export function createAlertQueue(database: Database): AlertQueue {
  const claimedUntil = sql`${parameter(incidents.alertDueAt, 'claimedUntil')}::timestamptz`;
  const claim = prepareRead(
    database,
    sql`
      with due as (
        select id, status = 'RESOLVED' and resolved_at < ${parameter(incidents.resolvedAt, 'since')} as is_old
        from ${incidents} where alert_due_at <= ${parameter(incidents.alertDueAt, 'now')}
        order by alert_due_at limit ${sql.placeholder('limit')} for update skip locked
      ), claimed as (
        update ${incidents} set alert_due_at = case when due.is_old then null else ${claimedUntil} end
        from due where incidents.id = due.id
        returning incidents.id, incidents.kind, incidents.status, incidents.order_id, incidents.partner_reference_no,
          incidents.detail, incidents.occurred_at, incidents.reopened_at, incidents.alert_attempt_count, due.is_old
      )
      select id, kind, status, order_id, partner_reference_no, detail, occurred_at, reopened_at, alert_attempt_count
      from claimed where not is_old`,
  );
  const read = rowReader(claimedColumns);
  const ofClaim = sql`
    where id = ${parameter(incidents.id, 'id')} and alert_due_at = ${claimedUntil}`;
  const end = prepareStatement(database, sql`update ${incidents} set alert_due_at = null ${ofClaim}`);
  const putOff = prepareStatement(
    database,
    sql`
      update ${incidents} set alert_due_at = ${parameter(incidents.alertDueAt, 'dueAt')},
        alert_attempt_count = alert_attempt_count + 1
      ${ofClaim}`,
  );

  return {
    async claimAlerts(now, until, since, limit) {
      const rows = await claim({ now, claimedUntil: until, since, limit });
      return rows.map(read).map(({ occurredAt, reopenedAt, ...row }): IncidentAlert => {
        return { ...row, since: reopenedAt ?? occurredAt, claimedUntil: until };
      });
    },
    async recordAlerted({ incidentId, claimedUntil: until }) {
      await end({ id: incidentId, claimedUntil: until });
    },
    async recordAlertFailed({ incidentId, claimedUntil: until }, dueAt) {
      await putOff({ id: incidentId, claimedUntil: until, dueAt });
    },
  };
}
