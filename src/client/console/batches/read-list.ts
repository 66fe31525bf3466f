import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import type { RefundBatchLineInput } from '../../core/generated/graphql.ts';

/** Lines of one request, as the gateway bounds them. */
export const listLinesMax = 1_000;
const columns = ['order', 'amount', 'reason'] as const;

/** What a list says, or why it cannot be read: it is too long, or where it is wrong. */
export type ReadList =
  | { readonly kind: 'read'; readonly lines: readonly RefundBatchLineInput[] }
  | { readonly kind: 'tooLong' }
  | { readonly kind: 'unreadable'; readonly why: string };

/**
 * Reads a list of refunds as `npm run refunds` does: CSV with the header `order,amount,reason`, by commas or semicolons.
 * The same columns as in src/spreadsheets/read-refund-list.ts; change both.
 */
export function readList(text: string): ReadList {
  try {
    const [head = [], ...rows] = parse(text, {
      ...{ delimiter: [',', ';'], bom: true, trim: true },
      // One more than allowed tells that there are too many.
      to: listLinesMax + 2,
    });
    const names = head.map((name) => name.toLowerCase());
    if (names[0] !== 'order' || names.some((name) => !columns.some((one) => one === name)))
      return { kind: 'unreadable', why: `line 1: ${columns.join(',')}` };
    if (rows.length === 0) return { kind: 'unreadable', why: 'line 2' };
    if (rows.length > listLinesMax) return { kind: 'tooLong' };
    const lines: RefundBatchLineInput[] = [];
    for (const [index, cells] of rows.entries()) {
      const cellOf = (name: string) => cells[names.indexOf(name)] ?? '';
      const [partnerReferenceNo, amount, reason] = columns.map(cellOf);
      if (!partnerReferenceNo) return { kind: 'unreadable', why: `line ${index + 2}: order` };
      if (amount && !/^\d{1,16}$/.test(amount))
        return { kind: 'unreadable', why: `line ${index + 2}: amount, 25000` };
      lines.push({ partnerReferenceNo, ...(amount ? { amount } : {}), ...(reason ? { reason } : {}) });
    }
    return { kind: 'read', lines };
  } catch (thrown) {
    if (thrown instanceof CsvError) return { kind: 'unreadable', why: thrown.message };
    throw thrown;
  }
}
