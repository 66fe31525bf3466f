import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import postgres from 'postgres';
import { systemChance } from '../../src/runtime/chance.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { readSettlementFile } from '../../src/settlement/read-settlement-file.ts';
import { dataFolder } from '../../src/store/embedded/cluster.ts';
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
import { processorMs, processorMsOfFamily } from './beside/processor-time.ts';
import { table } from './live/numbers.ts';
import { describeMachine } from './machine.ts';

export const about =
  'a settlement file of a million lines: seconds until they count, of them of the processor, and memory';

const linesCount = 1_000_000;
const linesPerPiece = 1_000;

/** Imports one file of `linesCount` payments into an empty database. */
export async function run({ isSmoke }: { isSmoke: boolean }): Promise<void> {
  const machine = describeMachine();
  const count = isSmoke ? 10_000 : linesCount;
  const folder = await mkdtemp(join(tmpdir(), 'gapura-bench-'));
  const dataDir = join(folder, 'postgres');
  const server = await startEmbeddedPostgres({ dataDir });
  try {
    const admin = postgres(server.url, { max: 1, onnotice: () => undefined });
    await admin`create database settlement`.finally(() => admin.end());
    const pid = Number(readFileSync(join(dataFolder(dataDir), 'postmaster.pid'), 'utf8').split('\n', 1)[0]);
    const path = join(folder, settlementFileName('20260115'));
    await pipeline(Readable.from(pieces(count)), createWriteStream(path));
    const rows = await measure({ url: databaseUrl(server.url, 'settlement'), path, count, pid });
    console.log(`\n${machine}\n${table(rows)}`);
  } finally {
    await server.leave();
    await rm(folder, { recursive: true, force: true });
  }
}

function* pieces(count: number): Generator<string> {
  for (let at = 0; at < count; at += linesPerPiece) {
    const lines = Array.from({ length: linesPerPiece }, (_, index) => ({
      transId: `ord-${at + index}`,
      commission: 52_500n,
      tax: 5_775n,
    }));
    const text = settlementFile(lines);
    yield at === 0 ? text : text.slice(text.indexOf('\n') + 1);
  }
}

interface Import {
  readonly url: string;
  readonly path: string;
  readonly count: number;
  /** Of Postgres. */
  readonly pid: number;
}

async function measure({ url, path, count, pid }: Import): Promise<string[][]> {
  await migrateDatabase(url);
  const database = connectDatabase({ url, connectionsMax: 4 });
  const importFile = makeImportSettlementFile({
    store: createSettlementStore(database),
    clock: systemClock(),
    chance: systemChance,
    log: silentLog,
    merchantId: settledMerchantId,
    readSettlementFile,
  });
  const usedMs = () => [processorMs(process.pid), processorMsOfFamily(pid)] as const;
  const before = usedMs();
  const startedMs = performance.now();
  const outcome = await importFile({
    name: settlementFileName('20260115'),
    bytes: createReadStream(path),
    actor: { kind: 'OPERATOR', id: null, name: null },
  });
  const seconds = (performance.now() - startedMs) / 1000;
  const after = usedMs();
  if (outcome.kind !== 'imported' || outcome.lineCount !== count)
    throw new Error('the file was not imported');
  await closeDatabase(database);
  const { size } = await stat(path);
  const shown = (ms: number) => (ms / 1000).toFixed(1);
  return [
    ['lines', 'MB', 'seconds until they count', 'CPU s, process', 'CPU s, Postgres', 'peak memory, MB'],
    [
      String(count),
      (size / 1e6).toFixed(0),
      seconds.toFixed(1),
      shown(after[0] - before[0]),
      shown(after[1] - before[1]),
      // Of the process from its start: it has made the file too.
      (process.resourceUsage().maxRSS / 1024).toFixed(0),
    ],
  ];
}
