import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { cellText } from './cell-text.ts';
import type { Cell, Table } from './table.ts';

/**
 * A cell that a spreadsheet program would evaluate as a formula begins with one of these. Other rows of the table may
 * come from anybody who can place an order.
 */
const formulaStart = /^[=+\-@\t\r]/;

/**
 * Writes a table as CSV (RFC 4180: commas, CRLF, quotes where needed) in UTF-8. It begins with a byte order mark, without
 * which spreadsheet programs guess another encoding. A text that looks like a formula gets an apostrophe in front.
 */
export function writeCsv({ columns, rows }: Table): AsyncIterable<Uint8Array> {
  const stringifier = stringify({
    bom: true,
    header: true,
    columns: columns.map(({ header }) => header),
    record_delimiter: '\r\n',
    quoted_match: /[\r\n]/,
  });
  const source = Readable.from(cells(rows));
  source.on('error', (error) => stringifier.destroy(error));
  return source.pipe(stringifier);
}

async function* cells(rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<string[]> {
  for await (const row of rows) {
    yield row.map((cell) => (typeof cell === 'string' ? defused(cell) : cellText(cell)));
  }
}

function defused(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}
