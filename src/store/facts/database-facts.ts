import { type SQL, sql } from 'drizzle-orm';
import { type DatabaseFacts, factsCountMax, type ReadDatabaseFacts } from '../../telemetry/database-facts.ts';
import type { Database } from '../postgres/database.ts';
import { prepareStatement } from '../postgres/statement.ts';
import { eventDeliveries, eventPlaces } from '../tables/event-tables.ts';
import { incidents } from '../tables/incident-tables.ts';
import { orderEvents, orders } from '../tables/order-tables.ts';
import { refunds } from '../tables/refund-tables.ts';

const max = sql.raw(String(factsCountMax));

/** How many rows there are, and the oldest of these instants; `rows` selects the instants as `at`, by an index. */
function countAndOldest(name: string, rows: SQL): SQL {
  return sql`
    (select json_build_object('count', count(*), 'oldestMs', (extract(epoch from min(at)) * 1000)::float8)
     from (${rows} limit ${max}) bounded) as ${sql.identifier(name)}`;
}

const openOrders = (status: 'CONFIRMING' | 'PENDING') =>
  sql`select created_at as at from ${orders} where status = ${sql.raw(`'${status}'`)} order by created_at, id`;

/** One statement: each part reads `factsCountMax` entries of an index at most. */
const factsStatement = sql`
  with owed as materialized (
    select order_id, version, position from ${eventDeliveries} where due_at is not null limit ${max}
  ), first_owed as materialized (
    select order_id, version from owed order by position limit 1
  )
  select
    ${countAndOldest('confirming', openOrders('CONFIRMING'))},
    ${countAndOldest('pending', openOrders('PENDING'))},
    ${countAndOldest('refunds', sql`select created_at as at from ${refunds} where status = 'PENDING' order by created_at`)},
    ${countAndOldest(
      'cancellations',
      sql`
        select cancellation_requested_at as at from ${orders} where cancellation_status = 'PENDING'
        order by cancellation_requested_at`,
    )},
    (select json_build_object('count', (select count(*) from owed), 'oldestMs', (
      select (extract(epoch from occurred_at) * 1000)::float8 from ${orderEvents}
      where order_id = (select order_id from first_owed) and version = (select version from first_owed)
    ))) as due,
    ${countAndOldest('dead', sql`select first_attempt_at as at from ${eventDeliveries} where due_at is null`)},
    ${countAndOldest(
      'alerts',
      sql`
        select coalesce(reopened_at, occurred_at) as at from ${incidents}
        where alert_due_at is not null and alert_attempt_count > 0`,
    )},
    ${countAndOldest(
      'unplaced',
      sql`
        select min(occurred_at) as at
        from ${orderEvents} where number = (
          select number from ${eventPlaces} where position is null order by number limit 1
        )`,
    )},
    (select json_object_agg(kind, count) from (
      select kind, count(*) from (
        select kind from ${incidents} where status in ('OPEN', 'ACKNOWLEDGED') limit ${max}
      ) bounded group by kind
    ) counted) as incidents`;

interface Counted {
  readonly count: number;
  readonly oldestMs: number | null;
}
type Row = Readonly<
  Record<
    'confirming' | 'pending' | 'refunds' | 'cancellations' | 'due' | 'dead' | 'alerts' | 'unplaced',
    string | Counted
  >
> & { readonly incidents: string | DatabaseFacts['incidentsOpen'] | null };

/** Makes the function that reads what is open in the database. It rejects as the store does. */
export function makeReadDatabaseFacts(database: Database): ReadDatabaseFacts {
  const read = prepareStatement<Row>(database, factsStatement);
  return async (now) => {
    const [row] = await read({});
    if (row === undefined) throw new Error('the statement of the facts returned no row');
    const ageOf = ({ oldestMs }: Counted) => (oldestMs === null ? 0 : Math.max(0, now.getTime() - oldestMs));
    const [confirming, cancellations] = [parsed(row.confirming), parsed(row.cancellations)];
    const [refundsPending, due] = [parsed(row.refunds), parsed(row.due)];
    const alerts = parsed(row.alerts);
    return {
      confirmingCount: confirming.count,
      confirmingOldestMs: ageOf(confirming),
      pendingCount: parsed(row.pending).count,
      refundsPendingCount: refundsPending.count,
      refundsOldestMs: ageOf(refundsPending),
      cancellationsPendingCount: cancellations.count,
      cancellationsOldestMs: ageOf(cancellations),
      incidentsOpen: parsed(row.incidents) ?? {},
      deliveriesDueCount: due.count,
      deliveriesOldestMs: ageOf(due),
      deliveriesDeadCount: parsed(row.dead).count,
      alertsOwedCount: alerts.count,
      alertsOldestMs: ageOf(alerts),
      unplacedOldestMs: ageOf(parsed(row.unplaced)),
    };
  };
}

/** The driver returns JSON as text until drizzle has set its parsers, and parsed afterwards. */
function parsed<Value>(value: string | Value): Value {
  return typeof value === 'string' ? (JSON.parse(value) as Value) : value;
}
