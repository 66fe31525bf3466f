import { expect, test } from 'vitest';
import { systemClock } from '../../../src/simulator/clock.ts';

const day = 24 * 60 * 60 * 1000;

test('an advance runs everything that became due once, in the order of the instants', () => {
  const clock = systemClock();
  const startMs = clock.now().getTime();
  const rung: string[] = [];
  clock.at(new Date(startMs + 3 * day), () => rung.push('third'));
  clock.at(new Date(startMs + day), () => rung.push('first'));
  clock.at(new Date(startMs + 2 * day), () => rung.push('second'));
  clock.at(new Date(startMs + 60 * day), () => rung.push('beyond setTimeout'));
  const cancel = clock.at(new Date(startMs + day), () => rung.push('cancelled'));
  cancel();
  clock.advance(2 * day);
  expect(rung).toEqual(['first', 'second']);
  clock.advance(100 * day);
  expect(rung).toEqual(['first', 'second', 'third', 'beyond setTimeout']);
  expect(clock.now().getTime() - startMs).toBeGreaterThanOrEqual(102 * day);
});

test('an instant that has passed runs soon, but not before the call returned', async () => {
  const clock = systemClock();
  let hasReturned = false;
  const rungAfterReturn = new Promise<boolean>((resolve) =>
    clock.at(new Date(0), () => resolve(hasReturned)),
  );
  hasReturned = true;
  expect(await rungAfterReturn).toBe(true);
});
