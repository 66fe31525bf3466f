import { sql } from 'drizzle-orm';
import type { Database } from '../postgres/database.ts';
import { parameter, prepareStatement } from '../postgres/statement.ts';
import { orderEvents } from '../tables/order-tables.ts';

/** Makes the function that reads the `traceparent` of the work that made a version of an order; null if nobody traced it. */
export function makeReadTrace(
  database: Database,
): (orderId: string, version: number) => Promise<string | null> {
  const read = prepareStatement<{ trace: string | null }>(
    database,
    sql`
      select trace from ${orderEvents}
      where order_id = ${parameter(orderEvents.orderId, 'orderId')}
        and version = ${parameter(orderEvents.version, 'version')}`,
  );
  return async (orderId, version) => (await read({ orderId, version }))[0]?.trace ?? null;
}
