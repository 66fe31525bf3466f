import { expect, test } from 'vitest';
import { describeSettlementRun } from '../../../src/commands/settlement-report.ts';

const run = { comparedCount: 2, differences: new Map<string, number>(), waiting: [] };
const waiting = [{ day: '2026-01-15', dueAt: new Date('2026-01-18T00:00:00+07:00') }];

test('a run that searched every day and found nothing says that all agree', () => {
  expect(describeSettlementRun(run)).toBe('2 orders compared. All agree.\n');
});

test('a run that could not search a day yet does not say that all agree, and says when the day is searched', () => {
  const text = describeSettlementRun({ ...run, waiting });
  expect(text).not.toContain('All agree');
  expect(text).toContain('2026-01-15: searched for what is missing from 2026-01-18 on');
  const differing = describeSettlementRun({
    ...run,
    waiting,
    differences: new Map([['SETTLEMENT_DOUBLED', 1]]),
  });
  expect(differing).toContain('2 orders compared.\nSETTLEMENT_DOUBLED: 1\n2026-01-15: searched');
});
