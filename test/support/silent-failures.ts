import type { RoundFailures } from '../../src/use-cases/background/round-failures.ts';

/** For background work whose failures a test does not follow. */
export const silentFailures: RoundFailures = {
  failed: async () => undefined,
  succeeded: async () => undefined,
};
