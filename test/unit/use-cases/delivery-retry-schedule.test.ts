import { describe, expect, test } from 'vitest';
import { deliveryWindowMs, nextAttemptAt } from '../../../src/use-cases/events/delivery-retry-schedule.ts';
import { birth } from '../../support/orders.ts';

const birthPlus = (ms: number) => new Date(birth.getTime() + ms);
const waitMs = (attemptCount: number, fraction: number) => {
  const at = nextAttemptAt({ attemptCount, firstAttemptAt: birth }, birth, fraction);
  return at === null ? null : at.getTime() - birth.getTime();
};

describe('the retry schedule of webhooks', () => {
  test.each([
    [0, 5_000],
    [1, 10_000],
    [2, 20_000],
    [8, 1_280_000],
    [9, 1_800_000],
    [1_000, 1_800_000],
  ])('after failure %i (counted from 0), the next attempt follows in %i ms', (attemptCount, expected) => {
    expect(waitMs(attemptCount, 0)).toBe(expected);
  });

  test('adds up to a fifth to each wait, so that deliveries that failed together are not retried together', () => {
    expect(waitMs(0, 0.5)).toBe(5_500);
    expect(waitMs(9, 0.999)).toBe(2_159_640);
  });

  test('makes the last attempt when the 24 hours end, and none after it', () => {
    const delivery = { attemptCount: 60, firstAttemptAt: birth };
    const end = birthPlus(deliveryWindowMs);
    expect(nextAttemptAt(delivery, birthPlus(deliveryWindowMs - 60_000), 0)).toEqual(end);
    expect(nextAttemptAt(delivery, end, 0)).toBeNull();
  });

  test('attempts a delivery about fifty times if the receiver is down all day', () => {
    let attempts = 1;
    for (let at: Date | null = birth; at !== null; attempts++) {
      at = nextAttemptAt({ attemptCount: attempts - 1, firstAttemptAt: birth }, at, 0.5);
    }
    expect(attempts).toBeGreaterThan(45);
    expect(attempts).toBeLessThan(65);
  });
});
