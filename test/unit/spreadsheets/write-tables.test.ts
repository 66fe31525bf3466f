import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import type { Cell, Column, Table } from '../../../src/spreadsheets/table.ts';
import { writeCsv } from '../../../src/spreadsheets/write-csv.ts';
import { writeXlsx } from '../../../src/spreadsheets/write-xlsx.ts';

const number = '20260115101214813405000000000000123';
const columns: readonly Column[] = [
  { header: 'order number', kind: 'text' },
  { header: 'amount (IDR)', kind: 'amount' },
  { header: 'paid at (Jakarta)', kind: 'instant' },
  { header: 'entry', kind: 'count' },
];
const rows: readonly (readonly Cell[])[] = [
  [number, 7_500_001n, new Date('2026-01-15T17:30:00Z'), 3],
  ['00123', -7n, null, null],
  ['=HYPERLINK("http://x")', 0n, null, 1],
  ['+62 "a", ü\nb', 999_999_999_999_999n, null, 1],
  ['@SUM(1)', 1_234_567_890_123_456_789n, null, 1],
];
const texts = [
  [number, '75000.01', '2026-01-16 00:30:00', '3'],
  ['00123', '-0.07', '', ''],
  ['=HYPERLINK("http://x")', '0.00', '', '1'],
  ['+62 "a", ü\nb', '9999999999999.99', '', '1'],
  ['@SUM(1)', '12345678901234567.89', '', '1'],
];

async function* read(): AsyncGenerator<readonly Cell[]> {
  yield* rows;
}
const table = (): Table => ({ name: 'orders', columns, rows: read() });

async function bytesOf(written: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of written) pieces.push(piece);
  return Buffer.concat(pieces);
}

test('a CSV file has every digit, explains itself in its header, and evaluates nothing', async () => {
  const text = (await bytesOf(writeCsv(table()))).toString();
  expect(text.startsWith('\uFEFForder number,amount (IDR),')).toBe(true);
  expect(text.endsWith('\r\n')).toBe(true);
  const [header, ...cells] = parse(text, { bom: true }) as string[][];
  expect(header).toEqual(columns.map((column) => column.header));
  const defused = texts.map(([first = '', ...rest]) => [/^[=+@]/.test(first) ? `'${first}` : first, ...rest]);
  expect(cells).toEqual(defused);
});

test('a workbook has every digit: numbers of orders are text, and amounts numbers as long as those are exact', async () => {
  const { sheets } = await readXlsx(await bytesOf(writeXlsx(table())));
  const [header, ...cells] = sheets[0]?.rows ?? [];
  expect(sheets.map(({ name }) => name)).toEqual(['orders']);
  expect(header).toEqual(columns.map((column) => column.header));
  const shown = cells.map((row) =>
    row.map((cell, index) =>
      typeof cell === 'number' && index === 1 ? cell.toFixed(2) : String(cell ?? ''),
    ),
  );
  expect(shown).toEqual(texts);
  expect(cells.map(([, amount]) => typeof amount)).toEqual([
    'number',
    'number',
    'number',
    'number',
    'string',
  ]);
});

test('a table that cannot be read to its end fails, in both forms', async () => {
  async function* broken(): AsyncGenerator<readonly Cell[]> {
    yield [number, 1n, null, 1];
    throw new Error('the connection was lost');
  }
  const half = (): Table => ({ ...table(), rows: broken() });
  await expect(bytesOf(writeCsv(half()))).rejects.toThrow('the connection was lost');
  await expect(bytesOf(writeXlsx(half()))).rejects.toThrow('the connection was lost');
});
