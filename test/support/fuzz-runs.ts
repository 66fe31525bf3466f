const isLong = process.env.TEST_LONG === '1';

/** A test that tries at random takes its small sample in `npm test`, and hundreds of thousands with TEST_LONG=1. */
export function fuzzRuns(sampleCount: number): number {
  return isLong ? 200_000 : sampleCount;
}

/** The time such a test may take. */
export const fuzzMs = isLong ? 4 * 60 * 60_000 : 30_000;

/** What random tests draw from: another TEST_SEED, other cases; the same one, the same. */
export const fuzzSeed = Number(process.env.TEST_SEED ?? 20_260_115);
