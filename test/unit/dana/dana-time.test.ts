import { describe, expect, it } from 'vitest';
import { parseDanaTime } from '../../../src/dana/dana-time.ts';

describe('times on DANA’s wire', () => {
  it.each([
    ['2026-01-15T10:00:00+07:00', '2026-01-15T03:00:00.000Z'],
    ['2026-01-15T03:00:00Z', '2026-01-15T03:00:00.000Z'],
    ['2026-01-15T10:00:00.250+07:00', '2026-01-15T03:00:00.250Z'],
    ['1768446000000', '2026-01-15T03:00:00.000Z'],
  ])('reads %s', (text, instant) => {
    expect(parseDanaTime(text)?.toISOString()).toBe(instant);
  });

  it.each([
    '',
    'now',
    '2026-01-15T10:00:00',
    '2026-01-15 10:00:00+07:00',
    '2026-13-15T10:00:00+07:00',
    '2026-01-15T10:00:61+07:00',
    '1768446000',
    '17684460000000',
    '-768446000000',
    ' 2026-01-15T10:00:00+07:00',
    '0000-01-15T10:00:00+07:00',
    '1969-12-31T23:59:59Z',
    '9999-12-31T23:59:59Z',
    '9999-12-31T23:59:59-12:00',
  ])('does not guess what %j means', (text) => {
    expect(parseDanaTime(text)).toBeUndefined();
  });
});
