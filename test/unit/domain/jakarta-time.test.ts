import { expect, it } from 'vitest';
import { formatJakartaTime } from '../../../src/domain/jakarta-time.ts';

it.each([
  ['2026-01-15T03:00:00.000Z', '2026-01-15T10:00:00+07:00'],
  ['2026-01-15T03:00:00.999Z', '2026-01-15T10:00:00+07:00'],
  ['2026-12-31T17:00:00.000Z', '2027-01-01T00:00:00+07:00'],
])('writes %s as %s', (instant, text) => {
  expect(formatJakartaTime(new Date(instant))).toBe(text);
  expect(text).toHaveLength(25);
});
