import type { Order } from './order.ts';
import type { OrderEvent, OrderFactType } from './order-event.ts';
import { nothingReturned, type Refund } from './refund.ts';

/** One recorded change as the merchant's servers receive it: what happened, and the state after it. */
export interface MerchantEvent {
  readonly event: OrderEvent;
  /** The order after this event, without its instruction, which is for the payer's screen. */
  readonly order: Order;
  /** The refund of this event, after it; null if the event is about no refund. */
  readonly refund: Refund | null;
}

/** The public names of events. Names are added, never changed; the compiler keeps the list complete. */
export const merchantEventTypes = {
  CREATED: 'order.created',
  ACCEPTED: 'order.accepted',
  DECLINED: 'order.declined',
  NOT_FOUND: 'order.not_found',
  NEVER_CREATED: 'order.never_created',
  PAID: 'order.paid',
  PAYMENT_FAILED: 'order.payment_failed',
  EXPIRED: 'order.expired',
  CANCELLATION_REQUESTED: 'order.cancellation_requested',
  CANCELLED: 'order.cancelled',
  CANCELLATION_DECLINED: 'order.cancellation_declined',
  APPROVAL_REQUESTED: 'approval.requested',
  APPROVAL_GRANTED: 'approval.granted',
  APPROVAL_REFUSED: 'approval.refused',
  APPROVAL_EXPIRED: 'approval.expired',
  REFUND_REQUESTED: 'refund.requested',
  REFUNDED: 'refund.succeeded',
  REFUND_DECLINED: 'refund.failed',
  REFUND_RETURNED: 'refund.returned',
  CHARGEBACK_WON: 'order.chargeback_won',
  REFUNDED_BY_TRANSFER: 'order.refunded_by_transfer',
  ADJUSTMENT_ASSIGNED: 'refund.adjustment_assigned',
  REFUNDED_ELSEWHERE: 'order.refunded_elsewhere',
  CHARGED_BACK: 'order.charged_back',
  CHARGEBACK_RETURNED: 'order.chargeback_returned',
  FROZEN: 'order.frozen',
  RELEASED: 'order.released',
  CONTRADICTED: 'order.contradicted',
} as const satisfies Record<OrderFactType, string>;

/**
 * The id of an event that is about to be recorded, for a random UUID: the same in every delivery and in every answer,
 * so that receivers know a repeat. It is random because a database that was set back to a backup goes on from there:
 * numbers that were given out already would then name other events.
 */
export function newEventId(uuid: string): string {
  return `evt_${uuid}`;
}

/** The form of an event's id; no other public id has it. */
export const eventIdShape = /^evt_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The refund after one of its order's events; `refund` may be its state at any later time. */
export function refundAfter(refund: Refund, { fact, occurredAt }: OrderEvent): Refund {
  switch (fact.type) {
    case 'REFUND_RETURNED':
    case 'ADJUSTMENT_ASSIGNED':
      return { ...refund, returned: fact.returned, returnedAt: occurredAt };
    case 'REFUNDED':
      return { ...refund, ...nothingReturned, status: 'SUCCEEDED', updatedAt: occurredAt };
    case 'REFUND_DECLINED':
      return { ...refund, ...nothingReturned, status: 'FAILED', refundNo: null, updatedAt: occurredAt };
    default:
      return { ...refund, ...nothingReturned, status: 'PENDING', refundNo: null, updatedAt: occurredAt };
  }
}
