import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { CellsDecided } from './report/lifecycle-coverage.ts';
import type { WorldResult } from './world/run-world.ts';
import type { WorldsNews, WorldsTask } from './worlds-process.ts';

/** Seeds that a process runs before it requests more. */
const batchCount = 100;

/**
 * Runs the worlds of these seeds on every core; `onResult` is called for each as it ends. A world is alone in its
 * process, so that a seed gives the same world however many processes there are.
 */
export async function liveThroughMany(
  firstSeed: number,
  count: number,
  onResult: (result: WorldResult) => void,
): Promise<CellsDecided> {
  let nextSeed = firstSeed;
  const endSeed = firstSeed + count;

  function nextTask(): WorldsTask {
    if (nextSeed >= endSeed) return { kind: 'end' };
    const batch = { firstSeed: nextSeed, count: Math.min(batchCount, endSeed - nextSeed) };
    nextSeed += batch.count;
    return { kind: 'live', ...batch };
  }

  /** One process from its first batch to its last. */
  async function keepBusy(child: ChildProcess): Promise<CellsDecided> {
    try {
      for (;;) {
        const news = await ask(child, nextTask());
        if (news.kind === 'ended') return news;
        news.results.forEach(onResult);
      }
    } finally {
      child.disconnect();
    }
  }

  const processesCount = Math.min(availableParallelism(), Math.ceil(count / batchCount));
  const children = Array.from({ length: processesCount }, startProcess);
  const [first, ...others] = await Promise.all(children.map(keepBusy));
  if (first === undefined) throw new RangeError('no seeds');
  const uncovered = first.uncovered.filter((cell) => others.every((one) => one.uncovered.includes(cell)));
  return { cellCount: first.cellCount, uncovered };
}

function startProcess(): ChildProcess {
  return fork(join(import.meta.dirname, 'worlds-process.ts'), {
    execArgv: ['--import', 'tsx'],
    // The result of a world contains maps.
    serialization: 'advanced',
  });
}

function ask(child: ChildProcess, task: WorldsTask): Promise<WorldsNews> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error('a process of the simulation has gone'));
    child.once('exit', gone);
    child.once('message', (news) => {
      child.off('exit', gone);
      resolve(news as WorldsNews);
    });
    child.send(task);
  });
}
