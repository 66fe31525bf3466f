import {
  entityKind,
  type GetColumnData,
  getTableColumns,
  is,
  Param,
  Placeholder,
  type SQL,
  sql,
} from 'drizzle-orm';
import { type AnyPgColumn, type AnyPgTable, makePgArray, PgDialect } from 'drizzle-orm/pg-core';
import type { Database } from './database.ts';
import { withStoreErrors } from './errors.ts';
import { storedJson } from './stored-text.ts';

/**
 * Prepares a statement whose text never changes: each connection plans the text once. For statements that drizzle's
 * builder cannot express (its own are prepared with `.prepare(name)`). Call the returned function with the values of
 * the placeholders; it returns the rows, values as the driver reads them, and rejects as `withStoreErrors` says.
 */
export function prepareStatement<Row extends object = object>(
  database: Database,
  template: SQL,
): (values: Values) => Promise<readonly Row[]> {
  const query = queryOf(template);
  return async (values) => {
    const { text, fill } = query();
    return withStoreErrors(database.$client.unsafe<Row[]>(text, fill(values), prepared));
  };
}

/** Prepares a `select` in the same way; each row is the list of its values, for `rowReader`. */
export function prepareRead(
  database: Database,
  template: SQL,
): (values: Values) => Promise<readonly (readonly unknown[])[]> {
  const query = queryOf(template);
  return (values) => {
    const { text, fill } = query();
    return withStoreErrors(database.$client.unsafe(text, fill(values), prepared).values());
  };
}

const dialect = new PgDialect();
const prepared = { prepare: true };

/** A statement as it is sent. `fill` puts values into the places of its parameters, as drizzle's `fillPlaceholders` does. */
interface PreparedQuery {
  readonly text: string;
  fill(values: Values): string[];
}

/** The values of a statement's placeholders. */
type Values = Readonly<Record<string, unknown>>;

/** The text of a statement, made when it is sent first: a process has hundreds, and sends few of them as it starts. */
function queryOf(template: SQL): () => PreparedQuery {
  let query: PreparedQuery | undefined;
  return () => {
    query ??= prepareQuery(template);
    return query;
  };
}

function prepareQuery(template: SQL): PreparedQuery {
  const { sql: text, params } = dialect.sqlToQuery(template);
  const writers = params.map(writerOf);
  return { text, fill: (values) => writers.map((write) => write(values) as string) };
}

/** Writes one parameter: the value of a placeholder, if need be as its column writes it, or a value of the statement's own. */
function writerOf(param: unknown): (values: Values) => unknown {
  if (is(param, WrittenPlace)) return param.writer;
  const placeholder = is(param, Param) ? param.value : param;
  if (!is(placeholder, Placeholder)) return () => param;
  const { name } = placeholder;
  const read = (values: Values) => {
    if (!(name in values)) throw new Error(`the placeholder ${name} has no value`);
    return values[name];
  };
  return is(param, Param) ? (values) => param.encoder.mapToDriverValue(read(values)) : read;
}

/** Columns by the names that their values get in a row. */
export type Columns = Readonly<Record<string, AnyPgColumn>>;
/** A row of these columns; the columns of an outer join may all be null. */
export type RowOf<Read extends Columns> = { [Name in keyof Read]: GetColumnData<Read[Name]> };

/** The columns for `select`, each with the name of its table. */
export function selectList(columns: Columns): SQL {
  return sql.join(
    Object.values(columns).map((column) => sql`${column}`),
    sql`, `,
  );
}

/** Makes the function that reads these columns out of a row's values; the first column is at `offset`. */
export function rowReader<Read extends Columns>(
  columns: Read,
  offset = 0,
): (values: readonly unknown[]) => RowOf<Read> {
  const readers = Object.entries(columns).map(([name, column], index) => ({
    name,
    index: offset + index,
    column,
  }));
  return (values) => {
    const row: Record<string, unknown> = {};
    for (const { name, index, column } of readers) {
      const value = values[index];
      row[name] = value === null ? null : column.mapFromDriverValue(value);
    }
    return row as RowOf<Read>;
  };
}

/** A placeholder whose value is written as the column's values are: instants as Dates, never null. */
export function parameter(column: AnyPgColumn, name: string): Param {
  return sql.param(sql.placeholder(name), column);
}

/** A row for a placeholder, by the names of its columns, with the values of the program. */
export type RowParameter = Readonly<Record<string, unknown>>;

/**
 * One row of a table as a value of a placeholder, which the statement reads with `rowFromParameter`. Names are the
 * properties of the table. `names`: only these are written; the others are null in the row.
 */
