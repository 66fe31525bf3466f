import type postgres from 'postgres';

/** As the migrations set them: changed rows after which Postgres vacuums. */
const vacuumedAfter = (rowsCount: number) => 5_000 + Math.round(rowsCount / 100);

/**
 * Leaves the indexes of what waits as they are just before autovacuum: what was due, or waited for its position, and no longer
 * does, has an entry before all others until then.
 */
export async function leaveDeadEntries(sql: postgres.Sql, ordersCount: number): Promise<void> {
  // Each row is changed twice.
  const changed = vacuumedAfter(ordersCount) / 2;
  await sql`
    create temporary table ended as
    select id from orders where due_at is null order by created_at desc limit ${Math.min(changed, ordersCount / 2)}`;
  await sql`update orders set due_at = created_at where id in (select id from ended)`;
  await sql`update orders set due_at = null where id in (select id from ended)`;
  const places = vacuumedAfter(ordersCount * 3) / 2;
  await sql`
    create temporary table placed as
    select number, position from event_places where position is not null order by number desc limit ${places}`;
  await sql`update event_places set position = null where number in (select number from placed)`;
  await sql`
    update event_places set position = placed.position from placed where event_places.number = placed.number`;
}
