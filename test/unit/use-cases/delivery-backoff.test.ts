import { describe, expect, test } from 'vitest';
import { deliveryWindowMs, nextAttemptAt } from '../../../src/use-cases/events/delivery-backoff.ts';
import { birth } from '../../support/orders.ts';

const birthPlus = (ms: number) => new Date(birth.getTime() + ms);
const waitMs = (attemptCount: number, fraction: number) => {
  const at = nextAttemptAt({ attemptCount, firstAttemptAt: birth }, birth, fraction);
  return at === null ? null : at.getTime() - birth.getTime();
};

describe('the next attempt', () => {
  test.each([
    [0, 5_000],
    [1, 10_000],
    [2, 20_000],
    [8, 1_280_000],
    [9, 1_800_000],
    [1_000, 1_800_000],
  ])('after %i failures comes %i ms later', (attemptCount, expected) => {
    expect(waitMs(attemptCount, 0)).toBe(expected);
  });

  test('is scattered by up to a fifth, so that what failed together comes back apart', () => {
    expect(waitMs(0, 0.5)).toBe(5_500);
    expect(waitMs(9, 0.999)).toBe(2_159_640);
  });

  test('is the last one when the day ends, and then there is none', () => {
    const delivery = { attemptCount: 60, firstAttemptAt: birth };
    const end = birthPlus(deliveryWindowMs);
    expect(nextAttemptAt(delivery, birthPlus(deliveryWindowMs - 60_000), 0)).toEqual(end);
    expect(nextAttemptAt(delivery, end, 0)).toBeNull();
  });

  test('a receiver that is away all day is asked some fifty times', () => {
    let attempts = 1;
    for (let at: Date | null = birth; at !== null; attempts++) {
      at = nextAttemptAt({ attemptCount: attempts - 1, firstAttemptAt: birth }, at, 0.5);
    }
    expect(attempts).toBeGreaterThan(45);
    expect(attempts).toBeLessThan(65);
  });
});
