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

test('a whole burst passes at every moment, in one or in pieces, and not one more', () => {
  for (let place = 1; place <= 1_000; place += 1) {
    const elapsedMs = place * 1_234.567_89;
    const rate = { perSecondMax: 0.03, burstMax: 7 };
    const whole = createRateLimiter(rate, 100);
    expect(whole('a', elapsedMs, 7)).toBeNull();
    expect(whole('a', elapsedMs)).toBeGreaterThan(33_000);
    const pieces = createRateLimiter(rate, 100);
    for (let piece = 0; piece < 7; piece += 1) expect(pieces('a', elapsedMs)).toBeNull();
    expect(pieces('a', elapsedMs)).toBeGreaterThan(33_000);
  }
});
