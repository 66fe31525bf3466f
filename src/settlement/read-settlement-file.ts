import { Readable } from 'node:stream';
import { CsvError, type Options, parse } from 'csv-parse';
import { SettlementFileError, type SettlementFileFault } from '../domain/settlement/settlement-file-error.ts';
import type { SettlementLine } from '../domain/settlement/settlement-line.ts';
import { readHeader, readLine, type SettlementColumns } from './read-line.ts';

/** A longer line is no line of DANA's, whose columns have 2,000 characters together. */
const lineBytesMax = 16 * 1024;
/** Lines that are read before they are handed on: what a reader holds in memory. */
const batchLength = 5_000;

const options: Options = {
  delimiter: ';',
  bom: true,
  relax_quotes: true,
  // Ours say it better, and name the line.
  relax_column_count: true,
  max_record_size: lineBytesMax,
};

/**
 * Reads DANA's settlement file (Payment Services Settlement File, version 1.2.0) from its bytes, in batches of at most
 * 5,000 lines. Throws SettlementFileError at the first line that cannot be read, and whatever `bytes` throws.
 */
export async function* readSettlementFile(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly SettlementLine[]> {
  const parser = parse(options);
  const source = Readable.from(bytes, { objectMode: false });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let columns: SettlementColumns | undefined;
  let batch: SettlementLine[] = [];
  let lineNo = 0;
  try {
    for await (const cells of parser as AsyncIterable<readonly string[]>) {
      lineNo += 1;
      if (cells.length === 1 && cells[0] === '') continue;
      if (columns === undefined) {
        columns = readHeader(cells);
        continue;
      }
      batch.push(readLine(cells, columns, lineNo));
      if (batch.length < batchLength) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    throw error instanceof CsvError ? new SettlementFileError(faultOf(error)) : error;
  } finally {
    source.destroy();
  }
  if (columns === undefined) throw new SettlementFileError({ kind: 'empty' });
  if (batch.length > 0) yield batch;
}

/** The parser may be ahead of the lines that were read. */
function faultOf({ code, lines }: CsvError): SettlementFileFault {
  const line = Number(lines);
  return { kind: code === 'CSV_MAX_RECORD_SIZE' ? 'lineTooLong' : 'quotes', line };
}
