import type { Actor } from './actor.ts';
import type { Decision } from './decision.ts';
import { effects } from './fact-effects.ts';
import { isBarred, returnsTooMuch } from './fact-limits.ts';
import {
  isSameOrder,
  keptRefunds,
  nothingPaid,
  type Order,
  type OrderState,
  type OrderStatus,
  type OrderTerms,
} from './order.ts';
import {
  actorOfOrigin,
  type DecidedEvent,
  type FactOrigin,
  type OrderFact,
  type OrderFactType,
  sourceOfOrigin,
} from './order-event.ts';

/**
 * Two rules derive the status from the order's amounts:
 * `byRefunds`: PAID, PARTIALLY_REFUNDED or REFUNDED, by how much of the payment the payer has back;
 * `unlessVoided`: CANCELLED if the payment was returned already; else money wins, and the order is PAID.
 */
type NextStatus = OrderStatus | 'byRefunds' | 'unlessVoided';

/**
 * The lifecycle, defined only here: status → fact → next status. The same status means that only other fields may
 * change; an absent entry is a contradiction. The diagram in the docs and the tests derive from this literal.
 */
export const lifecycle: Readonly<Record<OrderStatus, Readonly<Partial<Record<OrderFactType, NextStatus>>>>> =
  {
    CONFIRMING: {
      ACCEPTED: 'PENDING',
      DECLINED: 'FAILED',
      NOT_FOUND: 'CONFIRMING',
      NEVER_CREATED: 'FAILED',
      PAID: 'PAID',
      PAYMENT_FAILED: 'FAILED',
      EXPIRED: 'EXPIRED',
      CANCELLATION_REQUESTED: 'CONFIRMING',
      CANCELLED: 'CANCELLED',
      CANCELLATION_DECLINED: 'CONFIRMING',
    },
    PENDING: {
      ACCEPTED: 'PENDING',
      PAID: 'PAID',
      PAYMENT_FAILED: 'FAILED',
      EXPIRED: 'EXPIRED',
      CANCELLATION_REQUESTED: 'PENDING',
      CANCELLED: 'CANCELLED',
      CANCELLATION_DECLINED: 'PENDING',
      FROZEN: 'PENDING',
      RELEASED: 'PENDING',
    },
    PAID: {
      ACCEPTED: 'PAID',
      PAID: 'PAID',
      CANCELLATION_REQUESTED: 'PAID',
      CANCELLED: 'CANCELLED',
      CANCELLATION_DECLINED: 'PAID',
      REFUND_REQUESTED: 'byRefunds',
      REFUNDED: 'byRefunds',
      REFUND_DECLINED: 'byRefunds',
      REFUNDED_ELSEWHERE: 'byRefunds',
      CHARGED_BACK: 'PAID',
      CHARGEBACK_RETURNED: 'PAID',
      CHARGEBACK_WON: 'PAID',
      REFUNDED_BY_TRANSFER: 'PAID',
      FROZEN: 'PAID',
      RELEASED: 'PAID',
      APPROVAL_REQUESTED: 'PAID',
      APPROVAL_GRANTED: 'PAID',
      APPROVAL_REFUSED: 'PAID',
      APPROVAL_EXPIRED: 'PAID',
    },
    PARTIALLY_REFUNDED: {
      ACCEPTED: 'PARTIALLY_REFUNDED',
      PAID: 'PARTIALLY_REFUNDED',
      CANCELLATION_DECLINED: 'PARTIALLY_REFUNDED',
      REFUND_REQUESTED: 'byRefunds',
      REFUNDED: 'byRefunds',
      REFUND_DECLINED: 'byRefunds',
      REFUNDED_ELSEWHERE: 'byRefunds',
      REFUND_RETURNED: 'byRefunds',
      CHARGED_BACK: 'PARTIALLY_REFUNDED',
      CHARGEBACK_RETURNED: 'PARTIALLY_REFUNDED',
      CHARGEBACK_WON: 'PARTIALLY_REFUNDED',
      REFUNDED_BY_TRANSFER: 'PARTIALLY_REFUNDED',
      ADJUSTMENT_ASSIGNED: 'byRefunds',
      FROZEN: 'PARTIALLY_REFUNDED',
      RELEASED: 'PARTIALLY_REFUNDED',
      APPROVAL_REQUESTED: 'PARTIALLY_REFUNDED',
      APPROVAL_GRANTED: 'PARTIALLY_REFUNDED',
      APPROVAL_REFUSED: 'PARTIALLY_REFUNDED',
      APPROVAL_EXPIRED: 'PARTIALLY_REFUNDED',
    },
    REFUNDED: {
      ACCEPTED: 'REFUNDED',
      PAID: 'REFUNDED',
      CANCELLATION_DECLINED: 'REFUNDED',
      REFUNDED: 'byRefunds',
      REFUND_DECLINED: 'byRefunds',
      REFUND_RETURNED: 'byRefunds',
      CHARGED_BACK: 'REFUNDED',
      CHARGEBACK_RETURNED: 'REFUNDED',
      CHARGEBACK_WON: 'REFUNDED',
      ADJUSTMENT_ASSIGNED: 'byRefunds',
      FROZEN: 'REFUNDED',
      RELEASED: 'REFUNDED',
      APPROVAL_REQUESTED: 'REFUNDED',
      APPROVAL_GRANTED: 'REFUNDED',
      APPROVAL_REFUSED: 'REFUNDED',
      APPROVAL_EXPIRED: 'REFUNDED',
    },
    CANCELLED: {
      ACCEPTED: 'CANCELLED',
      PAID: 'unlessVoided',
      EXPIRED: 'CANCELLED',
      CANCELLED: 'CANCELLED',
      CANCELLATION_DECLINED: 'CANCELLED',
      CHARGED_BACK: 'CANCELLED',
      CHARGEBACK_RETURNED: 'CANCELLED',
      CHARGEBACK_WON: 'CANCELLED',
      FROZEN: 'CANCELLED',
      RELEASED: 'CANCELLED',
      APPROVAL_REQUESTED: 'CANCELLED',
      APPROVAL_GRANTED: 'CANCELLED',
      APPROVAL_REFUSED: 'CANCELLED',
      APPROVAL_EXPIRED: 'CANCELLED',
    },
    EXPIRED: {
      ACCEPTED: 'EXPIRED',
      PAID: 'PAID',
      EXPIRED: 'EXPIRED',
      CANCELLED: 'EXPIRED',
      CANCELLATION_DECLINED: 'EXPIRED',
      FROZEN: 'EXPIRED',
      RELEASED: 'EXPIRED',
    },
    FAILED: {
      DECLINED: 'FAILED',
      NEVER_CREATED: 'FAILED',
      NOT_FOUND: 'FAILED',
      PAID: 'PAID',
      PAYMENT_FAILED: 'FAILED',
      EXPIRED: 'FAILED',
      CANCELLED: 'FAILED',
      CANCELLATION_DECLINED: 'FAILED',
      FROZEN: 'FAILED',
      RELEASED: 'FAILED',
    },
  };

