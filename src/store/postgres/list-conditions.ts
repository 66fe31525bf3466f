import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { type AnyPgColumn, makePgArray } from 'drizzle-orm/pg-core';
import { storedText } from './stored-text.ts';

/** A condition that some pages of a list have. Its name alone decides its text, so `values` fill its placeholders. */
export interface Condition {
  readonly name: string;
  readonly sql: SQL;
  readonly values: Readonly<Record<string, unknown>>;
  /** Set if an index begins with this column and goes on with the keyset. */
  readonly key?: Key;
}

/**
 * A column that equals a value. With the columns of the keyset behind it, it is compared as a whole row and is a part of
 * the order: then only the index that is meant has the page in order, and no statistics lead the planner to another.
 */
export interface Key {
  readonly column: SQLWrapper;
  readonly value: SQL;
  /** The rows of several values: the index has a range for each, and the list merges them. */
  readonly each?: SQL;
}

/** The condition that a column, with which an index of the list begins, has one of these values. */
export function isOneOf(name: string, column: AnyPgColumn, values: readonly string[]): Condition {
  const [only, ...more] = values;
  if (only !== undefined && more.length === 0) {
    const value = sql`${sql.placeholder(name)}`;
    return {
      name: `one ${name}`,
      sql: sql`${column} = ${value}`,
      values: { [name]: storedText(only) },
      key: { column, value },
    };
  }
  const rows = sql.identifier(`each_${name}`);
  const type = sql.raw(column.getSQLType().replace(/ collate .*/, ''));
  const each = sql`unnest(${sql.placeholder(name)}::${type}[]) as ${rows}(value)`;
  return { ...isAmong(name, column, values), key: { column, value: sql`${rows}.value`, each } };
}

/** The same for a column without such an index. */
export function isAmong(name: string, column: AnyPgColumn, values: readonly string[]): Condition {
  return {
    name,
    sql: sql`${column} = any(${sql.placeholder(name)})`,
    values: { [name]: makePgArray(values.map(storedText)) },
  };
}
