import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../postgres/database.ts';
import { parameter, prepareStatement } from '../postgres/statement.ts';
import { eventPlaces } from '../tables/event-tables.ts';
import { orderEvents } from '../tables/order-tables.ts';

/** Numbers of events that one statement compares: two ranges of indexes, some 0.2 s of work. */
const numbersAtOnce = 100_000n;

/**
 * Events without a row in `event_places`. The gateway writes both rows by one statement; what is written or restored by hand
 * may lack the second, and then no reader and no server of the shop ever gets the event.
 */
export interface EventsWithoutPlace {
  /** How many of the newest `numbersMax` events have no place. */
  count(numbersMax: bigint): Promise<number>;
  /** Gives a place to each event that has none, and returns to how many. They come after all events that were placed before. */
  place(): Promise<number>;
}

/** Every method rejects as those of the OrderStore do. */
export function makeEventsWithoutPlace(database: Database): EventsWithoutPlace {
  const inRange = (number: SQL) =>
    sql`${number} > ${parameter(orderEvents.number, 'after')} and ${number} <= ${parameter(orderEvents.number, 'to')}`;
  const missing = sql`
    select number from ${orderEvents} where ${inRange(sql`number`)}
    except all
    select number from ${eventPlaces} where ${inRange(sql`number`)}`;
  const bounds = prepareStatement<{ first: string | null; last: string | null }>(
    database,
    sql`select min(number)::text as first, max(number)::text as last from ${orderEvents}`,
  );
  const counted = prepareStatement<{ count: number }>(
    database,
    sql`select count(*)::int as count from (${missing}) missing`,
  );
  const placed = prepareStatement<{ count: number }>(
    database,
    sql`
      with placed as (
        insert into ${eventPlaces} (number) select number from (${missing}) missing
        on conflict do nothing returning number
      )
      select count(*)::int as count from placed`,
  );

  /** The sum over the newest `numbersMax` numbers of events, or over all, a range after the other. */
  async function sum(statement: typeof counted, numbersMax: bigint | null): Promise<number> {
    const [{ first, last } = { first: null, last: null }] = await bounds({});
    if (first === null || last === null) return 0;
    const end = BigInt(last);
    const begin = BigInt(first) - 1n;
    let after = numbersMax !== null && end - numbersMax > begin ? end - numbersMax : begin;
    let total = 0;
    for (; after < end; after += numbersAtOnce) {
      const to = after + numbersAtOnce < end ? after + numbersAtOnce : end;
      const [row] = await statement({ after, to });
      total += row?.count ?? 0;
    }
    return total;
  }

  return {
    count: (numbersMax) => sum(counted, numbersMax),
    place: () => sum(placed, null),
  };
}
