import { expect, test } from 'vitest';
import { incidents } from '../../../src/store/tables/incident-tables.ts';
import { isLong } from '../../support/sample.ts';
import type { WrittenLine } from '../../support/settlement/settlement-file.ts';
import { clock, insertPaidOrders, insertRefund, openIncidents, settle, useDatabase } from './stage.ts';

const database = useDatabase();

const payments = (count: number): WrittenLine[] =>
  Array.from({ length: count }, (_, index) => ({ transId: `ord-${index}` }));

test('twelve planted differences among many lines are found, each by its name, and nothing else', {
  timeout: 300_000,
}, async () => {
  const count = isLong ? 100_000 : 2_000;
  // In pieces: a statement has five seconds.
  for (let from = 0; from < count; from += 10_000)
    await insertPaidOrders(from, Math.min(from + 10_000, count));
  for (const order of [20, 21, 22]) await insertRefund(order);
  const refundLine = (order: number): WrittenLine => {
    const requestId = `refund-${order}`;
    return { type: 'REFUND', transId: `ord-${order}`, requestId, amount: 1_000_000n };
  };
  const lines = payments(count);
  lines[3] = { transId: 'ord-3', amount: 7_500_001n };
  lines[4] = { transId: 'ord-4', amount: 7_499_999n };
  lines[5] = { transId: 'ord-5', commission: 52_500n, net: 7_447_499n };
  lines[6] = { transId: 'ord-6', commission: 52_500n, tax: 5_775n, net: 7_500_000n };
  lines[20] = { transId: 'ord-20' };
  const file = [
    ...lines.filter((_, index) => index !== 7 && index !== 8),
    { transId: 'ord-9' },
    { transId: 'ord-10', batchNo: 'another' },
    { transId: 'stranger' },
    refundLine(20),
    { ...refundLine(21), amount: 1_000_001n },
    { transId: 'ord-23', type: 'REFUND', requestId: 'refund-23', amount: 500_000n },
    refundLine(22),
    { transId: 'ord-22', payMethod: 'ADJUSTMENT', amount: 1_000_000n },
  ];
  const run = await settle().import(file);
  const found = [
    'AMOUNT_DIFFERS:ord-3:payment',
    'AMOUNT_DIFFERS:ord-4:payment',
    'AMOUNT_DIFFERS:ord-21:refund refund-21',
    'FEE_DIFFERS:ord-5:line',
    'FEE_DIFFERS:ord-6:line',
    'MISSING:ord-7:payment',
    'MISSING:ord-8:payment',
    'DOUBLED:ord-9:payment',
    'DOUBLED:ord-10:payment',
    'UNKNOWN:stranger:order',
    'UNKNOWN:ord-23:refunds made elsewhere',
    'REFUND_RETURNED:id-22:3',
  ];
  expect((await openIncidents()).map((key) => key.replace(/line .*/, 'line'))).toEqual(found.sort());
  expect([...run.differences.values()].reduce((sum, one) => sum + one, 0)).toBe(11);
});

test('a payment that comes a day late is missing until its line comes, and then resolved', async () => {
  await insertPaidOrders(0, 2);
  const { import: importLines } = settle();
  await importLines([{ transId: 'ord-0' }]);
  expect(await openIncidents()).toEqual(['MISSING:ord-1:payment']);
  await importLines([{ transId: 'ord-1' }], '20260116');
  expect(await openIncidents()).toEqual([]);
  const [incident] = await database().select().from(incidents);
  expect(incident).toMatchObject({
    status: 'RESOLVED',
    detail: { code: 'SETTLED_OTHERWISE', expected: '75000.00' },
  });
});

test('files that came in the other order leave the same differences open', async () => {
  await insertPaidOrders(0, 2);
  const { import: importLines } = settle();
  await importLines([{ transId: 'ord-1' }], '20260116');
  await importLines([{ transId: 'ord-0' }]);
  expect(await openIncidents()).toEqual([]);
});

test('two files that overlap settle nothing twice', async () => {
  await insertPaidOrders(0, 3);
  const { import: importLines } = settle();
  await importLines(payments(2));
  await importLines([...payments(2).slice(1), { transId: 'ord-2' }]);
  expect(await openIncidents()).toEqual([]);
});

test('a shop’s file says nothing about the orders of another shop', async () => {
  await insertPaidOrders(0, 2);
  await database().$client.unsafe(`update orders set external_store_id = 'A' where id = 'id-0'`);
  await settle().import([], '20260115', 'SHOP_A');
  expect(await openIncidents()).toEqual(['MISSING:ord-0:payment']);
});

test('a comparison that died is finished by the next one, and one that is repeated changes nothing', async () => {
  await insertPaidOrders(0, 2);
  const { import: importLines, judge } = settle();
  await importLines([{ transId: 'ord-0' }]);
  await database().$client.unsafe('update settlement_imports set judged_at = null, searched_at = null');
  await database().$client.unsafe('truncate incidents');
  await judge();
  const before = await database().select().from(incidents);
  expect(before).toHaveLength(1);
  await judge();
  expect(await database().select().from(incidents)).toEqual(before);
});

test('an incident is resolved by a comparison without a new file, once the order says what the file says', async () => {
  await insertPaidOrders(0, 1);
  await database().$client.unsafe(`update orders set paid = 0, paid_at = null, status = 'EXPIRED'`);
  const { import: importLines, judge } = settle();
  await importLines([{ transId: 'ord-0' }]);
  expect(await openIncidents()).toEqual(['AMOUNT_DIFFERS:ord-0:payment']);
  await database().$client.unsafe(`update orders set paid = amount, paid_at = now(), status = 'PAID'`);
  await judge();
  expect(await openIncidents()).toEqual([]);
});

test('what is not in a file is missing at T+X, and not a day before, without another file', async () => {
  await insertPaidOrders(0, 2);
  const { import: importLines, judge } = settle({ settlementDays: 4 });
  clock.step(new Date('2026-01-18T23:59:59+07:00').getTime() - clock.now().getTime());
  await importLines([{ transId: 'ord-0', amount: 7_499_999n }]);
  expect(await openIncidents()).toEqual(['AMOUNT_DIFFERS:ord-0:payment']);
  await judge();
  expect(await openIncidents()).toEqual(['AMOUNT_DIFFERS:ord-0:payment']);
  clock.step(1_000);
  await judge();
  expect(await openIncidents()).toEqual(['AMOUNT_DIFFERS:ord-0:payment', 'MISSING:ord-1:payment']);
});

test('a refund is missing once the last day on which it can have been made is due', async () => {
  await insertPaidOrders(0, 1);
  await insertRefund(0);
  await database().$client.unsafe(`update refunds set updated_at = '2026-01-16 05:00+00'`);
  const { import: importLines, judge } = settle({ settlementDays: 4 });
  await importLines([{ transId: 'ord-0' }]);
  await importLines([], '20260116');
  clock.step(new Date('2026-01-19T12:00:00+07:00').getTime() - clock.now().getTime());
  await judge();
  expect(await openIncidents()).toEqual([]);
  clock.step(new Date('2026-01-20T00:00:00+07:00').getTime() - clock.now().getTime());
  await judge();
  expect(await openIncidents()).toEqual(['MISSING:ord-0:refund refund-0']);
});
