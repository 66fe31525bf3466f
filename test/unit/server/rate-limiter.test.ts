import { expect, test } from 'vitest';
import { createRateLimiter } from '../../../src/server/admission/rate-limiter.ts';

test('lets a burst through, then one for each interval', () => {
  const admit = createRateLimiter({ perSecondMax: 10, burstMax: 3 }, 100);
  expect([0, 0, 0].map((ms) => admit('a', ms))).toEqual([null, null, null]);
  expect(admit('a', 0)).toBe(100);
  expect(admit('a', 40)).toBe(60);
  expect(admit('a', 100)).toBeNull();
  expect(admit('a', 100)).toBe(100);
});

test('what is refused does not count', () => {
  const admit = createRateLimiter({ perSecondMax: 1, burstMax: 1 }, 100);
  admit('a', 0);
  for (let ms = 1; ms < 1_000; ms += 1) expect(admit('a', ms)).toBe(1_000 - ms);
  expect(admit('a', 1_000)).toBeNull();
});

test('holds no more names than it may, and forgets the one that came longest ago', () => {
  const admit = createRateLimiter({ perSecondMax: 1, burstMax: 1 }, 2);
  for (const name of ['a', 'b', 'c']) admit(name, 0);
  expect(admit('b', 0)).toBe(1_000);
  expect(admit('c', 0)).toBe(1_000);
  expect(admit('a', 0)).toBeNull();
});
