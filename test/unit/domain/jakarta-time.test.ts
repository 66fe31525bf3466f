import { expect, it } from 'vitest';
import { formatJakartaTime, parseJakartaDay } from '../../../src/domain/jakarta-time.ts';

it.each([
  ['2026-01-15T03:00:00.000Z', '2026-01-15T10:00:00+07:00'],
  ['2026-01-15T03:00:00.999Z', '2026-01-15T10:00:00+07:00'],
  ['2026-12-31T17:00:00.000Z', '2027-01-01T00:00:00+07:00'],
])('writes %s as %s', (instant, text) => {
  expect(formatJakartaTime(new Date(instant))).toBe(text);
  expect(text).toHaveLength(25);
});

it('reads a day of the calendar as its midnight in Jakarta, and nothing else', () => {
  expect(parseJakartaDay('2026-01-15')).toEqual(new Date('2026-01-14T17:00:00Z'));
  expect(parseJakartaDay('2028-02-29')).toEqual(new Date('2028-02-28T17:00:00Z'));
  for (const text of [
    '2026-02-29',
    '2026-02-31',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0000-01-01',
  ])
    expect(parseJakartaDay(text)).toBeUndefined();
  for (const text of ['2026-1-5', '2026-01-15T00:00', ' 2026-01-15', ''])
    expect(parseJakartaDay(text)).toBeUndefined();
});
