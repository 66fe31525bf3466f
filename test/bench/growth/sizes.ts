import type postgres from 'postgres';

/** What the tables and indexes of a database weigh, in bytes, by name. */
export interface Sizes {
  readonly tables: ReadonlyMap<string, number>;
  readonly indexes: ReadonlyMap<string, number>;
}

/** Sizes without what only dead rows hold: call it after a vacuum. TOAST belongs to its table. */
export async function readSizes(sql: postgres.Sql): Promise<Sizes> {
  const rows = await sql<{ name: string; table: string; kind: string; bytes: string }[]>`
    select relation.relname as name, relation.relname as table, 'table' as kind, pg_table_size(relation.oid) as bytes
    from pg_class relation where relkind = 'r' and relnamespace = 'public'::regnamespace
    union all
    select index.relname, owner.relname, 'index', pg_relation_size(index.oid)
    from pg_index join pg_class index on index.oid = indexrelid join pg_class owner on owner.oid = indrelid
    where owner.relnamespace = 'public'::regnamespace`;
  const ofKind = (wanted: string) =>
    new Map(rows.filter(({ kind }) => kind === wanted).map(({ name, bytes }) => [name, Number(bytes)]));
  return { tables: ofKind('table'), indexes: ofKind('index') };
}

/** What grew, the most first: the name, and the bytes for each life. */
export function growth(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  livesCount: number,
): readonly (readonly [string, number])[] {
  return [...after]
    .map(([name, bytes]) => [name, (bytes - (before.get(name) ?? 0)) / livesCount] as const)
    .filter(([, bytes]) => bytes >= 1)
    .sort(([, one], [, other]) => other - one);
}

/** Updates of rows so far, and how many of them left every index as it was. */
export async function readUpdates(
  sql: postgres.Sql,
): Promise<{ readonly all: number; readonly hot: number }> {
  await sql`select pg_stat_force_next_flush()`;
  const [row] = await sql<{ all: string; hot: string }[]>`
    select sum(n_tup_upd) as all, sum(n_tup_hot_upd) as hot from pg_stat_user_tables`;
  return { all: Number(row?.all), hot: Number(row?.hot) };
}

/** How many bytes of WAL were ever written. */
export async function readWal(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ bytes: string }[]>`select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as bytes`;
  return Number(row?.bytes);
}
