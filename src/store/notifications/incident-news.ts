import { type SQL, sql } from 'drizzle-orm';
import { type Actor, gatewayActor } from '../../domain/actor.ts';
import { detailText } from '../../domain/incidents/detail-text.ts';
import type { IncidentNews, OnIncident } from '../../use-cases/ports/incidents.ts';
import { readIncidentDetail } from '../tables/incident-detail-column.ts';

/** A row of a statement that touches incidents: one of them, several, or null for none. As JSON text. */
export interface NewsRow {
  readonly news: string | null;
}

/** Null `step`: a cause that persists, or a fact that DANA repeats, was counted, which is no news. */
type StoredNews = Omit<IncidentNews, 'step' | 'actor'> & {
  readonly step: IncidentNews['step'] | null;
  readonly actor: Actor | null;
};

/** For `returning` of a statement that records incidents; only a new one has been counted once. */
export const returningRecorded: SQL = returning(
  sql`case when incidents.occurrence_count = 1 then 'raised' when incidents.reopened_at = incidents.last_occurred_at then 'reopened' end`,
  sql`null::jsonb`,
  sql`incidents.detail`,
);

/** For `returning` of a statement that resolves incidents. */
export const returningResolved: SQL = returning(
  sql`'resolved'`,
  sql`incidents.resolved_by`,
  sql`incidents.resolution`,
);

/** For `returning` of a statement that acknowledges incidents. */
export const returningAcknowledged: SQL = returning(
  sql`'acknowledged'`,
  sql`incidents.acknowledged_by`,
  sql`incidents.detail`,
);

function returning(step: SQL, actor: SQL, reason: SQL): SQL {
  return sql`
    returning jsonb_build_object('step', ${step}, 'incidentId', incidents.id, 'kind', incidents.kind,
      'orderId', incidents.order_id, 'actor', ${actor}, 'reason', ${reason})::text as news`;
}

/** The news of these parts of a `with`, as one column. */
export function newsOf(...parts: readonly string[]): SQL {
  const all = parts.map((part) => sql`select news from ${sql.identifier(part)}`);
  return sql`(select jsonb_agg(told.news::jsonb) from (${sql.join(all, sql` union all `)}) told)::text as news`;
}

/** Announces what a statement recorded, acknowledged or resolved. */
export function tellNews(rows: readonly NewsRow[], onIncident: OnIncident): void {
  for (const { news } of rows) {
    if (news === null) continue;
    for (const { step, actor, reason, ...rest } of [JSON.parse(news)].flat() as readonly StoredNews[]) {
      if (step === null) continue;
      const said = step === 'resolved' ? reason : detailText(readIncidentDetail(reason), 'EN');
      onIncident({ ...rest, step, actor: actor ?? gatewayActor, reason: said });
    }
  }
}
