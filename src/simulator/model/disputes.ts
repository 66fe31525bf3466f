import { type Money, rupiah, senOf } from './money.ts';
import type { Dispute, Order } from './order.ts';
import type { Step } from './payments.ts';

const undisputed: Dispute = { chargedBack: rupiah(0n), isFrozen: false };

/** Sen that the payer's bank took back. Refunds do not lower it: money can go back twice. */
export function chargedBackSen(order: Order): bigint {
  return senOf((order.dispute ?? undisputed).chargedBack);
}

/** Whether DANA holds the order's money until a dispute is decided. */
export function isFrozen(order: Order): boolean {
  return order.dispute?.isFrozen ?? false;
}

/**
 * The payer's bank takes back part of the payment, or all that it has not taken back yet. Refused for more
 * than was paid. What was refunded does not matter: a chargeback after a full refund is real.
 */
export function chargeBack(order: Order, part: Money | null): Step {
  if (order.payment === null) return refused('It was never paid, so nobody can charge it back.');
  const leftSen = senOf(order.payment.amount) - chargedBackSen(order);
  const partSen = part === null ? leftSen : senOf(part);
  if (partSen === 0n || partSen > leftSen)
    return refused(`At most ${rupiah(leftSen).value} rupiah can still be charged back.`);
  return changed(order, { chargedBack: rupiah(chargedBackSen(order) + partSen) });
}

/** The merchant has won: the bank returns everything that it took back. */
export function withdrawChargeback(order: Order): Step {
  if (chargedBackSen(order) === 0n) return refused('Nothing was charged back.');
  return changed(order, { chargedBack: rupiah(0n) });
}

/** DANA holds the money of a paid order: no refund and no cancellation until the release. */
export function freeze(order: Order): Step {
  if (order.payment === null) return refused('It was never paid, so there is no money to freeze.');
  return isFrozen(order) ? refused('It is frozen already.') : changed(order, { isFrozen: true });
}

/** DANA releases the money of a frozen order. */
export function release(order: Order): Step {
  return isFrozen(order) ? changed(order, { isFrozen: false }) : refused('It is not frozen.');
}

function changed(order: Order, difference: Partial<Dispute>): Step {
  return {
    kind: 'changed',
    order: { ...order, dispute: { ...(order.dispute ?? undisputed), ...difference } },
  };
}

function refused(because: string): Step {
  return { kind: 'refused', because };
}
