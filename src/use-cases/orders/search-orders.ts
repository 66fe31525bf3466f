import { parseRupiah } from '../../domain/money.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderDetail } from '../ports/order-reads.ts';
import {
  type OrderSearch,
  phoneDigitsCount,
  type SearchHit,
  type SearchTerms,
} from '../ports/people/order-search.ts';

/** What somebody who answers a customer types. */
export interface SearchInput {
  readonly text: string;
  readonly createdFrom: Date | null;
  readonly createdTo: Date | null;
}

/** Hits of one search. */
export const searchHitsMax = 20;
/** How far back what is no whole number is looked for if the caller names no time. */
export const searchWindowMs = 31 * 24 * 60 * 60_000;
const textLengthMax = 64;
/** Of the number of a virtual account or payment code. */
const lastDigitsMin = 4;
/** Orders of a clock that is ahead are found too. */
const aheadMs = 60 * 60_000;

/** Finds orders by what a customer knows. A text that can be several things is looked for as each of them. */
export function makeSearchOrders({ store, clock }: { readonly store: OrderSearch; readonly clock: Clock }) {
  return async function searchOrders(
    { text, createdFrom, createdTo }: SearchInput,
    details: readonly OrderDetail[],
  ): Promise<readonly SearchHit[]> {
    const terms = searchTermsOf(text);
    if (terms === null) return [];
    const to = createdTo ?? new Date(clock.now().getTime() + aheadMs);
    const from = createdFrom ?? new Date(to.getTime() - searchWindowMs);
    return store.searchOrders(terms, { from, to }, searchHitsMax, details);
  };
}

/** What the text can be; null if it can be nothing. */
export function searchTermsOf(text: string): SearchTerms | null {
  const trimmed = text.trim();
  if (trimmed.length === 0 || trimmed.length > textLengthMax) return null;
  const number = /^[\x21-\x7e]+$/.test(trimmed) ? trimmed : null;
  // Banks print account numbers in groups; a customer types them, or the end, as seen.
  const digits = /^[\d\s-]+$/.test(trimmed) ? trimmed.replace(/\D/g, '') : '';
  const lastDigits = digits.length >= lastDigitsMin ? digits : null;
  const amount = parseRupiah(amountText(trimmed)) ?? null;
  const phoneDigits = digits.length === phoneDigitsCount ? digits : null;
  const terms = { number, lastDigits, amount, phoneDigits };
  return Object.values(terms).every((term) => term === null) ? null : terms;
}

/** `Rp 75.000`, `75,000` and `75.000,00` as people write them: the plain digits. */
function amountText(text: string): string {
  const bare = text.replace(/^(rp|idr)\.?\s*/i, '').replace(/(?<=\d)[.,]00$/, '');
  return /^\d{1,3}([.,]\d{3})+$/.test(bare) ? bare.replace(/[.,]/g, '') : bare;
}
