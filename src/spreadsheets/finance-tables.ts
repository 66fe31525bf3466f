import type { JournalEntry } from '../domain/books/account.ts';
import { bookingDay } from '../domain/books/daily-totals.ts';
import { isAdjustment } from '../domain/settlement/settlement-line.ts';
import { entryOfLine, readOrderEntries, readPages } from '../use-cases/books/read-journal.ts';
import type {
  BooksExports,
  BooksSpan,
  BooksStore,
  InstantPlace,
} from '../use-cases/ports/books/books-store.ts';
import type { Cell, Column, Table } from './table.ts';

/** A column and how its cell is read. */
type Reader<Row> = readonly [header: string, kind: Column['kind'], read: (row: Row) => Cell];

/** The tables that finance exports of a span of time: orders, refunds, lines of settlement files, journal. */
export function financeTables(store: BooksStore & BooksExports, span: BooksSpan): readonly Table[] {
  const isInSpan = (at: Date) => at >= span.from && at < span.to;
  return [
    table(
      'orders',
      readPages((after: InstantPlace | null) => store.pagePaidOrders(span, after)),
      [
        ['order number', 'text', (row) => row.partnerReferenceNo],
        ['DANA order number', 'text', (row) => row.referenceNo],
        ['status now', 'text', (row) => row.status],
        ['paid at (Jakarta)', 'instant', (row) => row.paidAt],
        ['created at (Jakarta)', 'instant', (row) => row.createdAt],
        ['amount (IDR)', 'amount', (row) => row.amount],
        ['paid (IDR)', 'amount', (row) => row.paid],
        ['refunded (IDR)', 'amount', (row) => row.refunded],
        ['refunds that came back (IDR)', 'amount', (row) => row.returned],
        ['returned by cancellation (IDR)', 'amount', (row) => row.voided],
        ['charged back (IDR)', 'amount', (row) => row.chargedBack],
        ['of it won by letter (IDR)', 'amount', (row) => row.chargebackWon],
        ['refunded by bank transfer (IDR)', 'amount', (row) => row.transferred],
        ['pay method', 'text', (row) => row.payMethod],
        ['pay option', 'text', (row) => row.payOption],
        ['store', 'text', (row) => row.externalStoreId],
        ['division', 'text', (row) => row.subMerchantId],
      ],
    ),
    table(
      'refunds',
      readPages((after: InstantPlace | null) => store.pageRefunds(span, after)),
      [
        ['refund number', 'text', (row) => row.partnerRefundNo],
        ['order number', 'text', (row) => row.partnerReferenceNo],
        ['DANA refund number', 'text', (row) => row.refundNo],
        ['status now', 'text', (row) => row.status],
        ['requested at (Jakarta)', 'instant', (row) => row.createdAt],
        ['status since (Jakarta)', 'instant', (row) => row.updatedAt],
        ['amount (IDR)', 'amount', (row) => row.amount],
        ['came back to the merchant (IDR)', 'amount', (row) => row.returned],
        ['came back at (Jakarta)', 'instant', (row) => row.returnedAt],
      ],
    ),
    table(
      'settlement-lines',
      filter(readPages(store.pageLines), ({ settledAt }) => isInSpan(settledAt)),
      [
        ['import no', 'count', (row) => row.importNumber],
        ['line', 'count', (row) => row.lineNo],
        ['counts (no: it stands in an earlier file too)', 'text', (row) => (row.isCounted ? 'yes' : 'no')],
        ['settled at (Jakarta)', 'instant', (row) => row.settledAt],
        ['transaction at (Jakarta)', 'instant', (row) => row.occurredAt],
        ['type', 'text', (row) => (isAdjustment(row) ? 'ADJUSTMENT' : row.type)],
        ['order number', 'text', (row) => row.partnerReferenceNo],
        ['refund number', 'text', (row) => row.requestId],
        ['pay method', 'text', (row) => row.payMethod],
        ['DANA order number', 'text', (row) => row.referenceNo],
        ['DANA transaction', 'text', (row) => row.transactionId],
        ['DANA payout', 'text', (row) => row.batchNo],
        ['gross (IDR)', 'amount', (row) => row.gross],
        ['commission (IDR)', 'amount', (row) => row.commission],
        ['service tax (IDR)', 'amount', (row) => row.serviceTax],
        ['withholding tax (IDR)', 'amount', (row) => row.withholdingTax],
        ['net (IDR)', 'amount', (row) => row.net],
      ],
    ),
    table('journal', postings(journal(store, isInSpan)), [
      ['day (Jakarta)', 'text', ({ entry }) => bookingDay(entry.at)],
      ['at (Jakarta)', 'instant', ({ entry }) => entry.at],
      ['entry', 'count', ({ entryNo }) => entryNo],
      ['order number', 'text', ({ entry }) => entry.partnerReferenceNo],
      ['source', 'text', ({ entry }) => entry.source],
      ['account', 'text', ({ account }) => account],
      ['debit (IDR)', 'amount', ({ sen }) => (sen > 0n ? sen : null)],
      ['credit (IDR)', 'amount', ({ sen }) => (sen < 0n ? -sen : null)],
    ]),
  ];
}

function table<Row>(name: string, rows: AsyncIterable<Row>, readers: readonly Reader<Row>[]): Table {
  async function* cells(): AsyncGenerator<readonly Cell[]> {
    for await (const row of rows) yield readers.map(([, , read]) => read(row));
  }
  return { name, columns: readers.map(([header, kind]) => ({ header, kind })), rows: cells() };
}

async function* filter<Row>(rows: AsyncIterable<Row>, isWanted: (row: Row) => boolean): AsyncGenerator<Row> {
  for await (const row of rows) if (isWanted(row)) yield row;
}

/** The entries of the span: those of orders first, order by order, then those of lines. */
async function* journal(store: BooksStore, isInSpan: (at: Date) => boolean): AsyncGenerator<JournalEntry> {
  for await (const { entry } of readOrderEntries(store)) if (isInSpan(entry.at)) yield entry;
  for await (const line of readPages(store.pageLines)) {
    const entry = entryOfLine(line);
    if (entry !== null && isInSpan(entry.at)) yield entry;
  }
}

/** Every posting with its entry, which is numbered from 1. */
async function* postings(entries: AsyncIterable<JournalEntry>) {
  let entryNo = 0;
  for await (const entry of entries) {
    entryNo += 1;
    for (const { account, sen } of entry.postings) yield { entry, entryNo, account, sen };
  }
}
