import { eq, getTableColumns, sql } from 'drizzle-orm';
import type {
  SettlementFilter,
  SettlementImport,
  SettlementReads,
} from '../../use-cases/ports/settlement/settlement-store.ts';
import type { Database } from '../postgres/database.ts';
import {
  type CursorValues,
  isInstantAndId,
  type Keyset,
  preparePages,
  readPage,
} from '../postgres/keyset.ts';
import { type Condition, isAmong, isOneOf } from '../postgres/list-conditions.ts';
import { rowReader, selectList } from '../postgres/statement.ts';
import { settlementImports } from '../tables/settlement-tables.ts';

const {
  number: _number,
  status: _status,
  startedAt: _startedAt,
  leasedUntil: _leasedUntil,
  judgedAt: _judgedAt,
  searchedAt: _searchedAt,
  ...columns
} = getTableColumns(settlementImports);
type ImportRow = ReturnType<ReturnType<typeof rowReader<typeof columns>>>;

const newestImports: Keyset<SettlementImport> = {
  columns: [settlementImports.importedAt, settlementImports.id],
  isNewestFirst: true,
  valuesOf: ({ importedAt, id }) => [importedAt.toISOString(), id],
  areValues: (values): values is CursorValues => isInstantAndId(values),
};
const isImported = {
  name: 'imported',
  sql: eq(settlementImports.status, sql`'IMPORTED'`),
  values: {},
};

/** Each has an index; that of the narrowest condition is read. A day has a file for each unit, and a name few kinds. */
function conditionsOf({ day, unitKind, unitName }: SettlementFilter): Condition[] {
  const given = (
    [
      ['day', settlementImports.day, day],
      ['unitName', settlementImports.unitName, unitName],
      ['unitKind', settlementImports.unitKind, unitKind],
    ] as const
  ).flatMap(([name, column, value]) => (value === undefined ? [] : [{ name, column, value }]));
  return given.map(({ name, column, value }, place) =>
    (place === 0 ? isOneOf : isAmong)(name, column, [value]),
  );
}

/** The list of imported files. */
export function makeSettlementPages(database: Database): Pick<SettlementReads, 'pageImports'> {
  const readRow = rowReader(columns);
  const read = preparePages(
    database,
    newestImports,
    sql`select ${selectList(columns)} from ${settlementImports}`,
    (values) => importOf(readRow(values)),
  );
  return {
    pageImports: (filter, request) => {
      const conditions = [isImported, ...conditionsOf(filter)];
      return readPage(
        newestImports,
        request,
        (page) => read(page, conditions),
        (row) => row,
      );
    },
  };
}

function importOf({ importedAt, fileHash, ...row }: ImportRow): SettlementImport {
  if (importedAt === null || fileHash === null) throw new Error('an imported file has a time and a hash');
  return { ...row, importedAt, fileHash };
}
