import type { OnIncident } from '../../use-cases/ports/incidents.ts';
import type { SettlementStore } from '../../use-cases/ports/settlement/settlement-store.ts';
import type { Database } from '../postgres/database.ts';
import { makeSettlementCases } from './settlement-cases.ts';
import { makeSettlementImports } from './settlement-imports.ts';
import { makeSettlementPages } from './settlement-pages.ts';
import { makeSettlementSources } from './settlement-sources.ts';

/** The SettlementStore port on Postgres. Every method rejects as those of the OrderStore do. */
export function createSettlementStore(
  database: Database,
  onIncident: OnIncident = () => undefined,
): SettlementStore {
  return {
    ...makeSettlementImports(database),
    ...makeSettlementCases(database, onIncident),
    ...makeSettlementPages(database),
    ...makeSettlementSources(database),
  };
}
