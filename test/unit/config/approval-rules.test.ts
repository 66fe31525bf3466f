import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/config/config.ts';
import { noApprovalRules } from '../../../src/domain/approval-rules.ts';
import { complete, noFiles, settingsOf } from './environment.ts';

describe('APPROVAL_RULES', () => {
  test('are amounts in whole rupiah, above which a second person is needed', () => {
    expect(settingsOf(complete).approvalRules).toEqual(noApprovalRules);
    const rules = settingsOf({
      ...complete,
      APPROVAL_RULES: 'refund>500000, cancellation > 0',
    }).approvalRules;
    expect(rules).toEqual({ refundAlone: 50_000_000n, cancellationAlone: 0n, dayAlone: null });
  });

  test.each(['refund', 'refund>', 'refund>5.5', 'refund>-1', 'refunds>5', 'refund>1,refund>2', 'day=5'])(
    'that are no rules stop the start: %s',
    (APPROVAL_RULES) => {
      const read = readConfig({ ...complete, APPROVAL_RULES }, noFiles);
      expect(read.kind === 'faulty' && read.faults.join()).toContain(
        'APPROVAL_RULES holds an entry that is no rule',
      );
    },
  );
});

test('the console is off unless CONSOLE is true', () => {
  expect(settingsOf(complete).hasConsole).toBe(false);
  expect(settingsOf({ ...complete, CONSOLE: 'true' }).hasConsole).toBe(true);
});

test('the console links to a dashboard of the web, and to nothing else', () => {
  expect(settingsOf(complete).dashboardUrl).toBeNull();
  const DASHBOARD_URL = 'https://grafana.example/d/gapura';
  expect(settingsOf({ ...complete, DASHBOARD_URL }).dashboardUrl).toBe(DASHBOARD_URL);
  const read = readConfig({ ...complete, DASHBOARD_URL: 'javascript:alert(1)' }, noFiles);
  expect(read.kind === 'faulty' && read.faults.join()).toContain('DASHBOARD_URL must begin with https://');
});
