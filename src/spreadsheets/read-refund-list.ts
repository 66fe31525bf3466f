// The build for browsers has no streams, and runs in Node too: command and console read a list by this one file.
import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { parseRupiah, type Rupiah } from '../domain/money.ts';

/** One refund of a list. */
export interface ListedRefund {
  readonly partnerReferenceNo: string;
  /** Null: everything that is left. */
  readonly amount: Rupiah | null;
  readonly reason: string | null;
}

/** Why a list cannot be read. `line` is the line of the file, as a text editor counts; the header is line 1. */
export type RefundListFault =
  /** The header is another one, or has a column twice. */
  | { readonly kind: 'header' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'tooLong'; readonly linesMax: number }
  | { readonly kind: 'orderMissing'; readonly line: number }
  /** Neither whole rupiah such as 25000 or 25000.00, nor empty. */
  | { readonly kind: 'amount'; readonly line: number }
  /** More or fewer cells than the header. */
  | { readonly kind: 'cells'; readonly line: number }
  /** A quote begins or ends where none may, or never ends. */
  | { readonly kind: 'quotes'; readonly line: number }
  | { readonly kind: 'lineTooLong'; readonly line: number };

/** What a list says, or the first reason why it cannot be read. */
export type RefundList =
  | { readonly kind: 'read'; readonly refunds: readonly ListedRefund[] }
  | { readonly kind: 'unreadable'; readonly fault: RefundListFault };

const columns = ['order', 'amount', 'reason'] as const;
const lineCharactersMax = 16 * 1024;

/** One line of the list: its cells, and the line of the file where it ends. */
interface Line {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * Reads a list of refunds: CSV with the header `order,amount,reason`, of which the last two may be missing or empty, separated
 * by commas or semicolons. Lines without any value do not count. More than `linesMax` refunds are refused, not cut off.
 */
export function readRefundList(text: string, linesMax: number): RefundList {
  const parsed = parseLines(text, linesMax);
  if ('kind' in parsed) return unreadable(parsed);
  const [header, ...lines] = parsed;
  if (header === undefined) return unreadable({ kind: 'empty' });
  const names = header.cells.map((name) => name.toLowerCase());
  const isKnown = names.every((name) => columns.some((column) => column === name));
  if (!isKnown || names[0] !== 'order' || new Set(names).size !== names.length)
    return unreadable({ kind: 'header' });
  const refunds: ListedRefund[] = [];
  for (const line of lines) {
    const refund = readLine(line, names);
    if ('kind' in refund) return unreadable(refund);
    refunds.push(refund);
  }
  if (refunds.length === 0) return unreadable({ kind: 'empty' });
  return refunds.length > linesMax ? unreadable({ kind: 'tooLong', linesMax }) : { kind: 'read', refunds };
}

/** Why a list cannot be read and where, in a sentence for whoever wrote it. */
export function describeListFault(fault: RefundListFault): string {
  switch (fault.kind) {
    case 'header':
      return 'Line 1: the header is order,amount,reason, each once; the last two may be missing.';
    case 'empty':
      return 'The list has no line.';
    case 'tooLong':
      return `A list has at most ${fault.linesMax} lines.`;
    case 'orderMissing':
      return `Line ${fault.line}, column order: it is empty.`;
    case 'amount':
      return `Line ${fault.line}, column amount: write whole rupiah such as 25000.`;
    case 'cells':
      return `Line ${fault.line} has more or fewer columns than the header.`;
    case 'quotes':
      return `Line ${fault.line}: a quote begins or ends where none may, or never ends.`;
    case 'lineTooLong':
      return `Line ${fault.line} is too long.`;
  }
}

function unreadable(fault: RefundListFault): RefundList {
  return { kind: 'unreadable', fault };
}

function parseLines(text: string, linesMax: number): readonly Line[] | RefundListFault {
  const lines: Line[] = [];
  try {
    parse(text, {
      ...{ delimiter: [',', ';'], bom: true, trim: true },
      // What is wrong with a line is said in the order of the lines.
      relax_column_count: true,
      skip_records_with_empty_values: true,
      max_record_size: lineCharactersMax,
      // The header, and one more than allowed, which tells that there are too many.
      to: linesMax + 2,
      on_record(cells: string[], { lines: line }) {
        lines.push({ cells, line });
        return null;
      },
    });
    return lines;
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    const line = Number(thrown.lines);
    return { kind: thrown.code === 'CSV_MAX_RECORD_SIZE' ? 'lineTooLong' : 'quotes', line };
  }
}

function readLine({ cells, line }: Line, names: readonly string[]): ListedRefund | RefundListFault {
  if (cells.length !== names.length) return { kind: 'cells', line };
  const cellOf = (name: (typeof columns)[number]) => cells[names.indexOf(name)] ?? '';
  const partnerReferenceNo = cellOf('order');
  if (partnerReferenceNo === '') return { kind: 'orderMissing', line };
  const written = cellOf('amount');
  const amount = written === '' ? null : parseRupiah(written);
  if (amount === undefined) return { kind: 'amount', line };
  return { partnerReferenceNo, amount, reason: cellOf('reason') || null };
}
