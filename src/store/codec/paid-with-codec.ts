import { rupiah } from '../../domain/money.ts';
import type { PaidWith } from '../../domain/order.ts';

/** One purse that a payer paid from, as JSON keeps it: the amount is a decimal string of sen. */
export type StoredPaidWith = Omit<PaidWith, 'amount'> & { readonly amount: string | null };

/** Writes what a payer used, for the order's row and the fact of the payment. */
export function writePaidWith(paidWith: readonly PaidWith[]): readonly StoredPaidWith[] {
  return paidWith.map((one) => ({ ...one, amount: one.amount === null ? null : String(one.amount) }));
}

/** Reads it back. */
export function readPaidWith(stored: readonly StoredPaidWith[]): readonly PaidWith[] {
  return stored.map((one) => ({ ...one, amount: one.amount === null ? null : rupiah(BigInt(one.amount)) }));
}
