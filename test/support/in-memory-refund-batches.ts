import type { RefundBatch, RefundBatchLine } from '../../src/domain/batches/refund-batch.ts';
import type { RefundBatches } from '../../src/use-cases/ports/people/refund-batches.ts';
import { dailyConflict, growDaily } from './in-memory-approvals.ts';
import { pageOf, place } from './in-memory-pages.ts';
import type { StoredBatch, Tables } from './in-memory-tables.ts';

/** The RefundBatches port without a database, beside an order store. */
export function createInMemoryRefundBatches({
  batches,
  dailyReturns,
  refunds,
}: Pick<Tables, 'batches' | 'dailyReturns' | 'refunds'>): RefundBatches {
  const find = (isIt: (batch: RefundBatch) => boolean) =>
    [...batches.values()].find(({ batch }) => isIt(batch))?.batch ?? null;
  const alter = (id: string, change: (row: StoredBatch) => StoredBatch) => {
    const row = batches.get(id);
    if (row !== undefined) batches.set(id, change(row));
  };
  const isMade = ({ partnerRefundNo, orderId, amount }: RefundBatchLine) =>
    [...refunds.values()].some(
      ({ refund }) =>
        refund.partnerRefundNo === partnerRefundNo && refund.orderId === orderId && refund.amount === amount,
    );
  /** The constraints of the table. */
  function check({ status, needsApproval, decidedBy, requestedBy }: RefundBatch): void {
    const runs = status === 'RUNNING' || status === 'STOPPED' || status === 'DONE';
    if (needsApproval && runs && decidedBy === null) throw violation('refund_batches_run_when_approved');
    if (decidedBy !== null && (decidedBy.kind !== 'OPERATOR' || decidedBy.id === requestedBy.id))
      throw violation('refund_batches_need_two_people');
  }

  return {
    async insertBatch(batch, lines, dailyReturn) {
      if (find(({ batchNo }) => batchNo === batch.batchNo) !== null) return 'numberTaken';
      const conflict = dailyReturn === null ? null : dailyConflict(dailyReturns, dailyReturn);
      if (conflict !== null) return conflict;
      check(batch);
      if (dailyReturn !== null) growDaily(dailyReturns, dailyReturn);
      batches.set(batch.id, { batch, lines: [...lines], leasedUntil: null });
      return 'inserted';
    },
    findBatch: async (key) =>
      'id' in key ? (batches.get(key.id)?.batch ?? null) : find(({ batchNo }) => batchNo === key.batchNo),
    async pageBatches({ status }, request) {
      const listed = [...batches.values()]
        .map(({ batch }) => batch)
        .filter((batch) => status?.includes(batch.status) !== false);
      return pageOf(
        listed,
        ({ requestedAt, id }) => place(requestedAt.getTime(), id),
        'newestFirst',
        request,
      );
    },
    pageBatchLines: async (batchId, request) =>
      pageOf(
        (batches.get(batchId)?.lines ?? []).map((line) =>
          line.status === 'WAITING' && isMade(line) ? { ...line, status: 'REQUESTED' as const } : line,
        ),
        ({ lineNo }) => place(lineNo, String(lineNo)),
        'oldestFirst',
        request,
      ),
    countWaitingLines: async (batchId) =>
      (batches.get(batchId)?.lines ?? []).filter((line) => line.status === 'WAITING' && !isMade(line)).length,
    async moveBatch(batch, from) {
      const row = batches.get(batch.id);
      if (row === undefined || !from.includes(row.batch.status)) return false;
      check(batch);
      const { status, decidedBy, decidedAt, decisionReason, stopReason } = batch;
      const moved = { ...row.batch, status, decidedBy, decidedAt, decisionReason, stopReason };
      batches.set(batch.id, { ...row, batch: moved });
      return true;
    },
    async expireBatches(now) {
      for (const { batch } of batches.values())
        if (batch.status === 'WAITING' && batch.expiresAt <= now)
          alter(batch.id, (row) => ({ ...row, batch: { ...batch, status: 'EXPIRED' } }));
    },
    async claimBatch(now, leasedUntil, limit) {
      const placeOf = ({ batch }: StoredBatch) => place(batch.requestedAt.getTime(), batch.id);
      const [row] = [...batches.values()]
        .filter(({ batch }) => batch.status === 'RUNNING')
        .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
      if (row === undefined || (row.leasedUntil !== null && row.leasedUntil > now)) return null;
      alter(row.batch.id, (one) => ({ ...one, leasedUntil }));
      const waiting = row.lines.filter(({ status }) => status === 'WAITING');
      return { batch: row.batch, lines: waiting.slice(0, limit) };
    },
    async holdsBatch(id, leasedUntil) {
      const row = batches.get(id);
      return row?.batch.status === 'RUNNING' && row.leasedUntil?.getTime() === leasedUntil.getTime();
    },
    async endLine(line) {
      alter(line.batchId, (row) => ({
        ...row,
        lines: row.lines.map((one) => (one.lineNo === line.lineNo && one.status === 'WAITING' ? line : one)),
      }));
    },
    async leaveBatch(id, held, nextAt) {
      alter(id, (row) => {
        const { batch, lines } = row;
        if (row.leasedUntil?.getTime() !== held.getTime()) return row;
        const isDone = batch.status === 'RUNNING' && lines.every(({ status }) => status !== 'WAITING');
        return { batch: isDone ? { ...batch, status: 'DONE' } : batch, lines, leasedUntil: nextAt };
      });
    },
  };
}

function violation(constraint: string): Error {
  return new Error(`new row for "refund_batches" violates check constraint "${constraint}"`);
}
