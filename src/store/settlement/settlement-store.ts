import type { SettlementStore } from '../../use-cases/ports/settlement/settlement-store.ts';
import type { Database } from '../postgres/database.ts';
import { makeSettlementImports } from './settlement-imports.ts';

/** The SettlementStore port on Postgres. Every method rejects as those of the OrderStore do. */
export function createSettlementStore(database: Database): SettlementStore {
  return { ...makeSettlementImports(database) };
}
