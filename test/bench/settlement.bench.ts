import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { systemChance } from '../../src/runtime/chance.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { readSettlementFile } from '../../src/settlement/read-settlement-file.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.ts';
import { closeDatabase, connectDatabase } from '../../src/store/postgres/database.ts';
import { migrateDatabase } from '../../src/store/postgres/migrate-database.ts';
import { createSettlementStore } from '../../src/store/settlement/settlement-store.ts';
import { makeImportSettlementFile } from '../../src/use-cases/settlement/import-settlement-file.ts';
import { databaseUrl } from '../support/database-url.ts';
import {
  settledMerchantId,
  settlementFile,
  settlementFileName,
} from '../support/settlement/settlement-file.ts';
import { silentLog } from '../support/silent-log.ts';
import { table } from './live/numbers.ts';
import { describeMachine } from './machine.ts';

export const about =
  'a settlement file of a million lines: seconds from its bytes to lines that count, and memory';

const linesCount = 1_000_000;
const linesPerPiece = 1_000;

/** Imports one file of `linesCount` payments into an empty database. */
export async function run({ isSmoke }: { isSmoke: boolean }): Promise<void> {
  const machine = describeMachine();
  const count = isSmoke ? 10_000 : linesCount;
  const folder = await mkdtemp(join(tmpdir(), 'gapura-bench-'));
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  try {
    const admin = postgres(server.url, { max: 1, onnotice: () => undefined });
    await admin`create database settlement`.finally(() => admin.end());
    const rows = await measure(databaseUrl(server.url, 'settlement'), count);
    console.log(`\n${machine}\n${table(rows)}`);
  } finally {
    await server.leave();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(url: string, count: number): Promise<string[][]> {
  await migrateDatabase(url);
  const database = connectDatabase({ url, connectionsMax: 4 });
  let bytesCount = 0;
  async function* bytes() {
    for (let at = 0; at < count; at += linesPerPiece) {
      const lines = Array.from({ length: linesPerPiece }, (_, index) => ({
        transId: `ord-${at + index}`,
        commission: 52_500n,
        tax: 5_775n,
      }));
      const text = settlementFile(lines);
      const piece = Buffer.from(at === 0 ? text : text.slice(text.indexOf('\n') + 1));
      bytesCount += piece.length;
      yield piece;
    }
  }
  const importFile = makeImportSettlementFile({
    store: createSettlementStore(database),
    clock: systemClock(),
    chance: systemChance,
    log: silentLog,
    merchantId: settledMerchantId,
    readSettlementFile,
  });
  const startedMs = performance.now();
  const outcome = await importFile({
    name: settlementFileName('20260115'),
    bytes: bytes(),
    actor: { kind: 'OPERATOR', id: null, name: null },
  });
  const seconds = (performance.now() - startedMs) / 1000;
  if (outcome.kind !== 'imported' || outcome.lineCount !== count)
    throw new Error('the file was not imported');
  await closeDatabase(database);
  return [
    ['lines', 'MB', 'seconds until they count', 'peak memory, MB'],
    [
      String(count),
      (bytesCount / 1e6).toFixed(0),
      seconds.toFixed(1),
      (process.resourceUsage().maxRSS / 1024).toFixed(0),
    ],
  ];
}
