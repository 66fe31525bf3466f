import { type SQL, sql } from 'drizzle-orm';
import { FilterTooBroad, type OrderFilter, ordersWalkedMax } from '../../use-cases/ports/order-pages.ts';
import type { Database } from '../postgres/database.ts';
import { type PageQuery, rangeRowsOf } from '../postgres/keyset.ts';
import type { Condition } from '../postgres/list-conditions.ts';
import { type Columns, prepareRead, selectList } from '../postgres/statement.ts';
import { orders } from '../tables/order-tables.ts';
import { conditionsOf } from './order-conditions.ts';
import { boundsOf, inOrder, type OrderSource, sourcesOf } from './order-sources.ts';

/** Candidates that the second and later attempts read: the first reads as many as the page has rows. */
const walksDefault: readonly number[] = [200, 2_000, ordersWalkedMax];

/** The rows of a page, at most one more than it has items, in the order of the list. */
export type ReadFiltered<Row> = (filter: OrderFilter, query: PageQuery) => Promise<readonly Row[]>;

interface Found<Row> {
  readonly rows: readonly Row[];
  readonly candidatesCount: number;
}

/**
 * Reads pages of orders for filters that no index answers alone. A statement reads a bounded number of candidates from
 * one source, marks those that meet every condition, and reads the rows of the first of them. The numbers are literals: the
 * planner takes an unknown limit for a tenth of the table. If neither the page is full nor the source at its end, the next
 * source is attempted, and then all of them with more candidates. Throws FilterTooBroad after the last.
 */
export function prepareFiltered<Row>(
  database: Database,
  columns: Columns,
  readRow: (values: readonly unknown[]) => Row,
  walks = walksDefault,
): ReadFiltered<Row> {
  const statements = new Map<string, ReturnType<typeof prepareRead>>();
  const idPlace = Object.keys(columns).indexOf('id');

  async function find(
    source: OrderSource,
    filter: OrderFilter,
    query: PageQuery,
    sizes: { readonly candidates: number; readonly rows: number },
  ): Promise<Found<Row>> {
    const conditions = conditionsOf(filter);
    const { isDescending } = query;
    const names = conditions.map(({ name }) => name).join();
    const key = `${source.name} ${sizes.candidates} ${sizes.rows} ${isDescending} ${names}`;
    let read = statements.get(key);
    if (read === undefined) {
      read = prepareRead(database, statementOf(source, conditions, isDescending, sizes));
      statements.set(key, read);
    }
    const values = { ...boundsOf(query), ...source.values(filter, query) };
    const found = await read(Object.assign(values, ...conditions.map((condition) => condition.values)));
    return {
      rows: found.filter((cells) => cells[idPlace] !== null).map(readRow),
      candidatesCount: Number(found[0]?.at(-1)),
    };
  }

  function statementOf(
    source: OrderSource,
    conditions: readonly Condition[],
    isDescending: boolean,
    sizes: { readonly candidates: number; readonly rows: number },
  ): SQL {
    const fits = sql.join(
      conditions.map((condition) => condition.sql),
      sql` and `,
    );
    const candidates = source.candidates({
      fits,
      isDescending,
      limit: sql.raw(String(sizes.candidates)),
    });
    return sql`
      with candidates as materialized (${candidates}), matched as materialized (
        select created_at, id from candidates where fits
        order by ${inOrder(isDescending)} limit ${sql.raw(String(sizes.rows))}
      )
      select ${selectList(columns)}, candidates_count from (select count(*) as candidates_count from candidates) counted
      left join (matched join ${orders} on ${orders.id} = matched.id) on true
      order by matched.created_at ${sql.raw(isDescending ? 'desc' : 'asc')}, matched.id ${sql.raw(isDescending ? 'desc' : 'asc')}`;
  }

  return async (filter, query) => {
    const sources = sourcesOf(filter);
    const rows = rangeRowsOf(query);
    for (const candidates of [rows, ...walks.filter((count) => count > rows)]) {
      for (const source of sources) {
        const found = await find(source, filter, query, { candidates, rows });
        const isFull = source.isOrdered && found.rows.length >= query.limit;
        if (isFull || found.candidatesCount < candidates) return found.rows.slice(0, query.limit);
      }
    }
    throw new FilterTooBroad();
  };
}
