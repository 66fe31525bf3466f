import type { Mutant } from './mutation.ts';
import { withStore } from './store-mutants.ts';

/** Bugs that show if somebody sets a clock. */
export const clockMutants: readonly Mutant[] = [
  {
    name: 'times that a clock which was set back has left in the future are never looked at',
    breaks: ['I2'],
    deps: withStore(() => ({ recall: async () => 0 })),
  },
  {
    name: 'a lease of before a clock was set back is not ended',
    breaks: ['I2'],
    deps: withStore((store) => ({
      recall: (latest) =>
        store.recall({ ...latest, leasedUntil: new Date(latest.leasedUntil.getTime() + dayMs) }),
    })),
  },
];

const dayMs = 24 * 60 * 60_000;
