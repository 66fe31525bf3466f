import type { WorkLists } from '../../src/use-cases/ports/people/work-lists.ts';

const nothing = { count: 0, sum: 0n };

/** Nothing happened today, and nothing is open. */
export const noWork: WorkLists = {
  pagePending: async () => ({ items: [], hasNextPage: false, hasPreviousPage: false }),
  dayTotals: async () => ({ paid: nothing, givenBack: nothing, chargedBack: nothing, settled: nothing }),
  openTotals: async () => ({
    unknown: nothing,
    awaitingPayment: nothing,
    refunds: nothing,
    cancellations: nothing,
  }),
};
