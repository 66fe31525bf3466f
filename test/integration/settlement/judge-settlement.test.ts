import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readSettlementFile } from '../../../src/settlement/read-settlement-file.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { createSettlementStore } from '../../../src/store/settlement/settlement-store.ts';
import { incidents } from '../../../src/store/tables/incident-tables.ts';
import { orderEvents } from '../../../src/store/tables/order-tables.ts';
import { makeImportSettlementFile } from '../../../src/use-cases/settlement/import-settlement-file.ts';
import { makeJudgeSettlement } from '../../../src/use-cases/settlement/judge-settlement.ts';
import { makeReadSettlement } from '../../../src/use-cases/settlement/read-settlement.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { isLong } from '../../support/sample.ts';
import {
  bytesOf,
  settledMerchantId,
  settlementFile,
  settlementFileName,
  type WrittenLine,
} from '../../support/settlement/settlement-file.ts';
import { silentLog } from '../../support/silent-log.ts';

let fresh: FreshDatabase;
let database: Database;
const clock = manualClock();
const chance = { uuid: () => randomUUID(), fraction: () => 0 };

beforeAll(async () => {
  fresh = await freshDatabase();
  database = connectDatabase({ url: fresh.url, connectionsMax: 4 });
});
afterAll(async () => {
  await closeDatabase(database);
  await fresh.drop();
});
beforeEach(async () => {
  await database.$client.unsafe(
    'truncate settlement_imports, settlement_lines, incidents, orders, partner_references cascade',
  );
});

/** Orders `ord-<from>` to `ord-<to - 1>`, each with 75000.00 paid at ten on 15 January in Jakarta. */
async function insertPaidOrders(from: number, to: number): Promise<void> {
  await database.$client.unsafe(`
    insert into orders (id, partner_reference_no, title, amount, expires_at, created_at, goods, metadata, content_hash,
      status, version, updated_at, paid_at, paid, refunded, returned, refund_pending, voided, paid_with, charged_back,
      returned_twice, is_frozen, contradictions, attempt_count, waiting_approvals, reserved)
    select 'id-' || n, 'ord-' || n, 't', 7500000, '2026-01-15 04:00+00', '2026-01-15 02:00+00', '[]', '[]', 'h',
      'PAID', 2, '2026-01-15 03:00+00', '2026-01-15 03:00+00', 7500000, 0, 0, 0, 0, '[]', 0, 0, false, '[]', 0, '[]', 0
    from generate_series(${from}, ${to - 1}) n`);
}

async function insertRefund(order: number): Promise<void> {
  await database.$client.unsafe(`
    insert into refunds (id, order_id, partner_refund_no, amount, actor, status, returned, content_hash, created_at, updated_at)
    values ('refund-${order}', 'id-${order}', 'refund-${order}', 1000000,
      '{"kind":"OPERATOR","id":null,"name":null}', 'SUCCEEDED', 0, 'h', '2026-01-15 05:00+00', '2026-01-15 05:00+00')`);
  await database.$client.unsafe(
    `update orders set refunded = 1000000, status = 'PARTIALLY_REFUNDED' where id = 'id-${order}'`,
  );
}

function settle() {
  const store = createSettlementStore(database);
  const orders = createOrderStore(database);
  const importFile = makeImportSettlementFile({
    store,
    clock,
    chance,
    log: silentLog,
    merchantId: settledMerchantId,
    readSettlementFile,
  });
  const judge = makeJudgeSettlement({
    store,
    orders,
    incidents: orders,
    clock,
    chance,
    log: silentLog,
    unitDefaults: { externalStoreId: null, subMerchantId: null },
  });
  return {
    judge,
    async import(lines: readonly WrittenLine[], day = '20260115', unit?: string) {
      const name = settlementFileName(day, unit);
      const actor = { kind: 'OPERATOR', id: null, name: null } as const;
      await importFile({ name, bytes: bytesOf(settlementFile(lines)), actor });
      return judge();
    },
  };
}

async function openIncidents(): Promise<string[]> {
  const rows = await database.select().from(incidents);
  return rows
    .filter(({ status }) => status !== 'RESOLVED')
    .map(({ dedupeKey }) => dedupeKey.replace('SETTLEMENT_', ''))
    .sort();
}

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
  const [incident] = await database.select().from(incidents);
  expect(incident).toMatchObject({
    status: 'RESOLVED',
    detail: expect.stringContaining('75000.00 expected'),
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
  await database.$client.unsafe(`update orders set external_store_id = 'A' where id = 'id-0'`);
  await settle().import([], '20260115', 'SHOP_A');
  expect(await openIncidents()).toEqual(['MISSING:ord-0:payment']);
});

test('a comparison that died is finished by the next one, and one that is repeated changes nothing', async () => {
  await insertPaidOrders(0, 2);
  const { import: importLines, judge } = settle();
  await importLines([{ transId: 'ord-0' }]);
  await database.$client.unsafe('update settlement_imports set judged_at = null');
  await database.$client.unsafe('truncate incidents');
  await judge();
  const before = await database.select().from(incidents);
  expect(before).toHaveLength(1);
  await judge();
  expect(await database.select().from(incidents)).toEqual(before);
});

test('an incident is resolved by a comparison without a new file, once the order says what the file says', async () => {
  await insertPaidOrders(0, 1);
  await database.$client.unsafe(`update orders set paid = 0, paid_at = null, status = 'EXPIRED'`);
  const { import: importLines, judge } = settle();
  await importLines([{ transId: 'ord-0' }]);
  expect(await openIncidents()).toEqual(['AMOUNT_DIFFERS:ord-0:payment']);
  await database.$client.unsafe(`update orders set paid = amount, paid_at = now(), status = 'PAID'`);
  await judge();
  expect(await openIncidents()).toEqual([]);
});

test('a reader sees what was paid out for an order and what DANA kept, and each imported file with its totals', async () => {
  await insertPaidOrders(0, 1);
  const settlement = createSettlementStore(database);
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
  const orders = createOrderStore(database);
  const [order, events, returned] = await Promise.all([
    orders.find({ id: 'id-0' }),
    database.select().from(orderEvents),
    orders.findRefund({ id: 'refund-0' }),
  ]);
  expect(order).toMatchObject({ version: 3, refunded: 1_000_000n, returned: 1_000_000n, status: 'PAID' });
  expect(returned).toMatchObject({ returned: 1_000_000n, returnedAt: clock.now(), status: 'SUCCEEDED' });
  expect(events).toMatchObject([{ type: 'REFUND_RETURNED', source: 'SETTLEMENT' }]);
  await expect(
    database.$client.unsafe(`update orders set refund_pending = 7500001 where id = 'id-0'`),
  ).rejects.toThrow(/orders_(given_back_is_within_paid|reserved_is_left)/);
  await database.$client.unsafe(`update orders set refund_pending = 7500000 where id = 'id-0'`);
});
