import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createShortLivedCache } from '../../../src/access/short-lived-cache.ts';
import { manualClock } from '../../support/manual-clock.ts';

function open(entriesMax = 10) {
  const clock = manualClock();
  const loaded: string[] = [];
  let isAway = false;
  const get = createShortLivedCache({
    async load(key) {
      loaded.push(key);
      if (isAway) throw new Error('away');
      return loaded.length;
    },
    ttlMs: 3_000,
    entriesMax,
    clock,
  });
  return {
    clock,
    loaded,
    get,
    goAway(away: boolean) {
      isAway = away;
    },
  };
}

test('asks once for a while, and again after it', async () => {
  const { clock, loaded, get } = open();
  expect(await Promise.all([get('a'), get('a')])).toEqual([1, 1]);
  clock.advance(2_999);
  expect(await get('a')).toBe(1);
  clock.advance(1);
  expect(await get('a')).toBe(2);
  expect(loaded).toEqual(['a', 'a']);
});

test('does not remember a failure', async () => {
  const { get, goAway } = open();
  goAway(true);
  await expect(get('a')).rejects.toThrow('away');
  goAway(false);
  expect(await get('a')).toBe(2);
});

test('holds no more than it may', async () => {
  const { loaded, get } = open(2);
  for (const key of ['a', 'b', 'c', 'b', 'c', 'a']) await get(key);
  expect(loaded).toEqual(['a', 'b', 'c', 'a']);
});

test('a value ages by elapsed time, whatever is done to the clock', async () => {
  const { clock, loaded, get } = open();
  await get('a');
  clock.step(-3_600_000);
  await get('a');
  expect(loaded).toEqual(['a']);
  clock.advance(3_000);
  await get('a');
  expect(loaded).toEqual(['a', 'a']);
});

test('a value that nobody asks for again is let go, long before there are too many', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const clock = manualClock();
  const get = createShortLivedCache({
    load: async (key) => ({ key }),
    ttlMs: 3_000,
    entriesMax: 1_000,
    clock,
  });
  const left = new WeakRef(await get('left'));
  clock.advance(3_000);
  await get('another');
  await nextTurn();
  collectGarbage();
  expect(left.deref()).toBeUndefined();
});
