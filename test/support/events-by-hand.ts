import type postgres from 'postgres';

/** A timeline as nothing but Postgres writes it: rows of an order that say nothing, each with its place. */
export async function insertEventsByHand(
  sql: postgres.ISql,
  orderId: string,
  from: number,
  count: number,
): Promise<void> {
  await sql`
    with written as (
      insert into order_events (id, order_id, version, occurred_at, source, actor, type, status, fact)
      select 'evt_' || gen_random_uuid(), ${orderId}, version, now(), 'QUERY',
        '{"kind":"DANA","id":null,"name":null}', 'NOT_FOUND', 'CONFIRMING', '{"type":"NOT_FOUND"}'
      from generate_series(${from}::int, ${from + count - 1}::int) version
      returning number
    )
    insert into event_places (number) select number from written`;
}