export function rowParameter<Table extends AnyPgTable>(
  table: Table,
  row: Partial<Table['$inferSelect']>,
  names: readonly (keyof Table['$inferSelect'] & string)[] = Object.keys(row),
): RowParameter {
  const columns = getTableColumns(table);
  const written: Record<string, unknown> = {};
  for (const name of names) {
    const column = columns[name];
    if (column !== undefined) written[column.name] = row[name];
  }
  return written;
}

/** One value of the row that the placeholder carries, a parameter of its own. */
export function valueFromParameter(column: AnyPgColumn, placeholder: string): SQL {
  const place = new WrittenPlace((values) =>
    writeValue(column, carried<RowParameter>(values, placeholder)[column.name]),
  );
  return sql`${sql.param(place)}::${sql.raw(column.getSQLType())}`;
}

/**
 * The row that the placeholder carries, as a table expression with these columns. Each value is a parameter: a row as JSON
 * costs Postgres twice, once to read it and once to take it apart.
 */
export function rowFromParameter(columns: readonly AnyPgColumn[], placeholder: string, alias = 'given'): SQL {
  const values = columns.map(
    (column) => sql`${valueFromParameter(column, placeholder)} as ${sql.identifier(column.name)}`,
  );
  return sql`(select ${sql.join(values, sql`, `)}) as ${sql.identifier(alias)}`;
}

/**
 * The rows that the placeholder carries as a list of `RowParameter`, as a table expression with these columns. Each column
 * is a parameter, an array, for the reason that `rowFromParameter` gives.
 */
export function rowsFromArrays(columns: readonly AnyPgColumn[], placeholder: string, alias = 'given'): SQL {
  const arrays = columns.map((column) => {
    const place = new WrittenPlace((values) =>
      makePgArray(
        carried<readonly RowParameter[]>(values, placeholder).map((row) =>
          writeValue(column, row[column.name]),
        ),
      ),
    );
    return sql`${sql.param(place)}::${sql.raw(column.getSQLType().replace(' collate "C"', ''))}[]`;
  });
  return sql`unnest(${sql.join(arrays, sql`, `)}) as ${sql.identifier(alias)} (${columnList(columns)})`;
}

/** A place in a statement whose text is made from the values of the placeholders. */
class WrittenPlace {
  static readonly [entityKind] = 'WrittenPlace';
  readonly writer: (values: Values) => unknown;
  constructor(writer: (values: Values) => unknown) {
    this.writer = writer;
  }
}

function carried<Value>(values: Values, placeholder: string): Value {
  const value = values[placeholder] as Value | undefined;
  if (value === undefined) throw new Error(`the placeholder ${placeholder} has no value`);
  return value;
}

/** Writes a value as Postgres reads it. The driver writes numbers and booleans, which have no other form. */
function writeValue(column: AnyPgColumn, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  return typeof value === 'bigint' ? String(value) : column.mapToDriverValue(value);
}

/** Several rows of a table as one parameter, which the statement reads with `rowsFromParameter`. */
export function rowsParameter(rows: readonly RowParameter[]): string {
  return storedJson(rows);
}

/**
 * The rows that the placeholder carries, as a table expression with these columns; no row if it carries null. The
 * columns are listed, because for rows of the table's own type Postgres copies all constraints of the table each time.
 */
export function rowsFromParameter(
  columns: readonly AnyPgColumn[],
  placeholder: string,
  alias = 'given',
): SQL {
  const typed = columns.map((column) => sql`${sql.identifier(column.name)} ${sql.raw(column.getSQLType())}`);
  return sql`
    jsonb_to_recordset(${sql.placeholder(placeholder)}) as ${sql.identifier(alias)} (${sql.join(typed, sql`, `)})`;
}

/**
 * Inserts the row that the placeholder carries; `where`, `on conflict` and `returning` may follow. Columns are named,
 * so that during a rolling update a gateway older than a migration still writes rows.
 */
export function insertRow(table: AnyPgTable, placeholder: string): SQL {
  const written = writtenColumns(table);
  const columns = columnList(written);
  return sql`insert into ${table} (${columns}) select ${columns} from ${rowFromParameter(written, placeholder)}`;
}

/** Inserts the rows that the placeholder carries, in their order; as `insertRow` otherwise. */
export function insertRows(table: AnyPgTable, placeholder: string): SQL {
  const written = writtenColumns(table);
  const columns = columnList(written);
  return sql`insert into ${table} (${columns}) select ${columns} from ${rowsFromParameter(written, placeholder)}`;
}

/** The names of these columns, for the lists of `insert` and `select`. */
export function columnList(columns: readonly AnyPgColumn[]): SQL {
  return sql.join(
    columns.map((column) => sql.identifier(column.name)),
    sql`, `,
  );
}

/** Every column but a key that the database makes by itself. */
export function writtenColumns(table: AnyPgTable): AnyPgColumn[] {
  return Object.values(getTableColumns(table)).filter(
    (column) => !column.generatedIdentity && !(column.primary && column.hasDefault),
  );
}
