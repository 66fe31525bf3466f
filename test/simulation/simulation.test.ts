import { describe, expect, test } from 'vitest';
import { sampleOf } from '../support/sample.ts';
import { hunt, mutants } from './mutants/hunt.ts';
import { regressions } from './regressions.ts';
import { describeFailure } from './report/tally.ts';
import { runWorld } from './world/run-world.ts';

/** `SIMULATION_SEED` moves the sample: each run of continuous integration runs other worlds, and prints which. */
const firstSeed = Number(process.env.SIMULATION_SEED ?? 1);
const sampleCount = 200;
/** Long enough for a busy machine; a failure shows at once. */
const patienceMs = 120_000;

describe(`worlds from seed ${firstSeed}`, () => {
  test(`${sampleCount} worlds keep every promise`, { timeout: patienceMs }, async () => {
    const failures: string[] = [];
    for (let seed = firstSeed; seed < firstSeed + sampleCount; seed++) {
      const result = await runWorld({ seed });
      if (result.violations.length > 0) failures.push(...describeFailure(result));
    }
    expect(failures).toEqual([]);
  });

  test('the same seed gives the same world, step by step', async () => {
    const [once, again] = [
      await runWorld({ seed: firstSeed, isNarrated: true }),
      await runWorld({ seed: firstSeed, isNarrated: true }),
    ];
    expect(again.lines).toEqual(once.lines);
    expect(once.lines.length).toBeGreaterThan(0);
  });

  test.each(regressions)(
    'seed $seed finds no broken promise any more: $story',
    { timeout: patienceMs },
    async ({ seed }) => {
      expect((await runWorld({ seed })).violations).toEqual([]);
    },
  );
});

describe('the oracle catches', () => {
  // `npm run simulate -- --mutants` hunts all of them.
  test.each(sampleOf(mutants, 4))('$name', { timeout: patienceMs }, async (mutant) => {
    const { caught } = await hunt(mutant, 1);
    expect(mutant.breaks).toContain(caught?.invariant);
  });
});
