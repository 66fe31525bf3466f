import { eq, type SQL, sql } from 'drizzle-orm';
import { gatewayActor } from '../../domain/actor.ts';
import {
  type Incident,
  type NewIncident,
  type OnIncident,
  recurrenceMs,
  recurringKinds,
} from '../../use-cases/ports/incidents.ts';
import type { OrderStore } from '../../use-cases/ports/order-store.ts';
import type { Database } from '../postgres/database.ts';
import { withStoreErrors } from '../postgres/errors.ts';
import {
  insertRows,
  parameter,
  prepareStatement,
  type RowParameter,
  rowParameter,
  rowsParameter,
} from '../postgres/statement.ts';
import { incidents } from '../tables/incident-tables.ts';
import { inbox, orders } from '../tables/order-tables.ts';
import {
  type NewsRow,
  returningAcknowledged,
  returningRecorded,
  returningResolved,
  tellNews,
} from './incident-news.ts';

const literals = (texts: readonly string[]) => sql.raw(texts.map((text) => `'${text}'`).join(', '));

/** Whether the cause of a resolved incident has come back. */
const isBack = sql`(incidents.status = 'RESOLVED' and excluded.occurred_at > incidents.resolved_at
  and excluded.kind in (${literals(recurringKinds)}))`;
const ifBack = (then: SQL, column: string) =>
  sql`${sql.identifier(column)} = case when ${isBack} then ${then} else incidents.${sql.identifier(column)} end`;

/**
 * What becomes of an incident whose cause is on record: it is counted once in `recurrenceMs`, and reopened as it was
 * told last if its cause has come back. Otherwise nothing is written.
 */
const countOrReopen = sql`
  on conflict (dedupe_key) do update set
    last_occurred_at = excluded.occurred_at, occurrence_count = incidents.occurrence_count + 1,
    ${ifBack(sql`excluded.occurred_at`, 'reopened_at')}, ${ifBack(sql`excluded.occurred_at`, 'alert_due_at')},
    ${ifBack(sql`0`, 'alert_attempt_count')}, ${ifBack(sql`excluded.status`, 'status')},
    ${sql.join(
      ['acknowledged_at', 'acknowledged_by', 'resolved_at', 'resolved_by', 'resolution'].map((column) =>
        ifBack(sql`null`, column),
      ),
      sql`, `,
    )},
    ${sql.join(
      ['order_id', 'partner_reference_no', 'detail'].map((column) =>
        ifBack(sql`excluded.${sql.identifier(column)}`, column),
      ),
      sql`, `,
    )}
  where ${isBack}
    or excluded.occurred_at >= incidents.last_occurred_at + ${sql.raw(`interval '${recurrenceMs} ms'`)}`;

/** Records the incidents of the placeholder `incidents` if `condition` is met; none if the placeholder carries null. */
export function recordIncidentsIf(condition: SQL): SQL {
  return sql`
    ${insertRows(incidents, 'incidents')} where ${condition} ${countOrReopen} ${returningRecorded}`;
}

/** An incident with its time. `notificationId`: the notification that it is about. */
export interface IncidentAt {
  readonly incident: NewIncident;
  readonly occurredAt: Date;
  readonly notificationId?: string;
}

/** The value of the placeholder `incidents`. Of several with one cause, the first counts. */
export function incidentsParameter(all: readonly IncidentAt[]): string {
  const byCause = new Map<string, RowParameter>();
  for (const { incident, occurredAt, notificationId = null } of all) {
    if (byCause.has(incident.dedupeKey)) continue;
    const times = { occurredAt, lastOccurredAt: occurredAt, occurrenceCount: 1 };
    const alert = { alertDueAt: occurredAt, alertAttemptCount: 0 };
    const row = { ...incident, ...times, ...alert, status: 'OPEN' as const, notificationId };
    byCause.set(incident.dedupeKey, rowParameter(incidents, row));
  }
  return rowsParameter([...byCause.values()]);
}

/** Updates incidents that are not resolved: a fact resolves them. `from`, conditions and `returningResolved` follow. */
export function resolveIncidents(at: SQL, resolution: SQL): SQL {
  const gateway = sql.raw(`'${JSON.stringify(gatewayActor)}'::jsonb`);
  return sql`
    update ${incidents} set status = 'RESOLVED', resolved_at = greatest(${at}, incidents.last_occurred_at),
      resolved_by = ${gateway}, resolution = ${resolution}`;
}

/**
 * The condition of the incidents of a stored notification `told`, of one of these kinds and not resolved. DANA repeats
 * a notification under another id; all that say the same of the same order share one incident.
 */
