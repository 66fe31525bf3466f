import { describe, expect, test } from 'vitest';
import {
  dueLateQueryAt,
  lateQueryDaysDefault,
  lateRetryAt,
  nextLateQueryAt,
} from '../../../../src/use-cases/changes/late-schedule.ts';
import { minute } from '../../../support/orders.ts';

const minuteMs = 60_000;
const dayMinutes = 24 * 60;
const paidAt = minute(0);
const day = (count: number) => minute(count * dayMinutes);
const days = lateQueryDaysDefault;

describe('the days after a payment', () => {
  test('are 1, 3, 7, 14, 30, 60, 90 and 120', () => {
    const times: Date[] = [];
    for (
      let at = nextLateQueryAt(paidAt, days, paidAt);
      at !== null;
      at = nextLateQueryAt(paidAt, days, at)
    ) {
      times.push(at);
    }
    expect(times).toEqual([1, 3, 7, 14, 30, 60, 90, 120].map(day));
  });

  test('one query makes up for all that are due', () => {
    expect(dueLateQueryAt(paidAt, days, minute(dayMinutes - 1))).toBeNull();
    expect(dueLateQueryAt(paidAt, days, day(1))).toEqual(day(1));
    expect(dueLateQueryAt(paidAt, days, day(20))).toEqual(day(14));
    expect(dueLateQueryAt(paidAt, days, day(500))).toEqual(day(120));
    expect(nextLateQueryAt(paidAt, days, day(20))).toEqual(day(30));
    expect(nextLateQueryAt(paidAt, [], paidAt)).toBeNull();
  });
});

describe('an unanswered query', () => {
  test.each([
    ['at once', 0, 1],
    ['after five minutes', 5, 5],
    ['after an hour', 60, 60],
    ['after two days', 2 * dayMinutes, 12 * 60],
  ])('that is overdue %s is repeated after as long, within bounds', (_, overdue, wait) => {
    const now = minute(dayMinutes + overdue);
    expect(lateRetryAt(day(1), now, 0)).toEqual(minute(dayMinutes + overdue + wait));
    const late = lateRetryAt(day(1), now, 0.999)?.getTime() ?? 0;
    expect(late - now.getTime()).toBeLessThan(wait * 1.1 * minuteMs);
  });

  test('is given up a month after it was due', () => {
    expect(lateRetryAt(day(120), day(150), 0)).not.toBeNull();
    expect(lateRetryAt(day(120), minute(151 * dayMinutes), 0)).toBeNull();
  });
});
