import { describe, expect, test } from 'vitest';
import { rupiah } from '../../../../src/domain/money.ts';
import type { Order } from '../../../../src/domain/order.ts';
import { nextDueAt, nextReportQueryAt } from '../../../../src/use-cases/changes/schedule.ts';
import { aServerKey } from '../../../support/actors.ts';
import { anOrder, minute } from '../../../support/orders.ts';

const now = minute(10);
const waitMs = (order: Order, attemptCount = 0, fraction = 0) => {
  const dueAt = nextDueAt(order, now, attemptCount, fraction);
  return dueAt === null ? null : dueAt.getTime() - now.getTime();
};
const pending = anOrder({ status: 'PENDING', expiresAt: minute(60) });

describe('when DANA is queried next about an order', () => {
  test.each([
    ['is CONFIRMING', anOrder(), [1_000, 2_000, 4_000, 60_000]],
    ['is PENDING', pending, [60_000, 120_000, 240_000, 600_000]],
    ['is PENDING past its expiry', { ...pending, expiresAt: now }, [2_000, 4_000, 8_000, 300_000]],
    [
      'has a pending refund',
      anOrder({ status: 'PAID', refundPending: rupiah(1n) }),
      [9_000, 18_000, 36_000, 1_800_000],
    ],
    [
      'has a pending cancellation',
      {
        ...pending,
        cancellation: { status: 'PENDING', requestedAt: now, actor: aServerKey, reason: null },
      } as Order,
      [9_000, 18_000, 36_000, 1_800_000],
    ],
  ])('that %s: each wait doubles up to its longest', (_, order, waitsMs) => {
    expect([0, 1, 2, 30].map((attemptCount) => waitMs(order, attemptCount))).toEqual(waitsMs);
    expect(waitMs(order, 1_000)).toBe(waitsMs.at(-1));
  });

  test('a CONFIRMING order whose cancellation waits is queried as a CONFIRMING one', () => {
    const cancellation = { status: 'PENDING', requestedAt: now, actor: aServerKey, reason: null } as const;
    expect(waitMs(anOrder({ cancellation }))).toBe(1_000);
  });

  test('a pending order is queried two seconds after it expires at the latest', () => {
    expect(waitMs({ ...pending, expiresAt: minute(12) }, 30)).toBe(2 * 60_000 + 2_000);
  });

  test.each(['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED', 'CANCELLED', 'EXPIRED', 'FAILED'] as const)(
    'an order at rest that is %s: never',
    (status) => expect(waitMs(anOrder({ status, expiresAt: now }))).toBeNull(),
  );

  test('up to a tenth is added, so that a thousand orders of one outage do not come back at once', () => {
    expect(waitMs(anOrder(), 0, 0.5)).toBe(1_050);
    expect(waitMs({ ...pending, expiresAt: minute(12) }, 30, 0.5)).toBe(2 * 60_000 + 2_100);
  });

  test('a report that DANA did not give is requested again after a growing wait', () => {
    expect([0, 1, 30].map((count) => nextReportQueryAt(now, count, 0).getTime() - now.getTime())).toEqual([
      2_000, 4_000, 300_000,
    ]);
  });
});
