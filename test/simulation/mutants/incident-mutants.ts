import type { Mutant } from './mutation.ts';
import { withStore } from './store-mutants.ts';

/** Bugs in what operators hear of, and in what becomes of their steps. */
export const incidentMutants: readonly Mutant[] = [
  {
    name: 'each attempt raises an incident of its own',
    breaks: ['I15'],
    deps: withStore((store, { chance }) => ({
      recordIncident: (incident, occurredAt) =>
        store.recordIncident(
          { ...incident, dedupeKey: `${incident.dedupeKey}:${chance.uuid()}` },
          occurredAt,
        ),
    })),
  },
  {
    name: 'nobody hears of a chargeback',
    breaks: ['I15'],
    deps: withStore((store) => ({
      change: (orderId, decide, options) =>
        store.change(
          orderId,
          (order, refunds) => {
            const change = decide(order, refunds);
            if (change?.event.fact.type !== 'CHARGED_BACK') return change;
            const { incident: _, ...silent } = change;
            return silent;
          },
          options,
        ),
    })),
  },
  {
    name: 'an incident about a long silence outlives it',
    breaks: ['I15'],
    deps: withStore((store) => ({
      endSilences: async () => {},
      change: (orderId, decide, options) =>
        store.change(
          orderId,
          (order, refunds) => {
            const change = decide(order, refunds);
            if (change === null) return null;
            const { conclusion: _, ...inconclusive } = change;
            return inconclusive;
          },
          options,
        ),
    })),
  },
];
