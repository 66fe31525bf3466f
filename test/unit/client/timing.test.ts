import { expect, test } from 'vitest';
import { defaultTiming, makeBackOff } from '../../../src/client/core/timing.ts';

/** The waits after so many connections that were never live. */
function waits(count: number, fraction: number, askedMs = 0): number[] {
  const waitAfter = makeBackOff(defaultTiming, () => fraction);
  return Array.from({ length: count }, () => waitAfter(null, askedMs));
}

test('the first wait is short and random, and later waits grow up to a maximum', () => {
  expect(waits(8, 0)).toEqual([0, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  expect(waits(1, 0.5)).toEqual([500]);
});

test('a steady connection resets the waits, a short one does not', () => {
  const waitAfter = makeBackOff(defaultTiming, () => 0);
  expect(waitAfter(null, 0)).toBe(0);
  expect(waitAfter(defaultTiming.steadyAfterMs - 1, 0)).toBe(500);
  expect(waitAfter(null, 0)).toBe(1_000);
  expect(waitAfter(defaultTiming.steadyAfterMs, 0)).toBe(0);
  expect(waitAfter(null, 0)).toBe(500);
});

test('the client waits as long as the gateway asks, up to one minute', () => {
  expect(waits(3, 0.5, 3_000)).toEqual([3_500, 3_000, 3_000]);
  expect(waits(3, 0.5, 86_400_000)).toEqual([60_500, 60_000, 60_000]);
});
