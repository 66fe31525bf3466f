import { describe, expect, test } from 'vitest';
import { isReturned, screenOf } from '../../../../src/client/elements/checkout-view.ts';
import { anOrder, aView, expiresAtMs } from './a-checkout.ts';

const inTime = expiresAtMs - 10 * 60_000;
const lastMinute = expiresAtMs - 30_000;
const tooLate = expiresAtMs;

describe('the screen of a checkout', () => {
  test('the page loads before the first answer', () => {
    for (const stage of ['loading', 'unreachable', 'refused'] as const)
      expect(screenOf(aView({ stage, checkout: null }), inTime)).toBe(stage);
  });

  test('a paid attempt shows the receipt, whatever else is open', () => {
    for (const status of ['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED'] as const) {
      const view = aView({ order: anOrder({ status }), isChoosing: true, isPaying: true, isClosed: true });
      expect(screenOf(view, tooLate), status).toBe('receipt');
    }
  });

  test('without an attempt, the options are shown while one can still be opened', () => {
    expect(screenOf(aView(), inTime)).toBe('options');
    expect(screenOf(aView(), lastMinute)).toBe('ended');
    expect(screenOf(aView({ isClosed: true }), inTime)).toBe('ended');
  });

  test('an open attempt shows its instruction until the last second', () => {
    const view = aView({ order: anOrder() });
    expect(screenOf(view, inTime)).toBe('instruction');
    expect(screenOf(view, lastMinute)).toBe('instruction');
    expect(screenOf(view, tooLate)).toBe('timeOver');
  });

  test('an open attempt shows the options to a payer who wants another method', () => {
    const view = aView({ order: anOrder(), isChoosing: true });
    expect(screenOf(view, inTime)).toBe('options');
    // Another try would be refused now, and this one can still be paid.
    expect(screenOf(view, lastMinute)).toBe('instruction');
  });

  test('an attempt without an answer of DANA is shown as preparing', () => {
    const order = anOrder({ status: 'CONFIRMING', instruction: null });
    expect(screenOf(aView({ order }), inTime)).toBe('preparing');
    expect(screenOf(aView({ order }), tooLate)).toBe('timeOver');
  });

  test('an attempt that ended unpaid is shown as ended', () => {
    for (const status of ['EXPIRED', 'CANCELLED', 'FAILED'] as const) {
      const order = anOrder({ status, instruction: null });
      expect(screenOf(aView({ order }), inTime), status).toBe('ended');
      expect(screenOf(aView({ order, isChoosing: true }), inTime), status).toBe('options');
      expect(screenOf(aView({ order, isChoosing: true }), tooLate), status).toBe('ended');
    }
  });

  test('a closed checkout offers no choice, however much time is left', () => {
    const order = anOrder({ status: 'CANCELLED', instruction: null });
    expect(screenOf(aView({ order, isClosed: true, isChoosing: true }), inTime)).toBe('ended');
    expect(screenOf(aView({ order: anOrder(), isClosed: true, isChoosing: true }), inTime)).toBe(
      'instruction',
    );
  });

  test('a cancelled attempt tells a payer who had paid that the money comes back', () => {
    const cancelled = anOrder({ status: 'CANCELLED', instruction: null });
    expect(isReturned(cancelled)).toBe(false);
    expect(isReturned({ ...cancelled, voidedAmount: { value: '75000.00' } })).toBe(true);
  });

  test('the options stay while a choice is sent, although the earlier attempt is cancelled meanwhile', () => {
    const order = anOrder({ status: 'CANCELLED', instruction: null });
    expect(screenOf(aView({ order, isPaying: true }), inTime)).toBe('options');
  });
});
