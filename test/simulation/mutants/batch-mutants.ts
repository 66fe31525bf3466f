import type { RefundBatches } from '../../../src/use-cases/ports/people/refund-batches.ts';
import type { Mutant } from './mutation.ts';

const withBatches =
  (alter: (batches: RefundBatches) => Partial<RefundBatches>): NonNullable<Mutant['deps']> =>
  (deps) => ({ ...deps, batches: { ...deps.batches, ...alter(deps.batches) } });

/** Bugs in who decides about many refunds at once, and in how they are carried out. */
export const batchMutants: readonly Mutant[] = [
  {
    name: 'a batch above the rule runs without a second person',
    breaks: ['I19'],
    deps: withBatches((batches) => ({
      insertBatch: (batch, lines, dailyReturn) =>
        batches.insertBatch({ ...batch, status: 'RUNNING', needsApproval: false }, lines, dailyReturn),
    })),
  },
  {
    name: 'a batch does not count towards what its requester gives back that day',
    breaks: ['I19'],
    deps: withBatches((batches) => ({
      insertBatch: (batch, lines) => batches.insertBatch(batch, lines, null),
    })),
  },
  {
    name: 'a line that is carried out again gets another number',
    breaks: ['I3', 'I16', 'I19'],
    deps: withBatches((batches) => {
      let attemptCount = 0;
      return {
        async claimBatch(now, leasedUntil, limit) {
          const claimed = await batches.claimBatch(now, leasedUntil, limit);
          attemptCount += 1;
          const again = (no: string) => no.replace(/-(\d+)$/, `-$1${attemptCount}`);
          return (
            claimed && {
              ...claimed,
              lines: claimed.lines.map((line) => ({
                ...line,
                partnerRefundNo: again(line.partnerRefundNo),
              })),
            }
          );
        },
      };
    }),
  },
  {
    name: 'a batch ends with the process that carried it out',
    breaks: ['I15'],
    deps: withBatches((batches) => {
      const own = new Set<string>();
      return {
        async claimBatch(now, leasedUntil, limit) {
          const claimed = await batches.claimBatch(now, leasedUntil, limit);
          const isFirst = claimed !== null && !own.has(claimed.batch.id);
          if (claimed !== null) own.add(claimed.batch.id);
          return isFirst ? claimed : null;
        },
      };
    }),
  },
];
