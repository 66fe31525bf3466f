import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readSettlementFile } from '../../../src/settlement/read-settlement-file.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { createSettlementStore } from '../../../src/store/settlement/settlement-store.ts';
import { settlementImports, settlementLines } from '../../../src/store/tables/settlement-tables.ts';
import { makeImportSettlementFile } from '../../../src/use-cases/settlement/import-settlement-file.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { type ManualClock, manualClock } from '../../support/manual-clock.ts';
import { danaSample, danaSampleName } from '../../support/settlement/dana-sample.ts';
import {
  bytesOf,
  settledMerchantId,
  settlementFile,
  settlementFileName,
} from '../../support/settlement/settlement-file.ts';
import { silentLog } from '../../support/silent-log.ts';

let fresh: FreshDatabase;
let database: Database;
let clock: ManualClock;
let uuid = 0;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = connectDatabase({ url: fresh.url, connectionsMax: 4 });
});
afterAll(async () => {
  await closeDatabase(database);
  await fresh.drop();
});
beforeEach(async () => {
  clock = manualClock();
  await database.$client.unsafe('truncate settlement_imports, settlement_lines');
});

const operator = { kind: 'OPERATOR', id: null, name: 'finance' } as const;

function importer(merchantId = settledMerchantId) {
  return makeImportSettlementFile({
    store: createSettlementStore(database),
    clock,
    chance: { uuid: () => String(++uuid), fraction: () => 0 },
    log: silentLog,
    merchantId,
    readSettlementFile,
  });
}

/** Begins an import that stops after its first batch, as if its process had died there. */
async function dieHalfway(): Promise<void> {
  const store = createSettlementStore(database);
  const importNumber = await store.beginImport({
    id: `set_${++uuid}`,
    fileName: 'half',
    unitKind: null,
    unitName: null,
    day: null,
    actor: operator,
    startedAt: clock.now(),
    leasedUntil: new Date(clock.now().getTime() + 60_000),
  });
  for await (const lines of readSettlementFile(bytesOf(settlementFile([{}, {}])))) {
    expect(await store.stageLines(importNumber, lines, new Date(clock.now().getTime() + 60_000))).toBe(true);
  }
}

async function rows() {
  const lines = await database.select().from(settlementLines);
  return { imports: await database.select().from(settlementImports), lines };
}

test('all lines of a file count at once, with totals to the sen', async () => {
  const bytes = bytesOf(danaSample);
  const outcome = await importer('216620000005573112345')({ name: danaSampleName, bytes, actor: operator });
  expect(outcome).toMatchObject({ kind: 'imported', lineCount: 11 });
  const { imports, lines } = await rows();
  expect(imports).toMatchObject([
    { status: 'IMPORTED', unitKind: 'DIVISION', unitName: 'JAKARTA', day: '2020-01-28', lineCount: 11 },
  ]);
  const net = lines.reduce((sum, line) => sum + line.net, 0n);
  expect(imports[0]).toMatchObject({ net, gross: 13_015_200n });
  expect(net).toBe(12_934_156n);
});

test('a file that was imported before changes nothing, also under another name', async () => {
  const file = settlementFile([{}, { transId: 'ord-2' }]);
  const run = importer();
  await run({ name: settlementFileName('20260115'), bytes: bytesOf(file), actor: operator });
  const before = await rows();
  const again = await run({ name: 'copy.csv', bytes: bytesOf(file), actor: operator });
  expect(again).toEqual({ kind: 'known' });
  expect(await rows()).toEqual(before);
});

test('files without lines are one file only for the same unit and day', async () => {
  const empty = settlementFile([]);
  const run = importer();
  const imported = async (name: string) => (await run({ name, bytes: bytesOf(empty), actor: operator })).kind;
  const named = ['20260115', '20260116'].map((day) => settlementFileName(day));
  const names = ['first.csv', ...named, settlementFileName('20260116', 'SHOP_A')];
  for (const name of names) expect([name, await imported(name)]).toEqual([name, 'imported']);
  for (const name of [...names, 'second.csv']) expect([name, await imported(name)]).toEqual([name, 'known']);
  expect((await rows()).imports.map(({ day }) => day)).toEqual([
    null,
    '2026-01-15',
    '2026-01-16',
    '2026-01-16',
  ]);
});

test('nothing counts of a file with a line that cannot be read', async () => {
  const lines = Array.from({ length: 6_000 }, (_, index) => ({ transId: `ord-${index}` }));
  const file = settlementFile([...lines, { amount: '1.5' }]);
  await expect(
    importer()({ name: settlementFileName('20260115'), bytes: bytesOf(file), actor: operator }),
  ).rejects.toThrow('line 6002, column TXN_AMOUNT');
  expect(await rows()).toEqual({ imports: [], lines: [] });
});

test('a file of another merchant is not imported, whatever its name says', async () => {
  const run = importer();
  const name = settlementFileName('20260115', 'MERCHANT_Shop', '2166999');
  const named = await run({ name, bytes: bytesOf(settlementFile([{}])), actor: operator });
  const bytes = bytesOf(settlementFile([{ merchantId: '2166999' }]));
  const unnamed = await run({ name: 'file.csv', bytes, actor: operator });
  expect([named, unnamed]).toEqual([
    { kind: 'otherMerchant', merchantId: '2166999' },
    { kind: 'otherMerchant', merchantId: '2166999' },
  ]);
  expect(await rows()).toEqual({ imports: [], lines: [] });
});

test('the lines of an import whose process died are swept by the next one, once its lease has ended', async () => {
  await dieHalfway();
  const file = { name: 'a.csv', bytes: bytesOf(settlementFile([{}])), actor: operator };
  await importer()(file);
  expect((await rows()).imports.map(({ status }) => status)).toEqual(['STAGED', 'IMPORTED']);
  clock.advance(60_001);
  await importer()({ ...file, bytes: bytesOf(settlementFile([{ transId: 'ord-2' }])) });
  const { imports, lines } = await rows();
  expect(imports.map(({ status }) => status)).toEqual(['IMPORTED', 'IMPORTED']);
  expect(lines.map(({ partnerReferenceNo }) => partnerReferenceNo)).toEqual(['ord-1', 'ord-2']);
});

test('an import that stood still for longer than its lease is given up, and says so', async () => {
  async function* slowBytes() {
    yield* bytesOf(settlementFile([{}]));
    clock.advance(60_001);
    await createSettlementStore(database).sweepImports(clock.now(), 10);
  }
  await expect(importer()({ name: 'a.csv', bytes: slowBytes(), actor: operator })).rejects.toThrow(
    'import the file again',
  );
  expect(await rows()).toEqual({ imports: [], lines: [] });
});

test('of the same file imported twice at once, one counts', async () => {
  const file = settlementFile([{}, { transId: 'ord-2' }]);
  const run = importer();
  const both = await Promise.all(
    ['a.csv', 'b.csv'].map((name) => run({ name, bytes: bytesOf(file), actor: operator })),
  );
  expect(both.map(({ kind }) => kind).sort()).toEqual(['imported', 'known']);
  expect((await rows()).lines).toHaveLength(2);
});
