import { expect, test } from 'vitest';
import type { Caller } from '../../../src/access/caller.ts';
import { createRequestRates } from '../../../src/server/admission/request-rates.ts';
import { limits } from '../../../src/server/limits.ts';
import { manualClock } from '../../support/manual-clock.ts';

const hour = 60 * 60_000;

test.each([-hour, hour])(
  'a clock that is set by %d ms neither locks an address out nor lets it in',
  (byMs) => {
    const clock = manualClock();
    const rates = createRequestRates(limits, clock);
    while (rates.admitBadLogin('203.0.113.1') === null);
    const waitMs = rates.admitBadLogin('203.0.113.1');
    clock.step(byMs);
    expect(rates.admitBadLogin('203.0.113.1')).toBe(waitMs);
    clock.advance(waitMs ?? 0);
    expect(rates.admitBadLogin('203.0.113.1')).toBeNull();
  },
);

test('all sessions and keys of a person spend from one budget, those of another person from another', () => {
  const rates = createRequestRates(limits, manualClock());
  const cost = limits.costBudgets.serverKey.operationCostMax;
  const as = (personId: string, keyId: string): Caller => {
    const operator = { id: personId, name: personId, role: 'admin' } as const;
    return { kind: 'serverKey', keyId, scopes: new Set(), operator };
  };
  while (rates.admitOperation(as('ani', 'session-1'), null, cost).kind === 'admitted');
  expect(rates.admitOperation(as('ani', 'session-2'), null, cost).kind).toBe('tooOften');
  expect(rates.admitOperation(as('budi', 'session-3'), null, cost).kind).toBe('admitted');
});
