import { expect, test } from 'vitest';
import { makeReadOverview } from '../../../src/use-cases/orders/read-overview.ts';
import type { WorkLists } from '../../../src/use-cases/ports/people/work-lists.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { noWork } from '../../support/no-work.ts';

const down = { reason: 'DANA_UNREACHABLE', retryAfterMs: 5_000 } as const;

function reading(dayTotals: WorkLists['dayTotals']) {
  const clock = manualClock();
  const readOverview = makeReadOverview({
    work: { ...noWork, dayTotals },
    provider: { unavailability: (operation) => (operation === 'refundOrder' ? down : null) },
    clock,
  });
  return { clock, readOverview };
}

test('the overview has the totals of the day in Jakarta and every operation of DANA', async () => {
  const spans: Date[][] = [];
  const { readOverview, clock } = reading(async (from, to) => {
    spans.push([from, to]);
    return noWork.dayTotals(from, to);
  });
  const { provider, asOf, day } = await readOverview();
  expect(asOf).toEqual(clock.now());
  expect(provider.map(({ operation, unavailability }) => [operation, unavailability])).toEqual([
    ['consultPay', null],
    ['createOrder', null],
    ['queryPayment', null],
    ['cancelOrder', null],
    ['refundOrder', down],
  ]);
  const begin = new Date(`${day}T00:00:00+07:00`);
  expect(spans).toEqual([[begin, new Date(begin.getTime() + 86_400_000)]]);
});

test('many people who look within five seconds share one reading; a failure is not kept', async () => {
  let count = 0;
  const { readOverview, clock } = reading(async (from, to) => {
    count += 1;
    if (count === 1) throw new Error('the database is away');
    return noWork.dayTotals(from, to);
  });
  await expect(readOverview()).rejects.toThrow('away');
  await Promise.all([readOverview(), readOverview()]);
  await readOverview();
  expect(count).toBe(2);
  clock.advance(6_000);
  await readOverview();
  expect(count).toBe(3);
  clock.advance(86_400_000);
  expect((await readOverview()).asOf).toEqual(clock.now());
});
