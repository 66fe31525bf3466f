import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import { makePgArray } from 'drizzle-orm/pg-core';
import type { RefundBatch, RefundBatchLine } from '../../domain/batches/refund-batch.ts';
import type { RefundBatches } from '../../use-cases/ports/people/refund-batches.ts';
import { dailyReturnParameter, dailyReturnUpsert } from '../approvals/daily-returns.ts';
import type { Database } from '../postgres/database.ts';
import { StatementRefused } from '../postgres/errors.ts';
import {
  type CursorValues,
  isCount,
  isInstantAndId,
  type Keyset,
  preparePages,
  readPage,
} from '../postgres/keyset.ts';
import { type Condition, isOneOf } from '../postgres/list-conditions.ts';
import {
  insertRow,
  insertRows,
  parameter,
  prepareRead,
  prepareStatement,
  rowFromParameter,
  rowParameter,
  rowReader,
  rowsParameter,
  selectList,
} from '../postgres/statement.ts';
import { refundBatches, refundBatchLines } from '../tables/refund-batch-tables.ts';
import { refunds } from '../tables/refund-tables.ts';

const { leasedUntil: _leasedUntil, ...batchColumns } = getTableColumns(refundBatches);
const lineColumns = getTableColumns(refundBatchLines);

const newest: Keyset<RefundBatch> = {
  columns: [refundBatches.requestedAt, refundBatches.id],
  isNewestFirst: true,
  valuesOf: ({ requestedAt, id }) => [requestedAt.toISOString(), id],
  areValues: (values): values is CursorValues => isInstantAndId(values),
};
const byLine: Keyset<RefundBatchLine> = {
  columns: [refundBatchLines.lineNo],
  isNewestFirst: false,
  valuesOf: ({ lineNo }) => [lineNo],
  areValues: (values): values is CursorValues => isCount(values),
};

const hasInserted = sql`exists (select from batch)`;

