import { expect, test } from 'vitest';
import { latestTimes, nextDueAt } from '../../../src/use-cases/changes/schedule.ts';
import { anOrder, birth, minute } from '../../support/orders.ts';

test('no due time of the schedule is later than the latest one', () => {
  const latest = latestTimes(birth);
  for (let attemptCount = 0; attemptCount < 40; attemptCount += 1) {
    const dueAt = (order: Parameters<typeof nextDueAt>[0]) => nextDueAt(order, birth, attemptCount, 0.999);
    expect(dueAt(anOrder({ status: 'CONFIRMING' }))?.getTime()).toBeLessThan(
      latest.confirmingDueAt.getTime(),
    );
    const pending = { ...anOrder({ status: 'PENDING' }), expiresAt: minute(60 * 24) };
    expect(dueAt(pending)?.getTime()).toBeLessThan(latest.dueAt.getTime());
    const operating = { ...anOrder({ status: 'PAID' }), refundPending: anOrder().amount };
    expect(dueAt(operating)?.getTime()).toBeLessThan(latest.operationDueAt.getTime());
  }
});
