import { eq } from 'drizzle-orm';
import type { Order } from '../../domain/order.ts';
import type { Refund } from '../../domain/refund.ts';
import type { OnIncident } from '../../use-cases/ports/incidents.ts';
import type {
  ChangeOutcome,
  DecideChange,
  KnownOrder,
  OrderChange,
  ReturnConflict,
} from '../../use-cases/ports/order-changes.ts';
import { StoreUnavailable } from '../../use-cases/ports/store-unavailable.ts';
import { makeUnchangedNotifications } from '../notifications/inbox.ts';
import { tellNews } from '../notifications/incident-news.ts';
import type { Database } from '../postgres/database.ts';
import { StatementRefused, withStoreErrors } from '../postgres/errors.ts';
import { parameter } from '../postgres/statement.ts';
import { orderColumns, readOrder, refundColumns } from '../rows/order-rows.ts';
import { orders } from '../tables/order-tables.ts';
import { refunds } from '../tables/refund-tables.ts';
import { type ChangeCause, changeParameters } from './change-parameters.ts';
import { makeWriteChange } from './write-change.ts';

/**
 * How often a change is decided again because another one was faster. Each time one of them succeeds, so this many
 * changes of one order would have to meet within a few milliseconds.
 */
const attemptsMax = 100;

/** What the constraints say that only a new request to give money back can violate. */
const returnConflicts: Readonly<Record<string, ReturnConflict['kind']>> = {
  refunds_partner_refund_no: 'refundNoTaken',
  approvals_partner_refund_no: 'refundNoTaken',
  approvals_one_for_each_fact: 'factAttested',
  daily_returns_are_within_the_ceiling: 'dayCeilingReached',
  daily_returns_alone_are_within_the_rule: 'dayAloneReached',
};

/**
 * Implements `OrderChanges.change`: read, decide, then one statement. No transaction is ever open between two
 * statements: the version reveals a competitor, no lock keeps it out.
 */
export function makeChangeOrder(database: Database, onIncident: OnIncident) {
  const readForChange = database
    .select({ order: orderColumns, refund: refundColumns })
    .from(orders)
    .leftJoin(refunds, eq(refunds.orderId, orders.id))
    .where(eq(orders.id, parameter(orders.id, 'id')))
    .orderBy(refunds.createdAt, refunds.id)
    .prepare('read_for_change');
  const write = makeWriteChange(database);
  const unchanged = makeUnchangedNotifications(database, onIncident);

  return async function changeOrder(
    orderId: string,
    decide: DecideChange,
    cause: ChangeCause,
    { whileLeased = null, known }: { readonly whileLeased?: Date | null; readonly known?: KnownOrder } = {},
  ): Promise<ChangeOutcome | ReturnConflict> {
    // A stale `known` writes nothing: the statement demands its version, and the lease. Then the loop begins anew.
    const first = known === undefined ? null : decide(known.order, known.refunds);
    if (first !== null && (await tryWrite(first, cause, whileLeased)) === true)
      return { kind: 'changed', ...first };
    for (let attempt = 0; attempt < attemptsMax; attempt++) {
      const current = await read(orderId);
      if (current === null) return { kind: 'missing' };
      const isHeld = whileLeased === null || current.leasedUntil?.getTime() === whileLeased.getTime();
      const change = isHeld ? decide(current.order, current.refunds) : null;
      if (change === null) {
        await keepUnchanged(orderId, cause);
        return { kind: 'unchanged', order: current.order, refunds: current.refunds };
      }
      const written = await tryWrite(change, cause, whileLeased);
      if (typeof written === 'string') return { kind: written };
      if (written) return { kind: 'changed', ...change };
    }
    throw new StoreUnavailable('too many changes of one order at once', { isCertain: true });
  };

  async function read(
    id: string,
  ): Promise<{ order: Order; refunds: readonly Refund[]; leasedUntil: Date | null } | null> {
    const rows = await withStoreErrors(readForChange.execute({ id }));
    const [first] = rows;
    if (first === undefined) return null;
    return {
      order: readOrder(first.order),
      leasedUntil: first.order.leasedUntil,
      refunds: rows.flatMap(({ refund }) => (refund === null ? [] : [refund])),
    };
  }

  /** False if another change was faster, or the order no longer has the lease `whileLeased`. */
  async function tryWrite(
    change: OrderChange,
    cause: ChangeCause,
    whileLeased: Date | null,
  ): Promise<boolean | ReturnConflict['kind']> {
    try {
      const rows = await write(changeParameters(change, cause, whileLeased));
      tellNews(rows, onIncident);
      return rows.length > 0;
    } catch (error) {
      if (!(error instanceof StatementRefused)) throw error;
      const conflict = returnConflicts[error.constraint ?? ''];
      if (conflict !== undefined) return conflict;
      if (error.constraint === 'order_events_one_per_version') return false;
      throw error;
    }
  }

  async function keepUnchanged(orderId: string, cause: ChangeCause): Promise<void> {
    if (cause === undefined) return;
    if ('inbox' in cause) await unchanged.keep(cause.inbox, orderId);
    else await unchanged.end(cause.storedIds, orderId);
  }
}
