import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { moneyFactTypes } from '../../domain/books/order-entries.ts';
import type {
  BookedLine,
  BooksStore,
  FileTotals,
  OrderSums,
  RefundSums,
} from '../../use-cases/ports/books/books-store.ts';
import { readFact } from '../codec/fact-codec.ts';
import type { Database } from '../postgres/database.ts';
import { prepareRead, prepareStatement, rowReader, selectList } from '../postgres/statement.ts';
import { orderEvents, orders } from '../tables/order-tables.ts';
import { refunds } from '../tables/refund-tables.ts';
import { isOfImportedFile, settlementImports, settlementLines } from '../tables/settlement-tables.ts';

/** Events or lines that a reader holds at once. */
const pageLength = 5_000;
/** Rows that one statement sums: few enough for its time limit. */
const summedLength = 20_000;

const eventColumns = {
  orderId: orderEvents.orderId,
  partnerReferenceNo: orders.partnerReferenceNo,
  amount: orders.amount,
  version: orderEvents.version,
  occurredAt: orderEvents.occurredAt,
  status: orderEvents.status,
  fact: orderEvents.fact,
};
const lineColumns = getTableColumns(settlementLines);
const fileColumns = {
  importNumber: settlementImports.number,
  fileName: settlementImports.fileName,
  day: settlementImports.day,
  gross: settlementImports.gross,
  commission: settlementImports.commission,
  serviceTax: settlementImports.serviceTax,
  withholdingTax: settlementImports.withholdingTax,
  net: settlementImports.net,
};

const movesMoney = sql.raw(moneyFactTypes.map((type) => `'${type}'`).join(', '));
/**
 * Whether the line counts: the same line of another file that was imported before counts instead, copy by copy. The index
 * on the order number finds the copies.
 */
const isCounted = sql`not exists (
  select from ${settlementLines} earlier join ${settlementImports} file
    on file.number = earlier.import_number and file.status = 'IMPORTED'
  where earlier.partner_reference_no = ${settlementLines.partnerReferenceNo} and earlier.key = ${settlementLines.key}
    and earlier.import_number < ${settlementLines.importNumber}
  group by earlier.import_number
  having count(*) >= (
    select count(*) from ${settlementLines} own
    where own.partner_reference_no = ${settlementLines.partnerReferenceNo} and own.key = ${settlementLines.key}
      and own.import_number = ${settlementLines.importNumber} and own.line_no <= ${settlementLines.lineNo}
  )
)`;

const jakartaDay = (column: AnyPgColumn): SQL =>
  sql`coalesce(to_char(${column} at time zone 'Asia/Jakarta', 'YYYY-MM-DD'), 'unknown')`;

/** What the books are made of, on Postgres. Read it `inOneSnapshot` if orders may change meanwhile. */
export function makeBooksStore(database: Database): BooksStore {
  const events = prepareRead(
    database,
    sql`
      select ${selectList(eventColumns)} from ${orderEvents} join ${orders} on ${orders.id} = ${orderEvents.orderId}
      where (${orderEvents.orderId}, ${orderEvents.version})
          > (${sql.placeholder('orderId')}, ${sql.placeholder('version')}::int)
        and ${orderEvents.type} in (${movesMoney})
      order by ${orderEvents.orderId}, ${orderEvents.version} limit ${pageLength}`,
  );
  const lines = prepareRead(
    database,
    sql`
      select ${selectList(lineColumns)}, ${isCounted} from ${settlementLines}
      where (${settlementLines.importNumber}, ${settlementLines.lineNo})
          > (${sql.placeholder('importNumber')}::int, ${sql.placeholder('lineNo')}::int)
        and ${isOfImportedFile}
      order by ${settlementLines.importNumber}, ${settlementLines.lineNo} limit ${pageLength}`,
  );
  const orderSums = prepareStatement<Record<string, string>>(
    database,
    sql`
      with page as (
        select * from ${orders} where ${orders.id} > ${sql.placeholder('after')} order by ${orders.id} limit ${summedLength}
      )
      select ${jakartaDay(orders.paidAt)} as day, sum(paid)::text as paid, sum(refunded)::text as refunded,
        sum(returned)::text as returned, sum(voided)::text as voided, sum(charged_back)::text as "chargedBack",
        sum(chargeback_won)::text as "chargebackWon", sum(transferred)::text as transferred,
        (select max(id) from page) as last, (select count(*) from page)::text as count
      from page as ${orders} group by 1`,
  );
  const refundSums = prepareStatement<Record<string, string>>(
    database,
    sql`
      with page as (
        select * from ${refunds} where ${refunds.id} > ${sql.placeholder('after')} order by ${refunds.id} limit ${summedLength}
      )
      select ${jakartaDay(refunds.updatedAt)} as day,
        coalesce(sum(amount) filter (where status = 'SUCCEEDED'), 0)::text as amount,
        (select max(id) from page) as last, (select count(*) from page)::text as count
      from page as ${refunds} group by 1`,
  );
  const files = prepareRead(
    database,
    sql`select ${selectList(fileColumns)} from ${settlementImports} where status = 'IMPORTED' order by number`,
  );
  const readEvent = rowReader(eventColumns);
  const readLine = rowReader(lineColumns);
  const readFile = rowReader(fileColumns);

  return {
    async pageMoneyEvents(after) {
      const rows = await events({ orderId: after?.orderId ?? '', version: after?.version ?? 0 });
      const items = rows.map((row) => {
        const { fact, ...event } = readEvent(row);
        return { ...event, fact: readFact(fact) };
      });
      const last = items.at(-1);
      return { items, next: items.length < pageLength || last === undefined ? null : last };
    },
    async pageLines(after) {
      const rows = await lines({ importNumber: after?.importNumber ?? 0, lineNo: after?.lineNo ?? 0 });
      const items = rows.map((row): BookedLine => ({ ...readLine(row), isCounted: row.at(-1) === true }));
      const last = items.at(-1);
      return { items, next: items.length < pageLength || last === undefined ? null : last };
    },
    pageOrderSums: async (after) =>
      pageOf(
        await orderSums({ after: after ?? '' }),
        (row): OrderSums => ({
          day: row.day ?? '',
          paid: sen(row.paid),
          refunded: sen(row.refunded),
          returned: sen(row.returned),
          voided: sen(row.voided),
          chargedBack: sen(row.chargedBack),
          chargebackWon: sen(row.chargebackWon),
          transferred: sen(row.transferred),
        }),
      ),
    pageRefundSums: async (after) =>
      pageOf(
        await refundSums({ after: after ?? '' }),
        (row): RefundSums => ({
          day: row.day ?? '',
          amount: sen(row.amount),
        }),
      ),
    listFiles: async () => (await files({})).map((row): FileTotals => readFile(row)),
  };
}

function pageOf<Item>(
  rows: readonly Readonly<Record<string, string>>[],
  read: (row: Readonly<Record<string, string>>) => Item,
) {
  const [first] = rows;
  const isLast = first === undefined || Number(first.count) < summedLength;
  return { items: rows.map(read), next: isLast ? null : (first.last ?? null) };
}

function sen(text: string | undefined): bigint {
  return BigInt(text ?? '0');
}
