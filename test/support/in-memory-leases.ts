import type { OrderStore } from '../../src/use-cases/ports.ts';
import type { StoredOrder, Tables } from './in-memory-order-store.ts';

type Leases = Pick<OrderStore, 'claimDue' | 'lease' | 'release' | 'mayAskNow' | 'owe' | 'nextDueAt'>;

/** The part of the in-memory OrderStore that says who asks DANA about which order, and when. */
export function makeInMemoryLeases({ orders }: Pick<Tables, 'orders'>): Leases {
  const isFree = ({ leasedUntil }: StoredOrder, now: Date) => leasedUntil === null || leasedUntil <= now;

  function take(row: StoredOrder, leasedUntil: Date) {
    row.leasedUntil = leasedUntil;
    return { order: row.order, attemptCount: row.attemptCount, leasedUntil };
  }

  return {
    async claimDue(now, leasedUntil, limit) {
      return [...orders.values()]
        .filter((row) => row.dueAt !== null && row.dueAt <= now && isFree(row, now))
        .sort((a, b) => Number(a.dueAt) - Number(b.dueAt))
        .slice(0, limit)
        .map((row) => take(row, leasedUntil));
    },
    async lease(id, now, leasedUntil) {
      const row = orders.get(id);
      return row !== undefined && isFree(row, now) ? take(row, leasedUntil) : null;
    },
    async release(id, leasedUntil, unchanged) {
      const row = orders.get(id);
      if (row?.leasedUntil?.getTime() !== leasedUntil.getTime()) return;
      row.leasedUntil = null;
      if (unchanged?.version !== row.order.version) return;
      row.dueAt = unchanged.dueAt;
      row.attemptCount += 1;
    },
    async mayAskNow(id, now, intervalMs) {
      const row = orders.get(id);
      if (row === undefined) return false;
      if (row.askedAt !== null && now.getTime() - row.askedAt.getTime() < intervalMs) return false;
      row.askedAt = now;
      return true;
    },
    async owe(id, dueAt) {
      const row = orders.get(id);
      if (row !== undefined && (row.dueAt === null || row.dueAt > dueAt)) row.dueAt = dueAt;
    },
    async nextDueAt() {
      const times = [...orders.values()].flatMap(({ dueAt, leasedUntil }) =>
        dueAt === null ? [] : Math.max(Number(dueAt), Number(leasedUntil)),
      );
      return times.length === 0 ? null : new Date(Math.min(...times));
    },
  };
}
