import { getTableColumns, sql } from 'drizzle-orm';
import { makePgArray } from 'drizzle-orm/pg-core';
import { type OnIncident, settlementKinds } from '../../use-cases/ports/incidents.ts';
import type {
  CoveredDay,
  SettlementCase,
  SettlementCases,
  UnjudgedImport,
  UnsearchedFile,
} from '../../use-cases/ports/settlement/settlement-store.ts';
import { type NewsRow, returningResolved, tellNews } from '../notifications/incident-news.ts';
import { resolveIncidents } from '../notifications/incidents.ts';
import type { Database } from '../postgres/database.ts';
import { parameter, prepareRead, prepareStatement, rowReader, selectList } from '../postgres/statement.ts';
import { approvals } from '../tables/approval-tables.ts';
import { incidents } from '../tables/incident-tables.ts';
import { orders } from '../tables/order-tables.ts';
import { refunds } from '../tables/refund-tables.ts';
import { isOfImportedFile, settlementImports, settlementLines } from '../tables/settlement-tables.ts';
import { makeSettlementSearches, pageOf } from './settlement-searches.ts';

const orderColumns = {
  id: orders.id,
  partnerReferenceNo: orders.partnerReferenceNo,
  paid: orders.paid,
  paidAt: orders.paidAt,
  refunded: orders.refunded,
  voided: orders.voided,
  chargedBack: orders.chargedBack,
  externalStoreId: orders.externalStoreId,
  subMerchantId: orders.subMerchantId,
  cancellationRequestedAt: orders.cancellationRequestedAt,
};
const refundColumns = {
  orderId: refunds.orderId,
  partnerRefundNo: refunds.partnerRefundNo,
  amount: refunds.amount,
  status: refunds.status,
  returned: refunds.returned,
  createdAt: refunds.createdAt,
  updatedAt: refunds.updatedAt,
};
const lineColumns = getTableColumns(settlementLines);

const kinds = sql.raw(settlementKinds.map((kind) => `'${kind}'`).join(', '));
const references = sql`any(${sql.placeholder('references')})`;
const lastDayParameter = parameter(settlementImports.day, 'lastDay');
const after = sql`${parameter(orders.partnerReferenceNo, 'after')}`;

