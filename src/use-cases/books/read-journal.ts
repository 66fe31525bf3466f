import type { JournalEntry } from '../../domain/books/account.ts';
import { bookLine } from '../../domain/books/line-entries.ts';
import { bookEvent, emptyBalance } from '../../domain/books/order-entries.ts';
import type { BookedLine, BooksPage, BooksStore } from '../ports/books/books-store.ts';

/** An entry of an order's event. `paidAt`: null if DANA did not say when. */
export interface OrderEntry {
  readonly entry: JournalEntry;
  readonly paidAt: Date | null;
}

/** Reads all pages, one after the other. */
export async function* readPages<Item, Place>(
  read: (after: Place | null) => Promise<BooksPage<Item, Place>>,
): AsyncGenerator<Item> {
  let after: Place | null = null;
  do {
    const { items, next }: BooksPage<Item, Place> = await read(after);
    yield* items;
    after = next;
  } while (after !== null);
}

/** The entries of all orders, each order's in the order of its versions. */
export async function* readOrderEntries({
  pageMoneyEvents,
}: Pick<BooksStore, 'pageMoneyEvents'>): AsyncGenerator<OrderEntry> {
  let orderId = '';
  let balance = emptyBalance;
  for await (const event of readPages(pageMoneyEvents)) {
    if (event.orderId !== orderId) balance = emptyBalance;
    orderId = event.orderId;
    const booked = bookEvent(balance, event);
    balance = booked.balance;
    if (booked.entry !== null) yield { entry: booked.entry, paidAt: balance.paidAt };
  }
}

/** The entry of a line that counts; null for one that stands in another file too. */
export function entryOfLine(line: BookedLine): JournalEntry | null {
  return line.isCounted ? bookLine(line) : null;
}
