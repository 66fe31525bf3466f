import '../runtime/time-zone.ts';

import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseJakartaDay } from '../domain/jakarta-time.ts';
import { formatSen } from '../domain/money.ts';
import { financeTables } from '../spreadsheets/finance-tables.ts';
import { writeCsv } from '../spreadsheets/write-csv.ts';
import { writeXlsx } from '../spreadsheets/write-xlsx.ts';
import { makeBooksExports } from '../store/books/books-exports.ts';
import { makeBooksStore } from '../store/books/books-store.ts';
import { inOneSnapshot } from '../store/books/one-snapshot.ts';
import type { Database } from '../store/postgres/database.ts';
import { type BooksDifference, makeCheckBooks } from '../use-cases/books/check-books.ts';
import type { BooksSpan } from '../use-cases/ports/books/books-store.ts';
import { withOperatorDatabase } from './open-database.ts';
import { exitCodes, readConfiguration, runCommand, UsageError } from './run-command.ts';

const usage = `npm run books -- check
    Books every payment, refund, cancellation and settled line in double entry, and compares the accounts with the rows of
    orders and refunds and with the totals of the imported files, day by day. Prints the balances; ends with 1 and names
    day, account and both figures if two sums differ.
npm run books -- export --from <day> --to <day> [--format csv|xlsx] [--out <folder>]
    Writes orders, refunds, settlement lines and the journal of these days in Jakarta, 2026-01-15, both included: one file
    each, into the folder (default: this one). xlsx keeps the 35 digits of a number; a spreadsheet that opens csv does not.`;

const formats = { csv: writeCsv, xlsx: writeXlsx } as const;
const dayMs = 24 * 60 * 60_000;

async function check(database: Database): Promise<number> {
  const checkBooks = makeCheckBooks({ store: makeBooksStore(database) });
  const { entryCount, balances, differences } = await inOneSnapshot(database, checkBooks);
  for (const { account, sen } of balances)
    process.stdout.write(`${account.padEnd(16)} ${formatSen(sen).padStart(24)}\n`);
  for (const difference of differences) process.stderr.write(`${describe(difference)}\n`);
  process.stdout.write(
    `${entryCount} entries; ${differences.length === 0 ? 'all sums agree' : `${differences.length} sums differ`}.\n`,
  );
  return differences.length === 0 ? exitCodes.done : exitCodes.failed;
}

function describe({ day, account, comparedWith, inBooks, onRecord }: BooksDifference): string {
  return `${day} ${account}: ${formatSen(inBooks)} in the books, ${formatSen(onRecord)} by ${comparedWith}`;
}

interface ExportWish {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly format: string;
  readonly out: string;
}

async function exportTables(database: Database, { from, to, format, out }: ExportWish): Promise<number> {
  const span = spanOf(from, to);
  const write = format === 'csv' || format === 'xlsx' ? formats[format] : undefined;
  if (write === undefined) throw new UsageError('--format must be csv or xlsx');
  await mkdir(out, { recursive: true });
  const store = { ...makeBooksStore(database), ...makeBooksExports(database) };
  await inOneSnapshot(database, async () => {
    for (const table of financeTables(store, span)) {
      const path = join(out, `${table.name}_${from}_${to}.${format}`);
      // Under its own name only once it is whole.
      await pipeline(write(table), createWriteStream(`${path}.part`));
      await rename(`${path}.part`, path);
      process.stdout.write(`${path}\n`);
    }
  });
  return exitCodes.done;
}

/** The days in Jakarta as a span; throws UsageError. */
function spanOf(from = '', to = ''): BooksSpan {
  const [begin, end] = [from, to].map(parseJakartaDay);
  if (!(begin && end && begin <= end))
    throw new UsageError(
      '--from and --to must be days of the calendar such as 2026-01-15, the earlier one first',
    );
  return { from: begin, to: new Date(end.getTime() + dayMs) };
}

await runCommand({
  usage,
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    format: { type: 'string', default: 'csv' },
    out: { type: 'string', default: '.' },
  },
  subcommands: ['check', 'export'],
  async run(values, subcommand) {
    const { from, to, format, out } = values;
    return withOperatorDatabase(readConfiguration(), (database) =>
      subcommand === 'check' ? check(database) : exportTables(database, { from, to, format, out }),
    );
  },
});
