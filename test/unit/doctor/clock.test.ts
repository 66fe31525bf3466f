import { describe, expect, test } from 'vitest';
import { checkClock, checkDatabaseClock, checkTimeZone } from '../../../src/doctor/check-clock.ts';

describe('time', () => {
  test.each([
    [-420, 'ok'],
    [0, 'fail'],
  ])('%d minutes from Jakarta’s zone: %s', (offset, verdict) => {
    expect(checkTimeZone(offset)).toMatchObject({ verdict });
  });

  const date = 'Thu, 15 Jan 2026 03:00:00 GMT';
  const atMs = Date.parse(date) + 500;
  test.each([
    [0, 'ok', '0.0 s'],
    [4_000, 'ok', '4.0 s ahead of'],
    [-30_000, 'warn', '30.0 s behind'],
    [7 * 60 * 60_000, 'fail', 'ahead of'],
  ])('a clock that is %d ms ahead: %s', (offsetMs, verdict, says) => {
    const finding = checkClock(date, atMs + offsetMs - 100, atMs + offsetMs + 100);
    expect(finding).toMatchObject({ verdict, says: expect.stringContaining(says) });
  });

  test('an answer without a date proves nothing', () => {
    expect(checkClock(null, 0, 0)).toMatchObject({ verdict: 'warn' });
    expect(checkClock('yesterday', 0, 0)).toMatchObject({ verdict: 'warn' });
  });
});

test.each([
  [0, 'ok'],
  [1_900, 'ok'],
  [-2_100, 'warn'],
  [60_000, 'warn'],
])('a machine %d ms ahead of the database: %s', (aheadMs, verdict) => {
  const clock = { readMs: 1_000_000, sentAtMs: 1_000_000 + aheadMs, answeredAtMs: 1_000_000 + aheadMs };
  expect(checkDatabaseClock({ clock })).toMatchObject({ check: 'database clock', verdict });
});
