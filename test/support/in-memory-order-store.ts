import { refundAfter } from '../../src/domain/merchant-event.ts';
import type { Refund } from '../../src/domain/refund.ts';
import { earliest } from '../../src/use-cases/changes/schedule.ts';
import type { OnIncident } from '../../src/use-cases/ports/incidents.ts';
import {
  type ChangeOutcome,
  type DecideChange,
  isReturnConflict,
  type OrderChange,
  type ReturnConflict,
  versionsOf,
} from '../../src/use-cases/ports/order-changes.ts';
import type { ChangeLog, WakeUps } from '../../src/use-cases/ports/order-feed.ts';
import type { OrderKey } from '../../src/use-cases/ports/order-reads.ts';
import type { OrderStore } from '../../src/use-cases/ports/order-store.ts';
import { createOrderWatchers, type OrderWatchers } from '../../src/wake-ups/order-watchers.ts';
import { makeInMemoryApprovals } from './in-memory-approvals.ts';
import { checkOrder, isTakenByAnother } from './in-memory-constraints.ts';
import { makeInMemoryEvidence } from './in-memory-evidence.ts';
import { makeInMemoryIncidents } from './in-memory-incidents.ts';
import { makeInMemoryLateQueries } from './in-memory-late-queries.ts';
import { latest, makeInMemoryLeases } from './in-memory-leases.ts';
import { makeInMemoryNotifications, type NotificationCause } from './in-memory-notifications.ts';
import { makeInMemoryPages } from './in-memory-pages.ts';
import { makeInMemorySearch } from './in-memory-search.ts';
import type { StoredOrder, Tables } from './in-memory-tables.ts';
import { viewOf } from './order-view.ts';

export interface InMemoryOrderStore extends OrderStore {
  readonly tables: Tables;
  /** Of the one process that uses the store: what is announced reaches its watchers. */
  readonly feed: OrderWatchers & WakeUps;
}

export interface InMemoryOptions {
  /**
   * Awaited between a decision and its write: the moment in which another process may be faster. Without it nothing
   * comes between.
   */
  readonly onIncident?: OnIncident;
  readonly beforeWrite?: (orderId: string) => Promise<void>;
  /** Called within every commit of a change, before anybody can read it. */
  readonly onCommit?: (orderId: string) => void;
}

/**
 * The OrderStore and OrderFeed ports without a database, held to the same contract as the real ones: for
 * simulations that run hundreds of histories in a second. No timers, no randomness; each call is done when it
 * returns, and returns the very values that it was given.
 */
