import type { SettlementReads } from '../../../src/use-cases/ports/settlement/settlement-store.ts';

/** Nobody has imported a settlement file. */
export const noSettlement: SettlementReads = {
  readCases: async () => [],
  listSources: async () => [],
  pageImports: async () => ({ items: [], hasNextPage: false, hasPreviousPage: false }),
};
