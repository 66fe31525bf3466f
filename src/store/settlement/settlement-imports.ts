import { getTableColumns, sql } from 'drizzle-orm';
import type { SettlementLine } from '../../domain/settlement/settlement-line.ts';
import type { SettlementStore } from '../../use-cases/ports/settlement/settlement-store.ts';
import type { Database } from '../postgres/database.ts';
import { StatementRefused } from '../postgres/errors.ts';
import {
  columnList,
  insertRow,
  parameter,
  prepareStatement,
  rowFromParameter,
  rowParameter,
} from '../postgres/statement.ts';
import { settlementImports, settlementLines } from '../tables/settlement-tables.ts';

/** Imports of files, from the first statement to the one that makes them count. */
export type SettlementImports = Pick<
  SettlementStore,
  'beginImport' | 'stageLines' | 'finishImport' | 'abandonImport' | 'sweepImports'
>;

/** What the second import of the same file violates. */
const uniqueFiles = ['settlement_imports_file', 'settlement_imports_unnamed_file'];

type Line = typeof settlementLines.$inferSelect;

/** The columns of a staged line with what each value becomes in an array of Postgres. */
const written = Object.entries(getTableColumns(settlementLines)).map(([name, column]) => ({
  name: name as keyof Line,
  column,
  type: sql.raw(column.getSQLType().replace(' collate "C"', '')),
}));

/**
 * One array for each column, as one parameter: the text of the statement is the same for any number of lines, and
 * Postgres reads arrays in half the time of JSON.
 */
function arraysOf(importNumber: number, lines: readonly SettlementLine[]): Record<string, string> {
  const arrays: Record<string, string> = {};
  for (const { name } of written) {
    let text = '';
    for (const line of lines) text += `,${elementOf(name === 'importNumber' ? importNumber : line[name])}`;
    arrays[name] = `{${text.slice(1)}}`;
  }
  return arrays;
}

/** A value as an element of an array of Postgres. */
function elementOf(value: string | number | bigint | Date | null): string {
  if (value === null) return 'null';
  if (typeof value === 'string')
    return /["\\]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : `"${value}"`;
  return value instanceof Date ? `"${value.toISOString()}"` : String(value);
}

export function makeSettlementImports(database: Database): SettlementImports {
  const importNumber = parameter(settlementImports.number, 'importNumber');
  const begin = prepareStatement<{ number: number }>(
    database,
    sql`${insertRow(settlementImports, 'begun')} returning number`,
  );
  const columns = columnList(written.map(({ column }) => column));
  const arrays = sql.join(
    written.map(({ name, type }) => sql`${sql.placeholder(name)}::text::${type}[]`),
    sql`, `,
  );
  const stage = prepareStatement<{ number: number }>(
    database,
    sql`
      with leased as (
        update ${settlementImports} set leased_until = ${parameter(settlementImports.leasedUntil, 'leasedUntil')}
        where number = ${parameter(settlementImports.number, 'number')} and status = 'STAGED' returning number
      ), staged as (
        insert into ${settlementLines} (${columns})
        select * from unnest(${arrays}) where exists (select from leased)
      )
      select number from leased`,
  );
  const { importedAt, fileHash, lineCount, gross, commission, serviceTax, withholdingTax, net } =
    getTableColumns(settlementImports);
  const endColumns = [importedAt, fileHash, lineCount, gross, commission, serviceTax, withholdingTax, net];
  // A file whose name says neither unit nor day adds nothing to one with the same bytes.
  const finish = prepareStatement<{ isFinished: boolean; isKnown: boolean }>(
    database,
    sql`
      with ended as materialized (
        select * from ${rowFromParameter(endColumns, 'end')}
      ), known as materialized (
        select known.number from ${settlementImports} mine join ${settlementImports} known
          on known.status = 'IMPORTED' and known.file_hash = (select file_hash from ended)
        where mine.number = ${importNumber} and mine.status = 'STAGED' and mine.unit_kind is null limit 1
      ), finished as (
        update ${settlementImports} set status = 'IMPORTED', leased_until = null,
          imported_at = ended.imported_at, file_hash = ended.file_hash, line_count = ended.line_count,
          gross = ended.gross, commission = ended.commission, service_tax = ended.service_tax,
          withholding_tax = ended.withholding_tax, net = ended.net
        from ended
        where ${settlementImports.number} = ${importNumber} and ${settlementImports.status} = 'STAGED'
          and not exists (select from known)
        returning ${settlementImports.number}
      )
      select exists (select from finished) as "isFinished", exists (select from known) as "isKnown"`,
  );
  const abandon = prepareStatement(
    database,
    sql`
      update ${settlementImports} set status = 'ABANDONED', leased_until = null
      where number = ${importNumber} and status = 'STAGED'`,
  );
  const abandonOverdue = prepareStatement(
    database,
    sql`
      update ${settlementImports} set status = 'ABANDONED', leased_until = null
      where status = 'STAGED' and leased_until < ${parameter(settlementImports.leasedUntil, 'now')}`,
  );
  const sweep = prepareStatement<{ swept: string }>(
    database,
    sql`
      with abandoned as materialized (
        select number from ${settlementImports} where status = 'ABANDONED'
      ), doomed as (
        select import_number, line_no from ${settlementLines}
        where import_number in (select number from abandoned) limit ${sql.placeholder('limit')}
      ), swept as (
        delete from ${settlementLines} using doomed
        where ${settlementLines.importNumber} = doomed.import_number and ${settlementLines.lineNo} = doomed.line_no
        returning 1
      )
      select count(*) as swept from swept`,
  );
  const forget = prepareStatement(
    database,
    sql`
      delete from ${settlementImports} where status = 'ABANDONED'
        and not exists (select from ${settlementLines} where import_number = ${settlementImports.number})`,
  );

  return {
    async beginImport(input) {
      const row = {
        ...input,
        status: 'STAGED' as const,
        lineCount: 0,
        gross: 0n,
        commission: 0n,
        serviceTax: 0n,
        withholdingTax: 0n,
        net: 0n,
      };
      const [begun] = await begin({ begun: rowParameter(settlementImports, row) });
      if (begun === undefined) throw new Error('the import was not recorded');
      return begun.number;
    },
    async stageLines(number, lines, leasedUntil) {
      const staged = await stage({ ...arraysOf(number, lines), number, leasedUntil });
      return staged.length > 0;
    },
    async finishImport(number, end) {
      try {
        const [outcome] = await finish({ importNumber: number, end: rowParameter(settlementImports, end) });
        if (outcome?.isFinished) return 'imported';
        return outcome?.isKnown ? 'known' : 'lost';
      } catch (error) {
        if (error instanceof StatementRefused && uniqueFiles.some((one) => one === error.constraint))
          return 'known';
        throw error;
      }
    },
    async abandonImport(number) {
      await abandon({ importNumber: number });
    },
    async sweepImports(now, limit) {
      await abandonOverdue({ now });
      const [row] = await sweep({ limit });
      const sweptCount = Number(row?.swept ?? 0);
      if (sweptCount < limit) await forget({});
      return sweptCount;
    },
  };
}
