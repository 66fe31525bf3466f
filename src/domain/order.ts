import type { Actor } from './actor.ts';
import { isReserving, type WaitingApproval } from './approval.ts';
import { type Rupiah, rupiah, zeroRupiah } from './money.ts';
import type { PaymentInstruction } from './payment-option.ts';
import type { OperationStatus } from './refund.ts';

export const orderStatuses = [
  'CONFIRMING',
  'PENDING',
  'PAID',
  'PARTIALLY_REFUNDED',
  'REFUNDED',
  'CANCELLED',
  'EXPIRED',
  'FAILED',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** A requested cancellation. It stays PENDING until DANA has clearly accepted or declined it. */
export interface Cancellation {
  readonly status: OperationStatus;
  readonly requestedAt: Date;
  /** Who requested it. */
  readonly actor: Actor;
  readonly reason: string | null;
}

/** One line of the sale, as in DANA's `order.goods`. */
export interface Goods {
  readonly merchantGoodsId: string;
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly price: Rupiah;
  readonly unit: string | null;
  readonly quantity: string;
  readonly merchantShippingId: string | null;
  readonly snapshotUrl: string | null;
}

/** The merchant's own label; never sent to DANA. */
export interface MetadataEntry {
  readonly key: string;
  readonly value: string;
}

/** One purse that a payer paid from: DANA lists several if a coupon, say, paid a part. */
export interface PaidWith {
  readonly payMethod: string;
  /** Null for methods without channels, such as BALANCE, and if DANA does not name it. */
  readonly payOption: string | null;
  /** What came from it. Null if DANA does not report it. */
  readonly amount: Rupiah | null;
}

/** What an order is about: fixed when it is created, and never changed. */
export interface OrderTerms {
  readonly id: string;
  /** The merchant's own number, unique; the idempotency key. */
  readonly partnerReferenceNo: string;
  readonly title: string;
  readonly amount: Rupiah;
  readonly createdAt: Date;
  readonly externalStoreId: string | null;
  readonly subMerchantId: string | null;
  readonly goods: readonly Goods[];
  readonly metadata: readonly MetadataEntry[];
  /** The checkout that this order is an attempt of; null for an order of its own. */
  readonly checkoutId: string | null;
  /** SHA-256 of the caller's input, normalised, before defaults: what "the same content" compares. */
  readonly contentHash: string;
}

/**
 * How an order stands: the fold of its events. Nothing here changes without an event, and the timeline alone
 * reproduces it.
 */
export interface OrderState {
  readonly status: OrderStatus;
  /** Grows by exactly one with every event, from 1. */
  readonly version: number;
  readonly updatedAt: Date;
  /** Until when it can be paid. DANA's own value replaces it if DANA had the order before this record was made. */
  readonly expiresAt: Date;
  /** DANA's number. */
  readonly referenceNo: string | null;
  /** What was ordered; null if the payer chooses on DANA's page. */
  readonly payMethod: string | null;
  readonly payOption: string | null;
  /** What the payer used, as DANA reports it: a QRIS code may be paid from a balance. Empty until paid, or if unknown. */
  readonly paidWith: readonly PaidWith[];
  readonly instruction: PaymentInstruction | null;
  readonly paidAt: Date | null;
  /** What the payer paid: the amount, or zero. The upper bound of everything that goes back. */
  readonly paid: Rupiah;
  /** Succeeded refunds, including those made elsewhere: the last total on which we and DANA agreed. */
  readonly refunded: Rupiah;
  /** What of it came back to the merchant, because DANA could not deliver it: the payer does not have it. */
  readonly returned: Rupiah;
  /** The sum of pending refunds. */
  readonly refundPending: Rupiah;
  /** Requests to give money back that wait for a second person, oldest first. */
  readonly waitingApprovals: readonly WaitingApproval[];
  /** What they reserve: the sum of their amounts, at most what is left of the payment. */
  readonly reserved: Rupiah;
  /** Returned to the payer by a cancellation after payment. */
  readonly voided: Rupiah;
  /** What the payer's bank took back: DANA's total. It may be more than was left, see `returnedTwice`. */
  readonly chargedBack: Rupiah;
  /** What of it the bank decided for the merchant, by letter, as long as DANA's total contains it. */
  readonly chargebackWon: Rupiah;
  /** What the merchant paid back to the payer by bank transfer, past DANA. */
  readonly transferred: Rupiah;
  /** How much went back to the payer twice, by a chargeback or a bank transfer beside what DANA returned. */
  readonly returnedTwice: Rupiah;
  /** Whether DANA holds the order's money back until a dispute is decided. */
  readonly isFrozen: boolean;
  readonly cancellation: Cancellation | null;
  /** When DANA first reported that it has no such order, while ours was CONFIRMING; the first time after expiry counts anew. */
  readonly notFoundAt: Date | null;
  /** The types of facts that contradicted this order; each is recorded once. */
  readonly contradictions: readonly string[];
}

/** The money of an order that nobody has paid. */
export const nothingPaid = {
  paidAt: null,
  paid: zeroRupiah,
  refunded: zeroRupiah,
  returned: zeroRupiah,
  refundPending: zeroRupiah,
  waitingApprovals: [],
  reserved: zeroRupiah,
  voided: zeroRupiah,
  paidWith: [],
  chargedBack: zeroRupiah,
  chargebackWon: zeroRupiah,
  transferred: zeroRupiah,
  returnedTwice: zeroRupiah,
  isFrozen: false,
} as const satisfies Partial<OrderState>;

/** One intent to pay one amount. */
export type Order = OrderTerms & OrderState;

type Amounts = Pick<
  OrderState,
  | 'paid'
  | 'refunded'
  | 'returned'
  | 'refundPending'
  | 'voided'
  | 'chargedBack'
  | 'chargebackWon'
  | 'transferred'
>;

/** What the payer has of the refunds: refunded minus returned. Sen. */
export function keptRefunds({ refunded, returned }: Pick<OrderState, 'refunded' | 'returned'>): Rupiah {
  return rupiah(refunded - returned);
}

/**
 * What may still be refunded: what `leftOf` leaves, minus what requests for a second person reserve. Sen, never negative.
 */
export function refundable(order: Amounts & Pick<OrderState, 'reserved'>): Rupiah {
  const left = leftOf(order) - order.reserved;
  return left > 0n ? rupiah(left) : zeroRupiah;
}

/** What waiting requests reserve. If DANA reports that money went back elsewhere, they reserve what is left. */
export function reservedBy(waiting: readonly WaitingApproval[], order: Amounts): Rupiah {
  const asked = waiting.reduce((sum, { act, amount }) => (isReserving(act) ? sum + amount : sum), 0n);
  const left = leftOf(order);
  if (left <= 0n) return zeroRupiah;
  return rupiah(asked < left ? asked : left);
}

/**
 * What goes back to the payer beyond the payment: the bank took back what was refunded too, or DANA returned what was paid
 * back by bank transfer. Sen.
 */
export function returnedTwice(order: Amounts): Rupiah {
  const left = leftOf(order);
  return left < 0n ? rupiah(-left) : zeroRupiah;
}

function leftOf(order: Amounts): bigint {
  const byDana = keptRefunds(order) + order.refundPending + order.voided;
  return order.paid - byDana - lostByChargeback(order) - order.transferred;
}

/** What the payer's bank took back and did not return. Sen. */
export function lostByChargeback({
  chargedBack,
  chargebackWon,
}: Pick<OrderState, 'chargedBack' | 'chargebackWon'>): Rupiah {
  return rupiah(chargedBack - chargebackWon);
}

/** Whether a fact left every field as it was; unchanged values stay identical. */
export function isSameOrder(before: Order, after: Order): boolean {
  return (Object.keys(after) as (keyof Order)[]).every((key) => before[key] === after[key]);
}

/** The instruction, while the payer can still act on it: only while PENDING and before the order expires. */
export function currentInstruction(
  order: Pick<Order, 'status' | 'expiresAt' | 'instruction'>,
  now: Date,
): PaymentInstruction | null {
  return order.status === 'PENDING' && now < order.expiresAt ? order.instruction : null;
}

/** Whether a refund or a cancellation is pending at DANA. */
export function hasPendingOperation(order: Pick<Order, 'refundPending' | 'cancellation'>): boolean {
  return order.refundPending > 0n || order.cancellation?.status === 'PENDING';
}

/** Whether the order is final for now: neither DANA nor the payer is expected to do anything more. */
export function isAtRest(order: Pick<Order, 'status' | 'refundPending' | 'cancellation'>): boolean {
  return order.status !== 'CONFIRMING' && order.status !== 'PENDING' && !hasPendingOperation(order);
}
