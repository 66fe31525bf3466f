import type { Rupiah } from './money.ts';
import type { Goods, MetadataEntry, Order } from './order.ts';

/** What is sold, fixed by the merchant; how it is paid is the payer's choice. Its attempts are orders. */
export interface Checkout {
  readonly id: string;
  /** The merchant's own number, unique over orders and checkouts; the reference of the first try. */
  readonly partnerReferenceNo: string;
  readonly title: string;
  readonly amount: Rupiah;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly returnUrl: string | null;
  readonly externalStoreId: string | null;
  readonly subMerchantId: string | null;
  readonly goods: readonly Goods[];
  readonly metadata: readonly MetadataEntry[];
  /** SHA-256 of the caller's input, normalised, before defaults. */
  readonly contentHash: string;
}

/** So many orders may be opened for one checkout; each earlier one is cancelled before. */
export const checkoutAttemptsMax = 5;

/** QRIS allows 25 characters, and `-2` has to fit behind; one is left over for a merchant's own suffix. */
export const checkoutReferenceLengthMax = 22;

/** The order number of a try, counted from 1: `<reference>`, then `<reference>-2` … `-5`. */
export function attemptReference(partnerReferenceNo: string, number: number): string {
  return number === 1 ? partnerReferenceNo : `${partnerReferenceNo}-${number}`;
}

/** The payer's money is with the merchant, or was refunded since: the checkout has been paid. */
export function isPaidAttempt(order: Order): boolean {
  return order.status === 'PAID' || order.status === 'PARTIALLY_REFUNDED' || order.status === 'REFUNDED';
}

/** The payer may still pay this try, or DANA's word about it is owed. */
export function isOpenAttempt(order: Order): boolean {
  return order.status === 'CONFIRMING' || order.status === 'PENDING';
}

/** The try that counts: the paid one, else the latest. `attempts`: oldest first. */
export function currentAttempt(attempts: readonly Order[]): Order | null {
  return attempts.find(isPaidAttempt) ?? attempts.at(-1) ?? null;
}

/** The reason that the gateway gives when it cancels an attempt itself. Any other cancellation is the merchant's. */
export const replacedReason = 'Replaced by another attempt of its checkout';
