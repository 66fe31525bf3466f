import type { LateQueries } from '../../src/use-cases/ports/order-queue.ts';
import type { Tables } from './in-memory-tables.ts';

/** The part of the in-memory OrderStore that says when DANA is queried about paid orders. */
export function makeInMemoryLateQueries(orders: Tables['orders']): LateQueries {
  const planned = () =>
    [...orders.values()].flatMap((row) => (row.lateQueryAt === null ? [] : [{ row, at: row.lateQueryAt }]));

  return {
    async claimLateQueries(now, claimedUntil, limit) {
      const due = planned()
        .filter(({ at }) => at <= now)
        .sort((a, b) => Number(a.at) - Number(b.at))
        .slice(0, limit);
      for (const { row } of due) row.lateQueryAt = claimedUntil;
      return due.map(({ row }) => row.order.id);
    },
    async planLateQuery(orderId, claimedUntil, at) {
      const row = orders.get(orderId);
      if (row?.lateQueryAt?.getTime() === claimedUntil.getTime()) row.lateQueryAt = at;
    },
    async nextLateQueryAt() {
      const times = planned().map(({ at }) => at.getTime());
      return times.length === 0 ? null : new Date(Math.min(...times));
    },
  };
}
