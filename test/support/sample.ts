import { test } from 'vitest';

/** `npm run test:long` attempts everything, `npm test` a sample: another one each time TEST_SEED changes. */
export const isLong = process.env.TEST_LONG === '1';

/** What random tests draw from, and samples are chosen by: another TEST_SEED, other cases; the same one, the same. */
export const testSeed = Number(process.env.TEST_SEED ?? 1);

/** One in `oneIn` of the cases, or all with TEST_LONG=1. Samples with another `turn` are of other cases. */
export function sampleOf<Case>(cases: readonly Case[], oneIn: number, turn = 0): readonly Case[] {
  return isLong ? cases : cases.filter((_, index) => (index + turn + testSeed) % oneIn === 0);
}

/**
 * The `test` of a file whose cases are slow and written one by one: `npm test` runs one in `oneIn` and tells of the others
 * as skipped, TEST_LONG=1 runs all.
 */
export function testInTurn(oneIn: number): (name: string, run: () => Promise<void>) => void {
  let turn = testSeed;
  return (name, run) => test.runIf(isLong || turn++ % oneIn === 0)(name, run);
}

/** How many random cases a test attempts: its sample in `npm test`, and hundreds of thousands with TEST_LONG=1. */
export function fuzzRuns(sampleCount: number): number {
  return isLong ? 200_000 : sampleCount;
}

/** The time such a test may take. */
export const fuzzMs = isLong ? 4 * 60 * 60_000 : 30_000;
