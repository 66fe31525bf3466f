import { expect, test } from 'vitest';
import { createShortLivedCache } from '../../../src/access/short-lived-cache.ts';
import { manualClock } from '../../support/manual-clock.ts';

function open(entriesMax = 10) {
  const clock = manualClock();
  const asked: string[] = [];
  let isAway = false;
  const recall = createShortLivedCache({
    async ask(key) {
      asked.push(key);
      if (isAway) throw new Error('away');
      return asked.length;
    },
    lastsMs: 3_000,
    entriesMax,
    clock,
  });
  return {
    clock,
    asked,
    recall,
    goAway(away: boolean) {
      isAway = away;
    },
  };
}

test('asks once for a while, and again after it', async () => {
  const { clock, asked, recall } = open();
  expect(await Promise.all([recall('a'), recall('a')])).toEqual([1, 1]);
  clock.advance(2_999);
  expect(await recall('a')).toBe(1);
  clock.advance(1);
  expect(await recall('a')).toBe(2);
  expect(asked).toEqual(['a', 'a']);
});

test('does not remember a failure', async () => {
  const { recall, goAway } = open();
  goAway(true);
  await expect(recall('a')).rejects.toThrow('away');
  goAway(false);
  expect(await recall('a')).toBe(2);
});

test('holds no more than it may', async () => {
  const { asked, recall } = open(2);
  for (const key of ['a', 'b', 'c', 'b', 'c', 'a']) await recall(key);
  expect(asked).toEqual(['a', 'b', 'c', 'a']);
});

test('asks anew where the clock was put back, and believes nothing for an hour', async () => {
  const { clock, asked, recall } = open();
  await recall('a');
  clock.advance(-3_600_000);
  await recall('a');
  expect(asked).toEqual(['a', 'a']);
});
