import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { countedLines, type ImportedLine } from '../../../src/domain/settlement/counted-lines.ts';
import { readSettlementFile } from '../../../src/settlement/read-settlement-file.ts';
import { financeTables } from '../../../src/spreadsheets/finance-tables.ts';
import type { Cell } from '../../../src/spreadsheets/table.ts';
import { makeBooksExports } from '../../../src/store/books/books-exports.ts';
import { makeBooksStore } from '../../../src/store/books/books-store.ts';
import { inOneSnapshot } from '../../../src/store/books/one-snapshot.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { createSettlementStore } from '../../../src/store/settlement/settlement-store.ts';
import { makeCheckBooks } from '../../../src/use-cases/books/check-books.ts';
import { makeImportSettlementFile } from '../../../src/use-cases/settlement/import-settlement-file.ts';
import { makeJudgeSettlement } from '../../../src/use-cases/settlement/judge-settlement.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { aRefund, insertPaidOrder, learn, requestRefund } from '../../support/order-store-contract/steps.ts';
import { minute } from '../../support/orders.ts';
import {
  bytesOf,
  settledMerchantId,
  settlementFile,
  settlementFileName,
  type WrittenLine,
} from '../../support/settlement/settlement-file.ts';
import { silentLog } from '../../support/silent-log.ts';

let fresh: FreshDatabase;
/** As a command has it: one connection. */
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = connectDatabase({ url: fresh.url, connectionsMax: 1 });
});
afterAll(async () => {
  await closeDatabase(database);
  await fresh.drop();
});
beforeEach(async () => {
  await run(
    'truncate settlement_imports, settlement_lines, incidents, orders, create_requests, partner_references cascade',
  );
});

const run = (text: string) => database.$client.unsafe(text);
const check = () =>
  inOneSnapshot(database, makeCheckBooks({ store: makeBooksStore(database) })).then(
    ({ differences, balances, entryCount }) => ({
      entryCount,
      differences,
      balances: Object.fromEntries(
        balances.filter(({ sen }) => sen !== 0n).map(({ account, sen }) => [account, sen]),
      ),
    }),
  );

const clock = manualClock();
const chance = { uuid: () => randomUUID(), fraction: () => 0 };

async function importFile(lines: readonly WrittenLine[], day: string): Promise<void> {
  const store = createSettlementStore(database);
  const orders = createOrderStore(database);
  const deps = { store, orders, incidents: orders, clock, chance, log: silentLog };
  const importOne = makeImportSettlementFile({ ...deps, merchantId: settledMerchantId, readSettlementFile });
  const actor = { kind: 'OPERATOR', id: null, name: null } as const;
  await importOne({ name: settlementFileName(day), bytes: bytesOf(settlementFile(lines)), actor });
  await makeJudgeSettlement({
    ...deps,
    unitDefaults: { externalStoreId: null, subMerchantId: null },
    settlementDays: 1,
  })();
}

/** Two paid orders; of the first, a refund of 10000.00 was made. */
async function trade() {
  const store = createOrderStore(database);
  const [refunded, plain] = [await insertPaidOrder(store), await insertPaidOrder(store)];
  const refund = aRefund(refunded.id);
  await store.change(refunded.id, requestRefund(refund));
  const { id: refundId, amount } = refund;
  const done = { ...refund, status: 'SUCCEEDED', refundNo: 'R-1', updatedAt: minute(9) } as const;
  const fact = { type: 'REFUNDED', refundId, refundNo: 'R-1', amount, from: 'PENDING' } as const;
  await store.change(refunded.id, learn(fact, { refund: { refund: done } }, minute(9)));
  const sales = [refunded, plain].map(({ partnerReferenceNo }) => ({
    transId: partnerReferenceNo,
    commission: 52_500n,
    tax: 5_775n,
  }));
  const back = { transId: refunded.partnerReferenceNo, amount } as const;
  const requestId = refund.partnerRefundNo;
  return {
    refunded,
    sales,
    refundLine: { ...back, type: 'REFUND', requestId, transactionId: 'refund-1' } as const,
    adjustment: { ...back, payMethod: 'ADJUSTMENT', requestId, transactionId: 'back-1' } as const,
  };
}

