import { expect, test } from 'vitest';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { createSettlementStore } from '../../../src/store/settlement/settlement-store.ts';
import { orderEvents } from '../../../src/store/tables/order-tables.ts';
import { makeReadSettlement } from '../../../src/use-cases/settlement/read-settlement.ts';
import { clock, insertPaidOrders, insertRefund, openIncidents, settle, useDatabase } from './stage.ts';

const database = useDatabase();

test('a reader sees what was paid out for an order and what DANA kept, and each imported file with its totals', async () => {
  await insertPaidOrders(0, 1);
  const settlement = createSettlementStore(database());
  const readSettlement = makeReadSettlement({ settlement });
  expect(await readSettlement('ord-0')).toMatchObject({ status: 'UNSETTLED', settledAt: null, net: 0n });
  const line = { transId: 'ord-0', commission: 52_500n, tax: 5_775n };
  await settle().import([line]);
  await settle().import([line, { transId: 'stranger' }], '20260116');
  const read = await readSettlement('ord-0');
  expect(read).toMatchObject({ status: 'SETTLED', gross: 7_500_000n, commission: 52_500n, net: 7_441_725n });
  expect(read.settledAt).toEqual(new Date('2026-01-16T03:05:00Z'));
  expect(read.lines.map(({ state }) => state)).toEqual(['MATCHED']);
  expect(await readSettlement('stranger')).toMatchObject({ status: 'DIFFERS' });
  const { items, hasNextPage } = await settlement.pageImports({}, { first: 1 });
  const days = async (filter: Parameters<typeof settlement.pageImports>[0]) =>
    (await settlement.pageImports(filter, { first: 9 })).items.map(({ item }) => item.day);
  expect(await days({ day: '2026-01-16' })).toEqual(['2026-01-16']);
  expect(await days({ unitKind: 'MERCHANT', unitName: 'Shop' })).toHaveLength(2);
  expect(await days({ unitKind: 'SHOP' })).toEqual([]);
  expect(await days({ unitName: 'Other' })).toEqual([]);
  expect([items.length, hasNextPage]).toEqual([1, true]);
  expect(items[0]?.item.lineCount).toBeGreaterThan(0);
});

test('a refund that comes back is recorded once, whatever order its files come in, and can be made again', async () => {
  await insertPaidOrders(0, 1);
  await insertRefund(0);
  const { import: importLines, judge } = settle();
  const refund = { transId: 'ord-0', type: 'REFUND', requestId: 'refund-0', amount: 1_000_000n } as const;
  await importLines([{ transId: 'ord-0', payMethod: 'ADJUSTMENT', amount: 1_000_000n }], '20260117');
  await importLines([{ transId: 'ord-0' }, refund]);
  await judge();
  expect(await openIncidents()).toEqual(['REFUND_RETURNED:id-0:3']);
  const orders = createOrderStore(database());
  const [order, events, returned] = await Promise.all([
    orders.find({ id: 'id-0' }),
    database().select().from(orderEvents),
    orders.findRefund({ id: 'refund-0' }),
  ]);
  expect(order).toMatchObject({ version: 3, refunded: 1_000_000n, returned: 1_000_000n, status: 'PAID' });
  expect(returned).toMatchObject({ returned: 1_000_000n, returnedAt: clock.now(), status: 'SUCCEEDED' });
  expect(events).toMatchObject([{ type: 'REFUND_RETURNED', source: 'SETTLEMENT' }]);
  await expect(
    database().$client.unsafe(`update orders set refund_pending = 7500001 where id = 'id-0'`),
  ).rejects.toThrow(/orders_(given_back_is_within_paid|reserved_is_left)/);
  await database().$client.unsafe(`update orders set refund_pending = 7500000 where id = 'id-0'`);
});
