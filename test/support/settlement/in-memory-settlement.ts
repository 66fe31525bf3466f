import { bookingDay } from '../../../src/domain/books/daily-totals.ts';
import { jakartaDay } from '../../../src/domain/jakarta-time.ts';
import type { Order } from '../../../src/domain/order.ts';
import { countedLines, type ImportedLine } from '../../../src/domain/settlement/counted-lines.ts';
import {
  addSettlementAmounts,
  isAdjustment,
  noSettlementAmounts,
  type SettlementAmounts,
  type SettlementLine,
} from '../../../src/domain/settlement/settlement-line.ts';
import type { BooksStore } from '../../../src/use-cases/ports/books/books-store.ts';
import { settlementKinds } from '../../../src/use-cases/ports/incidents.ts';
import type {
  CoveredDay,
  SettlementCases,
  SettlementSpan,
} from '../../../src/use-cases/ports/settlement/settlement-store.ts';
import type { Tables } from '../in-memory-tables.ts';

/** A file whose lines count. */
interface ImportedFile {
  readonly importNumber: number;
  readonly day: string;
  readonly totals: SettlementAmounts;
  readonly lines: readonly ImportedLine[];
  isJudged: boolean;
  isSearched: boolean;
}

export interface InMemorySettlement {
  readonly cases: SettlementCases;
  readonly reads: Pick<SettlementCases, 'readCases'>;
  readonly books: BooksStore;
  /** `lines` as they were read; `totals` as the file has them. */
  importFile(day: string, lines: readonly SettlementLine[], totals: SettlementAmounts): void;
}

