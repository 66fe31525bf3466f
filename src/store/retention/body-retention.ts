import { type SQL, sql } from 'drizzle-orm';
import { advisoryLocks } from '../postgres/advisory-locks.ts';
import type { Database } from '../postgres/database.ts';
import { parameter, prepareStatement } from '../postgres/statement.ts';
import { inbox, orders, refunds } from '../tables/order-tables.ts';
import { purgedBodies } from '../tables/retention-tables.ts';

/** Purges raw bodies; one process at a time. */
export interface BodyRetention {
  /**
   * Purges the bodies of at most `limit` notifications, orders and refunds each whose rows were made in this span, and
   * keeps their hashes. Returns how many it purged, or null if another process is purging.
   */
  purge(span: { from: Date; before: Date }, now: Date, limit: number): Promise<number | null>;
}

/**
 * Raw bodies hold a payer's data. Their parsed content stays in the rows; the hash still proves, byte for byte, what
 * DANA sent or received. Bodies that the gateway may still repeat to DANA (an answer is pending) are kept.
 */
export function createBodyRetention(database: Database): BodyRetention {
  const from = parameter(inbox.receivedAt, 'since');
  const before = parameter(inbox.receivedAt, 'before');
  const purgeInbox = purgeStatement(
    'INBOX',
    sql`select id, body from ${inbox} where received_at >= ${from} and received_at < ${before} and body <> '' order by received_at`,
    sql`update ${inbox} kept set body = ''`,
  );
  const purgeOrders = purgeStatement(
    'CREATE_REQUEST',
    sql`
      select id, create_request as body from ${orders}
      where created_at >= ${from} and created_at < ${before} and create_request is not null and status <> 'CONFIRMING' order by created_at`,
    sql`update ${orders} kept set create_request = null`,
  );
  const purgeRefunds = purgeStatement(
    'REFUND_REQUEST',
    sql`
      select id, request as body from ${refunds}
      where created_at >= ${from} and created_at < ${before} and request is not null and status <> 'PENDING' order by created_at`,
    sql`update ${refunds} kept set request = null`,
  );

  function purgeStatement(source: string, old: SQL, take: SQL) {
    // The lock lasts as long as the statement; a process that does not get it purges nothing.
    return prepareStatement<{ taken: string; locked: boolean }>(
      database,
      sql`
        with turn as materialized (
          select pg_try_advisory_xact_lock(${sql.raw(String(advisoryLocks.bodyRetention))}) as mine
        ), old as materialized (
          select * from (${old} limit ${sql.placeholder('limit')}) found where (select mine from turn)
        ), hashed as (
          insert into ${purgedBodies} (source, id, hash, purged_at)
          select ${sql.raw(`'${source}'`)}, id, encode(sha256(convert_to(body, 'UTF8')), 'hex'),
            ${parameter(purgedBodies.purgedAt, 'now')}
          from old on conflict do nothing
        ), taken as (
          ${take} from old where kept.id = old.id returning kept.id
        )
        select (select count(*) from taken) as taken, (select mine from turn) as locked`,
    );
  }

  return {
    async purge(span, now, limit) {
      let takenCount = 0;
      for (const purge of [purgeInbox, purgeOrders, purgeRefunds]) {
        const [row] = await purge({ since: span.from, before: span.before, now, limit });
        if (!row?.locked) return null;
        takenCount += Number(row.taken);
      }
      return takenCount;
    },
  };
}
