import { expect, test } from 'vitest';
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
