import { describe, expect, test } from 'vitest';
import { createOrderWatchers } from '../../../src/store/feed/order-watchers.ts';
import {
  makeWatchOrder,
  outageMaxMs,
  readAgainMs,
  safetyReadMs,
  streamGraceMs,
} from '../../../src/use-cases/orders/watch-order.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { anOrder, birth } from '../../support/orders.ts';
import { isLong } from '../../support/sample.ts';
import { createWatchWorld, type WatchWorld, type WatchWorldOptions } from './watch-world.ts';

/** One order, one change, one watcher, and nothing goes wrong. */
const calm: WatchWorldOptions = {
  commitCounts: [1],
  clients: [0],
  dropsMax: 0,
  doublesMax: 0,
  outagesMax: 0,
  failuresMax: 0,
};

/** Until everything that was set in motion has come to rest: a batch is sent at the end of a turn. */
async function settle(): Promise<void> {
  for (let turns = 0; turns < 2; turns += 1) await new Promise<void>((next) => setImmediate(next));
}

/**
 * Takes one step after another until there is none, each as `choose` says. Throws the history where the world is not
 * as promised then.
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

/** The steps of a small world in every order they can happen in, one after another; how many those are. */
async function playEveryOrder(options: WatchWorldOptions): Promise<number> {
  /** What was chosen at each branch, and out of how many; the next history differs in the last that can. */
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
  };
  return play(options, `seed ${seed} (WATCH_SEED=${seed} plays it alone)`, roll);
}

describe('a larger world, in orders drawn by seed', () => {
  const onlySeed = process.env.WATCH_SEED;
  const seedsCount = isLong ? 300_000 : 1_000;
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

/** A world whose client has seen everything so far, and waits. */
async function aWaitingWorld(commitsCount: number): Promise<WatchWorld> {
  const world = await createWatchWorld({ ...calm, commitCounts: [commitsCount] });
  await doAll(world, (name) => name.startsWith('client') || name.startsWith('query'));
  return world;
}

async function doNext(world: WatchWorld, name: string): Promise<void> {
  await world
    .steps()
    .find((step) => step.name === name)
    ?.run();
  await settle();
}

/** Takes the steps that are meant, and those that follow from them, until there is none. */
async function doAll(world: WatchWorld, isMeant: (name: string) => boolean): Promise<void> {
  for (;;) {
    const step = world.steps().find(({ name }) => isMeant(name));
    if (step === undefined) return;
    await step.run();
    await settle();
  }
}

const answers = (name: string) => name.startsWith('query') || name.startsWith('client');

describe('a watcher', () => {
  test('that hears nothing any more looks by itself, and sees what it missed', async () => {
    const world = await aWaitingWorld(1);
    await doAll(world, (name) => name === 'order 0 changes');
    world.advance(safetyReadMs - 1);
    await doAll(world, answers);
    expect(world.clients[0]?.seen.map(({ version }) => version)).toEqual([1]);
    world.advance(1);
    await settle();
    await doAll(world, answers);
    expect(world.clients[0]?.seen.map(({ version }) => version)).toEqual([1, 2]);
    world.close();
  });

  test('looks together with those who began about when it did, and nobody later than he is owed', async () => {
    const clock = manualClock();
    const looks: number[] = [];
    const readOrder = async (id: string) => {
      looks.push(clock.now().getTime() - birth.getTime());
      return anOrder({ id });
    };
    const feed = createOrderWatchers();
    const watchOrder = makeWatchOrder({ readOrder, feed, clock });
    const { signal } = new AbortController();
    const startsMs = [0, 7, 13, 29, 44, 51];
    for (const [index, startMs] of startsMs.entries()) {
      clock.advance(startMs - (startsMs[index - 1] ?? 0));
      const states = watchOrder(`order-${index}`, { afterVersion: null, signal });
      await states.next();
      void states.next();
      await settle();
    }
    looks.length = 0;
    for (let ms = 51; ms < safetyReadMs + 60; ms += 1) {
      clock.advance(1);
      if (ms >= safetyReadMs - 60) await settle();
    }
    // The first began a moment before the others' time, on the very instant.
    expect(looks).toEqual([0, 0, 0, 0, 0, 50].map((offset) => safetyReadMs + offset));
    feed.close();
  });

  test('is done a minute after the order came to rest, and not before', async () => {
    const world = await aWaitingWorld(1);
    await doAll(world, (name) => name === 'order 0 changes' || name.startsWith('wake-up') || answers(name));
    world.advance(streamGraceMs - 1);
    await settle();
    await doAll(world, answers);
    expect(world.feed.count()).toBe(1);
    world.advance(1);
    await settle();
    await doAll(world, (name) => name.startsWith('query'));
    expect(world.feed.count()).toBe(0);
    expect(await world.clients[0]?.states?.next()).toEqual({ done: true, value: undefined });
  });

  test('whose client leaves while it reads is gone as soon as it has read', async () => {
    const world = await createWatchWorld({ ...calm, dropsMax: 1 });
    await doAll(world, (name) => name.endsWith('connects') || name.endsWith('takes'));
    await doAll(world, (name) => name.endsWith('drops'));
    expect(world.feed.count()).toBe(1);
    await doAll(world, (name) => name.startsWith('query'));
    expect(world.feed.count()).toBe(0);
  });

  /** The database is away for the next reads of the only client, which looks again after each. */
  async function failReads(world: WatchWorld, forMs: number): Promise<void> {
    for (let lookedMs = 0; lookedMs < forMs; lookedMs += readAgainMs) {
      await world.failRead();
      world.advance(readAgainMs);
      await settle();
    }
  }

  test('sits out a database that is away, again and again, and sees what happened meanwhile', async () => {
    const world = await aWaitingWorld(2);
    for (const version of [2, 3]) {
      await doNext(world, 'order 0 changes');
      await doAll(world, (name) => name === 'wake-up of order 0');
      await failReads(world, outageMaxMs);
      await doAll(world, answers);
      expect(world.clients[0]?.seen.at(-1)?.version).toBe(version);
    }
    world.close();
  });

  test('gives up where the database is away for long', async () => {
    const world = await aWaitingWorld(1);
    await doAll(world, (name) => name === 'order 0 changes' || name.startsWith('wake-up'));
    await failReads(world, outageMaxMs);
    await world.failRead();
    expect(world.clients[0]?.failure).toMatchObject({ name: 'StoreUnavailable' });
    expect(world.feed.count()).toBe(0);
  });
});
