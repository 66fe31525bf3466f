import { and, asc, eq, isNull, lte, or, sql } from 'drizzle-orm';
import type { OrderStore } from '../use-cases/ports.ts';
import type { Database } from './database.ts';
import { answered } from './database-errors.ts';
import { orderColumns, readLease } from './order-rows.ts';
import { given, prepareStatement } from './statement.ts';
import { orders } from './tables.ts';

type OrderLeases = Pick<OrderStore, 'claimDue' | 'lease' | 'release' | 'mayAskNow' | 'owe' | 'nextDueAt'>;

/** Who asks DANA about which order, and when: agreed between all processes by what each row says. */
export function makeOrderLeases(database: Database): OrderLeases {
  const isFree = or(isNull(orders.leasedUntil), lte(orders.leasedUntil, given(orders.leasedUntil, 'now')));
  const takeLease = { leasedUntil: sql`${given(orders.leasedUntil, 'leasedUntil')}` };

  // A row that another process is claiming in this instant is skipped, not waited for.
  const due = database.$with('due').as(
    database
      .select({ id: orders.id })
      .from(orders)
      .where(and(lte(orders.dueAt, given(orders.dueAt, 'now')), isFree))
      .orderBy(asc(orders.dueAt))
      .limit(sql.placeholder('limit'))
      .for('update', { skipLocked: true }),
  );
  const claim = database
    .with(due)
    .update(orders)
    .set(takeLease)
    .from(due)
    .where(eq(orders.id, due.id))
    .returning(orderColumns)
    .prepare('claim_due');
  const lease = database
    .update(orders)
    .set(takeLease)
    .where(and(eq(orders.id, given(orders.id, 'id')), isFree))
    .returning(orderColumns)
    .prepare('lease');
  const release = prepareStatement(
    database,
    sql`
      update ${orders} set
        leased_until = null,
        due_at = case when version = ${sql.placeholder('version')} then ${sql.placeholder('dueAt')} else due_at end,
        attempt_count = attempt_count + case when version = ${sql.placeholder('version')} then 1 else 0 end
      where id = ${given(orders.id, 'id')} and leased_until = ${given(orders.leasedUntil, 'leasedUntil')}`,
  );
  const ask = prepareStatement(
    database,
    sql`
      update ${orders} set asked_at = ${given(orders.askedAt, 'now')}
      where id = ${given(orders.id, 'id')} and (asked_at is null or asked_at <= ${given(orders.askedAt, 'askedBefore')})
      returning id`,
  );
  const owe = prepareStatement(
    database,
    sql`
      update ${orders} set due_at = ${given(orders.dueAt, 'dueAt')}
      where id = ${given(orders.id, 'id')} and (due_at is null or due_at > ${given(orders.dueAt, 'dueAt')})`,
  );
  // Two questions, each with an index of its own: few of the many orders that are due some day are leased.
  const readNextDue = prepareStatement<{ due_at: string | null }>(
    database,
    sql`
      select least(
        (select due_at from ${orders} where due_at is not null and leased_until is null order by due_at limit 1),
        (select min(greatest(due_at, leased_until)) from ${orders} where due_at is not null and leased_until is not null)
      ) as due_at`,
  );

  return {
    async claimDue(now, leasedUntil, limit) {
      const rows = await answered(claim.execute({ now, leasedUntil, limit }));
      // `returning` promises no order.
      rows.sort((a, b) => Number(a.dueAt) - Number(b.dueAt));
      return rows.map((row) => readLease(row, leasedUntil));
    },
    async lease(id, now, leasedUntil) {
      const [row] = await answered(lease.execute({ now, leasedUntil, id }));
      return row === undefined ? null : readLease(row, leasedUntil);
    },
    async release(id, leasedUntil, unchanged) {
      // Versions count from 1: 0 is none.
      const { version, dueAt } = unchanged ?? { version: 0, dueAt: null };
      await release({ id, leasedUntil, version, dueAt: dueAt?.toISOString() ?? null });
    },
    async mayAskNow(id, now, intervalMs) {
      const askedBefore = new Date(now.getTime() - intervalMs);
      return (await ask({ id, now, askedBefore })).length > 0;
    },
    async owe(id, dueAt) {
      await owe({ id, dueAt });
    },
    async nextDueAt() {
      const [row] = await readNextDue({});
      return row?.due_at == null ? null : new Date(row.due_at);
    },
  };
}
