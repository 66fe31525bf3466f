import { spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cell, Column, Table } from '../../../src/spreadsheets/table.ts';
import { writeCsv } from '../../../src/spreadsheets/write-csv.ts';
import { writeXlsx } from '../../../src/spreadsheets/write-xlsx.ts';
import { isLong } from '../../support/sample.ts';

/** Of Debian's package `libreoffice-calc-nogui`, unless SOFFICE names another. */
const program = process.env.SOFFICE ?? 'soffice';
const hasLibreOffice = spawnSync(program, ['--version']).status === 0;
if (isLong && !hasLibreOffice) console.warn('LibreOffice was NOT tried: there is none (SOFFICE names one)');

const columns: readonly Column[] = [
  { header: 'order number', kind: 'text' },
  { header: 'DANA order number', kind: 'text' },
  { header: 'amount (IDR)', kind: 'amount' },
];
const rows: readonly (readonly Cell[])[] = [
  ['20260115101214813405000000000000123', '00000000000000000000000000000000042', 7_500_001n],
  [
    '99999999999999999999999999999999999',
    '2026011511121281340016600000000000001',
    1_234_567_890_123_456_789n,
  ],
  ['=1+1', '+62812', -7n],
];
const amounts = ['75000.01', '12345678901234567.89', '-0.07'];

/** UTF-8, commas, quotes; how `columnKinds` are read: 1/2 is "column 1 is text". */
const csvFilter = (columnKinds: string) => `Text - txt - csv (StarCalc):44,34,76,1,${columnKinds}`;

// Seconds of a whole office: only in the long run.
describe.runIf(isLong && hasLibreOffice)('LibreOffice', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gapura-office-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Opens the file and saves what it understood as CSV. */
  async function opened(name: string, written: AsyncIterable<Uint8Array>, inputFilter: readonly string[]) {
    const path = join(folder, name);
    await pipeline(written, createWriteStream(path));
    const { status, stderr } = spawnSync(
      program,
      [
        '--headless',
        `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
        ...inputFilter,
        '--convert-to',
        `csv:${csvFilter('')}`,
        '--outdir',
        join(folder, 'understood'),
        path,
      ],
      { encoding: 'utf8', timeout: 120_000 },
    );
    if (status !== 0) throw new Error(stderr);
    const text = await readFile(join(folder, 'understood', name.replace(/\.\w+$/, '.csv')), 'utf8');
    return parse(text, { bom: true, from_line: 2 }) as string[][];
  }

  async function* read(): AsyncGenerator<readonly Cell[]> {
    yield* rows;
  }
  const table = (): Table => ({ name: 'orders', columns, rows: read() });
  const plain = (amount = '') => amount.replaceAll(',', '');

  test('finds every digit in a workbook that it opens as it is', { timeout: 180_000 }, async () => {
    const cells = await opened('workbook.xlsx', writeXlsx(table()), []);
    expect(cells.map((row) => row.slice(0, 2))).toEqual(rows.map((row) => row.slice(0, 2)));
    expect(cells.map((row) => plain(row[2]))).toEqual(amounts);
  });

  test('finds every digit in a CSV file whose columns it is told to read as text', {
    timeout: 180_000,
  }, async () => {
    const asText = `--infilter=${csvFilter('1/2/2/2/3/2')}`;
    const cells = await opened('table.csv', writeCsv(table()), [asText]);
    const defused = rows.map((row) => row.slice(0, 2).map((cell) => String(cell).replace(/^[=+]/, "'$&")));
    expect(cells.map((row) => row.slice(0, 2))).toEqual(defused);
    expect(cells.map((row) => plain(row[2]))).toEqual(amounts);
  });
});
