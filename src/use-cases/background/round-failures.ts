import type { Clock } from '../ports/clock.ts';
import type { Incidents } from '../ports/incidents.ts';
import type { Log } from '../ports/log.ts';
import { causeOf } from './cause-of.ts';

/** So many rounds in a row fail before an operator hears of it: a database that restarts is no incident. */
const failuresMax = 3;

/** Hears how each round of some background work ended, and lets an operator know while the work does not succeed. */
export interface RoundFailures {
  /** Counts a failure; the third in a row, and each one after it, records the incident of this work. */
  failed(work: string, error: unknown): Promise<void>;
  /** Resolves the incident of this work, also one that an earlier process recorded. */
  succeeded(work: string): Promise<void>;
}

/** Makes the record of one process. Neither method rejects: while nothing can be recorded, the next round tries again. */
export function makeRoundFailures({
  incidents,
  clock,
  log,
}: {
  readonly incidents: Pick<Incidents, 'recordIncident' | 'resolveCause'>;
  readonly clock: Clock;
  readonly log: Log;
}): RoundFailures {
  /** Failures since the last success; 0: the work has no incident that this process knows of. */
  const counts = new Map<string, number>();

  async function record(work: string, step: Promise<void>): Promise<boolean> {
    try {
      await step;
      return true;
    } catch (error) {
      log.warn('background.failures_unrecorded', { work, error });
      return false;
    }
  }

  return {
    async failed(work, error) {
      const count = (counts.get(work) ?? 0) + 1;
      counts.set(work, count);
      if (count < failuresMax) return;
      const cause = causeOf(error);
      const detail = { code: 'WORK_FAILS', work, failureCount: failuresMax, cause } as const;
      await record(work, incidents.recordIncident({ ...incidentOf(work), detail }, clock.now()));
    },
    async succeeded(work) {
      if (counts.get(work) === 0) return;
      const step = { at: clock.now(), resolution: 'A round of this work has succeeded' };
      if (await record(work, incidents.resolveCause(incidentOf(work).dedupeKey, step))) counts.set(work, 0);
    },
  };
}

function incidentOf(work: string) {
  const kind = 'BACKGROUND_WORK_FAILING' as const;
  return { kind, dedupeKey: `${kind}:${work}`, orderId: null, partnerReferenceNo: null };
}
