import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { adjustmentMethod } from '../../domain/settlement/settlement-line.ts';
import type { SettlementCases } from '../../use-cases/ports/settlement/settlement-store.ts';
import type { Database } from '../postgres/database.ts';
import { parameter, prepareStatement } from '../postgres/statement.ts';
import { orders } from '../tables/order-tables.ts';
import { refunds } from '../tables/refund-tables.ts';
import { cancelledAfter, isLong, isOnLaterDay } from '../tables/settlement-conditions.ts';
import { isOfImportedFile, settlementLines } from '../tables/settlement-tables.ts';

const after = sql`${parameter(orders.partnerReferenceNo, 'after')}`;
const [spanFrom, spanTo] = ['from', 'to'].map((name) => sql`${sql.placeholder(name)}::timestamptz`);

/** Whether the instant is in the span. */
function isWithin(instant: AnyPgColumn | SQL): SQL {
  return sql`(${instant} >= ${spanFrom} and ${instant} < ${spanTo})`;
}

/** Whether an order has a line of one of these types. */
function hasLine(types: string, more: SQL = sql``): SQL {
  return sql`exists (select from ${settlementLines} where ${settlementLines.partnerReferenceNo} = ${orders.partnerReferenceNo}
    and type in (${sql.raw(types)}) ${more} and ${isOfImportedFile})`;
}

/** Searches for orders of which DANA's files may have no line. */
export function makeSettlementSearches(
  database: Database,
): Pick<
  SettlementCases,
  'pageUnsettled' | 'pageUnsettledCancellations' | 'pageLateUnsettled' | 'pageUnsettledRefunds'
> {
  // Materialized: else Postgres may read the orders by their numbers, and all of them, to save the sort.
  const pageOfOrders = (isCandidate: SQL, isWanted: SQL) =>
    prepareStatement<{ reference: string }>(
      database,
      sql`
        with candidates as materialized (
          select ${orders.partnerReferenceNo}, ${orders.voided} from ${orders} where ${isCandidate}
        )
        select ${orders.partnerReferenceNo} as reference from candidates as ${orders}
        where ${orders.partnerReferenceNo} > ${after} and (${isWanted})
        order by 1 limit ${sql.placeholder('limit')}`,
    );
  // A refund that came back has the type of a payment.
  const isNoAdjustment = sql`and pay_method is distinct from ${sql.raw(`'${adjustmentMethod}'`)}`;
  const isUnsettled = sql`not ${hasLine(`'ACQUIRING_ORDER', 'CAPTURE'`, isNoAdjustment)}`;
  const isUnsettledCancellation = sql`${orders.voided} > 0 and not ${hasLine(`'CANCEL'`)}`;
  const cancelledSince = cancelledAfter(orders.paidAt, orders.cancellationRequestedAt);
  const unsettled = pageOfOrders(isWithin(orders.paidAt), isUnsettled);
  const unsettledCancellations = pageOfOrders(
    sql`${isWithin(cancelledSince)} and ${orders.voided} > 0`,
    isUnsettledCancellation,
  );
  const lateUnsettled = pageOfOrders(
    sql`${isWithin(orders.updatedAt)} and ${isOnLaterDay(orders.updatedAt, orders.paidAt)}`,
    sql`${isUnsettled} or ${isUnsettledCancellation}`,
  );
  const unsettledRefunds = prepareStatement<{ reference: string }>(
    database,
    sql`
      select distinct ${orders.partnerReferenceNo} as reference from ${refunds}
      join ${orders} on ${orders.id} = ${refunds.orderId}
      where ${refunds.status} = 'SUCCEEDED' and ${orders.partnerReferenceNo} > ${after}
        and (${isWithin(refunds.updatedAt)} or ${isWithin(refunds.createdAt)} or ${isLong(refunds.createdAt, refunds.updatedAt)}
          and ${refunds.createdAt} < ${spanFrom} and ${refunds.updatedAt} >= ${spanTo})
        and not ${hasLine(`'REFUND'`, sql`and request_id = ${refunds.partnerRefundNo}`)}
      order by 1 limit ${sql.placeholder('limit')}`,
  );
  return {
    pageUnsettled: pageOfSpan(unsettled),
    pageUnsettledCancellations: pageOfSpan(unsettledCancellations),
    pageLateUnsettled: pageOfSpan(lateUnsettled),
    pageUnsettledRefunds: pageOfSpan(unsettledRefunds),
  };
}

/** A page of what the statement finds in a span. */
function pageOfSpan(
  read: (values: Record<string, unknown>) => Promise<readonly { readonly reference: string }[]>,
): SettlementCases['pageUnsettled'] {
  return async ({ from, to }, after, limit) =>
    pageOf(await read({ from: from.toISOString(), to: to.toISOString(), after, limit }), limit);
}

/** The references of a page; the next one begins after the last of them. */
export function pageOf(rows: readonly { readonly reference: string }[], limit: number) {
  const found = rows.map(({ reference }) => reference);
  return { references: found, next: found.length < limit ? null : (found.at(-1) ?? null) };
}
