import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { MalformedCursor, type Page, type PageRequest } from '../../use-cases/ports/pages.ts';

/** The size of a page whose request names none. */
const pageSizeDefault = 20;

/** The values of a keyset's columns in one row: instants as ISO 8601. */
export type Place = readonly (string | number)[];

/**
 * How a list is ordered, and how a place in it is written. Pages begin after a place rather than at a number, so
 * that rows that come in meanwhile neither repeat nor hide anything, and the last page costs what the first does.
 */
export interface Keyset<Row> {
  /** Together they order the list totally, and an index has them in this order. */
  readonly columns: readonly SQLWrapper[];
  readonly isNewestFirst: boolean;
  placeOf(row: Row): Place;
  /** What a client sends as a cursor may be anything: whether it can be a place in this list. */
  isPlace(values: unknown): values is Place;
}

/** What a page's query needs: which rows, in which direction, how many. */
export interface PageQuery {
  readonly where: SQL;
  readonly orderBy: readonly SQL[];
  readonly limit: number;
}

/**
 * Reads one page: `read` runs the query, `itemOf` makes of a row what the caller knows. Throws
 * MalformedCursor for a cursor that is none of this list: page one in its place would be read as the next page.
 */
export async function readPage<Row, Item>(
  keyset: Keyset<Row>,
  request: PageRequest,
  read: (query: PageQuery) => Promise<readonly Row[]>,
  itemOf: (row: Row) => Item,
): Promise<Page<Item>> {
  const after = placeAt(keyset, request.after);
  const before = placeAt(keyset, request.before);
  const isBackward = request.first === undefined && request.last !== undefined;
  const size = request.first ?? request.last ?? pageSizeDefault;
  const isDescending = keyset.isNewestFirst !== isBackward;
  const rows = await read({
    where: sql.join([beyond(keyset, after, 'after'), beyond(keyset, before, 'before')], sql` and `),
    orderBy: keyset.columns.map((column) => (isDescending ? sql`${column} desc` : sql`${column}`)),
    limit: size + 1,
  });

  const hasMore = rows.length > size;
  const shown = rows.slice(0, size);
  if (isBackward) shown.reverse();
  return {
    items: shown.map((row) => ({ cursor: cursorOf(keyset, row), item: itemOf(row) })),
    hasNextPage: isBackward ? before !== undefined : hasMore,
    hasPreviousPage: isBackward ? hasMore : after !== undefined,
  };
}

/** One comparison of whole rows, which an index answers as one range. */
function beyond<Row>(
  { columns, isNewestFirst }: Keyset<Row>,
  place: Place | undefined,
  side: 'after' | 'before',
): SQL {
  if (place === undefined) return sql`true`;
  const operator = (side === 'after') === isNewestFirst ? sql`<` : sql`>`;
  const values = place.map((value) => sql`${value}`);
  return sql`(${sql.join([...columns], sql`, `)}) ${operator} (${sql.join(values, sql`, `)})`;
}

function cursorOf<Row>(keyset: Keyset<Row>, row: Row): string {
  return Buffer.from(JSON.stringify(keyset.placeOf(row))).toString('base64url');
}

/** The place that a cursor names; undefined where there is none. Throws MalformedCursor as `readPage` does. */
export function placeAt<Row>(keyset: Keyset<Row>, cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const values = parseCursor(cursor);
  if (keyset.isPlace(values)) return values;
  throw new MalformedCursor('not a cursor of this list');
}

function parseCursor(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}

/** For lists that are ordered by an instant and, where it is the same, by an id. */
export function isInstantAndId(values: unknown): values is Place {
  if (!Array.isArray(values) || values.length !== 2) return false;
  const [instant, id] = values as unknown[];
  if (typeof instant !== 'string' || typeof id !== 'string') return false;
  return (
    /^\d{4}-[\d:T.-]{18}Z$/.test(instant) && !Number.isNaN(Date.parse(instant)) && /^[!-~]{1,64}$/.test(id)
  );
}

/** For lists that are ordered by a number that counts. */
export function isCount(values: unknown): values is Place {
  return (
    Array.isArray(values) &&
    values.length === 1 &&
    Number.isInteger(values[0]) &&
    Math.abs(values[0]) < 2 ** 31
  );
}
