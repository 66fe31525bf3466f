import type { Order } from './order.ts';
import type { OrderEvent, OrderFactType } from './order-event.ts';
import type { Refund } from './refund.ts';

/** One recorded change, as the merchant's servers learn of it: what happened, and what it left. */
export interface MerchantEvent {
  readonly event: OrderEvent;
  /** The order as it stood after this event. Without its instruction, which is for the payer's screen. */
  readonly order: Order;
  /** The refund that the event is about, as it stood after it; null where it is about none. */
  readonly refund: Refund | null;
}

/** What merchants' programs are told to look for. Names are added, never changed; the type check keeps them complete. */
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
  REFUND_REQUESTED: 'refund.requested',
  REFUNDED: 'refund.succeeded',
  REFUND_DECLINED: 'refund.failed',
  REFUNDED_ELSEWHERE: 'order.refunded_elsewhere',
  CONTRADICTED: 'order.contradicted',
} as const satisfies Record<OrderFactType, string>;

/** An event by its two numbers. */
export type EventKey = Pick<OrderEvent, 'orderId' | 'version'>;

/** The public id of an event: the same in every delivery and in every answer, so that receivers know a repeat. */
export function merchantEventId({ orderId, version }: EventKey): string {
  return `evt_${orderId}_${version}`;
}

/** Which event a public id names; null where it is no such id. */
export function parseMerchantEventId(id: string): EventKey | null {
  const [, orderId, version] = /^evt_([0-9a-f-]{36})_([1-9]\d{0,8})$/.exec(id) ?? [];
  return orderId === undefined || version === undefined ? null : { orderId, version: Number(version) };
}

/** A refund as it stood after one of its order's events; `refund` may be of any later time. */
export function refundAfter(refund: Refund, { fact, occurredAt }: OrderEvent): Refund {
  switch (fact.type) {
    case 'REFUNDED':
      return { ...refund, status: 'SUCCEEDED', updatedAt: occurredAt };
    case 'REFUND_DECLINED':
      return { ...refund, status: 'FAILED', refundNo: null, updatedAt: occurredAt };
    default:
      return { ...refund, status: 'PENDING', refundNo: null, updatedAt: occurredAt };
  }
}
