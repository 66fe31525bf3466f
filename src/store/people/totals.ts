import { type SQL, sql } from 'drizzle-orm';
import { summedMax, type Total, type WorkLists } from '../../use-cases/ports/people/work-lists.ts';
import type { Database } from '../postgres/database.ts';
import { parameter, prepareStatement } from '../postgres/statement.ts';
import { orderEvents, orders } from '../tables/order-tables.ts';
import { refunds } from '../tables/refund-tables.ts';
import { settlementImports } from '../tables/settlement-tables.ts';

const max = sql.raw(String(summedMax));

/** The number of these rows and the sum of their `sen`; `rows` selects them by one range of one index. */
function total(rows: SQL): SQL {
  return sql`select count(*)::text as count, coalesce(sum(sen), 0)::text as sum from (${rows} limit ${max}) bounded`;
}

interface TotalRow {
  readonly count: string;
  readonly sum: string;
}

/** What came in, what went out and what is open. */
export function makeTotals(database: Database): Pick<WorkLists, 'dayTotals' | 'openTotals'> {
  const prepare = (rows: SQL) => prepareStatement<TotalRow>(database, total(rows));
  const within = (column: Parameters<typeof parameter>[0]) =>
    sql`${column} >= ${parameter(column, 'from')} and ${column} < ${parameter(column, 'to')}`;
  const paid = prepare(sql`select ${orders.paid} as sen from ${orders} where ${within(orders.paidAt)}`);
  const leaving = (types: string, amount: SQL) =>
    prepare(sql`
      select ${amount} as sen from ${orderEvents}
      where ${within(orderEvents.occurredAt)} and type in (${sql.raw(types)}) and ${amount} > 0`);
  const givenBack = leaving(
    `'REFUNDED', 'REFUNDED_ELSEWHERE', 'CANCELLED'`,
    sql`coalesce(fact ->> 'amount', fact ->> 'voided')::bigint`,
  );
  const chargedBack = leaving(`'CHARGED_BACK'`, sql`(fact ->> 'amount')::bigint`);
  const settled = prepare(
    sql`select net as sen from ${settlementImports} where ${within(settlementImports.importedAt)} and status = 'IMPORTED'`,
  );
  const open = {
    unknown: prepare(sql`select amount as sen from ${orders} where status = 'CONFIRMING'`),
    awaitingPayment: prepare(sql`select amount as sen from ${orders} where status = 'PENDING'`),
    refunds: prepare(sql`select amount as sen from ${refunds} where status = 'PENDING'`),
    cancellations: prepare(sql`select amount as sen from ${orders} where cancellation_status = 'PENDING'`),
  };
  const read = async (statement: typeof paid, values: Record<string, unknown> = {}): Promise<Total> => {
    const [row] = await statement(values);
    return { count: Number(row?.count ?? 0), sum: BigInt(row?.sum ?? 0) };
  };

  return {
    async dayTotals(from, to) {
      const span = { from, to };
      const [came, went, takenBack, files] = await Promise.all([
        read(paid, span),
        read(givenBack, span),
        read(chargedBack, span),
        read(settled, span),
      ]);
      return { paid: came, givenBack: went, chargedBack: takenBack, settled: files };
    },
    async openTotals() {
      const [unknown, awaitingPayment, refundsPending, cancellations] = await Promise.all([
        read(open.unknown),
        read(open.awaitingPayment),
        read(open.refunds),
        read(open.cancellations),
      ]);
      return { unknown, awaitingPayment, refunds: refundsPending, cancellations };
    },
  };
}
