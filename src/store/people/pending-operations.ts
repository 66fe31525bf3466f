import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { rupiah } from '../../domain/money.ts';
import type {
  PendingOperation,
  PendingOperationKind,
  WorkLists,
} from '../../use-cases/ports/people/work-lists.ts';
import type { Database } from '../postgres/database.ts';
import {
  type CursorValues,
  isInstantAndId,
  type Keyset,
  preparePages,
  readPage,
} from '../postgres/keyset.ts';
import type { Condition } from '../postgres/list-conditions.ts';
import { parameter } from '../postgres/statement.ts';
import { orders } from '../tables/order-tables.ts';
import { refunds } from '../tables/refund-tables.ts';

/** Where the operations of one kind stand, and which of its rows are pending: the condition of a partial index. */
interface PendingRows {
  readonly table: SQL;
  readonly since: AnyPgColumn;
  readonly id: AnyPgColumn;
  readonly isPending: SQL;
  /** The order, the amount in sen, and the number of the refund. */
  readonly columns: SQL;
}

const pendingRows: Readonly<Record<PendingOperationKind, PendingRows>> = {
  CREATE: {
    table: sql`${orders}`,
    since: orders.createdAt,
    id: orders.id,
    isPending: sql`${orders.status} = 'CONFIRMING'`,
    columns: sql`${orders.id}, ${orders.amount}, null`,
  },
  CANCEL: {
    table: sql`${orders}`,
    since: orders.cancellationRequestedAt,
    id: orders.id,
    isPending: sql`${orders.cancellationStatus} = 'PENDING'`,
    columns: sql`${orders.id}, ${orders.amount}, null`,
  },
  REFUND: {
    table: sql`${refunds}`,
    since: refunds.createdAt,
    id: refunds.id,
    isPending: sql`${refunds.status} = 'PENDING'`,
    columns: sql`${refunds.orderId}, ${refunds.amount}, ${refunds.partnerRefundNo}`,
  },
};

interface Row {
  readonly id: string;
  readonly operation: PendingOperation;
}

/** Lists what is pending at DANA. */
export function makePendingOperations(database: Database): Pick<WorkLists, 'pagePending'> {
  const lists = {
    CREATE: prepareList(database, 'CREATE'),
    CANCEL: prepareList(database, 'CANCEL'),
    REFUND: prepareList(database, 'REFUND'),
  };
  return { pagePending: (operation, before, page) => lists[operation](before, page) };
}

function prepareList(database: Database, operation: PendingOperationKind) {
  const { table, since, id, isPending, columns } = pendingRows[operation];
  const keyset: Keyset<Row> = {
    columns: [since, id],
    isNewestFirst: false,
    valuesOf: (row) => [row.operation.since.toISOString(), row.id],
    areValues: (values): values is CursorValues => isInstantAndId(values),
  };
  const read = preparePages(
    database,
    keyset,
    sql`select ${since}, ${id}, ${columns} from ${table}`,
    ([at, rowId, orderId, amount, partnerRefundNo]): Row => ({
      id: String(rowId),
      operation: {
        operation,
        orderId: String(orderId),
        since: since.mapFromDriverValue(at) as Date,
        amount: rupiah(BigInt(String(amount))),
        partnerRefundNo: partnerRefundNo === null ? null : String(partnerRefundNo),
      },
    }),
  );
  const pending: Condition = { name: 'pending', sql: isPending, values: {} };
  const isBefore = { name: 'before', sql: sql`${since} < ${parameter(since, 'requestedBefore')}` };
  return (before: Date | null, page: Parameters<WorkLists['pagePending']>[2]) => {
    const conditions =
      before === null ? [pending] : [pending, { ...isBefore, values: { requestedBefore: before } }];
    return readPage(
      keyset,
      page,
      (query) => read(query, conditions),
      (row) => row.operation,
    );
  };
}
