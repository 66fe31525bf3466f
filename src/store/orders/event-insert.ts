import { type SQL, sql } from 'drizzle-orm';
import { insertRows } from '../postgres/statement.ts';
import { eventPlaces } from '../tables/event-tables.ts';
import { orderEvents } from '../tables/order-tables.ts';

/** Parts of a statement that insert the events of the placeholder if `condition` is met, each with its place. */
export function insertEvents(placeholder: string, condition: SQL): SQL[] {
  return [
    sql`event as (
      ${insertRows(orderEvents, placeholder)} where ${condition} returning ${orderEvents.number}
    )`,
    sql`place as (
      insert into ${eventPlaces} (number) select number from event
    )`,
  ];
}
