import { refundedSen } from '../model/cancel-and-refund.ts';
import { senOf } from '../model/money.ts';
import type { Order } from '../model/order.ts';

/** The status of an order for people: DANA's state combined with the fate of the money. */
export type OrderStatus =
  | 'waiting'
  | 'paying'
  | 'paid'
  | 'partly-refunded'
  | 'refunded'
  | 'expired'
  | 'refused'
  | 'cancelled'
  | 'voided';

/** Returns the status of an order as the pages show it. */
export function orderStatusOf(order: Order): OrderStatus {
  switch (order.state) {
    case 'INIT':
      return 'waiting';
    case 'PAYING':
      return 'paying';
    case 'SUCCESS': {
      const refunded = refundedSen(order);
      if (refunded === 0n) return 'paid';
      return refunded === senOf(order.amount) ? 'refunded' : 'partly-refunded';
    }
    case 'CLOSED':
      return order.closeReason === 'ORDER_EXPIRED' ? 'expired' : 'refused';
    case 'CANCELLED':
      return order.payment === null ? 'cancelled' : 'voided';
  }
}

/** Whether the payer can still pay or refuse. */
export const isOpen = (order: Order): boolean => order.state === 'INIT' || order.state === 'PAYING';
