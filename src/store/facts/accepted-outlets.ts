import { sql } from 'drizzle-orm';
import type { AcceptedOutlets } from '../../use-cases/ports/payment-provider.ts';
import type { Database } from '../postgres/database.ts';
import { parameter, prepareStatement } from '../postgres/statement.ts';
import { orderEvents, orders } from '../tables/order-tables.ts';

/** The AcceptedOutlets port on Postgres: what DANA accepted is on record, whichever process sent it. */
export function makeAcceptedOutlets(database: Database): AcceptedOutlets {
  const find = prepareStatement<{ is_found: boolean }>(
    database,
    sql`
      select exists (
        select from ${orders} known
        where known.created_at >= ${parameter(orders.createdAt, 'since')}
          and (${sql.placeholder('storeId')}::text is null or known.external_store_id is distinct from ${sql.placeholder('storeId')}::text)
          and (${sql.placeholder('divisionId')}::text is null or known.sub_merchant_id is distinct from ${sql.placeholder('divisionId')}::text)
          and exists (
            select from ${orderEvents} event
            where event.order_id = known.id and event.type = 'ACCEPTED' and event.source = 'CREATE_ANSWER'
          )
      ) as is_found`,
  );
  return {
    async hasAcceptedWithout({ externalStoreId, subMerchantId }, since) {
      const [row] = await find({ since, storeId: externalStoreId, divisionId: subMerchantId });
      return row?.is_found ?? false;
    },
  };
}
