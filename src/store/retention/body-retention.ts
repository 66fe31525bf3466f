import { type SQL, sql } from 'drizzle-orm';
import { advisoryLocks } from '../postgres/advisory-locks.ts';
import type { Database } from '../postgres/database.ts';
import { parameter, prepareStatement } from '../postgres/statement.ts';
import { createRequests, inbox, orders } from '../tables/order-tables.ts';
import { refunds } from '../tables/refund-tables.ts';
import { keptBodies, purgedBodies, retentionProgress } from '../tables/retention-tables.ts';

/**
 * Rows of one table that one statement reads: some milliseconds of work. A literal in the statement, because the planner
 * takes an unknown limit for a tenth of the table, and then reads the whole table. Small, so that it goes on taking the
 * index when a table is small too.
 */
const rowsReadMax = 200;
/** A body that is kept because an answer is pending is checked again after this long. */
const recheckMs = 60 * 60_000;

/** Purges raw bodies; one process at a time. */
export interface BodyRetention {
  /**
   * Purges bodies whose rows were made before this instant, and keeps their hashes. Reads a bounded number of rows,
   * the oldest that were not read yet. Returns null if another process is purging.
   */
  purge(before: Date, now: Date): Promise<Purge | null>;
}

/** What one call of `purge` did. */
export interface Purge {
  readonly purgedCount: number;
  /** Whether there may be more to purge now. */
  readonly isMore: boolean;
}

/** A table with raw bodies. */
interface BodySource {
  readonly name: 'INBOX' | 'CREATE_REQUEST' | 'REFUND_REQUEST';
  readonly table: typeof inbox | typeof orders | typeof refunds;
  /** The time that retention counts from; an index has the rows in its order and that of their ids. */
  readonly at: SQL;
  /** The body; null if it was purged. */
  readonly body: SQL;
  /** Whether the gateway may still repeat the body to DANA. */
  readonly isNeeded: SQL;
  /** The part of the statement `purged` that purges the bodies of these rows, and returns a row for each. */
  readonly purge: SQL;
}

const isOld = sql`id = any(array(select id from old))`;

const sources: readonly BodySource[] = [
  {
    name: 'INBOX',
    table: inbox,
    at: sql`received_at`,
    body: sql`nullif(body, '')`,
    isNeeded: sql`false`,
    purge: sql`purged as (
      update ${inbox} set body = '' where ${isOld} returning 1
    )`,
  },
  {
    name: 'CREATE_REQUEST',
    table: orders,
    at: sql`created_at`,
    body: sql`(select body from ${createRequests} where order_id = orders.id)`,
    isNeeded: sql`status = 'CONFIRMING'`,
    // Four digits of the phone number are personal data as well: they go with the request that held the number.
    purge: sql`purged as (
      delete from ${createRequests} where order_id = any(array(select id from old)) returning 1
    ), forgotten as (
      update ${orders} set phone_digits = null where ${isOld} and phone_digits is not null
    )`,
  },
  {
    name: 'REFUND_REQUEST',
    table: refunds,
    at: sql`created_at`,
    body: sql`request`,
    isNeeded: sql`status = 'PENDING'`,
    purge: sql`purged as (
      update ${refunds} set request = null where ${isOld} returning 1
    )`,
  },
];

interface PurgeRow {
  readonly purged_count: number;
  readonly is_more: boolean;
  readonly is_locked: boolean;
}

/**
 * Raw bodies hold a payer's data. Their parsed content stays in the rows; the hash still proves, byte for byte, what
 * DANA sent or received. Bodies that the gateway may still repeat to DANA (an answer is pending) are kept.
 */
export function createBodyRetention(database: Database, rowsMax = rowsReadMax): BodyRetention {
  const statements = sources.map((source) =>
    prepareStatement<PurgeRow>(database, purgeStatement(source, sql.raw(String(rowsMax)))),
  );
  return {
    async purge(before, now) {
      const recheckBefore = new Date(now.getTime() - recheckMs);
      const rows: PurgeRow[] = [];
      for (const purge of statements) {
        const [row] = await purge({ before, now, recheckBefore });
        if (!row?.is_locked) return null;
        rows.push(row);
      }
      return {
        purgedCount: rows.reduce((sum, row) => sum + row.purged_count, 0),
        isMore: rows.some((row) => row.is_more),
      };
    },
  };
}

/**
 * Reads the next rows of a table in the order of their time, beginning after the last one that was read, and those of
 * the kept bodies whose check is due; purges what nobody needs. The lock lasts as long as the statement; a process that
 * does not get it reads nothing. One that gets it with an older view of the progress repeats what another process has
 * just done, which changes nothing.
 *
 * The planner must not need to know the tables. Rows are found by `any(array(…))`, for which it uses the index; for a
 * join it may read the whole table. The next rows are read whatever their time is: if `before` were a condition, it may
 * read and sort everything before.
 */
function purgeStatement({ name, table, at, body, isNeeded, purge }: BodySource, limit: SQL): SQL {
  const source = sql.raw(`'${name}'`);
  const now = sql`${parameter(purgedBodies.purgedAt, 'now')}`;
  return sql`
    with turn as materialized (
      select pg_try_advisory_xact_lock(${sql.raw(String(advisoryLocks.bodyRetention))}) as mine
    ), place as materialized (
      select coalesce(max(at), '-infinity') as at, coalesce(max(id), '') as id
      from ${retentionProgress} where source = ${source}
    ), next as materialized (
      select id, ${at} as at, ${body} as body, ${isNeeded} as is_needed from ${table}
      where (${at}, id) > ((select at from place), (select id from place)) and (select mine from turn)
      order by ${at}, id limit ${limit}
    ), passed as materialized (
      select * from next where at < ${parameter(purgedBodies.purgedAt, 'before')}
    ), waiting as materialized (
      select id from ${keptBodies}
      where source = ${source} and checked_at <= ${parameter(keptBodies.checkedAt, 'recheckBefore')}
        and (select mine from turn)
      order by checked_at limit ${limit}
    ), rechecked as materialized (
      select id, ${body} as body, ${isNeeded} as is_needed from ${table}
      where id = any(array(select id from waiting))
    ), old as materialized (
      select id, body from passed where body is not null and not is_needed
      union all select id, body from rechecked where body is not null and not is_needed
    ), hashed as (
      insert into ${purgedBodies} (source, id, hash, purged_at)
      select ${source}, id, encode(sha256(convert_to(body, 'UTF8')), 'hex'), ${now} from old
      on conflict do nothing
    ), ${purge}, kept as (
      insert into ${keptBodies} (source, id, checked_at)
      select ${source}, id, ${now} from passed where body is not null and is_needed
      on conflict do nothing
    ), checked as (
      update ${keptBodies} set checked_at = ${now} from rechecked
      where ${keptBodies.source} = ${source} and ${keptBodies.id} = rechecked.id and rechecked.is_needed
    ), released as (
      delete from ${keptBodies} using rechecked
      where ${keptBodies.source} = ${source} and ${keptBodies.id} = rechecked.id and not rechecked.is_needed
    ), advanced as (
      insert into ${retentionProgress} (source, at, id)
      select ${source}, at, id from passed order by at desc, id desc limit 1
      on conflict (source) do update set at = excluded.at, id = excluded.id
      where (excluded.at, excluded.id) > (${retentionProgress.at}, ${retentionProgress.id})
    )
    select (select count(*) from purged)::int as purged_count,
      (select count(*) from passed) = ${limit} or (select count(*) from waiting) = ${limit} as is_more,
      (select mine from turn) as is_locked`;
}
