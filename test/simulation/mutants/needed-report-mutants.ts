import type { Mutant } from './mutation.ts';
import { withStore } from './store-mutants.ts';

const endOfTime = new Date(8.64e15);

/** Bugs in how long a report about an order stays needed. They rarely show. */
export const neededReportMutants: readonly Mutant[] = [
  {
    name: 'a query without an answer counts as the report that was needed',
    breaks: ['I2', 'I3'],
    rareSeed: 60_644,
    deps: withStore((store) => ({
      release: (orderId, leasedUntil, end) =>
        store.release(orderId, leasedUntil, end && { ...end, reportQueriedAt: endOfTime }),
    })),
  },
  {
    name: 'a change of the order forgets that a report is needed',
    breaks: ['I2', 'I3'],
    rareSeed: 32_510,
    deps: (deps, database) =>
      withStore((store) => ({
        async change(orderId, decide, options) {
          const outcome = await store.change(orderId, decide, options);
          const row = database.store.tables.orders.get(orderId);
          if (outcome.kind === 'changed' && row !== undefined) row.reportNeededAfter = null;
          return outcome;
        },
      }))(deps, database),
  },
];
