import { test } from 'vitest';

/** `npm run test:long` attempts every case, `npm test` a sample of the large product spaces. */
export const isLong = process.env.TEST_LONG === '1';

/** Seeds random tests and picks the samples: the same TEST_SEED attempts the same cases. */
export const testSeed = Number(process.env.TEST_SEED ?? 1);

/**
 * Returns one in `oneIn` of the cases, or all with TEST_LONG=1. Only for product spaces (kills, faults × calls,
 * points of a race): named behaviours run on every run. Another `turn` picks other cases.
 */
export function sampleOf<Case>(cases: readonly Case[], oneIn: number, turn = 0): readonly Case[] {
  return isLong ? cases : cases.filter((_, index) => (index + turn + testSeed) % oneIn === 0);
}

/**
 * The `test` of browser walkthroughs, which take seconds each: `npm test` runs one in `oneIn` and reports the
 * others as skipped, TEST_LONG=1 runs all. Behaviour that needs no browser is never sampled.
 */
export function testInTurn(oneIn: number): (name: string, run: () => Promise<void>) => void {
  let turn = testSeed;
  return (name, run) => test.runIf(isLong || turn++ % oneIn === 0)(name, run);
}

/**
 * Whether `npm test` runs the `turn`th of `oneIn` long stories this time, by TEST_SEED; TEST_LONG=1 runs all. What
 * does not run is reported as skipped.
 */
export function isInTurn(turn: number, oneIn: number): boolean {
  return isLong || (testSeed + turn) % oneIn === 0;
}

/**
 * Returns how many random cases a test attempts: `sampleCount`, or 200,000 with TEST_LONG=1. Never bounded by
 * time.
 */
export function fuzzRuns(sampleCount: number): number {
  return isLong ? 200_000 : sampleCount;
}

/** A random test that takes longer than this is believed to hang, in milliseconds. */
export const fuzzMs = isLong ? 4 * 60 * 60_000 : 30_000;
