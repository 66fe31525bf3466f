import { and, asc, eq, isNull, lte, or, sql } from 'drizzle-orm';
import { makePgArray } from 'drizzle-orm/pg-core';
import type { Claim, OrderLease, UnreadableOrder } from '../../use-cases/ports/order-queue.ts';
import { StoreUnavailable } from '../../use-cases/ports/store-unavailable.ts';
import type { Database } from '../postgres/database.ts';
import { StatementRefused, withStoreErrors } from '../postgres/errors.ts';
import { readInstant } from '../postgres/read-instant.ts';
import { parameter } from '../postgres/statement.ts';
import { storedText } from '../postgres/stored-text.ts';
import { orderColumns, readLease } from '../rows/order-rows.ts';
import { orders } from '../tables/order-tables.ts';

/**
 * Implements `OrderQueue.claimDue`: one statement leases, and a second one reads what was leased. Were it one, a single
 * row that cannot be read (written by a newer gateway, or by hand) would lose the whole claim again and again.
 */
export function makeClaimDue(database: Database) {
  // A row that another process is claiming at this moment is skipped, not waited for.
  const due = database.$with('due').as(
    database
      .select({ id: orders.id })
      .from(orders)
      .where(
        and(
          lte(orders.dueAt, parameter(orders.dueAt, 'now')),
          or(isNull(orders.leasedUntil), lte(orders.leasedUntil, parameter(orders.leasedUntil, 'now'))),
        ),
      )
      .orderBy(asc(orders.dueAt))
      .limit(sql.placeholder('limit'))
      .for('update', { skipLocked: true }),
  );
  const claim = database
    .with(due)
    .update(orders)
    .set({ leasedUntil: sql`${parameter(orders.leasedUntil, 'leasedUntil')}` })
    .from(due)
    .where(eq(orders.id, due.id))
    .returning({
      id: orders.id,
      partnerReferenceNo: orders.partnerReferenceNo,
      version: orders.version,
      // As text: not even an instant that cannot be read may fail here.
      reportNeededAfter: sql<string | null>`${orders.reportNeededAfter}::text`,
    })
    .prepare('claim_due');
  const read = database
    .select(orderColumns)
    .from(orders)
    .where(
      and(
        sql`${orders.id} = any(${sql.placeholder('ids')})`,
        eq(orders.leasedUntil, parameter(orders.leasedUntil, 'leasedUntil')),
      ),
    )
    .orderBy(asc(orders.dueAt))
    .prepare('read_claimed');

  async function readLeases(ids: readonly string[], leasedUntil: Date): Promise<readonly OrderLease[]> {
    const rows = await withStoreErrors(read.execute({ ids: makePgArray(ids.map(storedText)), leasedUntil }));
    return rows.map((row) => readLease(row, leasedUntil));
  }

  return async function claimDue(now: Date, leasedUntil: Date, limit: number): Promise<Claim> {
    const claimed = await withStoreErrors(claim.execute({ now, leasedUntil, limit }));
    if (claimed.length === 0) return { leases: [], unreadable: [] };
    const ids = claimed.map(({ id }) => id);
    try {
      return { leases: await readLeases(ids, leasedUntil), unreadable: [] };
    } catch (error) {
      if (isOfTheDatabase(error)) throw error;
    }
    const leases: OrderLease[] = [];
    const unreadable: UnreadableOrder[] = [];
    for (const row of claimed) {
      try {
        leases.push(...(await readLeases([row.id], leasedUntil)));
      } catch (error) {
        if (isOfTheDatabase(error)) throw error;
        unreadable.push({ ...row, ...readNeededReport(row), leasedUntil, error });
      }
    }
    return { leases, unreadable };
  };
}

/** Errors of the statement itself; any other one was thrown by reading a value of a row. */
function isOfTheDatabase(error: unknown): boolean {
  return error instanceof StoreUnavailable || error instanceof StatementRefused;
}

function readNeededReport({ reportNeededAfter }: { readonly reportNeededAfter: string | null }) {
  try {
    return { reportNeededAfter: reportNeededAfter === null ? null : readInstant(reportNeededAfter) };
  } catch {
    return { reportNeededAfter: undefined };
  }
}
