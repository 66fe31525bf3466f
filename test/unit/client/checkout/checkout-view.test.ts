import { describe, expect, test } from 'vitest';
import { screenOf } from '../../../../src/client/elements/checkout-view.ts';
import { anOrder, aView, expiresAtMs } from './a-checkout.ts';

const inTime = expiresAtMs - 10 * 60_000;
const lastMinute = expiresAtMs - 30_000;
const tooLate = expiresAtMs;

describe('the screen of a checkout', () => {
  test('before anything is known', () => {
    for (const stage of ['loading', 'unreachable', 'refused'] as const)
      expect(screenOf(aView({ stage, checkout: null }), inTime)).toBe(stage);
  });

  test('money is the end, whatever else was going on', () => {
    for (const status of ['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED'] as const) {
      const view = aView({ order: anOrder({ status }), isChoosing: true, isPaying: true, isClosed: true });
      expect(screenOf(view, tooLate), status).toBe('receipt');
    }
  });

  test('no try yet: the options, as long as one can still be opened', () => {
    expect(screenOf(aView(), inTime)).toBe('options');
    expect(screenOf(aView(), lastMinute)).toBe('ended');
    expect(screenOf(aView({ isClosed: true }), inTime)).toBe('ended');
  });

  test('an open try: its instruction, to the last second', () => {
    const view = aView({ order: anOrder() });
    expect(screenOf(view, inTime)).toBe('instruction');
    expect(screenOf(view, lastMinute)).toBe('instruction');
    expect(screenOf(view, tooLate)).toBe('timeOver');
  });

  test('an open try and a payer who wants another method', () => {
    const view = aView({ order: anOrder(), isChoosing: true });
    expect(screenOf(view, inTime)).toBe('options');
    // Another try would be refused now, and this one can still be paid.
    expect(screenOf(view, lastMinute)).toBe('instruction');
  });

  test('DANA has not answered yet', () => {
    const order = anOrder({ status: 'CONFIRMING', instruction: null });
    expect(screenOf(aView({ order }), inTime)).toBe('preparing');
    expect(screenOf(aView({ order }), tooLate)).toBe('timeOver');
  });

  test('a try that ended without money', () => {
    for (const status of ['EXPIRED', 'CANCELLED', 'FAILED'] as const) {
      const order = anOrder({ status, instruction: null });
      expect(screenOf(aView({ order }), inTime), status).toBe('ended');
      expect(screenOf(aView({ order, isChoosing: true }), inTime), status).toBe('options');
      expect(screenOf(aView({ order, isChoosing: true }), tooLate), status).toBe('ended');
    }
  });

  test('while a choice is on its way the options stay, though the earlier try is being cancelled', () => {
    const order = anOrder({ status: 'CANCELLED', instruction: null });
    expect(screenOf(aView({ order, isPaying: true }), inTime)).toBe('options');
  });
});
