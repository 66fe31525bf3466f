import type { Actor } from './actor.ts';
import type { Rupiah } from './money.ts';
import type { Goods, MetadataEntry, Order } from './order.ts';

/** A sale whose terms the merchant fixes and whose payment method the payer chooses. Its attempts are orders. */
export interface Checkout {
  readonly id: string;
  /** The merchant's own number, unique over orders and checkouts; the reference of the first attempt. */
  readonly partnerReferenceNo: string;
  readonly title: string;
  readonly amount: Rupiah;
  readonly createdAt: Date;
  /** Who created it. */
  readonly actor: Actor;
  readonly expiresAt: Date;
  readonly returnUrl: string | null;
  /** Where the checkout page leads a payer who has paid. */
  readonly successUrl: string | null;
  readonly externalStoreId: string | null;
  readonly subMerchantId: string | null;
  readonly goods: readonly Goods[];
  readonly metadata: readonly MetadataEntry[];
  /** SHA-256 of the caller's input, normalised, before defaults. */
  readonly contentHash: string;
  /** When the merchant ended it: no further attempt is opened. Null while it may be paid. */
  readonly endedAt: Date | null;
  readonly endedBy: Actor | null;
  readonly endReason: string | null;
}

/** Who ended a checkout, when and why. */
export interface CheckoutEnd {
  readonly by: Actor;
  readonly at: Date;
  readonly reason: string;
}

/** The most orders that one checkout may have; each is cancelled or abandoned before the next one is opened. */
export const checkoutAttemptsMax = 5;

/** QRIS allows 25 characters: `-2` needs two of them, and one is left for a suffix of the merchant's. */
export const checkoutReferenceLengthMax = 22;

/** The order number of an attempt, counted from 1: `<reference>`, then `<reference>-2` … `-5`. */
export function attemptReference(partnerReferenceNo: string, number: number): string {
  return number === 1 ? partnerReferenceNo : `${partnerReferenceNo}-${number}`;
}

/** Whether this attempt was paid, also if the payment has been refunded since. */
export function isPaidAttempt(order: Order): boolean {
  return order.status === 'PAID' || order.status === 'PARTIALLY_REFUNDED' || order.status === 'REFUNDED';
}

/** Whether the payer may still pay this attempt, or DANA has not confirmed it yet. */
export function isOpenAttempt(order: Order): boolean {
  return order.status === 'CONFIRMING' || order.status === 'PENDING';
}

/** The attempt that counts: the paid one, else the latest. `attempts`: oldest first. */
export function currentAttempt(attempts: readonly Order[]): Order | null {
  return attempts.find(isPaidAttempt) ?? attempts.at(-1) ?? null;
}

/** The reason that the gateway gives when it cancels an attempt itself. */
export const replacedReason = 'Replaced by another attempt of its checkout';

/**
 * The reason of the cancellation that abandons an attempt: DANA reported twice that it has no such order, and the payer
 * chose another way to pay. The create is never sent again; should DANA have the order after all, it is cancelled there.
 */
export const abandonedReason = 'Abandoned for another attempt of its checkout: unknown to DANA';

/**
 * Whether this attempt's cancellation makes room for another one: requested by the gateway, or by the payer who chose
 * another way to pay. Any other one is the merchant's, whatever reason it gives.
 */
export function isCancelledForAnother({ cancellation }: Order): boolean {
  const kind = cancellation?.actor.kind;
  return kind === 'GATEWAY' || kind === 'CHECKOUT_TOKEN';
}

/** Whether the gateway has given up this attempt: nobody is asked to pay it, and another one may be opened beside it. */
export function isAbandonedAttempt(order: Order): boolean {
  const { cancellation } = order;
  return (
    isOpenAttempt(order) &&
    isCancelledForAnother(order) &&
    cancellation?.status === 'PENDING' &&
    cancellation.reason === abandonedReason
  );
}