/** Settlement files beside the tables of an in-memory store; the files are of the whole merchant. */
export function createInMemorySettlement(
  tables: Tables,
  resolveCause: (dedupeKey: string, step: { at: Date; resolution: string }) => Promise<void>,
): InMemorySettlement {
  const files: ImportedFile[] = [];
  const rows = () => [...tables.orders.values()].map(({ order }) => order);
  const refunds = () => [...tables.refunds.values()].map(({ refund }) => refund);
  const disputed = () =>
    [...tables.incidents.values()].filter(
      ({ kind, status }) => settlementKinds.some((one) => one === kind) && status !== 'RESOLVED',
    );
  const all = (references: readonly (string | null)[]) => ({
    references: [...new Set(references.filter((one) => one !== null))],
    next: null,
  });

  const ordersWith = (isWanted: (order: Order) => boolean) =>
    all(
      rows()
        .filter(isWanted)
        .map(({ partnerReferenceNo }) => partnerReferenceNo),
    );
  const hasLine = (
    reference: string,
    types: readonly SettlementLine['type'][],
    requestId: string | null = null,
  ) =>
    files.some(({ lines }) =>
      lines.some(
        (line) =>
          line.partnerReferenceNo === reference &&
          types.includes(line.type) &&
          !isAdjustment(line) &&
          (requestId === null || line.requestId === requestId),
      ),
    );
  const isUnsettled = ({ partnerReferenceNo }: Order) =>
    !hasLine(partnerReferenceNo, ['ACQUIRING_ORDER', 'CAPTURE']);
  const isUnsettledCancellation = ({ voided, partnerReferenceNo }: Order) =>
    voided > 0n && !hasLine(partnerReferenceNo, ['CANCEL']);

  const assignedTo = (orderId: string | undefined) =>
    [...tables.approvals.values()].flatMap((one) => {
      const refund = tables.refunds.get(one.refundId ?? '')?.refund;
      return one.orderId === orderId && one.status === 'GRANTED' && one.evidence !== null && refund
        ? [
            {
              transactionId: one.evidence.reference,
              partnerRefundNo: refund.partnerRefundNo,
              amount: one.amount,
            },
          ]
        : [];
    });

  const cases: SettlementCases = {
    unjudgedImports: async () => files.filter(({ isJudged }) => !isJudged),
    coveredDays: async (lastDay) =>
      files.flatMap(({ day, isSearched }): CoveredDay[] =>
        day <= lastDay || isSearched ? [{ unitKind: 'MERCHANT', unitName: 'all', day }] : [],
      ),
    unsearchedFiles: async (lastDay) => files.filter(({ day, isSearched }) => day <= lastDay && !isSearched),
    unsearchedDays: async () =>
      [...new Set(files.flatMap(({ day, isSearched }) => (isSearched ? [] : [day])))].sort(),
    pageReferences: async (importNumber) =>
      all(
        files
          .filter((file) => file.importNumber === importNumber)
          .flatMap(({ lines }) => lines.map(({ partnerReferenceNo }) => partnerReferenceNo)),
      ),
    pageUnsettled: async (span) => ordersWith((order) => isIn(span, order.paidAt) && isUnsettled(order)),
    pageUnsettledCancellations: async (span) =>
      ordersWith(
        (order) =>
          isIn(span, order.paidAt ?? order.cancellation?.requestedAt ?? null) &&
          isUnsettledCancellation(order),
      ),
    pageLateUnsettled: async (span) =>
      ordersWith(
        (order) =>
          isIn(span, order.updatedAt) &&
          order.paidAt !== null &&
          jakartaDay(order.updatedAt) > jakartaDay(order.paidAt) &&
          (isUnsettled(order) || isUnsettledCancellation(order)),
      ),
    pageUnsettledRefunds: async ({ from, to }) =>
      ordersWith(({ id, partnerReferenceNo }) =>
        refunds().some(
          ({ orderId, status, partnerRefundNo, createdAt, updatedAt }) =>
            orderId === id &&
            status === 'SUCCEEDED' &&
            (createdAt < to || updatedAt < to) &&
            (createdAt >= from || updatedAt >= from) &&
            !hasLine(partnerReferenceNo, ['REFUND'], partnerRefundNo),
        ),
      ),
    pageDisputed: async () => all(disputed().map(({ partnerReferenceNo }) => partnerReferenceNo)),
    readCases: async (references) =>
      references.map((partnerReferenceNo) => {
        const order = rows().find((one) => one.partnerReferenceNo === partnerReferenceNo) ?? null;
        return {
          partnerReferenceNo,
          order,
          refunds: refunds().filter(({ orderId }) => orderId === order?.id),
          lines: files.flatMap(({ lines }) =>
            lines.filter((line) => line.partnerReferenceNo === partnerReferenceNo),
          ),
          assigned: assignedTo(order?.id),
        };
      }),
    async resolveSettled(references, exceptKeys, at) {
      for (const { partnerReferenceNo, dedupeKey } of disputed()) {
        if (partnerReferenceNo === null || !references.includes(partnerReferenceNo)) continue;
        if (!exceptKeys.includes(dedupeKey)) await resolveCause(dedupeKey, { at, resolution: 'it agrees' });
      }
    },
    async markJudged(importNumber) {
      for (const file of files) if (file.importNumber === importNumber) file.isJudged = true;
    },
    async markSearched(importNumber) {
      for (const file of files) if (file.importNumber === importNumber) file.isSearched = true;
    },
  };

  const whole = <Item>(items: readonly Item[]) => ({ items, next: null });
  const books: BooksStore = {
    async pageMoneyEvents() {
      return whole(
        rows().flatMap(({ id, partnerReferenceNo, amount }) =>
          (tables.events.get(id) ?? []).map((event) => ({ ...event, partnerReferenceNo, amount })),
        ),
      );
    },
    async pageLines() {
      const lines = files.flatMap((file) => file.lines);
      const counted = new Set(countedLines(lines));
      return whole(lines.map((line) => ({ ...line, isCounted: counted.has(line) })));
    },
    pageOrderSums: async () => whole(rows().map((order) => ({ ...order, day: bookingDay(order.paidAt) }))),
    pageRefundSums: async () =>
      whole(
        refunds()
          .filter(({ status }) => status === 'SUCCEEDED')
          .map(({ amount, updatedAt }) => ({ amount, day: bookingDay(updatedAt) })),
      ),
    listFiles: async () =>
      files.map(({ importNumber, day, totals, lines }) => ({
        ...{ importNumber, day, ...totals },
        fileName: `file ${importNumber}`,
        lineCount: lines.length,
      })),
  };

  return {
    cases,
    reads: { readCases: cases.readCases },
    books,
    importFile(day, lines, totals) {
      const importNumber = files.length + 1;
      const imported = lines.map((line, index) => ({ ...line, importNumber, lineNo: index + 2 }));
      files.push({ importNumber, day, totals, lines: imported, isJudged: false, isSearched: false });
    },
  };
}

function isIn({ from, to }: SettlementSpan, instant: Date | null): boolean {
  return instant !== null && instant >= from && instant < to;
}

/** The sums of lines, as a file has them. */
export function totalsOf(lines: readonly SettlementAmounts[]): SettlementAmounts {
  return lines.reduce<SettlementAmounts>(addSettlementAmounts, noSettlementAmounts);
}