export function isAboutNotification(kinds: readonly ('ORPHANED' | 'QUARANTINED')[]): SQL {
  return sql`
    incidents.status <> 'RESOLVED' and incidents.kind in (${literals(kinds)}) and (
      incidents.notification_id = told.id
      or incidents.partner_reference_no = told.partner_reference_no and exists (
        select from ${inbox} first_told where first_told.id = incidents.notification_id
          and first_told.latest_transaction_status is not distinct from told.latest_transaction_status
          and first_told.amount is not distinct from told.amount
      )
    )`;
}

/** Reads a row; which notification it is about, and whether it was posted, are the store's own. */
export function readIncident({
  notificationId: _notification,
  alertDueAt: _dueAt,
  alertAttemptCount: _attemptCount,
  ...row
}: typeof incidents.$inferSelect): Incident {
  return row;
}

/** Incidents about silences that one statement resolves. */
const silencesMax = 1_000;

type Incidents = Pick<
  OrderStore,
  | 'recordIncident'
  | 'resolveCause'
  | 'findIncident'
  | 'acknowledgeIncident'
  | 'resolveIncident'
  | 'endSilences'
>;

/** Records incidents that belong to no change and no notification, and what operators do about incidents. */
export function makeIncidents(database: Database, onIncident: OnIncident): Incidents {
  const record = prepareStatement<NewsRow>(database, recordIncidentsIf(sql`true`));
  const endCause = prepareStatement<NewsRow>(
    database,
    sql`
      ${resolveIncidents(sql`${parameter(incidents.resolvedAt, 'at')}`, sql`${parameter(incidents.resolution, 'resolution')}`)}
      where dedupe_key = ${parameter(incidents.dedupeKey, 'dedupeKey')} and status <> 'RESOLVED'
      ${returningResolved}`,
  );
  const byId = database
    .select()
    .from(incidents)
    .where(eq(incidents.id, parameter(incidents.id, 'id')))
    .prepare('find_incident');
  const acknowledge = prepareStatement<NewsRow>(
    database,
    sql`
      update ${incidents} set status = 'ACKNOWLEDGED',
        acknowledged_at = ${parameter(incidents.acknowledgedAt, 'at')},
        acknowledged_by = ${parameter(incidents.acknowledgedBy, 'by')}
      where id = ${parameter(incidents.id, 'id')} and status = 'OPEN'
      ${returningAcknowledged}`,
  );
  const resolve = prepareStatement<NewsRow>(
    database,
    sql`
      update ${incidents} set status = 'RESOLVED', resolved_at = ${parameter(incidents.resolvedAt, 'at')},
        resolved_by = ${parameter(incidents.resolvedBy, 'by')},
        resolution = ${parameter(incidents.resolution, 'resolution')}
      where id = ${parameter(incidents.id, 'id')} and status <> 'RESOLVED'
      ${returningResolved}`,
  );

  const endSilences = prepareStatement<NewsRow>(
    database,
    sql`
      ${resolveIncidents(sql`${parameter(incidents.resolvedAt, 'at')}`, sql`'DANA has answered: version ' || known.version`)}
      from (
        select silence.id, orders.version from ${incidents} silence join ${orders} on orders.id = silence.order_id
        where silence.kind = 'UNKNOWN_FOR_LONG' and silence.status <> 'RESOLVED' and silence.order_id is not null
          and orders.status <> 'CONFIRMING' and orders.refund_pending = 0
          and orders.cancellation_status is distinct from 'PENDING' and orders.report_needed_after is null
        limit ${sql.raw(String(silencesMax))}
      ) known
      where incidents.id = known.id and incidents.status <> 'RESOLVED'
      ${returningResolved}`,
  );

  async function findIncident(id: string): Promise<Incident | null> {
    const [row] = await withStoreErrors(byId.execute({ id }));
    return row === undefined ? null : readIncident(row);
  }

  return {
    async recordIncident(incident, occurredAt) {
      tellNews(await record({ incidents: incidentsParameter([{ incident, occurredAt }]) }), onIncident);
    },
    async resolveCause(dedupeKey, { at, resolution }) {
      tellNews(await endCause({ dedupeKey, at, resolution }), onIncident);
    },
    findIncident,
    async acknowledgeIncident(id, { by, at }) {
      tellNews(await acknowledge({ id, by, at }), onIncident);
      return findIncident(id);
    },
    async resolveIncident(id, { by, at, resolution }) {
      tellNews(await resolve({ id, by, at, resolution }), onIncident);
      return findIncident(id);
    },
    async endSilences(at) {
      tellNews(await endSilences({ at }), onIncident);
    },
  };
}
