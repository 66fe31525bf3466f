import { eq, getTableColumns, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type {
  SettlementFilter,
  SettlementImport,
  SettlementReads,
} from '../../use-cases/ports/settlement/settlement-store.ts';
import type { Database } from '../postgres/database.ts';
import {
  type Condition,
  type CursorValues,
  isInstantAndId,
  type Keyset,
  preparePages,
  readPage,
} from '../postgres/keyset.ts';
import { parameter, rowReader, selectList } from '../postgres/statement.ts';
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

function conditionsOf({ day, unitKind, unitName }: SettlementFilter): Condition[] {
  const is = (name: string, column: AnyPgColumn, value: string | undefined): Condition[] =>
    value === undefined
      ? []
      : [{ name, sql: eq(column, parameter(column, name)), values: { [name]: value } }];
  return [
    ...is('day', settlementImports.day, day),
    ...is('unitKind', settlementImports.unitKind, unitKind),
    ...is('unitName', settlementImports.unitName, unitName),
  ];
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
