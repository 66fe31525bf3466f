import { describe, expect, test } from 'vitest';
import { isLong } from '../../support/sample.ts';
import { createWatchWorld, type WatchWorldOptions } from './watch-world.ts';

/** One order, one change, one watcher, and nothing goes wrong. */
const calm: WatchWorldOptions = {
  commitCounts: [1],
  clients: [0],
  dropsMax: 0,
  doublesMax: 0,
  outagesMax: 0,
  failuresMax: 0,
  isOwnProcess: false,
};

/** Waits until everything that was started has ended: a batch is sent at the end of a turn. */
async function settle(): Promise<void> {
  for (let turns = 0; turns < 2; turns += 1) await new Promise<void>((next) => setImmediate(next));
}

/**
 * Runs one step after another, each chosen by `choose`, until there is none. Throws the history if the world then breaks
 * a promise.
 */
async function play(
  options: WatchWorldOptions,
  name: string,
  choose: (count: number) => number,
): Promise<void> {
  const world = await createWatchWorld(options);
  const history: string[] = [];
  for (let steps = world.steps(); steps.length > 0; steps = world.steps()) {
    const step = steps[steps.length === 1 ? 0 : choose(steps.length)];
    history.push(step?.name ?? '');
    await step?.run();
    await settle();
  }
  const fault = await world.fault();
  world.close();
  if (fault !== null) throw new Error(`${name}: ${fault}\n  ${history.join('\n  ')}`);
}

/** Plays the steps of a small world in every possible sequence; returns how many there are. */
async function playEveryOrder(options: WatchWorldOptions): Promise<number> {
  /** The choice at each branch, and out of how many; the next history differs at the last branch that can. */
  const path: { choice: number; count: number }[] = [];
  for (let histories = 1; ; histories += 1) {
    let depth = 0;
    await play(options, `history ${histories}`, (count) => {
      const branch = path[depth] ?? { choice: 0, count };
      path[depth] = branch;
      depth += 1;
      return branch.choice;
    });
    for (let last = path.at(-1); last && last.choice === last.count - 1; last = path.at(-1)) path.pop();
    const branch = path.at(-1);
    if (branch === undefined) return histories;
    branch.choice += 1;
  }
}

describe('a small world, in every order its steps can happen in', () => {
  test.each([
    ['two changes', { ...calm, commitCounts: [2] }, 500],
    ['a connection that is lost, and resumes', { ...calm, dropsMax: 1 }, 3_000],
    ['a bus that is away for a while', { ...calm, outagesMax: 1 }, 600],
    ['a wake-up that comes twice', { ...calm, doublesMax: 1 }, 100],
    ['a read that fails', { ...calm, failuresMax: 1 }, 100],
    ['two changes by the watchers’ own process', { ...calm, commitCounts: [2], isOwnProcess: true }, 500],
    ['an own change, and a connection that is lost', { ...calm, dropsMax: 1, isOwnProcess: true }, 2_000],
    ['an own change that is announced twice', { ...calm, doublesMax: 1, isOwnProcess: true }, 100],
  ])(
    '%s: the last state is seen and versions grow',
    async (_, options, historiesMin) => {
      expect(await playEveryOrder(options)).toBeGreaterThan(historiesMin);
    },
    60_000,
  );
});

/** Numbers that look random and are the same for the same seed (mulberry32). */
function makeDice(seed: number): (count: number) => number {
  let state = seed;
  return (count) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  };
}

/** A larger world, different for each seed: three clients on two orders, and everything may go wrong. */
function playSeed(seed: number): Promise<void> {
  const roll = makeDice(seed);
  const options = {
    commitCounts: [1 + roll(3), 1 + roll(2)],
    clients: [0, roll(2), 1],
    dropsMax: roll(3),
    doublesMax: roll(3),
    outagesMax: roll(2),
    failuresMax: roll(3),
    isOwnProcess: roll(2) === 0,
  };
  return play(options, `seed ${seed} (WATCH_SEED=${seed} plays it alone)`, roll);
}

describe('a larger world, in orders drawn by seed', () => {
  const onlySeed = process.env.WATCH_SEED;
  const seedsCount = isLong ? 300_000 : 400;
  const timeoutMs = isLong ? 3_600_000 : 180_000;
  /** Worlds that share the turns of one event loop; they know nothing of each other. */
  const worldsAtOnce = 100;

  test(
    'the last state is seen by all, versions grow, and nobody sees a foreign order',
    async () => {
      if (onlySeed !== undefined) return playSeed(Number(onlySeed));
      for (let seed = 1; seed <= seedsCount; seed += worldsAtOnce) {
        await Promise.all(Array.from({ length: worldsAtOnce }, (_, index) => playSeed(seed + index)));
      }
    },
    timeoutMs,
  );
});
