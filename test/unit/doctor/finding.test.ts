import { expect, test } from 'vitest';
import { linesOf, warn } from '../../../src/doctor/finding.ts';

test('a finding is one line, a second line says what to do, and nothing moves the cursor', () => {
  expect(linesOf(warn('clock', 'late\u001b[2J\nby much', 'turn on NTP'))).toBe(
    'warn  clock                 late [2J by much\n      → turn on NTP\n',
  );
});