/** The RefundBatches port on Postgres. */
export function createRefundBatches(database: Database): RefundBatches {
  const readBatch: (values: readonly unknown[]) => RefundBatch = rowReader(batchColumns);
  const readLine: (values: readonly unknown[]) => RefundBatchLine = rowReader(lineColumns);
  const insert = (more: SQL) =>
    prepareStatement(
      database,
      sql`
        with batch as (${insertRow(refundBatches, 'batch')} on conflict (batch_no) do nothing returning id),
          line as (${insertRows(refundBatchLines, 'lines')} where ${hasInserted}) ${more}
        select id from batch`,
    );
  const insertAlone = insert(sql``);
  const insertCounted = insert(sql`, daily_return as (${dailyReturnUpsert(hasInserted)})`);
  const list = sql`select ${selectList(batchColumns)} from ${refundBatches}`;
  const byId = prepareRead(database, sql`${list} where id = ${parameter(refundBatches.id, 'key')}`);
  const byNo = prepareRead(
    database,
    sql`${list} where batch_no = ${parameter(refundBatches.batchNo, 'key')}`,
  );
  const pages = preparePages(database, newest, list, readBatch);
  const lines = sql`select ${selectList(lineColumns)} from ${refundBatchLines}`;
  const linePages = preparePages(database, byLine, lines, readLine);
  const made = prepareStatement<{ partner_refund_no: string; order_id: string; amount: string }>(
    database,
    sql`
      select partner_refund_no, order_id, amount::text from ${refunds}
      where partner_refund_no = any(${sql.placeholder('numbers')}::text[])`,
  );
  const move = prepareStatement(
    database,
    sql`
      update ${refundBatches} set status = proposed.status, decided_by = proposed.decided_by,
        decided_at = proposed.decided_at, decision_reason = proposed.decision_reason, stop_reason = proposed.stop_reason
      from ${rowFromParameter(Object.values(getTableColumns(refundBatches)), 'batch', 'proposed')}
      where ${refundBatches.id} = proposed.id
        and ${refundBatches.status}::text = any(string_to_array(${sql.placeholder('from')}, ','))
      returning ${refundBatches.id}`,
  );
  const expire = prepareStatement(
    database,
    sql`
      update ${refundBatches} set status = 'EXPIRED'
      where id = any(array(
        select id from ${refundBatches}
        where status = 'WAITING' and expires_at <= ${parameter(refundBatches.expiresAt, 'now')}
        order by expires_at limit 100
      )) and status = 'WAITING'`,
  );
  const claim = prepareStatement<{ id: string }>(
    database,
    sql`
      update ${refundBatches} set leased_until = ${parameter(refundBatches.leasedUntil, 'leasedUntil')}
      where id = (select id from ${refundBatches} where status = 'RUNNING' order by requested_at, id limit 1)
        and status = 'RUNNING'
        and (leased_until is null or leased_until <= ${parameter(refundBatches.leasedUntil, 'now')})
      returning id`,
  );
  const hold = prepareRead(
    database,
    sql`
      select id from ${refundBatches}
      where id = ${parameter(refundBatches.id, 'id')} and status = 'RUNNING'
        and leased_until = ${parameter(refundBatches.leasedUntil, 'leasedUntil')}`,
  );
  const waiting = prepareRead(
    database,
    sql`
      ${lines} where batch_id = ${parameter(refundBatchLines.batchId, 'batchId')} and status = 'WAITING'
      order by line_no limit ${sql.placeholder('limit')}`,
  );
  const countWaiting = prepareStatement<{ count: number }>(
    database,
    sql`
      select count(*)::int as count from ${refundBatchLines} line
      where batch_id = ${parameter(refundBatchLines.batchId, 'batchId')} and status = 'WAITING'
        and not exists (select from ${refunds} refund where refund.partner_refund_no = line.partner_refund_no
          and refund.order_id = line.order_id and refund.amount = line.amount)`,
  );
  const end = prepareStatement(
    database,
    sql`
      update ${refundBatchLines} set status = ended.status, refusal = ended.refusal
      from ${rowFromParameter(Object.values(lineColumns), 'line', 'ended')}
      where ${refundBatchLines.batchId} = ended.batch_id and ${refundBatchLines.lineNo} = ended.line_no
        and ${refundBatchLines.status} = 'WAITING'`,
  );
  const leave = prepareStatement(
    database,
    sql`
      update ${refundBatches} batch set leased_until = ${parameter(refundBatches.leasedUntil, 'nextAt')},
        status = case when batch.status = 'RUNNING' and not exists (
          select from ${refundBatchLines} line where line.batch_id = batch.id and line.status = 'WAITING'
        ) then 'DONE' else batch.status end
      where batch.id = ${parameter(refundBatches.id, 'id')}
        and batch.leased_until = ${parameter(refundBatches.leasedUntil, 'leasedUntil')}`,
  );

  return {
    async insertBatch(batch, own, dailyReturn) {
      const values = {
        batch: rowParameter(refundBatches, { ...batch, leasedUntil: null }),
        lines: rowsParameter(own.map((line) => rowParameter(refundBatchLines, line))),
      };
      try {
        const rows =
          dailyReturn === null
            ? await insertAlone(values)
            : await insertCounted({ ...values, dailyReturn: dailyReturnParameter(dailyReturn) });
        return rows.length > 0 ? 'inserted' : 'numberTaken';
      } catch (error) {
        if (!(error instanceof StatementRefused)) throw error;
        if (error.constraint === 'daily_returns_are_within_the_ceiling') return 'dayCeilingReached';
        if (error.constraint === 'daily_returns_alone_are_within_the_rule') return 'dayAloneReached';
        throw error;
      }
    },
    async findBatch(key) {
      const [values] = 'id' in key ? await byId({ key: key.id }) : await byNo({ key: key.batchNo });
      return values === undefined ? null : readBatch(values);
    },
    pageBatches({ status }, request) {
      const conditions = status === undefined ? [] : [isOneOf('status', refundBatches.status, status)];
      return readPage(
        newest,
        request,
        (query) => pages(query, conditions),
        (batch) => batch,
      );
    },
    async countWaitingLines(batchId) {
      const [row] = await countWaiting({ batchId });
      return row?.count ?? 0;
    },
    async pageBatchLines(batchId, request) {
      const isOf = sql`${refundBatchLines.batchId} = ${parameter(refundBatchLines.batchId, 'batchId')}`;
      const conditions: Condition[] = [{ name: 'batch', sql: isOf, values: { batchId } }];
      const page = await readPage(
        byLine,
        request,
        (query) => linePages(query, conditions),
        (line) => line,
      );
      const waits = page.items.flatMap(({ item }) =>
        item.status === 'WAITING' ? [item.partnerRefundNo] : [],
      );
      const known = waits.length === 0 ? [] : await made({ numbers: makePgArray(waits) });
      const isMade = (line: RefundBatchLine) =>
        known.some(
          (refund) =>
            refund.partner_refund_no === line.partnerRefundNo &&
            refund.order_id === line.orderId &&
            BigInt(refund.amount) === line.amount,
        );
      const items = page.items.map((place) =>
        place.item.status === 'WAITING' && isMade(place.item)
          ? { ...place, item: { ...place.item, status: 'REQUESTED' as const } }
          : place,
      );
      return { ...page, items };
    },
    moveBatch: async (batch, from) =>
      (await move({ batch: rowParameter(refundBatches, batch), from: from.join() })).length > 0,
    async expireBatches(now) {
      await expire({ now });
    },
    async claimBatch(now, leasedUntil, limit) {
      const [row] = await claim({ now, leasedUntil });
      if (row === undefined) return null;
      const [[values], rows] = await Promise.all([
        byId({ key: row.id }),
        waiting({ batchId: row.id, limit }),
      ]);
      return values === undefined ? null : { batch: readBatch(values), lines: rows.map(readLine) };
    },
    holdsBatch: async (id, leasedUntil) => (await hold({ id, leasedUntil })).length > 0,
    async endLine(line) {
      await end({ line: rowParameter(refundBatchLines, line) });
    },
    async leaveBatch(id, leasedUntil, nextAt) {
      await leave({ id, leasedUntil, nextAt });
    },
  };
}
