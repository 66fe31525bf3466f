import { parseArgs } from 'node:util';
import { liveThroughMany } from './many-worlds.ts';
import { hunt, mutants } from './mutants/hunt.ts';
import { createTally, describeFailure } from './report/tally.ts';
import { runWorld } from './world/run-world.ts';

/**
 * `npm run simulate -- --seeds N [--seed S]`: worlds S to S + N − 1 (default of S: 1).
 * `npm run simulate -- --seed S`: this world alone, described step by step.
 * `npm run simulate -- --mutants [--seed S]`: plants one bug after the other and counts those that are caught.
 */
const { values } = parseArgs({
  options: { seeds: { type: 'string' }, seed: { type: 'string' }, mutants: { type: 'boolean' } },
});

const seedsDefault = 1_000;
/** How often the progress of a long run is printed. */
const progressEvery = 10_000;

if (values.mutants) await huntAll(wholeNumber(values.seed ?? '1'));
else if (values.seed !== undefined && values.seeds === undefined) await tellOne(wholeNumber(values.seed));
else await runMany(wholeNumber(values.seed ?? '1'), wholeNumber(values.seeds ?? String(seedsDefault)));

async function tellOne(seed: number): Promise<void> {
  const result = await runWorld({ seed, isNarrated: true });
  for (const line of result.lines) console.log(line);
  console.log('');
  if (result.violations.length === 0) console.log(`Seed ${seed}: every promise was kept.`);
  else for (const line of describeFailure(result)) console.log(line);
  process.exitCode = result.violations.length === 0 ? 0 : 1;
}

async function runMany(firstSeed: number, count: number): Promise<void> {
  const tally = createTally();
  const decided = await liveThroughMany(firstSeed, count, (result) => {
    tally.add(result);
    // At once: whoever ends a long run early knows what it found.
    if (result.violations.length > 0) for (const line of describeFailure(result)) console.log(line);
    if (tally.seedCount % progressEvery === 0) {
      console.log(`${tally.seedCount} seeds, ${tally.failed.length} with violations`);
    }
  });
  for (const line of tally.lines(decided)) console.log(line);
  process.exitCode = tally.failed.length === 0 ? 0 : 1;
}

async function huntAll(firstSeed: number): Promise<void> {
  let caughtCount = 0;
  for (const mutant of mutants) {
    const { caught } = await hunt(mutant, firstSeed);
    if (caught !== null) caughtCount++;
    console.log(
      caught === null
        ? `GOT AWAY  ${mutant.name}`
        : `caught after ${String(caught.seedCount).padStart(4)} seeds  ${mutant.name}\n${' '.repeat(26)}${caught.invariant}: ${caught.detail}`,
    );
  }
  console.log(`${caughtCount} of ${mutants.length} planted bugs caught`);
  process.exitCode = caughtCount === mutants.length ? 0 : 1;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new Error(`not a whole number: ${text}`);
  return Number(text);
}
