import { fillPlaceholders, getTableColumns, type Param, type SQL, sql } from 'drizzle-orm';
import { type AnyPgColumn, type AnyPgTable, PgDialect } from 'drizzle-orm/pg-core';
import type { Database } from './database.ts';
import { answered } from './errors.ts';
import { storedJson } from './stored-text.ts';

/**
 * A statement whose text never changes: written once, then planned once by each connection. For what drizzle's
 * builder does not say (it prepares its own with `.prepare(name)`). Call the answer with the values of its
 * placeholders; it gives the rows, values as the driver reads them.
 */
export function prepareStatement<Row extends object = object>(
  database: Database,
  template: SQL,
): (values: Record<string, unknown>) => Promise<readonly Row[]> {
  const { sql: text, params } = new PgDialect().sqlToQuery(template);
  return async (values) => {
    const parameters = fillPlaceholders(params, values) as string[];
    return answered(database.$client.unsafe<Row[]>(text, parameters, { prepare: true }));
  };
}

/** A placeholder whose value is written as the column's values are: instants as Dates, never null. */
export function given(column: AnyPgColumn, name: string): Param {
  return sql.param(sql.placeholder(name), column);
}

/**
 * One row of a table as one parameter, to be read with `fromRecord`. Names are the properties of the table.
 * `names`: only these are written; the others are null in the record.
 */
export function record<Table extends AnyPgTable>(
  table: Table,
  row: Partial<Table['$inferSelect']>,
  names: readonly (keyof Table['$inferSelect'] & string)[] = Object.keys(row),
): string {
  const columns = getTableColumns(table);
  return storedJson(Object.fromEntries(names.map((name) => [columns[name]?.name, row[name]])));
}

/** The row that the placeholder carries, as a table expression; all null where it carries null. */
export function fromRecord(table: AnyPgTable, placeholder: string): SQL {
  return sql`jsonb_populate_record(null::${table}, ${sql.placeholder(placeholder)})`;
}

/**
 * Inserts the row that the placeholder carries; `where`, `on conflict` and `returning` may follow. Columns are named,
 * so that a gateway of the version before a migration still writes rows while another one is being rolled out.
 */
export function insertRecord(table: AnyPgTable, placeholder: string): SQL {
  const columns = columnList(writtenColumns(table));
  return sql`insert into ${table} (${columns}) select ${columns} from ${fromRecord(table, placeholder)}`;
}

/** The names of these columns, as the lists of `insert` and `select` want them. */
export function columnList(columns: readonly AnyPgColumn[]): SQL {
  return sql.join(
    columns.map((column) => sql.identifier(column.name)),
    sql`, `,
  );
}

/** Every column that the database does not number by itself. */
function writtenColumns(table: AnyPgTable): AnyPgColumn[] {
  return Object.values(getTableColumns(table)).filter((column) => !column.generatedIdentity);
}