/** Reads what settlement compares, and resolves incidents that no longer hold. */
export function makeSettlementCases(database: Database, onIncident: OnIncident): SettlementCases {
  const unjudged = prepareStatement<UnjudgedImport>(
    database,
    sql`
      select number as "importNumber" from ${settlementImports}
      where status = 'IMPORTED' and judged_at is null order by number`,
  );
  const covered = prepareStatement<CoveredDay>(
    database,
    sql`
      select distinct unit_kind as "unitKind", unit_name as "unitName", day from ${settlementImports}
      where status = 'IMPORTED' and (day <= ${lastDayParameter} or searched_at is not null) and day is not null`,
  );
  const unsearchedDays = prepareStatement<{ day: string }>(
    database,
    sql`
      select distinct day from ${settlementImports}
      where status = 'IMPORTED' and searched_at is null and day is not null order by day`,
  );
  const unsearched = prepareStatement<UnsearchedFile>(
    database,
    sql`
      select number as "importNumber", day from ${settlementImports}
      where status = 'IMPORTED' and day <= ${lastDayParameter} and searched_at is null order by number`,
  );
  const ofImport = prepareStatement<{ reference: string; last: number }>(
    database,
    sql`
      select partner_reference_no as reference, max(line_no) as last from (
        select partner_reference_no, line_no from ${settlementLines}
        where import_number = ${parameter(settlementLines.importNumber, 'importNumber')}
          and line_no > ${parameter(settlementLines.lineNo, 'afterLine')}
        order by line_no limit ${sql.placeholder('limit')}
      ) page group by partner_reference_no`,
  );
  const disputed = prepareStatement<{ reference: string }>(
    database,
    sql`
      select distinct partner_reference_no as reference from ${incidents}
      where kind in (${kinds}) and status <> 'RESOLVED'
        and partner_reference_no > ${after}
      order by partner_reference_no limit ${sql.placeholder('limit')}`,
  );
  const ordersOf = prepareRead(
    database,
    sql`select ${selectList(orderColumns)} from ${orders} where ${orders.partnerReferenceNo} = ${references}`,
  );
  const refundsOf = prepareRead(
    database,
    sql`
      select ${selectList(refundColumns)} from ${refunds} join ${orders} on ${orders.id} = ${refunds.orderId}
      where ${orders.partnerReferenceNo} = ${references} order by ${refunds.createdAt}, ${refunds.id}`,
  );
  const assignedTo = prepareStatement<{
    reference: string;
    transactionId: string;
    partnerRefundNo: string;
    amount: string;
  }>(
    database,
    sql`
      select ${orders.partnerReferenceNo} as reference, ${refunds.partnerRefundNo} as "partnerRefundNo",
        ${approvals.evidence} ->> 'reference' as "transactionId", ${approvals.amount}::text as amount
      from ${approvals} join ${orders} on ${orders.id} = ${approvals.orderId}
        join ${refunds} on ${refunds.id} = ${approvals.refundId}
      where ${orders.partnerReferenceNo} = ${references} and ${approvals.act} = 'ADJUSTMENT_ASSIGNED'
        and ${approvals.status} = 'GRANTED'`,
  );
  const linesOf = prepareRead(
    database,
    sql`
      select ${selectList(lineColumns)} from ${settlementLines}
      where ${settlementLines.partnerReferenceNo} = ${references} and ${isOfImportedFile}
      order by ${settlementLines.importNumber}, ${settlementLines.lineNo}`,
  );
  const resolve = prepareStatement<NewsRow>(
    database,
    sql`
      ${resolveIncidents(sql`${parameter(incidents.resolvedAt, 'at')}`, sql`'DANA’s files and the record agree'`)}
      where kind in (${kinds}) and status <> 'RESOLVED' and partner_reference_no = ${references}
        and dedupe_key <> all(${sql.placeholder('exceptKeys')})
      ${returningResolved}`,
  );
  const mark = (column: typeof settlementImports.judgedAt | typeof settlementImports.searchedAt) =>
    prepareStatement(
      database,
      sql`
        update ${settlementImports} set ${sql.identifier(column.name)} = ${parameter(column, 'at')}
        where number = ${parameter(settlementImports.number, 'importNumber')}`,
    );
  const judged = mark(settlementImports.judgedAt);
  const searched = mark(settlementImports.searchedAt);
  const readOrder = rowReader(orderColumns);
  const readRefund = rowReader(refundColumns);
  const readLine = rowReader(lineColumns);

  return {
    ...makeSettlementSearches(database),
    unjudgedImports: () => unjudged({}),
    coveredDays: (lastDay) => covered({ lastDay }),
    unsearchedFiles: (lastDay) => unsearched({ lastDay }),
    unsearchedDays: async () => (await unsearchedDays({})).map(({ day }) => day),
    async pageReferences(importNumber, afterLine, limit) {
      const rows = await ofImport({ importNumber, afterLine, limit });
      const next = rows.length === 0 ? null : Math.max(...rows.map(({ last }) => last));
      return { references: rows.map(({ reference }) => reference), next };
    },
    pageDisputed: async (after, limit) => pageOf(await disputed({ after, limit }), limit),
    async readCases(wanted) {
      const values = { references: makePgArray([...wanted]) };
      const [orderRows, refundRows, lineRows, assignments] = await Promise.all([
        ordersOf(values),
        refundsOf(values),
        linesOf(values),
        assignedTo(values),
      ]);
      const refundsById = groupBy(refundRows.map(readRefund), ({ orderId }) => orderId);
      const linesBy = groupBy(lineRows.map(readLine), ({ partnerReferenceNo }) => partnerReferenceNo);
      const assignedBy = groupBy(assignments, ({ reference }) => reference);
      const orderBy = new Map(
        orderRows.map(readOrder).map((order) => [order.partnerReferenceNo, order] as const),
      );
      return wanted.map((partnerReferenceNo): SettlementCase => {
        const order = orderBy.get(partnerReferenceNo);
        const requestedAt = order?.cancellationRequestedAt ?? null;
        return {
          partnerReferenceNo,
          order: order ? { ...order, cancellation: requestedAt && { requestedAt } } : null,
          refunds: refundsById.get(order?.id ?? '') ?? [],
          lines: linesBy.get(partnerReferenceNo) ?? [],
          assigned: (assignedBy.get(partnerReferenceNo) ?? []).map((one) => ({
            ...one,
            amount: BigInt(one.amount),
          })),
        };
      });
    },
    async resolveSettled(wanted, exceptKeys, at) {
      const values = { references: makePgArray([...wanted]), exceptKeys: makePgArray([...exceptKeys]), at };
      tellNews(await resolve(values), onIncident);
    },
    async markJudged(importNumber, at) {
      await judged({ importNumber, at });
    },
    async markSearched(importNumber, at) {
      await searched({ importNumber, at });
    },
  };
}

function groupBy<Row>(rows: readonly Row[], nameOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(nameOf(row));
    if (group === undefined) groups.set(nameOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
