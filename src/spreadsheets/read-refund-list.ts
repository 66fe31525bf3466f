import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { parseRupiah, type Rupiah } from '../domain/money.ts';

/** One refund of a list. */
export interface ListedRefund {
  readonly partnerReferenceNo: string;
  /** Null: everything that is left. */
  readonly amount: Rupiah | null;
  readonly reason: string | null;
}

/** A list that cannot be read; the message names line and column. */
export class RefundListError extends Error {
  override readonly name = 'RefundListError';
}

const columns = ['order', 'amount', 'reason'] as const;
const lineBytesMax = 16 * 1024;

/**
 * Reads a list of refunds: CSV with the header `order,amount,reason`, of which the last two may be missing or empty, separated
 * by commas or semicolons. Throws RefundListError for the first line that cannot be read, and for more than `linesMax`.
 * The same columns as in src/client/console/batches/read-list.ts; change both.
 */
export async function readRefundList(
  bytes: AsyncIterable<Uint8Array>,
  linesMax: number,
): Promise<readonly ListedRefund[]> {
  const parser = parse({ delimiter: [',', ';'], bom: true, trim: true, max_record_size: lineBytesMax });
  const source = Readable.from(bytes, { objectMode: false });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  const refunds: ListedRefund[] = [];
  let header: readonly string[] | null = null;
  let lineNo = 0;
  try {
    for await (const cells of parser as AsyncIterable<readonly string[]>) {
      lineNo += 1;
      if (header === null) header = readHeader(cells);
      else refunds.push(readLine(lineNo, header, cells));
      if (refunds.length > linesMax) throw new RefundListError(`a batch has at most ${linesMax} lines`);
    }
  } catch (error) {
    throw error instanceof CsvError ? new RefundListError(`line ${lineNo + 1}: ${error.message}`) : error;
  } finally {
    source.destroy();
  }
  if (refunds.length === 0) throw new RefundListError('the list has no line');
  return refunds;
}

function readHeader(cells: readonly string[]): readonly string[] {
  const names = cells.map((cell) => cell.toLowerCase());
  const unknown = names.find((name) => !columns.some((column) => column === name));
  if (unknown !== undefined || names[0] !== 'order' || new Set(names).size !== names.length)
    throw new RefundListError(`line 1: the header is ${columns.join(',')}; the last two may be missing`);
  return names;
}

function readLine(lineNo: number, header: readonly string[], cells: readonly string[]): ListedRefund {
  const cellOf = (name: string) => cells[header.indexOf(name)] ?? '';
  const partnerReferenceNo = cellOf('order');
  if (partnerReferenceNo === '') throw new RefundListError(`line ${lineNo}, column order: is missing`);
  const digits = cellOf('amount');
  const amount = digits === '' ? null : parseRupiah(digits);
  if (amount === undefined)
    throw new RefundListError(`line ${lineNo}, column amount: write whole rupiah such as 25000`);
  return { partnerReferenceNo, amount, reason: cellOf('reason') || null };
}
