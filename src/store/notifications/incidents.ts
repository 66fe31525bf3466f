import { sql } from 'drizzle-orm';
import type { OrderStore } from '../../use-cases/ports/order-store.ts';
import type { Database } from '../postgres/database.ts';
import { insertRow, prepareStatement, rowParameter } from '../postgres/statement.ts';
import { incidents } from '../tables/order-tables.ts';

/** Inserts the incident of the placeholder `incident`; does nothing if its key is recorded already. */
export const insertIncident = sql`${insertRow(incidents, 'incident')} on conflict (dedupe_key) do nothing`;

/** Records incidents that belong to no change and no notification. */
export function makeIncidents(database: Database): Pick<OrderStore, 'recordIncident'> {
  const insert = prepareStatement(database, insertIncident);
  return {
    async recordIncident(incident, occurredAt) {
      await insert({ incident: rowParameter(incidents, { ...incident, occurredAt }) });
    },
  };
}
