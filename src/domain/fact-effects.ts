import type { Actor } from './actor.ts';
import { rupiah } from './money.ts';
import {
  type Cancellation,
  keptRefunds,
  type Order,
  type OrderState,
  type OrderStatus,
  reservedBy,
  returnedTwice,
} from './order.ts';
import type { OrderFact, OrderFactType } from './order-event.ts';
import type { OperationStatus } from './refund.ts';

/** The fields that a fact of `actor` changes, except status, version and updatedAt. Unchanged values stay identical. */
export function effects(order: Order, fact: OrderFact, now: Date, actor: Actor): Partial<OrderState> {
  const changed = withReserved(order, ownEffects(order, fact, now, actor));
  // Only DANA can report money that went back twice; what we record ourselves never adds to it (a CHECK of the table).
  const isOurs = fact.type === 'REFUND_REQUESTED' || fact.type === 'REFUNDED_BY_TRANSFER';
  const twice = isOurs ? order.returnedTwice : returnedTwice({ ...order, ...changed });
  return twice === order.returnedTwice ? changed : { ...changed, returnedTwice: twice };
}

/** The reservation follows from the waiting requests and from what is left, whatever the fact was. */
function withReserved(order: Order, changed: Partial<OrderState>): Partial<OrderState> {
  const next = { ...order, ...changed };
  const reserved = reservedBy(next.waitingApprovals, next);
  return reserved === order.reserved ? changed : { ...changed, reserved };
}

function ownEffects(order: Order, fact: OrderFact, now: Date, actor: Actor): Partial<OrderState> {
  switch (fact.type) {
    case 'ACCEPTED':
      return {
        referenceNo: order.referenceNo ?? fact.referenceNo,
        instruction: order.instruction ?? fact.instruction,
        ...(fact.expiresAt === undefined ? {} : { expiresAt: fact.expiresAt }),
      };
    case 'NOT_FOUND':
      return order.status === 'CONFIRMING' ? { notFoundAt: notFoundAt(order, now) } : {};
    case 'DECLINED':
    case 'NEVER_CREATED':
    case 'PAYMENT_FAILED':
      // There is nothing left to cancel, so a pending cancellation has succeeded.
      return { cancellation: concluded(order.cancellation, 'SUCCEEDED') };
    case 'PAID':
      return order.paid > 0n ? {} : paidEffects(order, fact);
    case 'EXPIRED':
      return { cancellation: concluded(order.cancellation, 'FAILED') };
    case 'CANCELLATION_REQUESTED':
      if (order.cancellation?.status === 'PENDING') return {};
      return { cancellation: { status: 'PENDING', requestedAt: now, actor, reason: fact.reason } };
    case 'CANCELLED':
      return order.status === 'EXPIRED' || order.status === 'FAILED'
        ? { cancellation: concluded(order.cancellation, 'SUCCEEDED') }
        : cancelledEffects(order, fact);
    case 'CANCELLATION_DECLINED':
      return { cancellation: concluded(order.cancellation, 'FAILED') };
    case 'APPROVAL_REQUESTED': {
      const { approvalId: id, act, amount, expiresAt } = fact;
      const waiting = { id, act, amount, requesterId: actor.id, expiresAt };
      return { waitingApprovals: [...order.waitingApprovals, waiting] };
    }
    case 'APPROVAL_GRANTED':
    case 'APPROVAL_REFUSED':
    case 'APPROVAL_EXPIRED':
      return { waitingApprovals: order.waitingApprovals.filter(({ id }) => id !== fact.approvalId) };
    case 'REFUND_REQUESTED':
      return { refundPending: rupiah(order.refundPending + fact.amount) };
    case 'REFUNDED':
      return {
        refundPending: rupiah(order.refundPending - (fact.from === 'PENDING' ? fact.amount : 0n)),
        refunded: rupiah(order.refunded + fact.amount),
      };
    case 'REFUND_DECLINED':
      return { refundPending: rupiah(order.refundPending - fact.amount) };
    case 'REFUND_RETURNED':
    case 'ADJUSTMENT_ASSIGNED':
      return { returned: rupiah(order.returned + fact.amount) };
    case 'CHARGEBACK_WON':
      return { chargebackWon: rupiah(order.chargebackWon + fact.amount) };
    case 'REFUNDED_BY_TRANSFER':
      return { transferred: rupiah(order.transferred + fact.amount) };
    case 'REFUNDED_ELSEWHERE':
      return { refunded: rupiah(order.refunded + fact.amount) };
    case 'CHARGED_BACK':
      return { chargedBack: rupiah(order.chargedBack + fact.amount) };
    case 'CHARGEBACK_RETURNED':
      return chargebackReturned(order, fact.amount);
    case 'FROZEN':
      return { isFrozen: true };
    case 'RELEASED':
      return { isFrozen: false };
    case 'CREATED':
    case 'CONTRADICTED':
      return {};
  }
}

/** DANA's total now says itself what a letter said before. */
function chargebackReturned({ chargedBack, chargebackWon }: Order, amount: bigint): Partial<OrderState> {
  const left = chargebackWon > amount ? chargebackWon - amount : 0n;
  return { chargedBack: rupiah(chargedBack - amount), chargebackWon: rupiah(left) };
}

/** The first time, and again the first time after expiry: only from then on is it evidence that there never was one. */
function notFoundAt({ notFoundAt: earlier, expiresAt }: Order, now: Date): Date {
  return earlier === null || (earlier < expiresAt && now >= expiresAt) ? now : earlier;
}

function paidEffects(order: Order, fact: Extract<OrderFact, { type: 'PAID' }>): Partial<OrderState> {
  return {
    paid: order.amount,
    paidAt: fact.paidAt,
    referenceNo: order.referenceNo ?? fact.referenceNo,
    paidWith: fact.paidWith,
    contradictions: withOverturned(order),
    // A payment after a cancellation that DANA had accepted: the cancellation has failed after all.
    cancellation:
      order.status === 'CANCELLED' && order.cancellation !== null
        ? { ...order.cancellation, status: 'FAILED' }
        : order.cancellation,
  };
}

/** Adds the final state that the payment overturned, so that a repeated report of it is no new contradiction. */
function withOverturned({ status, contradictions }: Order): readonly string[] {
  const overturned = overturnedBy[status];
  return overturned === undefined || contradictions.includes(overturned)
    ? contradictions
    : [...contradictions, overturned];
}

/** The fact that a payment in a final state contradicts. */
const overturnedBy: Readonly<Partial<Record<OrderStatus, OrderFactType>>> = {
  EXPIRED: 'EXPIRED',
  CANCELLED: 'CANCELLED',
  FAILED: 'PAYMENT_FAILED',
};

function cancelledEffects(
  order: Order,
  fact: Extract<OrderFact, { type: 'CANCELLED' }>,
): Partial<OrderState> {
  const cancellation = concluded(order.cancellation, 'SUCCEEDED');
  // DANA cancels in full only: it returned everything that was paid and that the payer does not have back.
  if (order.voided > 0n) return { cancellation };
  if (order.paid > 0n) {
    return { cancellation, voided: rupiah(order.paid - keptRefunds(order) - order.refundPending) };
  }
  if (fact.voided === 0n) return { cancellation };
  return { cancellation, paid: fact.voided, voided: fact.voided, paidAt: order.paidAt ?? fact.paidAt };
}

function concluded(cancellation: Cancellation | null, status: OperationStatus): Cancellation | null {
  return cancellation?.status === 'PENDING' ? { ...cancellation, status } : cancellation;
}
