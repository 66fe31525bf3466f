import { Column, is, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { MalformedCursor, type Page, type PageRequest } from '../../use-cases/ports/pages.ts';
import type { Database } from './database.ts';
import type { Condition, Key } from './list-conditions.ts';
import { prepareRead } from './statement.ts';

/** The size of a page if the request names none. */
const pageSizeDefault = 20;

/** The values of a keyset's columns in one row: instants as ISO 8601. A cursor carries them. */
export type CursorValues = readonly (string | number)[];

/**
 * How a list is ordered, and what a cursor into the list carries. Pages begin after a row rather than at a number, so
 * rows inserted meanwhile neither repeat nor hide anything, and the last page costs what the first does.
 */
export interface Keyset<Row> {
  /** Together they order the list totally, and an index has them in this order. */
  readonly columns: readonly SQLWrapper[];
  readonly isNewestFirst: boolean;
  /** The row's values of `columns`, in the same order. */
  valuesOf(row: Row): CursorValues;
  /** Whether these can be the values of a row of this list. A client may send anything as a cursor. */
  areValues(values: unknown): values is CursorValues;
}

/** Which rows a page's query reads, in which direction, how many. */
export interface PageQuery {
  readonly after: CursorValues | undefined;
  readonly before: CursorValues | undefined;
  readonly isDescending: boolean;
  readonly limit: number;
}

/** The numbers of rows that a range is read to: one row more than a page has items. Few, so that texts are few. */
const rangeRows = [21, 101, 501] as const;

/**
 * The smallest of them that holds a page; literal in statements, because the planner takes an unknown limit for a tenth of the
 * table.
 */
export function rangeRowsOf({ limit }: PageQuery): number {
  return rangeRows.find((count) => count >= limit) ?? limit;
}

/**
 * Reads one page: `read` runs the query, `itemOf` turns a row into what the caller knows. Throws MalformedCursor for a
 * cursor of another list: if page one came instead, the client would read it as the next page.
 */
export async function readPage<Row, Item>(
  keyset: Keyset<Row>,
  request: PageRequest,
  read: (query: PageQuery) => Promise<readonly Row[]>,
  itemOf: (row: Row) => Item,
): Promise<Page<Item>> {
  const after = cursorValues(keyset, request.after);
  const before = cursorValues(keyset, request.before);
  const isBackward = request.first === undefined && request.last !== undefined;
  const size = request.first ?? request.last ?? pageSizeDefault;
  const isDescending = keyset.isNewestFirst !== isBackward;
  const rows = await read({ after, before, isDescending, limit: size + 1 });

  const hasMore = rows.length > size;
  const shown = rows.slice(0, size);
  if (isBackward) shown.reverse();
  return {
    items: shown.map((row) => new ShownRow(keyset, row, itemOf(row))),
    hasNextPage: isBackward ? before !== undefined : hasMore,
    hasPreviousPage: isBackward ? hasMore : after !== undefined,
  };
}

/** An item of a page. Its cursor is worked out when it is read: most clients ask for the last one only. */
class ShownRow<Row, Item> {
  readonly item: Item;
  readonly #keyset: Keyset<Row>;
  readonly #row: Row;
  constructor(keyset: Keyset<Row>, row: Row, item: Item) {
    this.item = item;
    this.#keyset = keyset;
    this.#row = row;
  }
  get cursor(): string {
    return encodeCursor(this.#keyset.valuesOf(this.#row));
  }
}

/**
 * Prepares the queries of a list's pages. `select` ends with its `from`. The text depends only on the direction, on which
 * cursors there are, and on the names of the conditions: each text is made once, and each connection plans it once.
 */
export function preparePages<Row>(
  database: Database,
  keyset: Pick<Keyset<Row>, 'columns' | 'isNewestFirst'>,
  select: SQL,
  readRow: (values: readonly unknown[]) => Row,
): (query: PageQuery, conditions?: readonly Condition[]) => Promise<Row[]> {
  const statements = new Map<string, ReturnType<typeof prepareRead>>();

  function prepare(query: PageQuery, conditions: readonly Condition[]) {
    const { after, before, isDescending } = query;
    const keys = conditions.flatMap(({ key }) => key ?? []);
    const where = [
      beyond(keyset, after, 'after', keys),
      beyond(keyset, before, 'before', keys),
      ...conditions.flatMap((condition) => (condition.key === undefined ? condition.sql : [])),
    ];
    const orderBy = (columns: readonly SQLWrapper[]) =>
      sql.join(
        columns.map((column) => (isDescending ? sql`${column} desc` : sql`${column}`)),
        sql`, `,
      );
    const ordered = sql`${select} where ${sql.join(where, sql` and `)}
      order by ${orderBy([...keys.map(({ column }) => column), ...keyset.columns])}`;
    const each = keys.flatMap((key) => key.each ?? []);
    const limit = sql.placeholder('limit');
    if (each.length === 0) return prepareRead(database, sql`${ordered} limit ${limit}`);
    const range = sql`${ordered} limit ${sql.raw(String(rangeRowsOf(query)))}`;
    return prepareRead(
      database,
      sql`select listed.* from ${sql.join(each, sql` cross join `)} cross join lateral (${range}) listed
        order by ${orderBy(keyset.columns.map(listedColumn))} limit ${limit}`,
    );
  }

  return async (query, conditions = []) => {
    const { after, before, isDescending, limit } = query;
    const names = conditions.map(({ name }) => name).join();
    const rows = conditions.some(({ key: by }) => by?.each !== undefined) ? rangeRowsOf(query) : '';
    const key = `${isDescending} ${after === undefined} ${before === undefined} ${rows} ${names}`;
    let read = statements.get(key);
    if (read === undefined) {
      read = prepare(query, conditions);
      statements.set(key, read);
    }
    const values: Record<string, unknown> = { limit, ...cursorParameters(query) };
    for (const condition of conditions) Object.assign(values, condition.values);
    return (await read(values)).map(readRow);
  };
}

/** The column among those of `listed`, a selection from one table. */
function listedColumn(column: SQLWrapper): SQL {
  if (!is(column, Column)) throw new TypeError('ranges are merged by columns');
  return sql`listed.${sql.identifier(column.name)}`;
}

/** The values of the placeholders of `beyond`. */
function cursorParameters({ after, before }: PageQuery): Record<string, string | number> {
  const values: Record<string, string | number> = {};
  for (const [index, value] of (after ?? []).entries()) values[`after${index}`] = value;
  for (const [index, value] of (before ?? []).entries()) values[`before${index}`] = value;
  return values;
}

/** The rows after or before a cursor: one comparison of whole rows, which an index answers as one range. */
function beyond(
  { columns, isNewestFirst }: Pick<Keyset<unknown>, 'columns' | 'isNewestFirst'>,
  values: CursorValues | undefined,
  side: 'after' | 'before',
  keys: readonly Key[],
): SQL {
  const compared = values === undefined ? [] : columns;
  const left = [...keys.map(({ column }) => column), ...compared];
  if (left.length === 0) return sql`true`;
  const right = [
    ...keys.map(({ value }) => value),
    ...compared.map((_, index) => sql`${sql.placeholder(`${side}${index}`)}`),
  ];
  const operator = (side === 'after') === isNewestFirst ? '<' : '>';
  const row = (parts: readonly SQLWrapper[]) => sql`(${sql.join([...parts], sql`, `)})`;
  return sql`${row(left)} ${sql.raw(values === undefined ? `${operator}=` : operator)} ${row(right)}`;
}

/** The values that a cursor carries; undefined without a cursor. Throws MalformedCursor as `readPage` does. */
export function cursorValues<Row>(keyset: Keyset<Row>, cursor: string | undefined): CursorValues | undefined {
  if (cursor === undefined) return undefined;
  const values = decodeCursor(cursor);
  if (keyset.areValues(values)) return values;
  throw new MalformedCursor('not a cursor of this list');
}

/** The opaque text that carries these values. */
export function encodeCursor(values: CursorValues): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** What a cursor carries: anything, because a client may send anything; undefined if it cannot be read. */
export function decodeCursor(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}

/** For lists ordered by an instant and, if instants are equal, by an id. */
export function isInstantAndId(values: unknown): values is CursorValues {
  if (!Array.isArray(values) || values.length !== 2) return false;
  const [instant, id] = values as unknown[];
  return (
    typeof instant === 'string' && typeof id === 'string' && isInstant(instant) && /^[!-~]{1,64}$/.test(id)
  );
}

/**
 * Whether the text is an instant as `toISOString` writes it, from 1970 to 9999: a day that the calendar has, in a year
 * that Postgres can read. Postgres refuses year 0 and years with a sign.
 */
function isInstant(text: string): boolean {
  const instant = new Date(text);
  return instant.getTime() >= 0 && text.length === 24 && instant.toISOString() === text;
}

/** For lists ordered by a number that counts. */
export function isCount(values: unknown): values is CursorValues {
  return (
    Array.isArray(values) &&
    values.length === 1 &&
    Number.isInteger(values[0]) &&
    Math.abs(values[0]) < 2 ** 31
  );
}
