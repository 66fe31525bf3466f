import type { Invariant } from '../world/chronicle.ts';
import { runWorld } from '../world/run-world.ts';
import { actorMutants } from './actor-mutants.ts';
import { approvalMutants } from './approval-mutants.ts';
import { attestationMutants } from './attestation-mutants.ts';
import { batchMutants } from './batch-mutants.ts';
import { checkoutMutants } from './checkout-mutants.ts';
import { clockMutants } from './clock-mutants.ts';
import { disputeMutants } from './dispute-mutants.ts';
import { incidentMutants } from './incident-mutants.ts';
import type { Mutant } from './mutation.ts';
import { neededReportMutants } from './needed-report-mutants.ts';
import { providerMutants } from './provider-mutants.ts';
import { settlementMutants } from './settlement-mutants.ts';
import { storeMutants } from './store-mutants.ts';
import { useCaseMutants } from './use-case-mutants.ts';

/** Every planted bug; they test the oracle. */
export const mutants: readonly Mutant[] = [
  ...storeMutants,
  ...actorMutants,
  ...approvalMutants,
  ...attestationMutants,
  ...batchMutants,
  ...providerMutants,
  ...clockMutants,
  ...disputeMutants,
  ...incidentMutants,
  ...useCaseMutants,
  ...checkoutMutants,
  ...neededReportMutants,
  ...settlementMutants,
];

/** The oracle must catch each of them within this many worlds. */
export const huntSeedsMax = 1_000;

export interface Hunt {
  readonly mutant: Mutant;
  /** Null if the oracle missed it. */
  readonly caught: {
    readonly seedCount: number;
    readonly seed: number;
    readonly invariant: Invariant;
    readonly detail: string;
  } | null;
}

/**
 * Runs worlds with a planted bug, from `firstSeed` or its own rare one, until the oracle names a promise that
 * this bug breaks.
 */
export async function hunt(mutant: Mutant, firstSeed: number): Promise<Hunt> {
  for (let seedCount = 1; seedCount <= huntSeedsMax; seedCount++) {
    const seed = (mutant.rareSeed ?? firstSeed) + seedCount - 1;
    const { violations } = await runWorld({ seed, mutation: mutant });
    const named = violations.find(({ invariant }) => mutant.breaks.includes(invariant));
    if (named !== undefined) return { mutant, caught: { seedCount, seed, ...named } };
  }
  return { mutant, caught: null };
}
