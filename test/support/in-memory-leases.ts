import type { OrderStore } from '../../src/use-cases/ports/order-store.ts';
import type { StoredOrder, Tables } from './in-memory-tables.ts';

type Leases = Pick<
  OrderStore,
  | 'claimDue'
  | 'lease'
  | 'release'
  | 'mayQueryNow'
  | 'hasten'
  | 'recall'
  | 'requireReport'
  | 'firstDecline'
  | 'forgetDecline'
  | 'nextDueAt'
>;

/** The part of the in-memory OrderStore that decides which process queries DANA about which order, and when. */
export function makeInMemoryLeases({
  orders,
  repeatDeclines,
  incidents,
}: Pick<Tables, 'orders' | 'repeatDeclines' | 'incidents'>): Leases {
  const isFree = ({ leasedUntil }: StoredOrder, now: Date) => leasedUntil === null || leasedUntil <= now;

  function take(row: StoredOrder, leasedUntil: Date) {
    row.leasedUntil = leasedUntil;
    const { order, attemptCount, reportNeededAfter } = row;
    return { order, attemptCount, reportNeededAfter, leasedUntil };
  }

  async function mayQueryNow(id: string, now: Date, intervalMs: number): Promise<boolean> {
    const row = orders.get(id);
    if (row === undefined) return false;
    if (row.askedAt !== null && Math.abs(now.getTime() - row.askedAt.getTime()) < intervalMs) return false;
    row.askedAt = now;
    return true;
  }

  return {
    async claimDue(now, leasedUntil, limit) {
      const leases = [...orders.values()]
        .filter((row) => row.dueAt !== null && row.dueAt <= now && isFree(row, now))
        .sort((a, b) => Number(a.dueAt) - Number(b.dueAt))
        .slice(0, limit)
        .map((row) => take(row, leasedUntil));
      return { leases, unreadable: [] };
    },
    async lease(id, now, leasedUntil) {
      const row = orders.get(id);
      return row !== undefined && isFree(row, now) ? take(row, leasedUntil) : null;
    },
    async release(id, leasedUntil, end) {
      const row = orders.get(id);
      if (row?.leasedUntil?.getTime() !== leasedUntil.getTime()) return;
      row.leasedUntil = null;
      if (end === undefined) return;
      const isKnown = end.version === row.order.version;
      if (isKnown && end.reportNeededAfter?.getTime() === row.reportNeededAfter?.getTime())
        row.dueAt = end.dueAt;
      if (isKnown && end.isInVain) row.attemptCount += 1;
      const { reportNeededAfter: owedAt } = row;
      if (owedAt !== null && end.reportQueriedAt !== null && owedAt <= end.reportQueriedAt)
        row.reportNeededAfter = null;
      if (!end.lastQuery) return;
      const { at, state } = end.lastQuery;
      if (state !== null) row.answered = { at, state };
      row.unansweredAt = state === null ? at : null;
    },
    mayQueryNow,
    async hasten(orderIds, now, intervalMs) {
      let isAny = false;
      for (const id of orderIds) {
        const row = orders.get(id);
        if (row === undefined || !(await mayQueryNow(id, now, intervalMs))) continue;
        if (row.dueAt === null || row.dueAt > now) row.dueAt = now;
        isAny = true;
      }
      return isAny;
    },
    async recall(latest) {
      let count = 0;
      for (const row of orders.values()) {
        const isOperating = row.order.cancellation?.status === 'PENDING' || row.order.refundPending > 0n;
        const isStuck = [...incidents.values()].some(
          ({ kind, orderId, status }) =>
            kind === 'STUCK' && orderId === row.order.id && status !== 'RESOLVED',
        );
        const dueAtMax = isStuck
          ? latest.stuckDueAt
          : row.order.status === 'CONFIRMING'
            ? latest.confirmingDueAt
            : isOperating
              ? latest.operationDueAt
              : latest.dueAt;
        const isLeasedTooLong = row.leasedUntil !== null && row.leasedUntil > latest.leasedUntil;
        if (!isLeasedTooLong && (row.dueAt === null || row.dueAt <= dueAtMax)) continue;
        count += 1;
        if (isLeasedTooLong) row.leasedUntil = null;
        if (row.dueAt !== null && row.dueAt > latest.now) row.dueAt = latest.now;
        if (row.reportNeededAfter !== null && row.reportNeededAfter > latest.reportNeededAfter)
          row.reportNeededAfter = latest.reportNeededAfter;
      }
      return count;
    },
    async requireReport(id, { dueAt, reportNeededAfter }) {
      const row = orders.get(id);
      if (row === undefined) return;
      row.reportNeededAfter = latest(row.reportNeededAfter, reportNeededAfter);
      if (row.dueAt === null || row.dueAt > dueAt) row.dueAt = dueAt;
    },
    async firstDecline(operation, declinedAt) {
      const known = repeatDeclines.get(operation) ?? declinedAt;
      const first = known.getTime() > declinedAt.getTime() + 5 * 60_000 ? declinedAt : known;
      repeatDeclines.set(operation, first);
      return first;
    },
    async forgetDecline(operation) {
      repeatDeclines.delete(operation);
    },
    async nextDueAt() {
      const times = [...orders.values()].flatMap(({ dueAt, leasedUntil }) =>
        dueAt === null ? [] : Math.max(Number(dueAt), Number(leasedUntil)),
      );
      return times.length === 0 ? null : new Date(Math.min(...times));
    },
  };
}

/** The later of two instants; null for none. */
export function latest(one: Date | null, other: Date): Date {
  return one === null || one < other ? other : one;
}
