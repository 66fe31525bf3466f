/**
 * Runs worlds in a process of its own, forked by `many-worlds.ts`: sends one message for each batch of seeds
 * that it gets, and when there are no more seeds, one message with the lifecycle cells it has seen. Ends with
 * its parent.
 */
import { coverLifecycle } from './report/lifecycle-coverage.ts';
import { runWorld, type WorldResult } from './world/run-world.ts';

export type WorldsTask =
  | { readonly kind: 'live'; readonly firstSeed: number; readonly count: number }
  | { readonly kind: 'end' };

export type WorldsNews =
  | { readonly kind: 'lived'; readonly results: readonly WorldResult[] }
  | { readonly kind: 'ended'; readonly cellCount: number; readonly uncovered: readonly string[] };

const coverage = coverLifecycle();

async function live(firstSeed: number, count: number): Promise<WorldResult[]> {
  const results: WorldResult[] = [];
  for (let seed = firstSeed; seed < firstSeed + count; seed++) results.push(await runWorld({ seed }));
  return results;
}

process.on('message', async (task: WorldsTask) => {
  const news: WorldsNews =
    task.kind === 'live'
      ? { kind: 'lived', results: await live(task.firstSeed, task.count) }
      : { kind: 'ended', ...coverage.summary() };
  process.send?.(news);
});
process.on('disconnect', () => process.exit(0));
