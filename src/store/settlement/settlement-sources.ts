import { getTableColumns, sql } from 'drizzle-orm';
import type { SettlementReads } from '../../use-cases/ports/settlement/settlement-store.ts';
import type { Database } from '../postgres/database.ts';
import { parameter, prepareRead, rowReader, selectList } from '../postgres/statement.ts';
import { settlementImports, settlementLines } from '../tables/settlement-tables.ts';

const { importNumber: _importNumber, ...lineColumns } = getTableColumns(settlementLines);
const { id, fileName, fileHash, importedAt, actor } = settlementImports;
const fileColumns = { id, fileName, fileHash, importedAt, actor };
const fileOffset = Object.keys(lineColumns).length;

/** Reads in which files, and in which of their lines, an order stands. */
export function makeSettlementSources(database: Database): Pick<SettlementReads, 'listSources'> {
  const readLine = rowReader(lineColumns);
  const readFile = rowReader(fileColumns, fileOffset);
  const read = prepareRead(
    database,
    sql`
      select ${selectList(lineColumns)}, ${selectList(fileColumns)} from ${settlementLines}
      join ${settlementImports} on ${settlementImports.number} = ${settlementLines.importNumber}
      where ${settlementLines.partnerReferenceNo} = ${parameter(settlementLines.partnerReferenceNo, 'reference')}
        and ${settlementImports.status} = 'IMPORTED'
      order by ${settlementImports.importedAt}, ${settlementImports.number}, ${settlementLines.lineNo}
      limit ${sql.placeholder('limit')}`,
  );
  return {
    async listSources(partnerReferenceNo, limit) {
      const rows = await read({ reference: partnerReferenceNo, limit });
      return rows.flatMap((values) => {
        const { importedAt, fileHash, ...file } = readFile(values);
        // A file that was imported has both; the table says so.
        if (importedAt === null || fileHash === null) return [];
        return [{ line: readLine(values), file: { ...file, importedAt, fileHash } }];
      });
    },
  };
}
