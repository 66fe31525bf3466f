import type { Rupiah } from './money.ts';
import { hasPendingOperation, type Order, refundable } from './order.ts';

/**
 * Whether an order may be cancelled or refunded now. The two exclude each other: a cancellation returns everything and
 * a pending refund part of it, so neither begins while the other is pending.
 */

/**
 * `CANCELLED`, `PENDING` and `WAITING`: the cancellation was made, is under way, or waits for a second person, already.
 */
export type CancelPermission = 'ALLOWED' | 'CANCELLED' | 'PENDING' | 'WAITING' | 'NOT_CANCELLABLE';

/**
 * Whether DANA may be requested to cancel this order: while it is unpaid, or paid with nothing refunded or
 * charged back yet: DANA cancels in full, and what was charged back is not there to return.
 */
export function mayCancel(order: Order): CancelPermission {
  if (order.status === 'CANCELLED') return 'CANCELLED';
  if (order.cancellation?.status === 'PENDING') return 'PENDING';
  if (order.waitingApprovals.length > 0) {
    return order.waitingApprovals.some(({ act }) => act === 'CANCELLATION') ? 'WAITING' : 'NOT_CANCELLABLE';
  }
  return isCancellable(order) ? 'ALLOWED' : 'NOT_CANCELLABLE';
}

/** The same for a reader of the order, who does not see what waits for a second person: only what it reserves. */
export function isCancellable(
  order: Pick<
    Order,
    'status' | 'cancellation' | 'refundPending' | 'refunded' | 'chargedBack' | 'transferred' | 'reserved'
  >,
): boolean {
  const isOpen = order.status === 'CONFIRMING' || order.status === 'PENDING' || order.status === 'PAID';
  return isOpen && order.reserved === 0n && !hasPendingOperation(order) && hasNothingBack(order);
}

/**
 * A refund that was returned counts too: DANA has carried it out, and cancels no such order. What the payer has by bank
 * transfer would go back twice.
 */
function hasNothingBack({
  refunded,
  chargedBack,
  transferred,
}: Pick<Order, 'refunded' | 'chargedBack' | 'transferred'>): boolean {
  return refunded === 0n && chargedBack === 0n && transferred === 0n;
}

/** `ALLOWED` with the amount to refund. */
export type RefundPermission =
  | { readonly kind: 'ALLOWED'; readonly amount: Rupiah }
  | { readonly kind: 'NOT_REFUNDABLE' | 'EXCEEDS_BALANCE' };

/** Whether this amount (null: everything that is left) may be refunded now. */
export function mayRefund(order: Order, amount: Rupiah | null): RefundPermission {
  const isPaid = order.status === 'PAID' || order.status === 'PARTIALLY_REFUNDED';
  if (!isPaid || order.cancellation?.status === 'PENDING') return { kind: 'NOT_REFUNDABLE' };
  const left = refundable(order);
  if (left === 0n || (amount !== null && amount > left)) return { kind: 'EXCEEDS_BALANCE' };
  return { kind: 'ALLOWED', amount: amount ?? left };
}
