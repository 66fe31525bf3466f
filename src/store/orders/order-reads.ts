import { asc, eq, sql } from 'drizzle-orm';
import { type AnyPgColumn, makePgArray } from 'drizzle-orm/pg-core';
import type { Order } from '../../domain/order.ts';
import type { OrderKey, OrderReads } from '../../use-cases/ports/order-reads.ts';
import type { SentRequests } from '../../use-cases/ports/sent-requests.ts';
import type { Database } from '../postgres/database.ts';
import { withStoreErrors } from '../postgres/errors.ts';
import { parameter } from '../postgres/statement.ts';
import { storedText } from '../postgres/stored-text.ts';
import { orders, refunds } from '../tables/order-tables.ts';
import { orderColumns, readOrder, refundColumns } from './order-rows.ts';

/** The OrderReads and SentRequests ports on Postgres. */
export function makeOrderReads(database: Database): OrderReads & SentRequests {
  const byId = findOrderBy(orders.id);
  const byPartnerReferenceNo = findOrderBy(orders.partnerReferenceNo);
  const byReferenceNo = findOrderBy(orders.referenceNo);
  const refundById = findRefundBy(refunds.id);
  const refundByNo = findRefundBy(refunds.partnerRefundNo);
  const many = database
    .select(orderColumns)
    .from(orders)
    .where(sql`${orders.id} = any(${sql.placeholder('ids')})`)
    .prepare('find_orders');
  const orderBody = database
    .select({ body: orders.createRequest })
    .from(orders)
    .where(eq(orders.id, parameter(orders.id, 'id')))
    .prepare('find_create_request');
  const refundBody = database
    .select({ body: refunds.request })
    .from(refunds)
    .where(eq(refunds.id, parameter(refunds.id, 'id')))
    .prepare('find_refund_request');
  const ofOrder = database
    .select(refundColumns)
    .from(refunds)
    .where(eq(refunds.orderId, parameter(refunds.orderId, 'orderId')))
    .orderBy(asc(refunds.createdAt), asc(refunds.id))
    .prepare('find_refunds_of');

  /** No constraint makes DANA's numbers unique: if two orders ever share one, the oldest is found. */
  function findOrderBy(column: AnyPgColumn) {
    return database
      .select(orderColumns)
      .from(orders)
      .where(eq(column, parameter(column, 'key')))
      .orderBy(asc(orders.createdAt), asc(orders.id))
      .limit(1)
      .prepare('find_order');
  }

  function findRefundBy(column: AnyPgColumn) {
    return database
      .select(refundColumns)
      .from(refunds)
      .where(eq(column, parameter(column, 'key')))
      .prepare('find_refund');
  }

  function findBy(key: OrderKey) {
    if ('id' in key) return byId.execute({ key: key.id });
    if ('referenceNo' in key) return byReferenceNo.execute({ key: key.referenceNo });
    return byPartnerReferenceNo.execute({ key: key.partnerReferenceNo });
  }

  return {
    async find(key) {
      const [row] = await withStoreErrors(findBy(key));
      return row === undefined ? null : readOrder(row);
    },
    async findMany(ids): Promise<readonly Order[]> {
      const rows = await withStoreErrors(many.execute({ ids: makePgArray(ids.map(storedText)) }));
      return rows.map(readOrder);
    },
    async createRequest(id) {
      const [row] = await withStoreErrors(orderBody.execute({ id }));
      return row?.body ?? null;
    },
    async refundRequest(id) {
      const [row] = await withStoreErrors(refundBody.execute({ id }));
      return row?.body ?? null;
    },
    async findRefund(key) {
      const query =
        'id' in key ? refundById.execute({ key: key.id }) : refundByNo.execute({ key: key.partnerRefundNo });
      const [row] = await withStoreErrors(query);
      return row ?? null;
    },
    refundsOf: (orderId) => withStoreErrors(ofOrder.execute({ orderId })),
  };
}
