import { type Account, accounts } from '../../domain/books/account.ts';
import { bookingDay, type DailyTotals, makeDailyTotals } from '../../domain/books/daily-totals.ts';
import {
  addSettlementAmounts,
  noSettlementAmounts,
  type SettlementAmounts,
} from '../../domain/settlement/settlement-line.ts';
import type { BooksStore, FileTotals } from '../ports/books/books-store.ts';
import { entryOfLine, readOrderEntries, readPages } from './read-journal.ts';

/** Two sums that must be equal and are not. Sen. */
export interface BooksDifference {
  /** The day in Jakarta: of the payment, or of the refund, or of the file. */
  readonly day: string;
  readonly account: string;
  /** What the sum in the books is compared with. */
  readonly comparedWith: string;
  readonly inBooks: bigint;
  readonly onRecord: bigint;
}

/** What a check of the books found. */
export interface BooksCheck {
  readonly entryCount: number;
  readonly differences: readonly BooksDifference[];
  /** The balance of each account, in the order of the list of accounts. */
  readonly balances: readonly { readonly account: Account; readonly sen: bigint }[];
}

/**
 * Makes the function that books every fact and every line of a file, and compares the accounts with sums that were
 * made another way: by the rows of orders and refunds, day by day, and by the totals that each file had when it was
 * read. That debits equal credits would prove nothing: both sides are written together.
 */
export function makeCheckBooks({ store }: { readonly store: BooksStore }): () => Promise<BooksCheck> {
  return async () => {
    const byPayment = makeDailyTotals();
    const byEvent = makeDailyTotals();
    const balances = new Map<string, bigint>();
    let entryCount = 0;

    for await (const { entry, paidAt } of readOrderEntries(store)) {
      entryCount += 1;
      for (const { account, sen } of entry.postings) {
        byPayment.add(account, bookingDay(paidAt), sen);
        balances.set(account, (balances.get(account) ?? 0n) + sen);
        if (entry.source === 'REFUNDED') byEvent.add(account, bookingDay(entry.at), sen);
      }
    }
    const lines = await sumLines(store, (account, sen) => {
      balances.set(account, (balances.get(account) ?? 0n) + sen);
    });
    const files = await store.listFiles();
    const differences = [
      ...(await compareOrders(store, byPayment)),
      ...(await compareRefunds(store, byEvent)),
      ...files.flatMap((file) => compareFile(file, lines.ofFile.get(file.importNumber))),
      ...comparePayout(files, lines.overlapNet, balances.get('BANK') ?? 0n),
    ];
    return {
      entryCount: entryCount + lines.entryCount,
      differences: differences.sort((one, other) => (one.day < other.day ? -1 : 1)),
      balances: (Object.keys(accounts) as Account[]).map((account) => ({
        account,
        sen: balances.get(account) ?? 0n,
      })),
    };
  };
}

interface LineSums {
  readonly entryCount: number;
  readonly ofFile: ReadonlyMap<number, SettlementAmounts>;
  /** What stands in files more often than it counts. */
  readonly overlapNet: bigint;
}

async function sumLines(store: BooksStore, post: (account: Account, sen: bigint) => void): Promise<LineSums> {
  const ofFile = new Map<number, SettlementAmounts>();
  let entryCount = 0;
  let overlapNet = 0n;
  for await (const line of readPages(store.pageLines)) {
    const sums = ofFile.get(line.importNumber) ?? noSettlementAmounts;
    ofFile.set(line.importNumber, addSettlementAmounts(sums, line));
    const entry = entryOfLine(line);
    if (entry === null) {
      overlapNet += line.net;
      continue;
    }
    entryCount += 1;
    for (const { account, sen } of entry.postings) post(account, sen);
  }
  return { entryCount, ofFile, overlapNet };
}

/** What the row of an order calls what an account holds; the sign is that of the account. */
const rowsOfAccounts = [
  ['PAYERS', 'paid', -1n],
  ['REFUNDS', 'refunded', 1n],
  ['ADJUSTMENTS', 'returned', -1n],
  ['CANCELLATIONS', 'voided', 1n],
  ['CHARGEBACKS', 'chargedBack', 1n],
  ['CHARGEBACKS_WON', 'chargebackWon', -1n],
  ['TRANSFERS', 'transferred', 1n],
] as const;

async function compareOrders(store: BooksStore, books: DailyTotals): Promise<BooksDifference[]> {
  const rows = makeDailyTotals();
  for await (const sums of readPages(store.pageOrderSums)) {
    for (const [account, column, sign] of rowsOfAccounts) rows.add(account, sums.day, sign * sums[column]);
  }
  return rowsOfAccounts.flatMap(([account, column]) =>
    compareDays(account, `the orders’ ${column}, by the day of payment`, books, rows),
  );
}

async function compareRefunds(store: BooksStore, books: DailyTotals): Promise<BooksDifference[]> {
  const rows = makeDailyTotals();
  for await (const { day, amount } of readPages(store.pageRefundSums)) rows.add('REFUNDS', day, amount);
  return compareDays('REFUNDS', 'the refunds that succeeded, by their day', books, rows);
}

function compareDays(
  account: Account,
  comparedWith: string,
  books: DailyTotals,
  rows: DailyTotals,
): BooksDifference[] {
  const days = [...books.entries(), ...rows.entries()]
    .filter(({ name }) => name === account)
    .map(({ day }) => day);
  return [...new Set(days)].flatMap((day) => {
    const [inBooks, onRecord] = [books.get(account, day), rows.get(account, day)];
    return inBooks === onRecord ? [] : [{ day, account, comparedWith, inBooks, onRecord }];
  });
}

/** The amounts of a line and the accounts that they are booked to. */
const columnsOfFile = [
  ['BANK', 'net'],
  ['CLEARING', 'gross'],
  ['COMMISSION', 'commission'],
  ['SERVICE_TAX', 'serviceTax'],
  ['WITHHOLDING_TAX', 'withholdingTax'],
] as const;

function compareFile(file: FileTotals, sums: SettlementAmounts = noSettlementAmounts): BooksDifference[] {
  return columnsOfFile.flatMap(([account, column]) => {
    const [inBooks, onRecord] = [sums[column], file[column]];
    const comparedWith = `the total ${column} of ${file.fileName}`;
    return inBooks === onRecord
      ? []
      : [{ day: file.day ?? 'unknown', account, comparedWith, inBooks, onRecord }];
  });
}

function comparePayout(files: readonly FileTotals[], overlapNet: bigint, inBooks: bigint): BooksDifference[] {
  const onRecord = files.reduce((sum, { net }) => sum + net, 0n) - overlapNet;
  const comparedWith = 'the total net of all files, without what stands in two of them';
  return inBooks === onRecord ? [] : [{ day: 'all days', account: 'BANK', comparedWith, inBooks, onRecord }];
}
