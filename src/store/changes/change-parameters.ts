import type { InboxEntry } from '../../use-cases/ports/inbox.ts';
import { type OrderChange, versionsOf } from '../../use-cases/ports/order-changes.ts';
import { dailyReturnParameter } from '../approvals/daily-returns.ts';
import { storedParameter } from '../notifications/inbox.ts';
import { incidentsParameter } from '../notifications/incidents.ts';
import { rowParameter, rowsParameter } from '../postgres/statement.ts';
import { writeEvent, writeOrder } from '../rows/order-rows.ts';
import { snapshotOf } from '../rows/order-state.ts';
import { approvals } from '../tables/approval-tables.ts';
import { inbox, orderEvents, orders } from '../tables/order-tables.ts';
import { refunds } from '../tables/refund-tables.ts';
import { proposedNames } from './change-statement.ts';

/** The notifications behind a change: one that is new with it, or those stored before it, by their ids. */
export type ChangeCause =
  | { readonly inbox: InboxEntry }
  | { readonly storedIds: readonly string[] }
  | undefined;

/**
 * The values of the placeholders of `changeStatement`; null for what the change does not bring. `whileLeased`: the lease that
 * the order must still have, or null for any.
 */
export function changeParameters(change: OrderChange, cause: ChangeCause, whileLeased: Date | null) {
  const {
    refund,
    approval,
    dailyReturn,
    conclusion = null,
    dueAt,
    reportNeededAfter = null,
    lateQueryAt = null,
    leasedUntil = null,
    releasedLease,
    madeBy,
  } = change;
  const order = { ...writeOrder(change.order), dueAt, reportNeededAfter, lateQueryAt, leasedUntil };
  const { id, version } = order;
  const versions = versionsOf(change);
  const found = versions.flatMap(({ event: { occurredAt }, incident }) =>
    incident ? { incident, occurredAt } : [],
  );
  const events = versions.map(({ event, order }) =>
    rowParameter(orderEvents, { ...writeEvent(event), snapshot: snapshotOf(order) }),
  );
  const applied = { orderId: id, disposition: 'APPLIED', orderVersion: version } as const;
  return {
    orderId: id,
    order: rowParameter(orders, order, proposedNames),
    versionCount: versions.length,
    event: events.length === 1 ? events[0] : undefined,
    events: events.length === 1 ? undefined : rowsParameter(events),
    refund: refund ? rowParameter(refunds, { ...refund.refund, request: refund.request ?? null }) : null,
    approval: approval ? rowParameter(approvals, approval) : null,
    dailyReturn: dailyReturn ? dailyReturnParameter(dailyReturn) : null,
    incidents: found.length === 0 ? null : incidentsParameter(found),
    conclusion,
    inbox:
      cause && 'inbox' in cause ? rowParameter(inbox, { ...cause.inbox, ...applied, replayCount: 0 }) : null,
    stored:
      cause && 'storedIds' in cause
        ? storedParameter(cause.storedIds, (storedId) =>
            madeBy === undefined ? version : (madeBy.get(storedId) ?? null),
          )
        : null,
    whileLeased: whileLeased?.toISOString() ?? null,
    releasedLease: releasedLease?.toISOString() ?? null,
  };
}

/** What `changeParameters` returns. */
export type ChangeParameters = ReturnType<typeof changeParameters>;
