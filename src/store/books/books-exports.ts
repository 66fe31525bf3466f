import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { BooksExports, BooksSpan, InstantPlace } from '../../use-cases/ports/books/books-store.ts';
import type { Database } from '../postgres/database.ts';
import { parameter, prepareRead, rowReader, selectList } from '../postgres/statement.ts';
import { orders } from '../tables/order-tables.ts';
import { refunds } from '../tables/refund-tables.ts';

/** Rows that a reader holds at once. */
const pageLength = 5_000;

const orderColumns = {
  id: orders.id,
  partnerReferenceNo: orders.partnerReferenceNo,
  referenceNo: orders.referenceNo,
  status: orders.status,
  amount: orders.amount,
  paid: orders.paid,
  refunded: orders.refunded,
  returned: orders.returned,
  voided: orders.voided,
  chargedBack: orders.chargedBack,
  chargebackWon: orders.chargebackWon,
  transferred: orders.transferred,
  payMethod: orders.payMethod,
  payOption: orders.payOption,
  externalStoreId: orders.externalStoreId,
  subMerchantId: orders.subMerchantId,
  createdAt: orders.createdAt,
  paidAt: orders.paidAt,
};
const refundColumns = {
  id: refunds.id,
  partnerReferenceNo: orders.partnerReferenceNo,
  partnerRefundNo: refunds.partnerRefundNo,
  refundNo: refunds.refundNo,
  amount: refunds.amount,
  returned: refunds.returned,
  returnedAt: refunds.returnedAt,
  status: refunds.status,
  createdAt: refunds.createdAt,
  updatedAt: refunds.updatedAt,
};

/** What finance exports, on Postgres. */
export function makeBooksExports(database: Database): BooksExports {
  const paidOrders = prepareRead(
    database,
    sql`select ${selectList(orderColumns)} from ${orders} where ${pageOf(orders.paidAt, orders.id)}`,
  );
  const changedRefunds = prepareRead(
    database,
    sql`
      select ${selectList(refundColumns)} from ${refunds} join ${orders} on ${orders.id} = ${refunds.orderId}
      where ${pageOf(refunds.updatedAt, refunds.id)}`,
  );
  const readOrder = rowReader(orderColumns);
  const readRefund = rowReader(refundColumns);
  return {
    async pagePaidOrders(span, after) {
      const rows = (await paidOrders(valuesOf(span, after))).map(readOrder);
      const items = rows.flatMap(({ paidAt, ...row }) => (paidAt === null ? [] : { ...row, paidAt }));
      const last = items.at(-1);
      return { items, next: rows.length < pageLength || !last ? null : { at: last.paidAt, id: last.id } };
    },
    async pageRefunds(span, after) {
      const items = (await changedRefunds(valuesOf(span, after))).map(readRefund);
      const last = items.at(-1);
      return { items, next: items.length < pageLength || !last ? null : { at: last.updatedAt, id: last.id } };
    },
  };
}

/** The rows of the span after a place, by instant and id. */
function pageOf(at: AnyPgColumn, id: AnyPgColumn): SQL {
  const instant = (name: string) => parameter(at, name);
  return sql`
    ${at} >= ${instant('from')} and ${at} < ${instant('to')}
      and (${at}, ${id}) > (${instant('at')}, ${sql.placeholder('id')})
    order by ${at}, ${id} limit ${pageLength}`;
}

function valuesOf({ from, to }: BooksSpan, after: InstantPlace | null) {
  return { from, to, at: after?.at ?? from, id: after?.id ?? '' };
}
