import { writeXlsxStream } from 'hucre/xlsx';
import { cellText } from './cell-text.ts';
import type { Cell, Column, Table } from './table.ts';

/** A spreadsheet's number has 15 digits; an amount with more is written as text. Sen. */
const numberMax = 10n ** 15n;
const columnWidth = 24;
/** Code points that XML 1.0 cannot carry; no text of ours has them, and a file with one does not open. */
const unwritable = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/**
 * Writes a table as a workbook of one sheet. Numbers of orders are text, so that no program shortens their 35 digits, and
 * text is never a formula. Rows beyond the 1,048,576 of a sheet go on in another one.
 */
export function writeXlsx({ name, columns, rows }: Table): AsyncIterable<Uint8Array> {
  return writeXlsxStream(cells(columns, rows), {
    name: name.slice(0, 31),
    columns: columns.map(({ header, kind }) => ({
      header,
      width: columnWidth,
      ...(kind === 'amount' ? { numFmt: '#,##0.00' } : {}),
    })),
    freezePane: { rows: 1 },
  });
}

async function* cells(
  columns: readonly Column[],
  rows: AsyncIterable<readonly Cell[]>,
): AsyncGenerator<(string | number | null)[]> {
  for await (const row of rows) yield row.map((cell, index) => cellOf(cell, columns[index]?.kind));
}

function cellOf(cell: Cell, kind: Column['kind'] | undefined): string | number | null {
  if (cell === null) return null;
  if (kind === 'count' && typeof cell === 'number') return cell;
  const isNumber = typeof cell === 'bigint' && cell > -numberMax && cell < numberMax;
  return isNumber ? Number(cellText(cell)) : cellText(cell).replace(unwritable, '\uFFFD');
}
