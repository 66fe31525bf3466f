import type { Rupiah } from '../../domain/money.ts';
import { readWrittenAmount } from '../../domain/written/amount.ts';
import { plainText } from '../../domain/written/plain-text.ts';
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
/** Digits of a number of a virtual account or payment code that nobody types by chance. */
const wholeNumberMin = 10;
/** Hits by last digits among which an amount is looked for. */
const pairHitsMax = 200;
/** Orders of a clock that is ahead are found too. */
const aheadMs = 60 * 60_000;

/** Finds orders by what a customer knows. A text that can be several things is looked for as each of them. */
export function makeSearchOrders({ store, clock }: { readonly store: OrderSearch; readonly clock: Clock }) {
  return async function searchOrders(
    { text: typed, createdFrom, createdTo }: SearchInput,
    details: readonly OrderDetail[],
  ): Promise<readonly SearchHit[]> {
    const text = plainText(typed);
    const latest = new Date(clock.now().getTime() + aheadMs);
    const to = createdTo ?? latest;
    const window = { from: createdFrom ?? new Date(to.getTime() - searchWindowMs), to };
    const pair = amountAndDigitsOf(text);
    if (pair !== null) {
      const terms = { numbers: [], lastDigits: pair.lastDigits, amount: null, phoneDigits: null };
      const hits = await store.searchOrders(terms, window, pairHitsMax, details);
      return hits
        .filter(({ order }) => order.amount === pair.amount)
        .slice(0, searchHitsMax)
        .map(({ order, matchedBy }) => ({ order, matchedBy: [...matchedBy, 'AMOUNT'] }));
    }
    const terms = searchTermsOf(text);
    if (terms === null) return [];
    // So many digits are the whole number: it is found whatever the window says.
    const isWhole = terms.lastDigits !== null && terms.lastDigits.length >= wholeNumberMin;
    return isWhole
      ? store.searchOrders(
          { ...terms, amount: null },
          { from: new Date(0), to: latest },
          searchHitsMax,
          details,
        )
      : store.searchOrders(terms, window, searchHitsMax, details);
  };
}

/** What the text can be; null if it can be nothing. */
export function searchTermsOf(text: string): SearchTerms | null {
  const trimmed = text.trim();
  if (trimmed.length === 0 || trimmed.length > textLengthMax) return null;
  const digits = digitsOf(trimmed);
  const terms = {
    numbers: numbersOf(trimmed),
    lastDigits: digits.length >= lastDigitsMin ? digits : null,
    amount: readWrittenAmount(trimmed),
    phoneDigits: digits.length === phoneDigitsCount ? digits : null,
  };
  const { numbers, lastDigits, amount } = terms;
  return numbers.length === 0 && lastDigits === null && amount === null ? null : terms;
}

/** An amount and the last digits of a number side by side, such as `Rp185.000 9902`; null for any other text. */
export function amountAndDigitsOf(text: string): Pick<SearchHint, 'amount' | 'lastDigits'> | null {
  const parts = text
    .trim()
    .replace(/\b(rp|idr)\.?\s+/i, '$1')
    .replace(/\s+(rb|ribu|jt|juta)\b/i, '$1')
    .split(/\s+/);
  const [first = '', second = ''] = parts;
  if (parts.length !== 2) return null;
  for (const [money, number] of [
    [first, second],
    [second, first],
  ] as const) {
    const amount = /^(rp|idr)|^\d{1,3}([.,]\d{3})+|\d(rb|ribu|k|jt|juta)$/i.test(money)
      ? readWrittenAmount(money)
      : null;
    const lastDigits = digitsOf(number);
    if (amount !== null && lastDigits.length >= lastDigitsMin) return { amount, lastDigits };
  }
  return null;
}

/** What a customer knows of one order. */
interface SearchHint {
  readonly amount: Rupiah;
  readonly lastDigits: string;
}

/** As what a text may be a whole number: people write `#inv-7731` and `inv 7731` of INV-7731. */
function numbersOf(text: string): readonly string[] {
  if (!/^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(text)) return [];
  const words = text.replace(/^#\s*/, '').split(' ');
  const isSpoken = /^[a-z]/i.test(words[0] ?? '') && /\d/.test(text) && readWrittenAmount(text) === null;
  if (words.length > 3 || (words.length > 1 && !isSpoken)) return [];
  const written = words.length > 1 ? [words.join('-'), words.join('')] : [...words, text];
  return [...new Set(written.flatMap((one) => [one, one.toUpperCase(), one.toLowerCase()]))].filter(Boolean);
}

/** What people write before a number that they read off a screen. */
const leadWords =
  /^(?:(?:va|no|nomor|rek|rekening|virtual|account|akun|kode|hp|telp?|bri|bca|bni|bsi|btn|cimb|mandiri|permata|danamon)[\s:.]+)+/i;

/** The digits of a number, or of its end, without words, dots and ellipses around them; empty for any other text. */
function digitsOf(text: string): string {
  const bare = text.replace(leadWords, '').replace(/^(?:\.{2,}|…|\*+)\s*/, '');
  if (/^\d{1,3}([.,]\d{3})+$/.test(bare)) return '';
  return /^\d[\d\s.-]*$/.test(bare) ? bare.replace(/\D/g, '') : '';
}
