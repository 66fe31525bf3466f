import { sql } from 'drizzle-orm';
import { type AnyPgColumn, makePgArray } from 'drizzle-orm/pg-core';
import type { Order } from '../../domain/order.ts';
import type { OrderKey, OrderReads } from '../../use-cases/ports/order-reads.ts';
import type { SentRequests } from '../../use-cases/ports/repeats.ts';
import type { Database } from '../postgres/database.ts';
import { parameter, prepareRead, prepareStatement, rowReader, selectList } from '../postgres/statement.ts';
import { storedText } from '../postgres/stored-text.ts';
import { orderColumns, readOrder, refundColumns } from '../rows/order-rows.ts';
import { createRequests, orders } from '../tables/order-tables.ts';
import { refunds } from '../tables/refund-tables.ts';
import { memoByDetails, viewShape } from './order-views.ts';

/** The OrderReads and SentRequests ports on Postgres. */
export function makeOrderReads(database: Database): OrderReads & SentRequests {
  const readOrderRow = rowReader(orderColumns);
  const readRefund = rowReader(refundColumns);
  const whole = findOrderBy(selectList(orderColumns));
  const views = memoByDetails((details) => findOrderBy(selectList(viewShape(details).columns)));
  const refundById = findRefundBy(refunds.id);
  const refundByNo = findRefundBy(refunds.partnerRefundNo);
  const manyById = findManyBy(orders.id);
  const manyByNumber = findManyBy(orders.partnerReferenceNo);
  const orderBody = prepareStatement<{ body: string | null }>(
    database,
    sql`select body from ${createRequests} where order_id = ${parameter(createRequests.orderId, 'id')}`,
  );
  const refundBody = prepareStatement<{ body: string | null }>(
    database,
    sql`select request as body from ${refunds} where id = ${parameter(refunds.id, 'id')}`,
  );
  const ofOrder = prepareRead(
    database,
    sql`
      select ${selectList(refundColumns)} from ${refunds}
      where ${refunds.orderId} = ${parameter(refunds.orderId, 'orderId')} order by ${refunds.createdAt}, ${refunds.id}`,
  );

  /** Finds orders by each of their numbers; `list` is what is selected. */
  function findOrderBy(list: ReturnType<typeof selectList>) {
    const by = (column: AnyPgColumn, choice = sql``) =>
      prepareRead(
        database,
        sql`select ${list} from ${orders} where ${column} = ${parameter(column, 'key')}${choice}`,
      );
    const byId = by(orders.id);
    const byPartnerReferenceNo = by(orders.partnerReferenceNo);
    // No constraint makes DANA's numbers unique: if two orders ever share one, the oldest is found.
    const oldest = sql` order by ${orders.createdAt}, ${orders.id} limit 1`;
    const byReferenceNo = by(orders.referenceNo, oldest);
    return (key: OrderKey) => {
      if ('id' in key) return byId({ key: key.id });
      if ('referenceNo' in key) return byReferenceNo({ key: key.referenceNo });
      return byPartnerReferenceNo({ key: key.partnerReferenceNo });
    };
  }

  function findManyBy(column: AnyPgColumn) {
    const read = prepareRead(
      database,
      sql`select ${selectList(orderColumns)} from ${orders} where ${column} = any(${sql.placeholder('keys')})`,
    );
    return async (keys: readonly string[]): Promise<readonly Order[]> => {
      const rows = await read({ keys: makePgArray(keys.map(storedText)) });
      return rows.map((values) => readOrder(readOrderRow(values)));
    };
  }

  function findRefundBy(column: AnyPgColumn) {
    return prepareRead(
      database,
      sql`select ${selectList(refundColumns)} from ${refunds} where ${column} = ${parameter(column, 'key')}`,
    );
  }

  return {
    async find(key) {
      const [values] = await whole(key);
      return values === undefined ? null : readOrder(readOrderRow(values));
    },
    async findView(key, details) {
      const [values] = await views(details)(key);
      return values === undefined ? null : viewShape(details).read(values);
    },
    findMany: manyById,
    findByNumbers: manyByNumber,
    async createRequest(id) {
      const [row] = await orderBody({ id });
      return row?.body ?? null;
    },
    async refundRequest(id) {
      const [row] = await refundBody({ id });
      return row?.body ?? null;
    },
    async findRefund(key) {
      const [values] =
        'id' in key ? await refundById({ key: key.id }) : await refundByNo({ key: key.partnerRefundNo });
      return values === undefined ? null : readRefund(values);
    },
    refundsOf: async (orderId) => (await ofOrder({ orderId })).map(readRefund),
  };
}