/** A new order: its terms, and the method, option and expiry that the caller requested. */
export type NewOrder = OrderTerms & Pick<OrderState, 'payMethod' | 'payOption' | 'expiresAt'>;

/** Opens an order for `actor`: CONFIRMING at version 1, with its CREATED event. */
export function openOrder(
  { payMethod, payOption, expiresAt, ...terms }: NewOrder,
  actor: Actor,
): { order: Order; event: DecidedEvent } {
  const state: OrderState = {
    payMethod,
    payOption,
    expiresAt,
    status: 'CONFIRMING',
    version: 1,
    updatedAt: terms.createdAt,
    referenceNo: null,
    instruction: null,
    ...nothingPaid,
    cancellation: null,
    notFoundAt: null,
    contradictions: [],
  };
  const order = { ...terms, ...state };
  return { order, event: eventOf(order, { type: 'CREATED' }, actor) };
}

/**
 * Decides what this fact does to this order. Pure: the caller stores the result, or decides again if another change
 * was stored first.
 */
export function decide(order: Order, fact: OrderFact, origin: FactOrigin, now: Date): Decision {
  const rule = lifecycle[order.status][fact.type];
  if (rule === undefined || isBarred(order, fact, origin, now)) return contradict(order, fact, origin, now);
  const changed = { ...order, ...effects(order, fact, now, actorOfOrigin(origin)) };
  if (returnsTooMuch(changed)) return contradict(order, fact, origin, now);
  const status = nextStatus(rule, changed);
  if (status === order.status && isSameOrder(order, changed)) return { kind: 'unchanged', order };
  const next: Order = { ...changed, status, version: order.version + 1, updatedAt: now };
  const isReversal =
    (fact.type === 'PAID' && ['EXPIRED', 'CANCELLED', 'FAILED'].includes(order.status)) ||
    (fact.type === 'CANCELLED' && order.cancellation?.status === 'FAILED');
  return { kind: 'changed', order: next, event: eventOf(next, fact, origin), isReversal };
}

/** Records a fact that the lifecycle does not allow, once for each type of fact. The order stays as it is. */
export function contradict(order: Order, fact: OrderFact, origin: FactOrigin, now: Date): Decision {
  if (order.contradictions.includes(fact.type)) return { kind: 'unchanged', order };
  const next: Order = {
    ...order,
    contradictions: [...order.contradictions, fact.type],
    version: order.version + 1,
    updatedAt: now,
  };
  const detail = `${fact.type} while ${order.status}`;
  return {
    kind: 'contradicted',
    order: next,
    event: eventOf(next, { type: 'CONTRADICTED', contradiction: fact.type, detail }, origin),
  };
}

/** Applies one recorded event to the order before it: replaying a timeline gives the stored order. */
export function replay(order: Order, event: DecidedEvent): Order {
  const { fact, occurredAt, actor } = event;
  const changed =
    fact.type === 'CONTRADICTED'
      ? { ...order, contradictions: [...order.contradictions, fact.contradiction] }
      : { ...order, ...effects(order, fact, occurredAt, actor) };
  return { ...changed, status: event.status, version: event.version, updatedAt: occurredAt };
}

function nextStatus(rule: NextStatus, changed: Order): OrderStatus {
  if (rule === 'unlessVoided') return changed.voided > 0n ? 'CANCELLED' : 'PAID';
  if (rule !== 'byRefunds') return rule;
  const kept = keptRefunds(changed);
  if (kept === 0n) return 'PAID';
  return kept < changed.paid ? 'PARTIALLY_REFUNDED' : 'REFUNDED';
}

function eventOf(order: Order, fact: OrderFact, origin: FactOrigin): DecidedEvent {
  return {
    orderId: order.id,
    version: order.version,
    occurredAt: order.updatedAt,
    source: sourceOfOrigin(origin),
    actor: actorOfOrigin(origin),
    status: order.status,
    fact,
  };
}
