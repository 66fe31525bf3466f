import { sql } from 'drizzle-orm';
import type { LateQueries } from '../../use-cases/ports/order-queue.ts';
import type { Database } from '../postgres/database.ts';
import { readInstant } from '../postgres/read-instant.ts';
import { parameter, prepareStatement } from '../postgres/statement.ts';
import { orders } from '../tables/order-tables.ts';

/** The LateQueries port on Postgres: one column of the orders, with a small index of its own. */
export function makeLateQueries(database: Database): LateQueries {
  const at = (name: string) => sql`${parameter(orders.lateQueryAt, name)}`;
  const claim = prepareStatement<{ id: string }>(
    database,
    sql`
      with due as (
        select id from ${orders} where late_query_at <= ${at('now')}
        order by late_query_at limit ${sql.placeholder('limit')} for update skip locked
      )
      update ${orders} set late_query_at = ${at('claimedUntil')} from due where ${orders.id} = due.id
      returning ${orders.id}`,
  );
  const plan = prepareStatement(
    database,
    sql`
      update ${orders} set late_query_at = ${sql.placeholder('at')}::timestamptz
      where id = ${parameter(orders.id, 'id')} and late_query_at = ${at('claimedUntil')}`,
  );
  const readNext = prepareStatement<{ at: string | null }>(
    database,
    sql`select min(late_query_at) as at from ${orders} where late_query_at is not null`,
  );

  return {
    async claimLateQueries(now, claimedUntil, limit) {
      return (await claim({ now, claimedUntil, limit })).map(({ id }) => id);
    },
    async planLateQuery(id, claimedUntil, planned) {
      await plan({ id, claimedUntil, at: planned?.toISOString() ?? null });
    },
    async nextLateQueryAt() {
      const [row] = await readNext({});
      return row?.at == null ? null : readInstant(row.at);
    },
  };
}