test('the books of payments, a refund and a file that settles all of them leave nothing with DANA', async () => {
  const { sales, refundLine } = await trade();
  expect(await check()).toEqual({
    entryCount: 3,
    differences: [],
    balances: { PAYERS: -15_000_000n, REFUNDS: 1_000_000n, CLEARING: 14_000_000n },
  });
  await importFile([...sales, refundLine], '20260115');
  expect(await check()).toEqual({
    entryCount: 6,
    differences: [],
    balances: {
      PAYERS: -15_000_000n,
      REFUNDS: 1_000_000n,
      BANK: 13_883_450n,
      COMMISSION: 105_000n,
      SERVICE_TAX: 11_550n,
    },
  });
});

test('files that overlap, and a refund that comes back, are booked once, in whatever order they arrive', async () => {
  const { sales, refundLine, adjustment } = await trade();
  await importFile([...sales.slice(1), adjustment], '20260116');
  await importFile([...sales, refundLine, adjustment, adjustment], '20260115');
  const { differences, balances } = await check();
  expect(differences).toEqual([]);
  // One of the two adjustments of the second file is more than came back: it stays with DANA until it is taken back.
  expect(balances).toMatchObject({ ADJUSTMENTS: -1_000_000n, CLEARING: -1_000_000n });
});

test.each([
  [
    'orders',
    `update orders set refunded = refunded + 1`,
    'REFUNDS',
    'the orders’ refunded',
    1_000_000n,
    1_000_002n,
  ],
  [
    'refunds',
    `update refunds set amount = 999999`,
    'REFUNDS',
    'the refunds that succeeded',
    1_000_000n,
    999_999n,
  ],
  [
    'lines',
    `update settlement_lines set net = net + 1 where line_no = 2`,
    'BANK',
    'the total net of MERCHANT_SETTLEMENT',
    13_883_451n,
    13_883_450n,
  ],
] as const)('a change by hand of %s is found, with its day, account and both figures', async (...planted) => {
  const [, statement, account, comparedWith, inBooks, onRecord] = planted;
  const { sales, refundLine } = await trade();
  await importFile([...sales, refundLine], '20260115');
  await run(statement);
  const { differences } = await check();
  expect(differences).toContainEqual({
    day: expect.stringMatching(/^20\d\d-/),
    account,
    comparedWith: expect.stringContaining(comparedWith),
    inBooks,
    onRecord,
  });
});

test('the statement counts the lines of files that overlap as the domain does', async () => {
  const line = (amount: bigint): WrittenLine => ({ transId: 'stranger', amount });
  for (const lines of [[line(1n)], [line(1n), line(1n), line(2n)], [line(2n), line(1n), line(1n)]])
    await importFile(lines, '20260115');
  const { items } = await makeBooksStore(database).pageLines(null);
  const keys = (lines: readonly ImportedLine[]) => lines.map(({ key }) => key).sort();
  expect(keys(items.filter(({ isCounted }) => isCounted))).toEqual(keys(countedLines(items)));
});

test('an export has what was paid, given back and settled in its days, and every posting of the journal', async () => {
  const { sales, refundLine, refunded } = await trade();
  await importFile([...sales, refundLine], '20260115');
  const store = { ...makeBooksStore(database), ...makeBooksExports(database) };
  const span = { from: new Date('2026-01-01T00:00:00+07:00'), to: new Date('2027-01-01T00:00:00+07:00') };
  const read: Record<string, (readonly Cell[])[]> = {};
  for (const { name, rows } of financeTables(store, span)) {
    read[name] = [];
    for await (const row of rows) read[name].push(row);
  }
  expect(read.orders?.map(([number]) => number)).toContain(refunded.partnerReferenceNo);
  expect(read.orders).toHaveLength(2);
  expect(read.refunds?.map((row) => row[6])).toEqual([1_000_000n]);
  expect(read['settlement-lines']?.map((row) => row.at(-1))).toEqual([7_441_725n, 7_441_725n, -1_000_000n]);
  const sums = (column: number) =>
    (read.journal ?? []).reduce((sum, row) => sum + BigInt(String(row.at(column) ?? 0n)), 0n);
  expect(sums(-2)).toBe(sums(-1));
  for (const { rows } of financeTables(store, { from: span.from, to: span.from }))
    for await (const row of rows) throw new Error(`outside of the days: ${row.join()}`);
});