export function createInMemoryOrderStore({
  beforeWrite,
  onIncident = () => undefined,
  onCommit = () => undefined,
}: InMemoryOptions = {}): InMemoryOrderStore {
  const tables: Tables = {
    orders: new Map(),
    references: new Map(),
    events: new Map(),
    log: [],
    refunds: new Map(),
    approvals: new Map(),
    batches: new Map(),
    dailyReturns: new Map(),
    ceilings: new Map(),
    inbox: new Map(),
    repeatDeclines: new Map(),
    incidents: new Map(),
  };
  const { orders, references, events, log, refunds } = tables;
  const incidents = makeInMemoryIncidents(tables, onIncident);
  const approvals = makeInMemoryApprovals(tables);
  const notifications = makeInMemoryNotifications(tables, incidents);
  const idByReference = new Map<string, string>();
  const watchers = createOrderWatchers();
  const feed = { ...watchers, announce: watchers.wake };

  function findRow(key: OrderKey): StoredOrder | undefined {
    if ('id' in key) return orders.get(key.id);
    if ('partnerReferenceNo' in key) return orders.get(idByReference.get(key.partnerReferenceNo) ?? '');
    return [...orders.values()].find(({ order }) => order.referenceNo === key.referenceNo);
  }

  function refundsOf(orderId: string): Refund[] {
    return [...refunds.values()]
      .map(({ refund }) => refund)
      .filter((refund) => refund.orderId === orderId)
      .sort((a, b) => Number(a.createdAt) - Number(b.createdAt) || (a.id < b.id ? -1 : 1));
  }

  function findRefund(isIt: (refund: Refund) => boolean): Refund | null {
    for (const { refund } of refunds.values()) if (isIt(refund)) return refund;
    return null;
  }

  async function change(
    orderId: string,
    decide: DecideChange,
    cause: NotificationCause | undefined,
    whileLeased?: Date,
  ): Promise<ChangeOutcome | ReturnConflict> {
    for (;;) {
      const row = orders.get(orderId);
      if (row === undefined) return { kind: 'missing' };
      const { order } = row;
      const decided = isLeased(row, whileLeased) ? decide(order, refundsOf(orderId)) : null;
      if (decided === null) {
        if (cause) notifications.end(cause, orderId, () => null);
        return { kind: 'unchanged', order, refunds: refundsOf(orderId) };
      }
      await beforeWrite?.(orderId);
      if (
        row.order.version !== decided.order.version - versionsOf(decided).length ||
        !isLeased(row, whileLeased)
      )
        continue;
      const conflict = approvals.conflictOf(decided);
      if (conflict !== null) return { kind: conflict };
      write(row, decided, cause);
      const { madeBy, order: next } = decided;
      if (cause)
        notifications.end(cause, orderId, (id) => (madeBy ? (madeBy.get(id) ?? null) : next.version));
      onCommit(orderId);
      return { kind: 'changed', ...decided };
    }
  }

  /** Nothing is written if a constraint is violated. */
  function write(row: StoredOrder, change: OrderChange, cause: NotificationCause | undefined): void {
    const { order, refund, dueAt, reportNeededAfter, leasedUntil, releasedLease } = change;
    checkOrder(order);
    approvals.write(change);
    if (refund) {
      const { id } = refund.refund;
      refunds.set(id, {
        refund: refund.refund,
        request: refund.request ?? refunds.get(id)?.request ?? null,
      });
    }
    row.order = order;
    const ending = cause && 'storedIds' in cause ? cause.storedIds : [];
    const isEarlyWaiting = notifications
      .early(order.partnerReferenceNo)
      .some(({ id }) => !ending.includes(id));
    if (isEarlyWaiting) row.dueAt = order.updatedAt;
    else row.dueAt = row.reportNeededAfter === null ? dueAt : earliest(row.dueAt, dueAt);
    if (reportNeededAfter) row.reportNeededAfter = latest(row.reportNeededAfter, reportNeededAfter);
    if (releasedLease && row.leasedUntil?.getTime() === releasedLease.getTime()) row.leasedUntil = null;
    else if (leasedUntil) row.leasedUntil = leasedUntil;
    if (change.lateQueryAt) row.lateQueryAt = change.lateQueryAt;
    row.attemptCount = 0;
    for (const { event, order: after, incident } of versionsOf(change)) {
      events.get(order.id)?.push(event);
      const { fact } = event;
      const about = 'refundId' in fact ? refunds.get(fact.refundId)?.refund : undefined;
      log.push({
        event,
        order: { ...after, instruction: null },
        refund: about ? refundAfter(about, event) : null,
      });
      if (incident) incidents.add(incident, event.occurredAt);
    }
    if (change.conclusion) incidents.conclude(order.id, order.updatedAt, change.conclusion);
  }

  return {
    tables,
    feed,
    async insert({ order, event, request, leasedUntil, phoneDigits = null }) {
      const takenId = idByReference.get(order.partnerReferenceNo);
      const taken = takenId === undefined ? undefined : orders.get(takenId);
      if (taken) return { kind: 'existing', order: taken.order };
      if (isTakenByAnother(references, order.partnerReferenceNo, order.checkoutId))
        return { kind: 'referenceTaken' };
      checkOrder(order);
      references.set(order.partnerReferenceNo, order.checkoutId);
      orders.set(order.id, {
        order,
        request,
        phoneDigits,
        dueAt: leasedUntil,
        attemptCount: 0,
        reportNeededAfter: null,
        leasedUntil,
        lateQueryAt: null,
        askedAt: null,
        answered: null,
        unansweredAt: null,
      });
      idByReference.set(order.partnerReferenceNo, order.id);
      events.set(order.id, [event]);
      log.push({ event, order: { ...order, instruction: null }, refund: null });
      const hasEarlyNotifications = notifications.early(order.partnerReferenceNo).length > 0;
      return { kind: 'inserted', order, hasEarlyNotifications };
    },
    find: async (key) => findRow(key)?.order ?? null,
    async findView(key, details) {
      const row = findRow(key);
      return row === undefined ? null : { order: viewOf(row.order, details), askedAt: row.askedAt };
    },
    async findMany(ids) {
      return [...new Set(ids)].flatMap((id) => orders.get(id)?.order ?? []);
    },
    async findByNumbers(partnerReferenceNos) {
      return [...new Set(partnerReferenceNos)].flatMap(
        (partnerReferenceNo) => findRow({ partnerReferenceNo })?.order ?? [],
      );
    },
    createRequest: async (id) => orders.get(id)?.request ?? null,
    refundRequest: async (id) => refunds.get(id)?.request ?? null,
    async findRefund(key) {
      if ('id' in key) return refunds.get(key.id)?.refund ?? null;
      return findRefund((refund) => refund.partnerRefundNo === key.partnerRefundNo);
    },
    refundsOf: async (orderId) => refundsOf(orderId),
    ...changeLogOf(log),
    ...makeInMemoryPages(tables, refundsOf),
    ...makeInMemoryLeases(tables),
    ...makeInMemoryLateQueries(orders),
    change: (orderId, decide, { inbox: entry, whileLeased } = {}) =>
      change(orderId, decide, entry && { entry }, whileLeased),
    ...notifications.port,
    async reapply(storedIds, orderId, decide) {
      const outcome = await change(orderId, decide, { storedIds });
      if (isReturnConflict(outcome)) throw new Error('a notification cannot request a refund');
      return outcome;
    },
    ...incidents.port,
    ...approvals.port,
    ...makeInMemorySearch(tables),
    ...makeInMemoryEvidence(tables),
  };
}

/** The sequence of the writes is that of the positions here. */
function changeLogOf(log: Tables['log']): ChangeLog {
  return {
    async changesAfter(position, limit) {
      const changes = log.slice(position, position + limit).map(({ event: { orderId, version } }, index) => {
        return { orderId, version, position: position + index + 1 };
      });
      return { changes, lastPosition: log.length };
    },
  };
}

/** Whether the order still has the lease that a change requires; true if the change requires none. */
function isLeased({ leasedUntil }: StoredOrder, whileLeased: Date | undefined): boolean {
  return whileLeased === undefined || leasedUntil?.getTime() === whileLeased.getTime();
}
