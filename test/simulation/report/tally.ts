import { invariants, type Violation } from '../world/chronicle.ts';
import type { WorldResult } from '../world/run-world.ts';
import type { CellsDecided } from './lifecycle-coverage.ts';

/** The results of many worlds. */
export interface Tally {
  add(result: WorldResult): void;
  readonly seedCount: number;
  readonly failed: readonly WorldResult[];
  /** The summary, line by line. */
  lines(decided: CellsDecided): string[];
}

/** Failing seeds that are named; the others are counted. */
const namedMax = 20;

export function createTally(): Tally {
  const startedMs = performance.now();
  const faultCounts = new Map<string, number>();
  const crashCounts = new Map<string, number>();
  const failed: WorldResult[] = [];
  let seedCount = 0;
  let eventCount = 0;

  function addAll(counts: Map<string, number>, more: ReadonlyMap<string, number>): void {
    for (const [kind, count] of more) counts.set(kind, (counts.get(kind) ?? 0) + count);
  }

  return {
    add(result) {
      seedCount++;
      eventCount += result.eventCount;
      addAll(faultCounts, result.faultCounts);
      addAll(crashCounts, result.crashCounts);
      if (result.violations.length > 0) failed.push(result);
    },
    failed,
    get seedCount() {
      return seedCount;
    },
    lines({ cellCount, uncovered }) {
      const seconds = (performance.now() - startedMs) / 1_000;
      return [
        '',
        'Faults, by kind',
        ...table(faultCounts),
        '',
        `Crashes, by point (${crashCounts.size} points)`,
        ...table(crashCounts),
        '',
        `Lifecycle: ${cellCount - uncovered.length} of ${cellCount} cells decided in`,
        ...uncovered.map((cell) => `  never: ${cell}`),
        '',
        ...failed.slice(0, namedMax).flatMap(describeFailure),
        `${seedCount} seeds, ${eventCount} events, ${failed.length} with violations, ` +
          `${Math.round(seedCount / seconds)} seeds per second`,
      ];
    },
  };
}

function table(counts: ReadonlyMap<string, number>): string[] {
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => `  ${String(count).padStart(9)}  ${kind}`);
}

/** The broken promise, how it was broken, and how to see it again. */
export function describeFailure({ seed, violations }: WorldResult): string[] {
  return [
    `Seed ${seed}: npm run simulate -- --seed ${seed}`,
    ...violations.map((violation) => `  ${describeViolation(violation)}`),
  ];
}

export function describeViolation({ invariant, detail }: Violation): string {
  return `${invariant} (${invariants[invariant]}): ${detail}`;
}
